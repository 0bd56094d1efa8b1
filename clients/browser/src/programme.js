/**
 * What is to be played, in order: turns that wait, the one that sounds, and which of its words was heard. Pure: it knows
 * samples and positions, no browser and no clock.
 *
 * @typedef {import("./context.js").SpeechContext} SpeechContext
 * @typedef {import("./frames.js").Word} Word
 * @typedef {import("./turn.js").Turn} Turn
 */

import { toFloat } from "./pcm.js";
import { Resampler } from "./resampler.js";

/** One turn's sound on its way to the loudspeaker. */
export class Item {
  /** Samples that have not gone to the worklet yet. */
  waiting = 0;
  /** Samples that have. */
  fed = 0;
  /** Where its first sample stands in the stream. */
  start = 0;
  /** No more sound comes. */
  finished = false;
  /** Everything of it has gone to the worklet. */
  closed = false;
  /** Its first sample was heard. */
  begun = false;
  nextWord = 0;

  #pieces = /** @type {Float32Array<ArrayBuffer>[]} */ ([]);
  #resampler = /** @type {Resampler | null} */ (null);
  #rateHz;
  #sourceHz = 0;

  /**
   * @param {number} rateHz of the audio context
   * @param {Turn | null} turn `null` for sound of the page's own
   * @param {SpeechContext | null} context
   */
  constructor(rateHz, turn, context) {
    this.#rateHz = rateHz;
    this.turn = turn;
    this.context = context;
  }

  /**
   * @param {Int16Array | Float32Array} samples
   * @param {number} sampleRateHz
   */
  push(samples, sampleRateHz) {
    if (sampleRateHz !== this.#sourceHz) this.#changeRate(sampleRateHz);
    const floats = samples instanceof Int16Array ? toFloat(samples) : new Float32Array(samples);
    this.#keep(this.#resampler === null ? floats : this.#resampler.push(floats));
  }

  /** No more sound comes of it. */
  finish() {
    if (this.finished) return;
    this.finished = true;
    if (this.#resampler !== null) this.#keep(this.#resampler.finish());
  }

  /**
   * @param {number} room samples
   * @returns {Float32Array<ArrayBuffer> | null} the next, at most so many; `null` where there is nothing
   */
  take(room) {
    const first = this.#pieces[0];
    if (first === undefined || room <= 0) return null;
    if (first.length <= room) this.#pieces.shift();
    else this.#pieces[0] = first.subarray(room);
    // Its own memory: what goes to the worklet is given away.
    const piece = first.length <= room && first.byteOffset === 0 ? first : first.slice(0, room);
    this.waiting -= piece.length;
    this.fed += piece.length;
    return piece;
  }

  /**
   * How much of it was heard.
   *
   * @param {number} position of the stream
   * @returns {number} milliseconds
   */
  heardMs(position) {
    return (this.heardSamples(position) * 1000) / this.#rateHz;
  }

  /** @param {number} position of the stream */
  heardSamples(position) {
    return Math.min(Math.max(position - this.start, 0), this.fed);
  }

  /** @param {number} position of the stream */
  isHeard(position) {
    return this.closed && position >= this.start + this.fed;
  }

  /**
   * Words that have begun since this was asked last.
   *
   * @param {number} position of the stream
   * @returns {Word[]}
   */
  begunWords(position) {
    const words = this.turn?.words ?? [];
    const heardMs = this.heardMs(position);
    const first = this.nextWord;
    while (this.nextWord < words.length && /** @type {Word} */ (words[this.nextWord]).startMs <= heardMs) this.nextWord += 1;
    return words.slice(first, this.nextWord);
  }

  /**
   * How much of the turn's text was heard: up to the last word of which at least half has sounded, and all of it once the
   * turn was spoken and played to its end. Without word timings nothing is known before that.
   *
   * @param {number} position of the stream
   * @returns {number} code points
   */
  heardCodePoints(position) {
    if (this.turn === null) return 0;
    if (this.turn.spoken && this.isHeard(position)) return this.turn.source.codePoints;
    const heardMs = this.heardMs(position);
    let end = 0;
    for (const word of this.turn.words) {
      if ((word.startMs + word.endMs) / 2 > heardMs) break;
      end = Math.max(end, word.sourceEnd);
    }
    return end;
  }

  /** @param {number} sampleRateHz */
  #changeRate(sampleRateHz) {
    if (this.#resampler !== null) this.#keep(this.#resampler.finish());
    this.#sourceHz = sampleRateHz;
    this.#resampler = sampleRateHz === this.#rateHz ? null : new Resampler(sampleRateHz, this.#rateHz);
  }

  /** @param {Float32Array<ArrayBuffer>} samples */
  #keep(samples) {
    if (samples.length === 0) return;
    this.waiting += samples.length;
    this.#pieces.push(samples);
  }
}

/**
 * Turns in their order. Only one at a time goes to the worklet, so that whatever waits can be dropped without a trace.
 */
export class Programme {
  #items = /** @type {Item[]} */ ([]);
  #fed = 0;
  #capacity;

  /** @param {number} capacity samples that the worklet holds */
  constructor(capacity) {
    this.#capacity = capacity;
  }

  /** The turns that are not heard to their end, the one that sounds first. */
  get items() {
    return this.#items;
  }

  /** Samples that were given to the worklet in all: where the stream ends. */
  get fed() {
    return this.#fed;
  }

  /** @param {Item} item */
  add(item) {
    this.#items.push(item);
  }

  /** @param {Item} item */
  remove(item) {
    this.#items = this.#items.filter((other) => other !== item);
  }

  /** @returns {Item[]} what there was */
  clear() {
    return this.#items.splice(0);
  }

  /**
   * What can go to the worklet now.
   *
   * @param {number} position of the stream in the worklet
   * @param {(samples: Float32Array<ArrayBuffer>) => void} write
   * @param {() => void} finish what was written is whole
   */
  feed(position, write, finish) {
    const item = this.#items.find((each) => !each.closed);
    if (item === undefined || (item.fed === 0 && position < this.#fed)) return;
    if (item.fed === 0) item.start = this.#fed;
    for (;;) {
      const piece = item.take(this.#capacity - (this.#fed - position));
      if (piece === null) break;
      this.#fed += piece.length;
      write(piece);
    }
    if (item.waiting > 0 || !item.finished) return;
    item.closed = true;
    finish();
  }

  /**
   * Samples that are still to be heard.
   *
   * @param {number} position of the stream at the loudspeaker
   */
  unheard(position) {
    return this.#items.reduce((total, item) => total + item.waiting + item.fed - item.heardSamples(position), 0);
  }
}
