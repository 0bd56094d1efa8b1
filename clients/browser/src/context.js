/**
 * One speaking context: text goes in as it is written, sound and words come out as events.
 *
 * @typedef {import("./frames.js").Frame} Frame
 * @typedef {import("./frames.js").Fields} Fields
 * @typedef {import("./frames.js").VoiceOptions} VoiceOptions
 * @typedef {import("./frames.js").Word} Word
 * @typedef {import("./turn.js").Outcome} Outcome
 * @typedef {import("./token-source.js").TokenSource} TokenSource
 */

import { RhapsodeError } from "./errors.js";
import { openingFields } from "./frames.js";
import { Room } from "./room.js";
import { TokenReader, cut } from "./token-source.js";
import { Turn } from "./turn.js";

/**
 * What a context says to its client.
 *
 * @typedef {object} Link
 * @property {(fields: Fields) => boolean} send says a frame; false where there is no connection
 * @property {() => void} wake asks for a connection; the context is told when there is one
 * @property {(context: SpeechContext) => void} forget the context is over
 * @property {(error: RhapsodeError) => void} report tells the page of an error
 */

/**
 * Made by `RhapsodeClient.context`. Turns are spoken one after the other, in the order in which they were begun.
 *
 * Events, with what is in `detail`:
 *
 * - `state` `{state}`: `idle`, `speaking` (a turn is being written or spoken), `closed`
 * - `audio` `{samples, sampleRateHz, turn}`: `Int16Array`, mono
 * - `words` `{words, turn}`: times on the clock of the turn's sound, ranges in `turn.source`
 * - `turn` `{turn}`: one begins
 * - `final` `{stats, reason, turn}`: one has been spoken
 * - `interrupted` `{turns}`: it was cancelled here. `turns` are those that the server had not spoken yet; what it had may
 *   still have been heard.
 * - `warning` `{message}`: the server did something otherwise than asked
 * - `error` a `RhapsodeError`: what was being said is not said to its end; the context goes on with the next text
 */
export class SpeechContext extends EventTarget {
  #link;
  #opening;
  #now;
  #turns = /** @type {Turn[]} */ ([]);
  #latest = /** @type {Turn | null} */ (null);
  #created = false;
  #awaited = 0;
  #cancels = 0;
  #closing = /** @type {"no" | "gracefully" | "at once"} */ ("no");
  #closed = false;
  #said = "idle";
  #reading = Promise.resolve();
  #room = new Room();
  #silenced = /** @type {(() => void)[]} */ ([]);

  /**
   * @param {Link} link
   * @param {string} id `context_id` on the wire
   * @param {VoiceOptions} options
   * @param {() => number} [now] milliseconds of a monotonic clock
   */
  constructor(link, id, options, now = () => performance.now()) {
    super();
    this.#link = link;
    this.#opening = openingFields(options);
    this.#now = now;
    this.id = id;
    this.options = Object.freeze({ ...options });
    /** How much sound waits for its listener; a player sets it. @type {() => number} */
    this.backlogMs = () => 0;
  }

  /** What was written in the latest turn; the ranges of its words cut it (in code points: see `turn.source`). */
  get text() {
    return this.#latest?.source.toString() ?? "";
  }

  /** The latest turn, being spoken or over; `null` before the first. */
  get turn() {
    return this.#latest;
  }

  /** @returns {"idle" | "speaking" | "closed"} */
  get state() {
    if (this.#closed) return "closed";
    return this.#turns.length > 0 ? "speaking" : "idle";
  }

  // --- Text ----------------------------------------------------------------------------------------------------------

  /**
   * Write text, or a token of it; it is spoken as soon as there is enough. Without a connection it waits for one.
   *
   * @param {string} text
   * @throws {RhapsodeError} `CONTEXT_CLOSED`
   */
  write(text) {
    this.#refuseClosed();
    if (typeof text !== "string") throw new TypeError(`text comes as strings, not as ${typeof text}`);
    if (text !== "") this.#append(this.#openTurn() ?? this.#begin(), text);
  }

  /** Speak what was written so far without waiting for more; the turn goes on. */
  flush() {
    const turn = this.#openTurn();
    if (turn !== null) this.#flush(turn);
  }

  /** The turn has all of its text. The next text begins another. */
  end() {
    const turn = this.#openTurn();
    if (turn !== null) this.#end(turn);
  }

  /**
   * Speak one text, or its pieces as they come, as a turn of its own.
   *
   * @param {TokenSource} source
   * @returns {Promise<Outcome>} when all of it was sent as sound, or it was cancelled
   * @throws {RhapsodeError} it cannot be spoken to its end
   * @throws {TypeError} the source gives no text; or whatever else it throws itself: the turn is then cancelled
   */
  async speak(source) {
    this.#refuseClosed();
    const reader = new TokenReader(source);
    const before = this.#reading;
    const cancels = this.#cancels;
    let read = () => {};
    this.#reading = new Promise((resolve) => (read = () => resolve(undefined)));
    try {
      await before;
      // What was to be said behind a turn that is broken off is not said either.
      if (cancels !== this.#cancels) return { reason: "cancelled", stats: null, turn: new Turn() };
      this.#refuseClosed();
      this.end();
      const turn = this.#begin();
      const reading = this.#read(turn, reader).finally(read);
      // Whichever comes first: a turn that fails does not wait for its writer.
      return await Promise.race([turn.outcome.promise, reading.then(() => turn.outcome.promise)]);
    } finally {
      read();
      reader.stop();
    }
  }

  /**
   * @param {Turn} turn
   * @param {TokenReader} reader
   */
  async #read(turn, reader) {
    try {
      for (let piece = await reader.read(); piece !== null && !turn.ended; piece = await reader.read()) {
        await this.#room.enter(turn, () => this.backlogMs());
        if (!turn.ended) this.#append(turn, piece);
      }
    } catch (error) {
      // First, as whoever cancels gives the turn another end.
      turn.outcome.reject(error);
      if (!turn.settled) this.cancel();
      throw error;
    }
    if (!turn.ended) this.#end(turn);
  }

  /**
   * Barge-in: stop. Nothing more comes of any turn that was begun, a player that has this context falls silent, and the
   * context takes the next turn at once.
   *
   * @returns {Promise<void>} when the server has stopped, or is gone
   */
  cancel() {
    this.#interrupt(this.#turns.length === 0 ? [] : this.#silence());
    return this.#whenSilent();
  }

  /** @param {Turn[]} turns */
  #interrupt(turns) {
    this.#cancels += 1;
    for (const turn of turns) this.#settle(turn, { reason: "cancelled", stats: turn.stats, turn });
    this.#tell("interrupted", { turns });
    this.#update();
  }

  /**
   * End the context: it speaks what was written, and takes no more.
   *
   * @param {object} [options]
   * @param {boolean} [options.immediate] end in silence
   */
  close({ immediate = false } = {}) {
    if (this.#closed || this.#closing === "at once") return;
    if (immediate) {
      this.#closing = "at once";
      this.#interrupt(this.#turns.splice(0));
      this.#sendClose();
    } else if (this.#closing === "no") {
      this.end();
      this.#closing = "gracefully";
      this.#sendClose();
    }
  }

  // --- To the server -------------------------------------------------------------------------------------------------

  #begin() {
    const turn = new Turn();
    this.#turns.push(turn);
    this.#latest = turn;
    this.#tell("turn", { turn });
    this.#update();
    return turn;
  }

  #openTurn() {
    const last = this.#turns.at(-1);
    return last === undefined || last.ended ? null : last;
  }

  /**
   * @param {Turn} turn
   * @param {string} text
   */
  #append(turn, text) {
    for (const piece of cut(text)) {
      const opens = turn.atPartStart;
      const ready = turn.append(piece, this.#now());
      if (ready !== "") this.#send({ text: ready }, opens);
    }
  }

  /** @param {Turn} turn */
  #flush(turn) {
    const opens = turn.atPartStart;
    const rest = turn.finishText();
    if (rest !== "") this.#send({ text: rest }, opens);
    if (turn.flush()) this.#send({ flush: true }, false);
  }

  /** @param {Turn} turn */
  #end(turn) {
    this.#flush(turn);
    turn.ended = true;
    if (turn.spoken) this.#finish(turn);
  }

  /**
   * @param {Fields} fields
   * @param {boolean} opens whether it begins something. Then it says the options: the server may have closed a context
   *   that was idle, and opens it anew by them. Until it has said that the context is open, every frame does: text
   *   behind a refused opening would otherwise be spoken by another voice.
   */
  #send(fields, opens) {
    const opening = opens || !this.#created ? this.#opening : {};
    if (!this.#link.send({ ...fields, context_id: this.id, ...opening })) this.#link.wake();
  }

  #sendClose() {
    const immediate = this.#closing === "at once" ? { immediate: true } : {};
    const sent = this.#link.send({ close_context: true, context_id: this.id, ...immediate });
    // Without a connection there is nothing to be silenced; text that waits is to be spoken first.
    if (!sent && this.#turns.length === 0) this.#leave();
  }

  /** Stop everything on the server, and hear nothing of this context until it says that it has stopped. */
  #silence() {
    const turns = this.#turns.splice(0);
    if (this.#link.send({ cancel: true, context_id: this.id })) this.#awaited += 1;
    return turns;
  }

  /** @returns {Promise<void>} */
  #whenSilent() {
    if (this.#awaited === 0) return Promise.resolve();
    return new Promise((resolve) => this.#silenced.push(() => resolve(undefined)));
  }

  // --- From the client -----------------------------------------------------------------------------------------------

  /**
   * Whether the server owes sound, or an end; the client's patience counts while it does.
   *
   * @internal
   */
  get owed() {
    return this.#awaited > 0 || (this.#turns[0]?.owed ?? false);
  }

  /**
   * Whether text may still come for what was begun; the server is then kept from closing the context.
   *
   * @internal
   */
  get isBeingWritten() {
    return this.#created && this.#openTurn() !== null;
  }

  /**
   * There is a connection. What waited is said; what was said on another one and did not sound is said again.
   *
   * @internal
   */
  connected() {
    this.#created = false;
    for (const turn of this.#turns) {
      for (const { text, flush } of turn.repeat()) {
        let opens = true;
        for (const piece of cut(text)) {
          this.#send({ text: piece }, opens);
          opens = false;
        }
        if (flush) this.#send({ flush: true }, false);
      }
    }
    if (this.#closing !== "no") this.#sendClose();
  }

  /**
   * The connection is gone. Turns that have sounded, or that were tried twice, fail.
   *
   * @param {RhapsodeError} error
   * @returns {boolean} whether one did
   * @internal
   */
  disconnected(error) {
    this.#created = false;
    this.#answerSilenced();
    const lost = this.#turns.filter((turn) => turn.isHalfHeard || (turn.hasPart && turn.repeated));
    for (const turn of this.#turns) if (turn.hasPart) turn.repeated = true;
    this.#fail(lost, error);
    if (this.#closing === "at once" || (this.#closing === "gracefully" && this.#turns.length === 0)) this.#leave();
    return lost.length > 0;
  }

  /**
   * There will be no connection: everything that waits fails.
   *
   * @param {RhapsodeError} error
   * @internal
   */
  refused(error) {
    this.#created = false;
    this.#answerSilenced();
    this.#fail([...this.#turns], error);
    if (this.#closing !== "no") this.#leave();
  }

  /** Whether it has text that waits or sounds. @internal */
  get isBusy() {
    return this.#turns.length > 0;
  }

  /**
   * The server said this of the context.
   *
   * @param {Frame} frame
   * @internal
   */
  receive(frame) {
    if (frame.kind === "created") {
      this.#created = true;
    } else if (frame.kind === "interrupted") {
      this.#awaited = Math.max(0, this.#awaited - 1);
      if (this.#awaited === 0) this.#answerSilenced();
    } else if (frame.kind === "closed") {
      this.#hearClosed();
    } else if (this.#awaited === 0 && this.#closing !== "at once") {
      this.#hear(frame);
    }
  }

  /** @param {Frame} frame */
  #hear(frame) {
    const turn = this.#turns[0];
    switch (frame.kind) {
      case "started":
        turn?.startSegment(frame.chunkId, frame.text);
        break;
      case "audio":
        if (turn === undefined) break;
        turn.takeAudio(frame.chunkId, (frame.samples.length * 1000) / frame.sampleRateHz, this.#now());
        this.#tell("audio", { samples: frame.samples, sampleRateHz: frame.sampleRateHz, turn });
        break;
      case "words":
        if (turn !== undefined) this.#tell("words", { words: turn.takeWords(frame.chunkId, frame.words), turn });
        break;
      case "complete":
        turn?.completeSegment(frame.chunkId);
        this.#room.wake();
        break;
      case "final":
        if (turn?.hasPart !== true) break;
        turn.finishPart(frame.stats);
        if (turn.spoken) this.#finish(turn);
        break;
      case "warning":
        this.#tell("warning", { message: frame.message });
        break;
      case "error":
        // Which of the turns it concerns, and whether it has ended, the frame does not say: none goes on.
        this.#created = false;
        if (turn === undefined) this.#report(frame.error.of(this.id));
        else this.#fail(this.#silence(), frame.error, this.#report);
        break;
    }
  }

  #hearClosed() {
    this.#created = false;
    if (this.#closing === "no") return;
    for (const turn of this.#turns.splice(0)) this.#settle(turn, { reason: "cancelled", stats: turn.stats, turn });
    this.#leave();
  }

  // --- Ends ----------------------------------------------------------------------------------------------------------

  /** @param {Turn} turn */
  #finish(turn) {
    this.#turns = this.#turns.filter((other) => other !== turn);
    const reason = turn.stats === null ? "empty" : "finished";
    this.#settle(turn, { reason, stats: turn.stats, turn });
    this.#tell("final", { stats: turn.stats, reason, turn });
    this.#update();
  }

  /**
   * @param {Turn[]} turns
   * @param {RhapsodeError} error
   * @param {(error: RhapsodeError) => void} [tell] who is told
   */
  #fail(turns, error, tell = (own) => this.#tell("error", own)) {
    if (turns.length === 0) return;
    this.#turns = this.#turns.filter((turn) => !turns.includes(turn));
    const own = error.of(this.id);
    for (const turn of turns) {
      turn.settled = turn.ended = true;
      turn.outcome.reject(own);
    }
    this.#room.wake();
    tell.call(this, own);
    this.#update();
  }

  /** @param {RhapsodeError} error */
  #report(error) {
    this.#tell("error", error);
    this.#link.report(error);
  }

  /**
   * @param {Turn} turn
   * @param {Outcome} outcome
   */
  #settle(turn, outcome) {
    turn.settled = turn.ended = true;
    turn.outcome.resolve(outcome);
    this.#room.wake();
  }

  #answerSilenced() {
    this.#awaited = 0;
    for (const answer of this.#silenced.splice(0)) answer();
  }

  #leave() {
    if (this.#closed) return;
    this.#closed = true;
    this.#answerSilenced();
    this.#link.forget(this);
    this.#update();
  }

  #refuseClosed() {
    if (!this.#closed && this.#closing === "no") return;
    throw new RhapsodeError("CONTEXT_CLOSED", `context ${JSON.stringify(this.id)} was closed; open another`, {
      contextId: this.id,
    });
  }

  #update() {
    if (this.#said === this.state) return;
    this.#said = this.state;
    this.#tell("state", { state: this.state });
  }

  /**
   * @param {string} type
   * @param {unknown} detail
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
