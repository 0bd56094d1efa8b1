/**
 * A text as it comes: a string, or its pieces. Whoever stops listening stops the source too, so that nobody pays a
 * language model for words that nobody hears.
 *
 * @typedef {string | AsyncIterable<string> | Iterable<string> | ReadableStream<string>} TokenSource
 */

/** Longest piece of text in one frame, in UTF-16 units. The server refuses frames of more than 10,000 characters. */
export const FRAME_UNITS = 4_000;

/** Reads a source piece by piece. */
export class TokenReader {
  #next;
  #stop;

  /**
   * @param {TokenSource} source
   * @throws {TypeError} it is nothing that text comes from
   */
  constructor(source) {
    if (typeof source === "string") {
      const pieces = cut(source);
      this.#next = async () => pieces.next();
      this.#stop = () => {};
      return;
    }
    if (typeof source === "object" && source !== null && "getReader" in source) {
      // Not by iteration, which Safari's streams lack.
      const reader = source.getReader();
      this.#next = () => reader.read();
      this.#stop = () => void reader.cancel().catch(() => {});
      return;
    }
    const iterator = iteratorOf(source);
    this.#next = async () => iterator.next();
    // What it throws while it is stopped concerns nobody any more.
    this.#stop = () => void Promise.resolve(iterator.return?.()).catch(() => {});
  }

  /**
   * @returns {Promise<string | null>} the next piece; `null` at the end
   * @throws {TypeError} the source gave something else than text
   */
  async read() {
    const { done, value } = await this.#next();
    if (done) return null;
    if (typeof value !== "string") throw new TypeError(`text comes as strings, and one piece is ${typeof value}`);
    return value;
  }

  /** Let the source end. */
  stop() {
    this.#stop();
  }
}

/**
 * Cut text into pieces of at most `FRAME_UNITS`, never between the halves of a surrogate pair.
 *
 * @param {string} text
 * @returns {Generator<string, undefined>}
 */
export function* cut(text) {
  let start = 0;
  while (start < text.length) {
    let end = Math.min(start + FRAME_UNITS, text.length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end -= 1;
    yield text.slice(start, end);
    start = end;
  }
  return undefined;
}

/**
 * @param {AsyncIterable<string> | Iterable<string>} source
 * @returns {AsyncIterator<string> | Iterator<string>}
 */
function iteratorOf(source) {
  if (typeof source === "object" && source !== null) {
    if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
    if (Symbol.iterator in source) return source[Symbol.iterator]();
  }
  throw new TypeError("text must be a string, an iterable of strings (an async one, too), or a ReadableStream of strings");
}
