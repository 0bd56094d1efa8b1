/**
 * Sound of one rate as sound of another, in pieces: the pieces give what the whole would give. A polyphase filter, a
 * sinc in a Kaiser window (Smith, Digital Audio Resampling, ccrma.stanford.edu/~jos/resample). Pure.
 *
 * Browsers resample whole buffers, which would click where two pieces meet, or whole contexts: the player therefore opens
 * a context of the server's rate, and this is for contexts of the page's own.
 */

/** Zero crossings on each side of the sinc. Lower lets mirrored sound through; higher is work, and delay at the end. */
const CROSSINGS = 24;

/** Of the window. Higher suppresses more, and needs more crossings for as steep an edge. */
const BETA = 9;

/** Where the edge stands, of the lower of the two rates' halves: below 1, as it has a width. */
const ROLLOFF = 0.945;

export class Resampler {
  #up;
  #down;
  #half;
  #phases;
  #buffer;
  #read = 0;
  #taken = 0;
  #given = 0;

  /**
   * @param {number} fromHz whole
   * @param {number} toHz whole
   */
  constructor(fromHz, toHz) {
    const divisor = gcd(fromHz, toHz);
    this.#up = toHz / divisor;
    this.#down = fromHz / divisor;
    const cutoff = Math.min(1, toHz / fromHz) * ROLLOFF;
    this.#half = Math.ceil(CROSSINGS / cutoff);
    this.#phases = Array.from({ length: this.#up }, (_, phase) => taps(phase / this.#up, this.#half, cutoff));
    // Silence before the first sample, so that the filter's middle can stand on it.
    this.#buffer = new Float32Array(this.#half - 1);
  }

  /**
   * @param {Float32Array} samples
   * @returns {Float32Array<ArrayBuffer>} what can be told from all samples so far
   */
  push(samples) {
    this.#taken += samples.length;
    return this.#run(samples, Math.ceil(((this.#taken - this.#half) * this.#up) / this.#down));
  }

  /** @returns {Float32Array<ArrayBuffer>} the rest; then it is at an end */
  finish() {
    return this.#run(new Float32Array(this.#half), Math.ceil((this.#taken * this.#up) / this.#down));
  }

  /**
   * @param {Float32Array} samples
   * @param {number} until output samples in all
   */
  #run(samples, until) {
    const joined = new Float32Array(this.#buffer.length + samples.length);
    joined.set(this.#buffer);
    joined.set(samples, this.#buffer.length);
    const out = new Float32Array(Math.max(0, until - this.#given));
    for (let index = 0; index < out.length; index += 1, this.#given += 1) {
      const place = this.#given * this.#down;
      const filter = /** @type {Float64Array} */ (this.#phases[place % this.#up]);
      const start = Math.floor(place / this.#up) - this.#read;
      let sum = 0;
      for (let tap = 0; tap < filter.length; tap += 1) {
        sum += /** @type {number} */ (filter[tap]) * /** @type {number} */ (joined[start + tap]);
      }
      out[index] = sum;
    }
    const next = Math.floor((this.#given * this.#down) / this.#up) - this.#read;
    const kept = Math.min(next, joined.length);
    this.#buffer = joined.slice(kept);
    this.#read += kept;
    return out;
  }
}

/**
 * @param {number} fraction of a sample by which the output stands behind the input
 * @param {number} half taps on each side
 * @param {number} cutoff of half the input's rate
 */
function taps(fraction, half, cutoff) {
  const filter = new Float64Array(2 * half);
  for (let tap = 0; tap < filter.length; tap += 1) {
    const distance = tap - (half - 1) - fraction;
    filter[tap] = cutoff * sinc(cutoff * distance) * kaiser(distance / half);
  }
  const sum = filter.reduce((total, value) => total + value, 0);
  return filter.map((value) => value / sum);
}

/** @param {number} x */
function sinc(x) {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** @param {number} x in [-1, 1] */
function kaiser(x) {
  return Math.abs(x) > 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
}

/**
 * The modified Bessel function of the first kind and order zero.
 *
 * @param {number} x
 */
function bessel(x) {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > 1e-12 * sum; k += 1) sum += term *= (x / (2 * k)) ** 2;
  return sum;
}

/**
 * @param {number} a
 * @param {number} b
 * @returns {number}
 */
function gcd(a, b) {
  return b === 0 ? a : gcd(b, a % b);
}
