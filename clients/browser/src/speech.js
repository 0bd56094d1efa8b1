/**
 * One text on its way through a context and a player to a listener: what a page shows of it, as events.
 *
 * @typedef {import("./context.js").SpeechContext} SpeechContext
 * @typedef {import("./player.js").Player} Player
 * @typedef {import("./token-source.js").TokenSource} TokenSource
 * @typedef {import("./turn.js").Turn} Turn
 * @typedef {import("./turn.js").TurnStatistics} TurnStatistics
 * @typedef {import("./frames.js").Word} Word
 */

import { TokenReader } from "./token-source.js";

/**
 * How it ended. `empty`: there was nothing to say.
 *
 * @typedef {object} SpeechEnd
 * @property {"finished" | "cancelled" | "empty"} reason
 * @property {TurnStatistics | null} stats
 * @property {string} heard
 * @property {string} unheard as far as it was written
 * @property {number} heardMs how much sound that was
 */

/** What its listener has of it so far. @typedef {Pick<SpeechEnd, "heard" | "unheard" | "heardMs">} Account */

/**
 * Events, with what is in `detail`:
 *
 * - `text` `{piece}`: it is on its way to the server
 * - `audio` `{samples, sampleRateHz, firstAudioMs}`: it came; how long after the first piece of text the first sound did
 * - `started` `{}`: it begins to be heard
 * - `word` `{text, start, end, startMs, endMs}`: one begins to be heard; its range counts UTF-16 units of the text
 */
export class Speech extends EventTarget {
  #context;
  #player;
  #now;
  #turn = /** @type {Turn | null} */ (null);
  #begunAtMs = 0;
  #ended = /** @type {Promise<void>} */ (Promise.resolve());
  #leave = () => {};
  /** What was heard when it was stopped. */
  #stopped = /** @type {Account | null} */ (null);
  /** From the first piece of text to the first sound in this page, in milliseconds; `null` before it. @type {number | null} */
  firstAudioMs = null;

  /**
   * @param {SpeechContext} context
   * @param {Player} player attached to the context
   * @param {() => number} [now] milliseconds of a monotonic clock
   */
  constructor(context, player, now = () => performance.now()) {
    super();
    this.#context = context;
    this.#player = player;
    this.#now = now;
  }

  /** Whether it was stopped. */
  get stopped() {
    return this.#stopped !== null;
  }

  /**
   * Speak, once.
   *
   * @param {TokenSource} source
   * @param {{sent?: () => void}} [tell] `sent` is called when all of its sound has come, before it was all heard
   * @returns {Promise<SpeechEnd>} when it has been heard to its end, or was stopped
   * @throws {import("./errors.js").RhapsodeError} it cannot be spoken to its end
   */
  async run(source, { sent = () => {} } = {}) {
    if (this.#stopped !== null) return { reason: "cancelled", stats: null, ...this.#stopped };
    this.#listen();
    try {
      const { reason, stats } = await this.#context.speak(this.#watched(source));
      sent();
      if (reason === "finished") await this.#ended;
      return { reason: this.stopped ? "cancelled" : reason, stats, ...this.#account() };
    } finally {
      this.#leave();
    }
  }

  /**
   * Stop at once, on the server and in the ear; whatever else the player holds is dropped too.
   *
   * @returns {Account}
   */
  stop() {
    if (this.#stopped !== null) return this.#stopped;
    this.#stopped = this.#account();
    this.#player.stop();
    void this.#context.cancel();
    this.#leave();
    return this.#stopped;
  }

  /** @returns {Account} */
  #account() {
    if (this.#stopped !== null) return this.#stopped;
    const written = this.#turn?.source.toString() ?? "";
    // Before its first sample the player tells of whatever it played last.
    if (this.#turn === null || this.#player.turn !== this.#turn) return { heard: "", unheard: written, heardMs: 0 };
    const { heardText, unheardText, playedMs } = this.#player;
    return { heard: heardText, unheard: unheardText, heardMs: playedMs };
  }

  #listen() {
    let resolve = () => {};
    this.#ended = new Promise((done) => (resolve = () => done(undefined)));
    const leave = new AbortController();
    this.#leave = () => {
      leave.abort();
      resolve();
    };
    /** @type {(from: EventTarget, type: string, hear: (detail: any) => void) => void} */
    const on = (from, type, hear) =>
      from.addEventListener(
        type,
        (event) => {
          const { detail } = /** @type {CustomEvent} */ (event);
          if (detail.turn === this.#turn) hear(detail);
        },
        { signal: leave.signal },
      );
    on(this.#context, "audio", (detail) => this.#hear(detail));
    on(this.#player, "started", () => this.#tell("started", {}));
    on(this.#player, "word", ({ word, turn }) => this.#light(word, turn));
    on(this.#player, "ended", resolve);
    on(this.#player, "stopped", resolve);
  }

  /**
   * @param {TokenSource} source
   * @returns {AsyncGenerator<string>}
   */
  async *#watched(source) {
    // A context asks for the first piece of a turn as soon as it has begun it.
    this.#turn = this.#context.turn;
    const reader = new TokenReader(source);
    let begun = false;
    try {
      for (let piece = await reader.read(); piece !== null && !this.stopped; piece = await reader.read()) {
        // A writer may think for a while before it begins; that is not the voice's time.
        if (!begun) this.#begunAtMs = this.#now();
        begun = true;
        this.#tell("text", { piece });
        yield piece;
      }
    } finally {
      reader.stop();
    }
  }

  /** @param {{samples: Int16Array, sampleRateHz: number}} detail */
  #hear({ samples, sampleRateHz }) {
    this.firstAudioMs ??= this.#now() - this.#begunAtMs;
    this.#tell("audio", { samples, sampleRateHz, firstAudioMs: this.firstAudioMs });
  }

  /**
   * @param {Word} word
   * @param {Turn} turn
   */
  #light({ text, startMs, endMs, sourceStart, sourceEnd }, { source }) {
    this.#tell("word", { text, start: source.unitOffset(sourceStart), end: source.unitOffset(sourceEnd), startMs, endMs });
  }

  /**
   * @param {string} type
   * @param {unknown} detail
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
