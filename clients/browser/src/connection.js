/**
 * The socket, kept open: opened when it is wanted, and again, with growing pauses, when it breaks.
 *
 * @typedef {import("./address.js").Address} Address
 * @typedef {import("./frames.js").Fields} Fields
 *
 * @typedef {"connecting" | "open" | "waiting" | "closed"} ConnectionState `waiting`: for the next try
 *
 * @typedef {object} Listener what a connection says
 * @property {(state: ConnectionState) => void} changed
 * @property {(data: unknown) => void} received
 * @property {(error: RhapsodeError) => void} lost an open socket ended; another is tried for
 * @property {(error: RhapsodeError) => void} failed a try failed, and another follows
 * @property {(error: RhapsodeError) => void} refused it is useless to try again
 *
 * @typedef {object} ReconnectOptions
 * @property {number} [firstDelayMs] bound of the first pause; 300 where left out
 * @property {number} [longestDelayMs] bound of every later one; 8000 where left out
 * @property {number} [giveUpAfterMs] how long to try before what waits fails; 60000 where left out. The next text tries anew.
 *
 * @typedef {object} ConnectionOptions
 * @property {Address} address
 * @property {string} path
 * @property {string | (() => string | Promise<string>) | null} token shown at each opening; a function gives a fresh one
 * @property {typeof globalThis.WebSocket} WebSocket
 * @property {typeof globalThis.fetch} fetch
 * @property {string} site the page's own
 * @property {ReconnectOptions} reconnect
 */

import { Backoff } from "./backoff.js";
import { RhapsodeError } from "./errors.js";
import { explainRefusal } from "./refusal.js";

/** How long a handshake may take. Lower gives up on slow lines; higher leaves a page waiting for a dead one. */
const OPEN_WITHIN_MS = 10_000;

const GIVE_UP_AFTER_MS = 60_000;

/** One socket after another, to one address. */
export class Connection {
  #options;
  #listener;
  #backoff;
  #giveUpAfterMs;
  #socket = /** @type {WebSocket | null} */ (null);
  #state = /** @type {ConnectionState} */ ("closed");
  #attempt = 0;
  #timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  #outageSince = /** @type {number | null} */ (null);

  /**
   * @param {ConnectionOptions} options
   * @param {Listener} listener
   */
  constructor(options, listener) {
    this.#options = options;
    this.#listener = listener;
    const { giveUpAfterMs = GIVE_UP_AFTER_MS, ...delays } = options.reconnect;
    this.#backoff = new Backoff(delays);
    this.#giveUpAfterMs = giveUpAfterMs;
  }

  /** Where it is. */
  get state() {
    return this.#state;
  }

  /** See that there is a socket: at once where none is tried for. */
  open() {
    if (this.#state === "closed") void this.#try();
  }

  /** Try at once instead of at the end of the pause, as where the machine is on a network again. */
  hasten() {
    if (this.#state === "waiting") void this.#try();
  }

  /**
   * @param {Fields} fields
   * @returns {boolean} whether there was a socket to say it on
   */
  send(fields) {
    if (this.#state !== "open" || this.#socket?.readyState !== this.#options.WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(fields));
    return true;
  }

  /**
   * This socket is of no use any more; open another.
   *
   * @param {RhapsodeError} error
   */
  drop(error) {
    if (this.#state !== "open") return;
    this.#leaveSocket(4000);
    this.#lose(error);
  }

  /** End it. */
  close() {
    this.#leaveSocket(1000);
    this.#rest();
  }

  // --- Tries ---------------------------------------------------------------------------------------------------------

  async #try() {
    clearTimeout(this.#timer);
    const attempt = ++this.#attempt;
    this.#outageSince ??= performance.now();
    this.#change("connecting");
    let token;
    try {
      token = await this.#token();
    } catch (cause) {
      if (attempt === this.#attempt) this.#refuse(noToken(cause));
      return;
    }
    if (attempt !== this.#attempt) return;
    const { address, path, WebSocket } = this.#options;
    const query = token === null ? "" : `?token=${encodeURIComponent(token)}`;
    let socket;
    try {
      socket = new WebSocket(address.socket + path + query);
    } catch (cause) {
      this.#refuse(forbidden(address, cause));
      return;
    }
    this.#socket = socket;
    const timer = setTimeout(() => socket.close(), OPEN_WITHIN_MS);
    // Every event is of this socket's own time: one that was left says nothing any more.
    const current = () => this.#socket === socket;
    socket.onopen = () => {
      clearTimeout(timer);
      if (current()) this.#opened();
    };
    socket.onmessage = (event) => {
      if (current()) this.#listener.received(event.data);
    };
    socket.onclose = (event) => {
      clearTimeout(timer);
      if (!current()) return;
      this.#socket = null;
      if (this.#state === "open") this.#lose(lost(event));
      else void this.#failed(attempt, path + query);
    };
  }

  async #token() {
    const { token } = this.#options;
    const given = typeof token === "function" ? await token() : token;
    if (given !== null && typeof given !== "string") throw new TypeError(`it gave ${typeof given}, not a string`);
    return given;
  }

  #opened() {
    this.#backoff.succeed();
    this.#outageSince = null;
    this.#change("open");
  }

  /**
   * @param {number} attempt
   * @param {string} path
   */
  async #failed(attempt, path) {
    const { address, fetch, site } = this.#options;
    const error = await explainRefusal(address, path, fetch, site);
    if (attempt !== this.#attempt) return;
    const outageMs = performance.now() - (this.#outageSince ?? performance.now());
    if (!error.retryable || outageMs >= this.#giveUpAfterMs) {
      this.#refuse(error);
      return;
    }
    this.#pause(error.retryAfterS);
    this.#listener.failed(error);
  }

  /** @param {RhapsodeError} error */
  #lose(error) {
    this.#outageSince = performance.now();
    this.#pause(null);
    this.#listener.lost(error);
  }

  /** @param {number | null} retryAfterS */
  #pause(retryAfterS) {
    this.#timer = setTimeout(() => void this.#try(), this.#backoff.fail(retryAfterS));
    this.#change("waiting");
  }

  /** @param {RhapsodeError} error */
  #refuse(error) {
    this.#rest();
    this.#listener.refused(error);
  }

  #rest() {
    clearTimeout(this.#timer);
    this.#attempt += 1;
    this.#outageSince = null;
    this.#backoff.succeed();
    this.#change("closed");
  }

  /** @param {number} code */
  #leaveSocket(code) {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(code);
  }

  /** @param {ConnectionState} state */
  #change(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#listener.changed(state);
  }
}

/**
 * Browsers throw where the page itself stands in the way, as one of https:// that asks for a socket without TLS.
 *
 * @param {Address} address
 * @param {unknown} cause
 */
function forbidden(address, cause) {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new RhapsodeError("UNREACHABLE", `this page cannot open ${address.socket}: ${why}`, { cause });
}

/** @param {CloseEvent} event */
function lost(event) {
  const how = event.code === 1006 ? "the connection broke" : `the server closed the connection (code ${event.code})`;
  const why = event.reason ? `: ${event.reason}` : "";
  return new RhapsodeError("CONNECTION_LOST", how + why, { retryable: true, closeCode: event.code });
}

/** @param {unknown} cause */
function noToken(cause) {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new RhapsodeError("NO_TOKEN", `the page's source of tokens gave none: ${why}`, { cause });
}
