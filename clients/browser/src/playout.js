/**
 * What is played in each moment: the pure core of the worklet. It knows samples and frames, no clock and no browser.
 *
 * ======== =========================================== ===================================
 * state    plays                                       until
 * ======== =========================================== ===================================
 * filling  silence                                     `depth` is there, or nothing more comes
 * playing  the stream                                  it is dry
 * fading   the stream, softer and softer               the fade is over: then filling
 * ======== =========================================== ===================================
 *
 * Positions count samples of the stream from the beginning of everything; what a stop drops counts as passed, so that
 * whoever writes needs no answer to know where the next sample stands.
 *
 * @typedef {object} Report
 * @property {number} frame the audio clock's, at which this holds
 * @property {number} position of the stream, in samples: what has left up to this frame
 * @property {boolean} playing whether the stream moves from here on
 * @property {"began" | "dry" | "ended" | "stopped" | null} change what happened at this frame. `dry`: more should have
 *   been there; `ended`: the stream was finished here.
 */

import { Ring } from "./ring.js";

/** Plays one stream. */
export class Playout {
  #ring;
  #depth;
  #state = /** @type {"filling" | "playing"} */ ("filling");
  #position = 0;
  #written = 0;
  #finishedAt = -1;
  #tail = new Float32Array(0);
  #tailPlayed = 0;
  #stopping = false;
  #skipTo = 0;

  /**
   * @param {object} options
   * @param {number} options.capacity samples that can wait
   * @param {number} options.depth samples that wait before it plays
   */
  constructor({ capacity, depth }) {
    this.#ring = new Ring(capacity);
    this.#depth = Math.min(depth, capacity);
  }

  /** Samples that wait. */
  get waiting() {
    return this.#ring.length;
  }

  /** Whether anything sounds. */
  get active() {
    return this.#state === "playing" || this.#stopping;
  }

  /** How much of the stream has left, in samples. */
  get position() {
    return this.#position;
  }

  /**
   * @param {Float32Array} samples
   * @throws {RangeError} there is no room: whoever writes has counted wrong
   */
  write(samples) {
    if (this.#ring.write(samples) < samples.length) throw new RangeError("more samples than the ring holds");
    this.#written += samples.length;
  }

  /** What was written so far is whole: it is played without waiting for more, and being dry behind it is no fault. */
  finish() {
    this.#finishedAt = this.#written;
  }

  /**
   * Fall silent, by a fade.
   *
   * @param {number} fade samples; half a cosine, from what sounds to nothing
   */
  stop(fade) {
    const tail = new Float32Array(this.#state === "playing" ? fade : 0);
    const filled = this.#ring.read(tail);
    this.#tail = tail.subarray(0, filled);
    for (let index = 0; index < filled; index += 1) {
      tail[index] = /** @type {number} */ (tail[index]) * 0.5 * (1 + Math.cos((Math.PI * (index + 1)) / fade));
    }
    this.#tailPlayed = 0;
    this.#ring.clear();
    this.#skipTo = this.#written;
    this.#state = "filling";
    this.#stopping = true;
  }

  /**
   * Play the next samples.
   *
   * @param {Float32Array} out filled to its end
   * @param {number} frame of its first sample, on the audio clock
   * @param {(report: Report) => void} tell called for every change, in order
   */
  render(out, frame, tell) {
    let at = this.#stopping ? this.#renderTail(out, frame, tell) : 0;
    if (this.#state === "filling" && !this.#stopping && this.#isReady) {
      this.#state = "playing";
      tell({ frame: frame + at, position: this.#position, playing: true, change: "began" });
    }
    if (this.#state === "playing") {
      const given = this.#ring.read(out.subarray(at));
      this.#position += given;
      at += given;
      if (at < out.length) {
        this.#state = "filling";
        const change = this.#position === this.#finishedAt ? "ended" : "dry";
        tell({ frame: frame + at, position: this.#position, playing: false, change });
      }
    }
    out.fill(0, at);
  }

  get #isReady() {
    return this.#ring.length > 0 && (this.#ring.length >= this.#depth || this.#finishedAt > this.#position);
  }

  /**
   * @param {Float32Array} out
   * @param {number} frame
   * @param {(report: Report) => void} tell
   * @returns {number} samples of it that were filled
   */
  #renderTail(out, frame, tell) {
    const piece = this.#tail.subarray(this.#tailPlayed, this.#tailPlayed + out.length);
    out.set(piece);
    this.#tailPlayed += piece.length;
    this.#position += piece.length;
    if (this.#tailPlayed === this.#tail.length) {
      tell({ frame: frame + piece.length, position: this.#position, playing: false, change: "stopped" });
      this.#stopping = false;
      this.#position = this.#skipTo;
    }
    return piece.length;
  }
}
