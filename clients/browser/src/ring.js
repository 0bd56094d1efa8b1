/** A ring buffer of samples with a fixed size: nothing is allocated once it is made. */
export class Ring {
  #samples;
  #start = 0;
  #length = 0;

  /** @param {number} capacitySamples */
  constructor(capacitySamples) {
    this.#samples = new Float32Array(capacitySamples);
  }

  /** Samples it holds. */
  get length() {
    return this.#length;
  }

  /** Samples it can hold. */
  get capacity() {
    return this.#samples.length;
  }

  /**
   * @param {Float32Array} samples
   * @returns {number} how many were taken: fewer than given where it is full
   */
  write(samples) {
    const taken = Math.min(samples.length, this.capacity - this.#length);
    const end = (this.#start + this.#length) % this.capacity;
    const first = Math.min(taken, this.capacity - end);
    this.#samples.set(samples.subarray(0, first), end);
    this.#samples.set(samples.subarray(first, taken), 0);
    this.#length += taken;
    return taken;
  }

  /**
   * @param {Float32Array} target filled from its beginning; the rest of it is left as it is
   * @returns {number} samples that were read
   */
  read(target) {
    const given = Math.min(target.length, this.#length);
    const first = Math.min(given, this.capacity - this.#start);
    target.set(this.#samples.subarray(this.#start, this.#start + first));
    target.set(this.#samples.subarray(0, given - first), first);
    this.#start = (this.#start + given) % this.capacity;
    this.#length -= given;
    return given;
  }

  /** Forget everything. */
  clear() {
    this.#start = this.#length = 0;
  }
}
