/**
 * A Rhapsode server as a page sees it: one socket, many contexts.
 *
 * @typedef {import("./connection.js").ConnectionState} ConnectionState
 * @typedef {import("./connection.js").ReconnectOptions} ReconnectOptions
 * @typedef {import("./frames.js").VoiceOptions} VoiceOptions
 */

import { Address } from "./address.js";
import { Connection } from "./connection.js";
import { SpeechContext } from "./context.js";
import { RhapsodeError } from "./errors.js";
import { decode } from "./frames.js";

const PATH = "/ws/tts/multi";

/**
 * How often the client looks after its contexts. The server closes one in which nothing happens for 20 s; higher loses
 * one whose writer pauses, lower says nothing more.
 */
const CARE_MS = 7_000;

/** How long the server may owe sound and say nothing. Lower gives up on a busy one, higher keeps whoever waits. */
const SILENCE_MS = 60_000;

/**
 * Events, with what is in `detail`:
 *
 * - `state` `{state}`: `connecting`, `open`, `waiting` (for the next try), `closed`
 * - `error` a `RhapsodeError`, at most one for each outage: the connection's own, or a context's (`contextId`)
 * - `warning` `{message, contextId}`
 */
export class RhapsodeClient extends EventTarget {
  #connection;
  #contexts = /** @type {Map<string, SpeechContext>} */ (new Map());
  #number = 0;
  #silenceMs;
  #heardAtMs = 0;
  #owes = false;
  #care = /** @type {ReturnType<typeof setInterval> | undefined} */ (undefined);
  #outageTold = false;
  #lastWord = /** @type {RhapsodeError | null} */ (null);
  #hasOpened = false;
  #online = () => this.#connection.hasten();

  /**
   * @param {object} [options]
   * @param {string} [options.url] of the server; the page's own site where left out
   * @param {string | (() => string | Promise<string>)} [options.token] a short-lived token, or a function that gets one
   *   (`POST /v1/tokens`, by your own back end) for each opening of the socket; left out where no keys are asked for
   * @param {ReconnectOptions} [options.reconnect]
   * @param {number} [options.silenceMs] how long the server may owe sound and say nothing, before the connection counts as
   *   lost; 60000 where left out
   * @param {typeof globalThis.WebSocket} [options.WebSocket]
   * @param {typeof globalThis.fetch} [options.fetch]
   * @throws {RhapsodeError} `INVALID_ADDRESS`
   */
  constructor(options = {}) {
    super();
    const { token = null, reconnect = {}, silenceMs = SILENCE_MS } = options;
    const page = /** @type {Location | undefined} */ (globalThis.location);
    const url = options.url ?? page?.origin;
    if (url === undefined) throw new RhapsodeError("INVALID_ADDRESS", "url is missing, and there is no page to take it from");
    this.#silenceMs = silenceMs;
    this.address = new Address(url);
    this.#connection = new Connection(
      {
        address: this.address,
        path: PATH,
        token,
        reconnect,
        WebSocket: options.WebSocket ?? globalThis.WebSocket,
        // Called as a function of the page: browsers refuse it as a method of anything else.
        fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
        site: page?.origin ?? "null",
      },
      {
        changed: (state) => this.#changed(state),
        received: (data) => this.#received(data),
        lost: (error) => this.#lost(error),
        failed: (error) => this.#failed(error),
        refused: (error) => this.#refused(error),
      },
    );
  }

  /** @returns {ConnectionState} */
  get state() {
    return this.#connection.state;
  }

  /** Open the socket before there is anything to say, so that the first word need not wait for it. */
  connect() {
    globalThis.addEventListener?.("online", this.#online);
    this.#connection.open();
  }

  /**
   * A new context; the server hears of it with its first text, and refuses then what it cannot do.
   *
   * @param {VoiceOptions} [options]
   * @returns {SpeechContext}
   * @throws {TypeError} there is no such option
   */
  context(options = {}) {
    const link = {
      send: (/** @type {import("./frames.js").Fields} */ fields) => this.#connection.send(fields),
      wake: () => this.connect(),
      forget: (/** @type {SpeechContext} */ context) => void this.#contexts.delete(context.id),
      report: (/** @type {RhapsodeError} */ error) => this.#tell("error", error),
    };
    const context = new SpeechContext(link, `context-${(this.#number += 1)}`, options);
    this.#contexts.set(context.id, context);
    return context;
  }

  /** End everything: the contexts in silence, then the socket. */
  close() {
    globalThis.removeEventListener?.("online", this.#online);
    for (const context of [...this.#contexts.values()]) context.close({ immediate: true });
    this.#connection.close();
    const error = new RhapsodeError("CONNECTION_LOST", "the page closed the connection");
    for (const context of [...this.#contexts.values()]) context.refused(error);
  }

  // --- The connection ------------------------------------------------------------------------------------------------

  /** @param {ConnectionState} state */
  #changed(state) {
    clearInterval(this.#care);
    if (state === "open") {
      this.#outageTold = false;
      this.#lastWord = null;
      this.#hasOpened = true;
      this.#owes = false;
      this.#care = setInterval(() => this.#lookAfter(), CARE_MS);
      for (const context of [...this.#contexts.values()]) context.connected();
    }
    this.#tell("state", { state });
  }

  /** @param {unknown} data */
  #received(data) {
    this.#heardAtMs = performance.now();
    let frame;
    try {
      frame = decode(data);
    } catch (error) {
      this.#connection.drop(/** @type {RhapsodeError} */ (error));
      return;
    }
    if (frame === null) return;
    const context = frame.contextId === null ? undefined : this.#contexts.get(frame.contextId);
    if (context !== undefined) context.receive(frame);
    else if (frame.kind === "error" && frame.contextId === null) this.#tell("error", (this.#lastWord = frame.error));
    if (frame.kind === "warning") this.#tell("warning", { message: frame.message, contextId: frame.contextId });
  }

  /** @param {RhapsodeError} error */
  #lost(error) {
    // The server's own last word says why it closed, and was told when it came.
    const told = error.closeCode === null ? null : this.#lastWord;
    if (told !== null) this.#outageTold = true;
    const failed = [...this.#contexts.values()].filter((context) => context.disconnected(told ?? error));
    // Idle sockets come and go; only what somebody waited for is worth a word.
    if (failed.length > 0 || error.code !== "CONNECTION_LOST") this.#tellOutage(error);
  }

  /** @param {RhapsodeError} error */
  #failed(error) {
    if (!this.#hasOpened || [...this.#contexts.values()].some((context) => context.isBusy)) this.#tellOutage(error);
  }

  /** @param {RhapsodeError} error */
  #refused(error) {
    for (const context of [...this.#contexts.values()]) context.refused(error);
    this.#tellOutage(error);
    this.#outageTold = false;
  }

  /** @param {RhapsodeError} error */
  #tellOutage(error) {
    if (this.#outageTold) return;
    this.#outageTold = true;
    this.#tell("error", error);
  }

  #lookAfter() {
    for (const context of this.#contexts.values()) {
      if (context.isBeingWritten) this.#connection.send({ keep_alive: true, context_id: context.id });
    }
    const owes = [...this.#contexts.values()].some((context) => context.owed);
    // Its time begins where it is first seen to owe something: before, it may have had nothing to say for hours.
    if (owes && !this.#owes) this.#heardAtMs = performance.now();
    this.#owes = owes;
    if (owes && performance.now() - this.#heardAtMs > this.#silenceMs) {
      const s = Math.round(this.#silenceMs / 1000);
      const said = `the server has sent nothing for ${s} s though it has all of the text`;
      this.#connection.drop(new RhapsodeError("SERVER_SILENT", said, { retryable: true }));
    }
  }

  /**
   * @param {string} type
   * @param {unknown} detail
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
