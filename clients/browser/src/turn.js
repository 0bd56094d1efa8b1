/**
 * One text on its way to becoming speech: what was written, what has sounded, and which word when. Pure.
 *
 * The wire cuts a turn at each flush: places in the text count from there, and times from each segment's start. Here
 * both run through the whole turn.
 *
 * @typedef {import("./frames.js").Statistics} Statistics
 * @typedef {import("./frames.js").Word} Word
 */

import { SourceText } from "./source-text.js";

/** The figures of a turn, and how long its writer has waited for sound. */
/** @typedef {Statistics & {firstArrivalMs: number | null}} TurnStatistics */

/**
 * What has become of a turn. `empty`: it had no text. `cancelled`: it was stopped here.
 *
 * @typedef {{reason: "finished" | "cancelled" | "empty", stats: TurnStatistics | null, turn: Turn}} Outcome
 */

/**
 * What lies between two flushes.
 *
 * @typedef {object} Part
 * @property {number} start of its text in the turn's, in code points
 * @property {boolean} sent whether the server has heard of it
 * @property {boolean} flushed
 */

/** A turn of one context. */
export class Turn {
  /** Text as it was sent. */
  source = new SourceText();
  /** Every word that the server has told of, on the clock of the turn's sound. @type {Word[]} */
  words = [];
  /** Sound that came, in milliseconds. */
  audioMs = 0;
  /** No more text comes. */
  ended = false;
  /** It is over: nothing more comes of it. */
  settled = false;
  /** It was sent a second time, over a new connection. */
  repeated = false;

  #parts = /** @type {Part[]} */ ([]);
  #spokenUpTo = 0;
  #partSounded = false;
  #flushes = /** @type {number[]} */ ([]);
  #segmentStartMs = /** @type {Map<number, number>} */ (new Map());
  #unspoken = 0;
  #spokenLengths = /** @type {Map<number, number>} */ (new Map());
  #stats = /** @type {Statistics | null} */ (null);
  #begunAtMs = /** @type {number | null} */ (null);
  #firstArrivalMs = /** @type {number | null} */ (null);

  constructor() {
    /** @type {PromiseWithResolvers<Outcome>} */
    this.outcome = withResolvers();
    // A caller who only listens to events leaves it alone; that is no unhandled failure.
    this.outcome.promise.catch(() => {});
  }

  // --- Text ----------------------------------------------------------------------------------------------------------

  /**
   * Add text.
   *
   * @param {string} piece
   * @param {number} nowMs of one monotonic clock
   * @returns {string} what is to be sent; empty where it waits for the next piece
   */
  append(piece, nowMs) {
    this.#begunAtMs ??= nowMs;
    const start = this.source.codePoints;
    this.source.append(piece);
    return this.#pass(start, this.source.codePoints);
  }

  /** @returns {string} what is still to be sent before a flush */
  finishText() {
    const start = this.source.codePoints;
    this.source.finish();
    return this.#pass(start, this.source.codePoints);
  }

  /**
   * A blank alone would open a context, and not be part of its text: it waits for what follows.
   *
   * @param {number} start
   * @param {number} end
   */
  #pass(start, end) {
    if (start === end) return "";
    let part = this.#openPart();
    if (part === null) this.#parts.push((part = { start, sent: false, flushed: false }));
    const piece = this.source.slice(part.sent ? start : part.start, end);
    if (!part.sent && piece === " ") return "";
    part.sent = true;
    this.#unspoken += piece.length;
    return piece;
  }

  /**
   * Text up to here is to be spoken.
   *
   * @param {number} [end] where it ends, in code points
   * @returns {boolean} whether there is any that was not flushed yet
   */
  flush(end = this.source.codePoints) {
    const part = this.#openPart();
    if (part === null) return false;
    if (!part.sent) {
      this.#parts.pop();
      return false;
    }
    part.flushed = true;
    this.#flushes.push(end);
    return true;
  }

  /** Whether the next text begins something that the server must be told the options for. */
  get atPartStart() {
    return this.#openPart()?.sent !== true;
  }

  /** Whether the server still owes something: sound that was flushed for, or that it has begun. */
  get owed() {
    return this.#parts.some((part) => part.flushed) || this.#spokenLengths.size > 0;
  }

  /** Whether all of it was spoken. */
  get spoken() {
    return this.ended && this.#parts.length === 0;
  }

  /** Characters sent of which nothing was heard yet: an estimate, as tags are sent and not spoken. */
  get unspokenCharacters() {
    return this.#unspoken;
  }

  /**
   * Send again, over a new connection, what has not been spoken.
   *
   * @returns {{text: string, flush: boolean}[]} what was written, as it was cut by flushes
   */
  repeat() {
    this.#parts = [];
    this.#spokenLengths.clear();
    this.#segmentStartMs.clear();
    this.#unspoken = 0;
    const cuts = this.#flushes.filter((end) => end > this.#spokenUpTo);
    this.#flushes = [];
    const pieces = [];
    let start = this.#spokenUpTo;
    for (const end of [...cuts, this.source.codePoints]) {
      const text = this.#pass(start, end);
      const flush = cuts.includes(end);
      if (flush) this.flush(end);
      if (text !== "") pieces.push({ text, flush });
      start = end;
    }
    return pieces;
  }

  #openPart() {
    const last = this.#parts.at(-1);
    return last === undefined || last.flushed ? null : last;
  }

  // --- Sound ---------------------------------------------------------------------------------------------------------

  /**
   * @param {number} chunkId
   * @param {string} spoken
   */
  startSegment(chunkId, spoken) {
    this.#spokenLengths.set(chunkId, spoken.length);
    // A context that opened anew counts its segments from zero again.
    this.#segmentStartMs.delete(chunkId);
  }

  /** @param {number} chunkId */
  completeSegment(chunkId) {
    this.#unspoken = Math.max(0, this.#unspoken - (this.#spokenLengths.get(chunkId) ?? 0));
    this.#spokenLengths.delete(chunkId);
  }

  /**
   * @param {number} chunkId
   * @param {number} durationMs
   * @param {number} nowMs
   */
  takeAudio(chunkId, durationMs, nowMs) {
    this.#firstArrivalMs ??= nowMs - (this.#begunAtMs ?? nowMs);
    if (!this.#segmentStartMs.has(chunkId)) this.#segmentStartMs.set(chunkId, this.audioMs);
    this.audioMs += durationMs;
    this.#partSounded = true;
  }

  /**
   * @param {number} chunkId
   * @param {readonly Word[]} words on the clock of their segment, and in the text since the last flush
   * @returns {Word[]} the same, on those of the turn
   */
  takeWords(chunkId, words) {
    const offsetMs = this.#segmentStartMs.get(chunkId) ?? this.audioMs;
    const start = this.#parts[0]?.start ?? 0;
    const told = words.map((word) => ({
      text: word.text,
      startMs: word.startMs + offsetMs,
      endMs: word.endMs + offsetMs,
      sourceStart: word.sourceStart + start,
      sourceEnd: word.sourceEnd + start,
    }));
    this.words.push(...told);
    return told;
  }

  /**
   * The oldest part has been spoken.
   *
   * @param {Statistics | null} stats
   */
  finishPart(stats) {
    const part = this.#parts.shift();
    this.#spokenUpTo = (part?.flushed ? this.#flushes.shift() : undefined) ?? this.source.codePoints;
    this.#partSounded = false;
    if (stats !== null) this.#stats = this.#stats === null ? stats : sum(this.#stats, stats);
  }

  /** @returns {TurnStatistics | null} */
  get stats() {
    return this.#stats === null ? null : { ...this.#stats, firstArrivalMs: this.#firstArrivalMs };
  }

  /** Whether a part was begun that the server has heard of. */
  get hasPart() {
    return this.#parts.some((part) => part.sent);
  }

  /** Whether it would be heard twice if it were said again. */
  get isHalfHeard() {
    return this.hasPart && this.#partSounded;
  }
}

/**
 * @param {Statistics} first
 * @param {Statistics} second
 * @returns {Statistics}
 */
function sum(first, second) {
  const genMs = first.genMs + second.genMs;
  const durMs = first.durMs + second.durMs;
  return {
    firstAudioMs: first.firstAudioMs ?? second.firstAudioMs,
    rtf: durMs > 0 ? genMs / durMs : 0,
    genMs,
    durMs,
    deliveredMs: first.deliveredMs + second.deliveredMs,
    segments: first.segments + second.segments,
    characters: first.characters + second.characters,
    watermark: second.watermark,
    debug: second.debug ?? first.debug,
  };
}

/**
 * `Promise.withResolvers`, which browsers before 2024 lack.
 *
 * @returns {PromiseWithResolvers<Outcome>}
 */
function withResolvers() {
  let resolve = /** @type {(value: Outcome | PromiseLike<Outcome>) => void} */ (() => {});
  let reject = /** @type {(reason?: unknown) => void} */ (() => {});
  const promise = /** @type {Promise<Outcome>} */ (
    new Promise((onResolve, onReject) => {
      resolve = onResolve;
      reject = onReject;
    })
  );
  return { promise, resolve, reject };
}
