/**
 * Where the stream is at any frame of the audio clock: between two reports it moves a sample a frame, or stands still.
 *
 * @typedef {import("./playout.js").Report} Report
 */

/** Longest history: what sounds now has left the worklet at most this long ago, in reports. */
const KEPT = 256;

/** Made of the worklet's reports, in order. Pure. */
export class PlayedClock {
  #reports = /** @type {Report[]} */ ([]);

  /** @param {Report} report */
  take(report) {
    this.#reports.push(report);
    if (this.#reports.length > 2 * KEPT) this.#reports.splice(0, KEPT);
  }

  /**
   * @param {number} frame may be a fraction
   * @returns {number} position of the stream, in samples
   */
  positionAt(frame) {
    let index = this.#reports.length - 1;
    while (index >= 0 && /** @type {Report} */ (this.#reports[index]).frame > frame) index -= 1;
    if (index < 0) return this.#reports[0]?.position ?? 0;
    const { frame: from, position, playing } = /** @type {Report} */ (this.#reports[index]);
    const moved = playing ? position + frame - from : position;
    const next = this.#reports[index + 1];
    return next === undefined ? moved : Math.min(moved, next.position);
  }
}
