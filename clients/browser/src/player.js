/**
 * Plays what contexts say, gapless, and knows what of it was heard.
 *
 * @typedef {import("./context.js").SpeechContext} SpeechContext
 * @typedef {import("./frames.js").Word} Word
 * @typedef {import("./playout.js").Report} Report
 * @typedef {import("./turn.js").Turn} Turn
 */

import { RhapsodeError } from "./errors.js";
import { PlayedClock } from "./played-clock.js";
import { Item, Programme } from "./programme.js";

/** The server's own rate: at it, every sample is played as it was made. */
const RATE_HZ = 24_000;

/** What the worklet holds, in milliseconds. Lower is soon empty where a page is busy; higher is memory alone. */
const HELD_MS = 5_000;

/** Half a cosine of this length silences without a click, and nobody hears it as speech. */
const FADE_MS = 30;

/**
 * Events, with what is in `detail`:
 *
 * - `started` `{turn, context}`: its first sample is heard
 * - `word` `{word, turn, context}`: one begins to be heard
 * - `position` `{playedMs, bufferedMs, turn, context}`: about sixty times a second while something sounds
 * - `depth` `{bufferedMs}`: the same often, and whenever sound arrives
 * - `underrun` `{count, playedMs, turn, context}`: there was nothing to play in mid-turn, though the server owed it
 * - `pause` `{playedMs, turn, context}`: the same, where the writer of the text was waited for
 * - `ended` `{playedMs, turn, context}`: its last sample was heard
 * - `stopped` `{playedMs, heardText, unheardText, turn, context}`: it was stopped, and has faded out
 * - `error` a `RhapsodeError`: it plays no more
 */
export class Player extends EventTarget {
  #depthMs;
  #context;
  #owned;
  #destination;
  #node = /** @type {AudioWorkletNode | null} */ (null);
  #starting = /** @type {Promise<void> | null} */ (null);
  #programme = /** @type {Programme | null} */ (null);
  #early = /** @type {(() => void)[]} */ ([]);
  #earlyTurns = /** @type {Set<Turn>} */ (new Set());
  #clock = new PlayedClock();
  #position = 0;
  #byTurn = /** @type {Map<Turn, Item>} */ (new Map());
  #dropped = /** @type {WeakSet<Turn>} */ (new WeakSet());
  #attached = /** @type {Map<SpeechContext, () => void>} */ (new Map());
  #own = /** @type {Item | null} */ (null);
  #last = /** @type {{item: Item, codePoints: number, playedMs: number} | null} */ (null);
  #stopping = /** @type {Item[]} */ ([]);
  #underruns = 0;

  /**
   * @param {object} [options]
   * @param {number} [options.depthMs] sound that waits before a turn begins, 0 to 4000. Lower is heard sooner; higher
   *   bridges longer stalls of the network.
   * @param {AudioContext} [options.audioContext] the page's own; sound is resampled to its rate. Where left out, one of the
   *   server's rate is opened, and closed with the player.
   * @param {AudioNode} [options.destination] where the sound goes; the loudspeaker where left out
   * @throws {RangeError} `depthMs` is out of its range
   */
  constructor({ depthMs = 200, audioContext, destination } = {}) {
    super();
    if (!(depthMs >= 0 && depthMs <= 4_000)) throw new RangeError(`depthMs must be 0 to 4000, not ${depthMs}`);
    this.#depthMs = depthMs;
    this.#context = audioContext ?? null;
    this.#owned = audioContext === undefined;
    this.#destination = destination ?? null;
  }

  /**
   * Open the way to the loudspeaker. Browsers allow that in a click or a key press only. Sound that came before waits.
   *
   * @returns {Promise<void>} when it is open
   * @throws {RhapsodeError} `NO_SOUND`: this browser, or this page, cannot play
   */
  async start() {
    this.#starting ??= this.#open().catch((error) => {
      this.#starting = null;
      throw error;
    });
    await this.#starting;
    if (this.#context?.state !== "running") await this.#context?.resume();
  }

  async #open() {
    if (!globalThis.isSecureContext) {
      const site = globalThis.location?.origin ?? "this page";
      throw new RhapsodeError("NO_SOUND", `${site} cannot play: browsers allow it on https:// and on localhost only`);
    }
    let context;
    try {
      context = this.#context ??= new AudioContext({ sampleRate: RATE_HZ, latencyHint: "interactive" });
      await context.audioWorklet.addModule(new URL("./player-worklet.js", import.meta.url));
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new RhapsodeError("NO_SOUND", `this browser cannot play: ${why}`, { cause });
    }
    // It was closed meanwhile.
    if (context.state === "closed") return;
    const rateHz = context.sampleRate;
    const options = { capacity: Math.ceil((HELD_MS * rateHz) / 1000), depth: Math.round((this.#depthMs * rateHz) / 1000) };
    const node = new AudioWorkletNode(context, "rhapsode-player", {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions: options,
    });
    node.port.onmessage = ({ data }) => this.#hear(data);
    node.onprocessorerror = () => this.#tell("error", new RhapsodeError("NO_SOUND", "the browser's audio thread failed"));
    node.connect(this.#destination ?? context.destination);
    this.#node = node;
    this.#clock = new PlayedClock();
    this.#position = 0;
    this.#programme = new Programme(options.capacity);
    this.#earlyTurns.clear();
    for (const action of this.#early.splice(0)) action();
  }

  /** End it. What it opened itself is closed. */
  async close() {
    for (const context of [...this.#attached.keys()]) this.detach(context);
    this.stop();
    this.#node?.port.postMessage({ close: true });
    this.#node?.disconnect();
    this.#node = null;
    this.#programme = null;
    this.#starting = null;
    if (this.#owned) {
      const context = this.#context;
      this.#context = null;
      if (context !== null && context.state !== "closed") await context.close();
    }
  }

  /** Where the sound comes out, for a meter or a recorder; `null` before `start`. */
  get node() {
    return this.#node;
  }

  /** The way to the loudspeaker; `null` before `start`, where the page gave none. */
  get audioContext() {
    return this.#context;
  }

  // --- Sound comes in ------------------------------------------------------------------------------------------------

  /**
   * Play what a context says. Turns of all contexts that are attached are heard one after the other, in the order in
   * which they began to sound; a context that is cancelled falls silent.
   *
   * @param {SpeechContext} context
   * @returns {() => void} takes it off again, as `detach` does
   */
  attach(context) {
    const detach = () => this.detach(context);
    if (this.#attached.has(context)) return detach;
    const listeners = /** @type {[string, (event: CustomEvent) => void][]} */ ([
      ["audio", ({ detail }) => this.#take(detail.samples, detail.sampleRateHz, detail.turn, context)],
      ["final", ({ detail }) => this.#finish(detail.turn)],
      ["interrupted", () => this.#drop(context)],
      // A turn that failed is played as far as it came.
      ["error", () => this.#finishAll(context)],
    ]);
    const backlogMs = context.backlogMs;
    context.backlogMs = () => this.bufferedMs;
    for (const [type, listener] of listeners) context.addEventListener(type, /** @type {EventListener} */ (listener));
    this.#attached.set(context, () => {
      context.backlogMs = backlogMs;
      for (const [type, listener] of listeners) context.removeEventListener(type, /** @type {EventListener} */ (listener));
    });
    return detach;
  }

  /**
   * Take a context off again. What it said so far is played to its end.
   *
   * @param {SpeechContext} context
   */
  detach(context) {
    this.#attached.get(context)?.();
    this.#attached.delete(context);
    this.#finishAll(context);
  }

  /**
   * Play sound of the page's own, as one turn until `finish`.
   *
   * @param {Int16Array | Float32Array} samples mono, in [-1, 1) where they are floats
   * @param {number} sampleRateHz
   */
  push(samples, sampleRateHz) {
    if (!Number.isInteger(sampleRateHz) || sampleRateHz < 1_000) {
      throw new RangeError(`sampleRateHz must be a whole number of at least 1000, not ${sampleRateHz}`);
    }
    this.#whenOpen((programme, rateHz) => {
      if (this.#own === null) programme.add((this.#own = new Item(rateHz, null, null)));
      this.#own.push(samples, sampleRateHz);
      this.#feed();
    });
  }

  /** The sound of `push` is whole; the next begins another turn. */
  finish() {
    this.#whenOpen(() => {
      this.#own?.finish();
      this.#own = null;
      this.#feed();
    });
  }

  /**
   * @param {Int16Array} samples
   * @param {number} sampleRateHz
   * @param {Turn} turn
   * @param {SpeechContext} context
   */
  #take(samples, sampleRateHz, turn, context) {
    if (this.#programme === null) this.#earlyTurns.add(turn);
    this.#whenOpen((programme, rateHz) => {
      if (this.#dropped.has(turn)) return;
      let item = this.#byTurn.get(turn);
      if (item === undefined) {
        item = new Item(rateHz, turn, context);
        this.#byTurn.set(turn, item);
        programme.add(item);
      }
      item.push(samples, sampleRateHz);
      this.#feed();
    });
  }

  /** @param {Turn} turn */
  #finish(turn) {
    this.#whenOpen(() => {
      this.#byTurn.get(turn)?.finish();
      this.#feed();
    });
  }

  /** @param {SpeechContext} context */
  #finishAll(context) {
    this.#whenOpen((programme) => {
      for (const item of programme.items) if (item.context === context) item.finish();
      this.#feed();
    });
  }

  /** @param {SpeechContext} context */
  #drop(context) {
    this.#whenOpen((programme) => {
      this.#update();
      for (const item of programme.items.filter((each) => each.context === context)) {
        if (item.turn !== null) this.#dropped.add(item.turn);
        if (item.fed > 0) this.#halt(item, FADE_MS);
        else this.#forget(item);
      }
      this.#feed();
    });
  }

  /** @param {(programme: Programme, rateHz: number) => void} action */
  #whenOpen(action) {
    if (this.#programme !== null) action(this.#programme, /** @type {AudioContext} */ (this.#context).sampleRate);
    else this.#early.push(() => this.#whenOpen(action));
  }

  #feed() {
    const port = this.#node?.port;
    this.#programme?.feed(
      this.#position,
      (samples) => port?.postMessage({ write: samples }, [samples.buffer]),
      () => port?.postMessage({ finish: true }),
    );
    this.#tell("depth", { bufferedMs: this.bufferedMs });
  }

  // --- Sound goes out ------------------------------------------------------------------------------------------------

  /**
   * Barge-in: fade out what sounds, and drop what waits. The server is not told: `SpeechContext.cancel` does that, and
   * this too for the context's own turns.
   *
   * @param {object} [options]
   * @param {number} [options.fadeMs] 0 to 1000; shorter than 5 clicks
   * @returns {{playedMs: number, heardText: string, unheardText: string}} of the turn that sounded, as it is now; the
   *   event `stopped` tells the same for the end of the fade
   */
  stop({ fadeMs = FADE_MS } = {}) {
    if (!(fadeMs >= 0 && fadeMs <= 1_000)) throw new RangeError(`fadeMs must be 0 to 1000, not ${fadeMs}`);
    this.#early = [];
    for (const turn of this.#earlyTurns) this.#dropped.add(turn);
    this.#earlyTurns.clear();
    this.#update();
    const { playedMs, heardText, unheardText } = this;
    const dropped = this.#programme?.clear() ?? [];
    for (const item of dropped) {
      if (item.turn === null) continue;
      this.#byTurn.delete(item.turn);
      this.#dropped.add(item.turn);
    }
    this.#own = null;
    const first = dropped[0];
    if (first !== undefined && first.fed > 0) this.#halt(first, fadeMs);
    this.#tell("depth", { bufferedMs: this.bufferedMs });
    return { playedMs, heardText, unheardText };
  }

  /**
   * @param {Item} item the one that the worklet has
   * @param {number} fadeMs
   */
  #halt(item, fadeMs) {
    const context = this.#context;
    if (context === null) return;
    this.#forget(item, this.#heardPosition());
    this.#stopping.push(item);
    this.#node?.port.postMessage({ stop: Math.round((fadeMs * context.sampleRate) / 1000) });
    // What was given to the worklet is passed now, whether it was heard or not.
    this.#position = this.#programme?.fed ?? 0;
  }

  /** How much of the turn that sounds, or sounded last, was heard, in milliseconds: at the loudspeaker, by its own clock. */
  get playedMs() {
    const item = this.#current;
    return item === null ? (this.#last?.playedMs ?? 0) : item.heardMs(this.#heardPosition());
  }

  /** Sound that was received and is not heard yet, in milliseconds. */
  get bufferedMs() {
    if (this.#programme === null || this.#context === null) return 0;
    return (this.#programme.unheard(this.#heardPosition()) * 1000) / this.#context.sampleRate;
  }

  /** How often there was nothing to play in mid-turn, though the server owed it. */
  get underruns() {
    return this.#underruns;
  }

  /** The turn that sounds, or sounded last; `null` before the first, and for sound of the page's own. */
  get turn() {
    return (this.#current ?? this.#last?.item)?.turn ?? null;
  }

  /** What of that turn's text was heard: up to the last word of which at least half has sounded. */
  get heardText() {
    return this.turn?.source.slice(0, this.#heardCodePoints) ?? "";
  }

  /** The rest of it, as far as it was written. */
  get unheardText() {
    return this.turn?.source.slice(this.#heardCodePoints) ?? "";
  }

  get #heardCodePoints() {
    const item = this.#current;
    return item === null ? (this.#last?.codePoints ?? 0) : item.heardCodePoints(this.#heardPosition());
  }

  /** The turn that sounds, from the moment in which its first sample is on its way. */
  get #current() {
    const item = this.#programme?.items[0];
    return item !== undefined && item.begun ? item : null;
  }

  /** Where the stream is at the loudspeaker, in samples. */
  #heardPosition() {
    const context = this.#context;
    if (context === null) return 0;
    return this.#clock.positionAt(audibleTime(context) * context.sampleRate);
  }

  /** @param {Report} report */
  #hear(report) {
    this.#clock.take(report);
    if (report.change === "stopped") this.#tellStopped(report.position);
    this.#position = Math.max(this.#position, report.position);
    if (report.change === "dry") this.#tellDry(report.position);
    this.#feed();
    this.#update();
  }

  /** Tell what was heard since the last time. */
  #update() {
    const position = this.#heardPosition();
    for (let item = this.#programme?.items[0]; item !== undefined; item = this.#programme?.items[0]) {
      const detail = { turn: item.turn, context: item.context };
      if (item.closed && item.fed === 0) {
        this.#forget(item);
        continue;
      }
      if (!item.begun) {
        if (item.fed === 0 || position <= item.start) return;
        item.begun = true;
        this.#tell("started", detail);
      }
      for (const word of item.begunWords(position)) this.#tell("word", { word, ...detail });
      const playedMs = item.heardMs(position);
      this.#tell("position", { playedMs, bufferedMs: this.bufferedMs, ...detail });
      if (!item.isHeard(position)) return;
      this.#forget(item, position);
      this.#tell("ended", { playedMs, ...detail });
    }
  }

  /**
   * @param {Item} item
   * @param {number} [position] of the stream where it ended
   */
  #forget(item, position) {
    this.#programme?.remove(item);
    if (item.turn !== null) this.#byTurn.delete(item.turn);
    if (position === undefined) return;
    this.#last = { item, codePoints: item.heardCodePoints(position), playedMs: item.heardMs(position) };
  }

  /** @param {number} position of the worklet */
  #tellDry(position) {
    const item = this.#programme?.items.find((each) => each.fed > 0 && !each.closed);
    if (item === undefined) return;
    const detail = { playedMs: item.heardMs(position), turn: item.turn, context: item.context };
    if (item.context !== null && !item.context.owed) {
      this.#tell("pause", detail);
      return;
    }
    this.#underruns += 1;
    this.#tell("underrun", { count: this.#underruns, ...detail });
  }

  /** @param {number} position of the worklet at the end of the fade */
  #tellStopped(position) {
    const item = this.#stopping.shift();
    if (item === undefined) return;
    this.#forget(item, position);
    const { turn, context } = item;
    const heard = this.#last?.codePoints ?? 0;
    this.#tell("stopped", {
      playedMs: item.heardMs(position),
      heardText: turn?.source.slice(0, heard) ?? "",
      unheardText: turn?.source.slice(heard) ?? "",
      turn,
      context,
    });
  }

  /**
   * @param {string} type
   * @param {unknown} detail
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/**
 * The moment of the audio clock that is heard now.
 *
 * @param {AudioContext} context
 * @returns {number} seconds
 */
function audibleTime(context) {
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp?.() ?? {};
  // Before the first sound has left, and in browsers that lack it, the stamp is zero.
  const heard =
    contextTime > 0
      ? contextTime + (performance.now() - performanceTime) / 1000
      : context.currentTime - (context.outputLatency || context.baseLatency || 0);
  return Math.min(Math.max(heard, 0), context.currentTime);
}
