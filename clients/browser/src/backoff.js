/**
 * How long to wait before the next try. Each wait is drawn from zero to a bound that doubles ("full jitter": many pages
 * whose server restarts shall not all come back at once; AWS Architecture Blog, Exponential Backoff And Jitter, 2015).
 */
export class Backoff {
  #failures = 0;

  /**
   * @param {object} [options]
   * @param {number} [options.firstDelayMs] bound of the first wait. Lower hammers a server that is starting; higher is
   *   heard as silence after a short restart.
   * @param {number} [options.longestDelayMs] bound of every later wait
   * @param {() => number} [options.random] uniform in [0, 1)
   */
  constructor({ firstDelayMs = 300, longestDelayMs = 8_000, random = Math.random } = {}) {
    this.firstDelayMs = firstDelayMs;
    this.longestDelayMs = longestDelayMs;
    this.random = random;
  }

  /**
   * Count a failure.
   *
   * @param {number | null} [retryAfterS] what the server asked for; no shorter wait is given
   * @returns {number} milliseconds to wait
   */
  fail(retryAfterS = null) {
    const bound = Math.min(this.longestDelayMs, this.firstDelayMs * 2 ** this.#failures);
    this.#failures += 1;
    return Math.max((retryAfterS ?? 0) * 1000, this.random() * bound);
  }

  /** The server answered: begin anew. */
  succeed() {
    this.#failures = 0;
  }
}
