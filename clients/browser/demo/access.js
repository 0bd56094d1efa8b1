import { AccessToken } from "../src/access-token.js";
import { RhapsodeError } from "../src/errors.js";
import { refusal } from "../src/voice-catalogue.js";
import { SERVER, byId, sentence } from "./page.js";

/** The key of whoever looks at this page, where the server asks for one. It is kept in memory, and changed for tokens. */
export class Access {
  #form = byId("access", HTMLFormElement);
  #key = byId("key", HTMLInputElement);
  #refused = byId("key-refused", HTMLParagraphElement);
  #token = /** @type {AccessToken | null} */ (null);
  #opened = () => {};

  /** @param {() => void} opened called when a key was taken */
  constructor(opened) {
    this.#opened = opened;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#enter();
    });
  }

  /** @returns {Promise<string | undefined>} a token, where a key was given */
  async token() {
    return this.#token?.get();
  }

  /**
   * Ask the server something.
   *
   * @param {string} path
   * @param {RequestInit} [what]
   * @returns {Promise<Response>} a good answer
   * @throws {RhapsodeError} it refuses, or is gone
   */
  async ask(path, what = {}) {
    const token = await this.token();
    const headers = { ...what.headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) };
    let answer;
    try {
      answer = await fetch(SERVER + path, { ...what, headers });
    } catch (cause) {
      throw new RhapsodeError("UNREACHABLE", "the server does not answer", { retryable: true, cause });
    }
    if (!answer.ok) throw await refusal(answer);
    return answer;
  }

  /**
   * Ask for the key, if that is what is missing.
   *
   * @param {unknown} error
   * @returns {boolean} whether it is
   */
  wants(error) {
    if (!(error instanceof RhapsodeError) || error.status !== 401) return false;
    this.#form.hidden = false;
    return true;
  }

  async #enter() {
    this.#refused.textContent = "";
    const key = this.#key.value.trim();
    if (key === "") return;
    const token = new AccessToken({ url: `${SERVER}/v1/tokens`, headers: { Authorization: `Bearer ${key}` } });
    try {
      await token.get();
    } catch (error) {
      this.#refused.textContent = `${sentence(error)}.`;
      this.#key.select();
      return;
    }
    this.#token = token;
    this.#key.value = "";
    this.#form.hidden = true;
    this.#opened();
  }
}
