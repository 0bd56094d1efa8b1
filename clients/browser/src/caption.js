/**
 * A text as it is written and heard, in one element: what has sounded, the word that sounds, what is still to come.
 * Three spans in one line of text: wherever the word is, no letter moves.
 */
export class Caption {
  #element;
  #heard = document.createElement("span");
  #word = document.createElement("span");
  #rest = document.createElement("span");
  #text = "";
  #start = 0;
  #end = 0;

  /** @param {HTMLElement} element what is in it is replaced, and it scrolls along if it, or what it lies in, can */
  constructor(element) {
    this.#element = element;
    for (const [span, name] of /** @type {const} */ ([[this.#heard, "heard"], [this.#word, "word"], [this.#rest, "rest"]])) {
      // Both names: a page styles its own by class, and a component's by part.
      span.className = name;
      span.setAttribute("part", name);
    }
    element.replaceChildren(this.#heard, this.#word, this.#rest);
  }

  /** All that was written so far. */
  get text() {
    return this.#text;
  }

  /**
   * Begin with another text, of which nothing has sounded.
   *
   * @param {string} text
   */
  begin(text = "") {
    this.#text = text;
    this.#element.classList.remove("interrupted");
    this.#rest.className = "rest";
    this.#cut(0, 0);
    this.#element.scrollTop = 0;
  }

  /** @param {string} piece more text */
  write(piece) {
    this.#text += piece;
    this.#rest.append(piece);
  }

  /**
   * A word sounds.
   *
   * @param {number} start half-open range of the text, in UTF-16 units
   * @param {number} end
   */
  mark(start, end) {
    // Times of neighbours may overlap by a little: never back. And a number is several words of one place.
    if (start < this.#start || (start === this.#start && end === this.#end)) return;
    this.#cut(start, end);
    this.#follow();
  }

  /** No word sounds any more; what has sounded remains told. */
  rest() {
    this.#cut(this.#end, this.#end);
  }

  /** All of it has sounded. */
  finish() {
    this.#cut(this.#text.length, this.#text.length);
  }

  /**
   * It was broken off: what follows will not be heard.
   *
   * @param {number} heard how much was, in UTF-16 units
   */
  interrupt(heard) {
    this.#cut(heard, heard);
    this.#rest.className = "rest unheard";
    this.#element.classList.add("interrupted");
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  #cut(start, end) {
    this.#start = start;
    this.#end = end;
    this.#heard.textContent = this.#text.slice(0, start);
    this.#word.textContent = this.#text.slice(start, end);
    this.#rest.textContent = this.#text.slice(end);
  }

  /** Scroll what scrolls around the text, and never the page: its reader may be somewhere else. */
  #follow() {
    for (let box = /** @type {HTMLElement | null} */ (this.#element); box !== null; box = box.parentElement) {
      if (box.scrollHeight <= box.clientHeight + 1 || !/auto|scroll/.test(getComputedStyle(box).overflowY)) continue;
      const outer = box.getBoundingClientRect();
      const word = this.#word.getBoundingClientRect();
      const margin = Math.min(word.height, outer.height / 3);
      if (word.top < outer.top) box.scrollTop -= outer.top - word.top + margin;
      else if (word.bottom > outer.bottom) box.scrollTop += word.bottom - outer.bottom + margin;
      return;
    }
  }
}
