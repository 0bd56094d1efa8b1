/** Sound as it came from the server, kept to be saved, drawn and examined. Pure: no page, no player. */

const HEADER_BYTES = 44;

/** Longest recording that is kept, in seconds: at 24 kHz some 29 MB. What comes after it is dropped, and `truncated` set. */
export const MOST_S = 600;

/** Samples of one rate. */
export class Recording {
  #pieces = /** @type {Int16Array[]} */ ([]);
  #length = 0;
  /** In Hz; 0 while there is nothing. */
  sampleRateHz = 0;
  /** Whether sound was dropped: it was longer than `MOST_S`, or of another rate. */
  truncated = false;

  /** Length in samples. */
  get length() {
    return this.#length;
  }

  /** Length in milliseconds. */
  get durationMs() {
    return this.sampleRateHz === 0 ? 0 : (this.#length / this.sampleRateHz) * 1000;
  }

  /**
   * @param {Int16Array} samples mono
   * @param {number} sampleRateHz
   */
  add(samples, sampleRateHz) {
    if (this.sampleRateHz === 0) this.sampleRateHz = sampleRateHz;
    if (sampleRateHz !== this.sampleRateHz || this.#length + samples.length > MOST_S * sampleRateHz) {
      this.truncated = true;
      return;
    }
    // A copy: whoever gave it may hand its memory on to another thread.
    this.#pieces.push(samples.slice());
    this.#length += samples.length;
  }

  /**
   * Keep the beginning alone, as where the rest was not heard.
   *
   * @param {number} ms
   */
  keep(ms) {
    const length = Math.min(this.#length, Math.round((ms * this.sampleRateHz) / 1000));
    this.#pieces = [this.samples().slice(0, length)];
    this.#length = length;
  }

  /** @returns {Int16Array<ArrayBuffer>} all of it */
  samples() {
    const all = new Int16Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }

  /**
   * The loudest sample of each of `count` equal stretches, for a picture.
   *
   * @param {number} count
   * @returns {Float32Array} 0 to 1
   */
  peaks(count) {
    const peaks = new Float32Array(count);
    let at = 0;
    for (const piece of this.#pieces) {
      for (const sample of piece) {
        const index = Math.floor((at * count) / this.#length);
        peaks[index] = Math.max(/** @type {number} */ (peaks[index]), Math.abs(sample) / 32768);
        at += 1;
      }
    }
    return peaks;
  }

  /**
   * A file of 16-bit PCM (RIFF WAVE, "Multimedia Programming Interface and Data Specifications 1.0").
   *
   * @returns {Blob} of type `audio/wav`
   */
  toWav() {
    const header = new DataView(new ArrayBuffer(HEADER_BYTES));
    const dataBytes = this.#length * 2;
    const tag = (/** @type {number} */ at, /** @type {string} */ name) =>
      [...name].forEach((letter, index) => header.setUint8(at + index, letter.charCodeAt(0)));
    tag(0, "RIFF");
    header.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
    tag(8, "WAVE");
    tag(12, "fmt ");
    header.setUint32(16, 16, true);
    header.setUint16(20, 1, true); // PCM
    header.setUint16(22, 1, true); // mono
    header.setUint32(24, this.sampleRateHz, true);
    header.setUint32(28, this.sampleRateHz * 2, true);
    header.setUint16(32, 2, true); // bytes of a sample of all channels
    header.setUint16(34, 16, true); // bits of a sample
    tag(36, "data");
    header.setUint32(40, dataBytes, true);
    const samples = new DataView(new ArrayBuffer(dataBytes));
    this.samples().forEach((sample, index) => samples.setInt16(index * 2, sample, true));
    return new Blob([header, samples], { type: "audio/wav" });
  }
}
