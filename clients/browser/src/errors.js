/** Every failure that a page can expect, as one class: a code to decide by, and a sentence that can be shown. */

/**
 * Codes of this client's own; those of the server's error frames (`NOT_FOUND`, `UNAUTHORIZED`, …) stand beside them.
 *
 * - `INVALID_ADDRESS`: the server's address cannot be read.
 * - `NO_TOKEN`: the page's own source of tokens failed.
 * - `UNREACHABLE`: nothing answers there, or not in this protocol.
 * - `FORBIDDEN_ORIGIN`: the server answers, but not to pages of this site.
 * - `CONNECTION_LOST`: the connection ended before the turn did.
 * - `SERVER_SILENT`: the server has all of the text, and says nothing.
 * - `PROTOCOL_VIOLATION`: the server sent what this client cannot read.
 * - `CONTEXT_CLOSED`: the context was closed and takes no more text.
 * - `NO_SOUND`: this browser, or this page, cannot play.
 */
export const CODES = Object.freeze(
  /** @type {const} */ ([
    "INVALID_ADDRESS",
    "NO_TOKEN",
    "UNREACHABLE",
    "FORBIDDEN_ORIGIN",
    "CONNECTION_LOST",
    "SERVER_SILENT",
    "PROTOCOL_VIOLATION",
    "CONTEXT_CLOSED",
    "NO_SOUND",
  ]),
);

/**
 * @typedef {object} ErrorFacts
 * @property {string | null} [contextId] the context that it concerns; `null` where it is the connection
 * @property {number | null} [status] the HTTP status that goes with it
 * @property {boolean} [retryable] whether the same may succeed later
 * @property {number | null} [retryAfterS] how long to wait before that, in seconds, where the server said so
 * @property {string | null} [field] the option that broke a rule
 * @property {number | null} [closeCode] the WebSocket close code (RFC 6455 section 7.4)
 * @property {unknown} [cause] what it came of
 */

/** A failure. Its message is one sentence, and holds no text that was to be spoken, except where the server quotes it. */
export class RhapsodeError extends Error {
  /**
   * @param {string} code one of `CODES`, or the server's `error_code`
   * @param {string} message one sentence
   * @param {ErrorFacts} [facts]
   */
  constructor(code, message, facts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = "RhapsodeError";
    this.code = code;
    this.contextId = facts.contextId ?? null;
    this.status = facts.status ?? null;
    this.retryable = facts.retryable ?? false;
    this.retryAfterS = facts.retryAfterS ?? null;
    this.field = facts.field ?? null;
    this.closeCode = facts.closeCode ?? null;
  }

  /**
   * The same failure, as it concerns one context.
   *
   * @param {string} contextId
   * @returns {RhapsodeError}
   */
  of(contextId) {
    return new RhapsodeError(this.code, this.message, { ...this, contextId });
  }
}
