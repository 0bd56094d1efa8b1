/** Who speaks on a server: its voices, looked up a page at a time. */

import { RhapsodeError } from "./errors.js";

/** Most voices that the server lists at once. */
export const PAGE = 100;

/**
 * A voice, as `GET /v1/voices` tells of it.
 *
 * @typedef {object} Voice
 * @property {number} id
 * @property {string} handle
 * @property {string} name
 * @property {string} sex
 * @property {string} description
 * @property {string} language
 * @property {string} engine
 * @property {string | null} limitation what it cannot pronounce
 */

/** Asks a server's REST resources, with a token where there is one. */
export class VoiceCatalogue {
  #base;
  #token;
  #fetch;

  /**
   * @param {object} options
   * @param {string} options.url of the server: `http(s)://…`, with its prefix where it has one
   * @param {() => Promise<string | undefined>} [options.token] gives a key or a token; none is shown where left out
   * @param {typeof fetch} [options.fetch]
   */
  constructor({ url, token = async () => undefined, fetch: ask = (...what) => fetch(...what) }) {
    this.#base = url.replace(/^ws/, "http").replace(/\/+$/, "");
    this.#token = token;
    this.#fetch = ask;
  }

  /**
   * One page of the catalogue.
   *
   * @param {{language?: string, offset?: number, limit?: number}} [which]
   * @returns {Promise<{voices: Voice[], total: number}>}
   * @throws {RhapsodeError} the server refuses, or cannot be reached
   */
  async page({ language = "", offset = 0, limit = PAGE } = {}) {
    const query = new URLSearchParams({ limit: String(limit), offset: String(offset) });
    if (language !== "") query.set("language", language);
    const answer = await this.#ask(`/v1/voices?${query}`);
    return /** @type {{voices: Voice[], total: number}} */ (await answer.json());
  }

  /**
   * All voices, page by page: `for await (const voices of catalogue.pages())`.
   *
   * @param {{language?: string}} [which]
   * @returns {AsyncGenerator<{voices: Voice[], total: number}, void>}
   */
  async *pages({ language = "" } = {}) {
    for (let offset = 0, total = 1; offset < total; offset += PAGE) {
      const page = await this.page({ language, offset });
      total = page.total;
      yield page;
    }
  }

  /**
   * @param {string} path
   * @returns {Promise<Response>}
   */
  async #ask(path) {
    const token = await this.#token();
    let answer;
    try {
      answer = await this.#fetch(this.#base + path, token ? { headers: { Authorization: `Bearer ${token}` } } : {});
    } catch (cause) {
      throw new RhapsodeError("UNREACHABLE", `${this.#base} cannot be reached`, { retryable: true, cause });
    }
    if (!answer.ok) throw await refusal(answer);
    return answer;
  }
}

/**
 * The server's refusal as an error.
 *
 * @param {Response} answer
 * @returns {Promise<RhapsodeError>}
 */
export async function refusal(answer) {
  const said = /** @type {Record<string, unknown>} */ (await answer.json().catch(() => ({})));
  const sentence = typeof said["error"] === "string" ? said["error"] : `the server answered with ${answer.status}`;
  return new RhapsodeError(String(said["error_code"] ?? "UNREACHABLE"), sentence, {
    status: answer.status,
    retryable: said["retryable"] === true,
  });
}
