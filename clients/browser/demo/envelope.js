/** How loud sound is, in steps of ten milliseconds: enough to draw it. Pure. */

export const STEP_MS = 10;

/** Grows as sound comes in. */
export class Envelope {
  #peaks = /** @type {number[]} */ ([]);
  #peak = 0;
  #counted = 0;
  #samples = 0;
  #rateHz = 0;

  /** Length of what was added, in milliseconds. */
  get durationMs() {
    return this.#rateHz === 0 ? 0 : (this.#samples / this.#rateHz) * 1000;
  }

  /**
   * @param {Int16Array} samples mono
   * @param {number} sampleRateHz the same for all
   */
  add(samples, sampleRateHz) {
    this.#rateHz = sampleRateHz;
    const step = Math.round((sampleRateHz * STEP_MS) / 1000);
    for (const sample of samples) {
      this.#peak = Math.max(this.#peak, Math.abs(sample) / 32768);
      this.#counted += 1;
      if (this.#counted === step) {
        this.#peaks.push(this.#peak);
        this.#peak = this.#counted = 0;
      }
    }
    this.#samples += samples.length;
  }

  /**
   * @param {number} ms from the beginning
   * @returns {number} the loudest sample around there, 0 to 1
   */
  at(ms) {
    return this.#peaks[Math.floor(ms / STEP_MS)] ?? 0;
  }
}
