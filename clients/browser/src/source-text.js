/**
 * A turn's text as it was sent, cut by the server's offsets. Those count Unicode code points, JavaScript's strings count
 * UTF-16 units: every character outside the Basic Multilingual Plane, such as an emoji, shifts the one against the other.
 */
export class SourceText {
  #text = "";
  #codePoints = 0;
  /** Offsets in code points of all characters of two units, ascending: few in any text, so that this stays short. */
  #pairs = /** @type {number[]} */ ([]);
  #half = "";

  /**
   * Add text.
   *
   * @param {string} piece cut anywhere, inside a surrogate pair too: the first half of a pair waits for the second
   * @returns {string} what is to be sent, of whole characters; a half that has no other is U+FFFD, as UTF-8 has none
   */
  append(piece) {
    const joined = this.#half + piece;
    const last = joined.charCodeAt(joined.length - 1);
    const waits = last >= 0xd800 && last <= 0xdbff;
    this.#half = waits ? joined.slice(-1) : "";
    return this.#take(waits ? joined.slice(0, -1) : joined);
  }

  /**
   * No more text comes.
   *
   * @returns {string} what is still to be sent
   */
  finish() {
    const half = this.#half;
    this.#half = "";
    return this.#take(half);
  }

  /** @param {string} piece */
  #take(piece) {
    const whole = piece.toWellFormed();
    for (const character of whole) {
      if (character.length === 2) this.#pairs.push(this.#codePoints);
      this.#codePoints += 1;
    }
    this.#text += whole;
    return whole;
  }

  /** Length in Unicode code points. */
  get codePoints() {
    return this.#codePoints;
  }

  /** All of it. */
  toString() {
    return this.#text;
  }

  /**
   * Cut a half-open range of code points.
   *
   * @param {number} start
   * @param {number} [end] the text's own where left out
   * @returns {string}
   */
  slice(start, end = this.#codePoints) {
    return this.#text.slice(this.unitOffset(start), this.unitOffset(end));
  }

  /**
   * Where a code point stands in the JavaScript string.
   *
   * @param {number} codePoint held to the text
   * @returns {number} in UTF-16 units
   */
  unitOffset(codePoint) {
    const held = Math.min(Math.max(codePoint, 0), this.#codePoints);
    let low = 0;
    let high = this.#pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (/** @type {number} */ (this.#pairs[middle]) < held) low = middle + 1;
      else high = middle;
    }
    return held + low;
  }
}
