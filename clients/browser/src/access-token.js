/** A short-lived token, fetched when it is needed and kept until it is nearly over. */

import { RhapsodeError } from "./errors.js";
import { refusal } from "./voice-catalogue.js";

/** How long before its end a token is not used any more, in seconds: a slow line and a wrong clock fit in. */
const MARGIN_S = 20;

/** Asks one address for tokens. What it answers is what `POST /v1/tokens` of the server answers. */
export class AccessToken {
  #url;
  #headers;
  #fetch;
  #now;
  #token = "";
  #goodUntilMs = 0;
  #asked = /** @type {Promise<string> | null} */ (null);

  /**
   * @param {object} options
   * @param {string} options.url of your own back end, or of the server itself
   * @param {Record<string, string>} [options.headers] such as a key, where the server itself is asked
   * @param {typeof fetch} [options.fetch]
   * @param {() => number} [options.now] milliseconds
   */
  constructor({ url, headers = {}, fetch: ask = (...what) => fetch(...what), now = () => performance.now() }) {
    this.#url = url;
    this.#headers = headers;
    this.#fetch = ask;
    this.#now = now;
  }

  /**
   * @returns {Promise<string>} a token that is good for a while yet; several who ask at once get the same
   * @throws {RhapsodeError} none can be had
   */
  get() {
    if (this.#now() < this.#goodUntilMs) return Promise.resolve(this.#token);
    this.#asked ??= this.#ask().finally(() => (this.#asked = null));
    return this.#asked;
  }

  async #ask() {
    let answer;
    try {
      answer = await this.#fetch(this.#url, { method: "POST", headers: this.#headers, cache: "no-store" });
    } catch (cause) {
      throw new RhapsodeError("NO_TOKEN", `no token can be had at ${this.#url}: nothing answers`, { retryable: true, cause });
    }
    if (!answer.ok) throw await refusal(answer);
    const said = /** @type {unknown} */ (await answer.json().catch(() => null));
    const { token, expires_in_s: lastsS = 0 } = /** @type {{token?: unknown, expires_in_s?: number}} */ (said ?? {});
    if (typeof token !== "string" || token === "") {
      throw new RhapsodeError("NO_TOKEN", `what ${this.#url} answers has no token`);
    }
    this.#token = token;
    this.#goodUntilMs = this.#now() + Math.max(0, lastsS - MARGIN_S) * 1000;
    return token;
  }
}
