/**
 * Holds text back while enough of it waits: on the server unspoken, or here unheard.
 *
 * @typedef {import("./turn.js").Turn} Turn
 */

/**
 * Text that may wait on the server unspoken. The server refuses a turn with more than 50,000 characters waiting, and counts
 * spoken text, which numbers make longer; lower than the longest segment would starve the voice.
 */
export const PENDING_CHARACTERS = 20_000;

/**
 * Sound that may wait for its listener. Lower makes a gap where a connection falters; higher is memory, 96 kB a second.
 */
export const BACKLOG_MS = 120_000;

/** How often it is looked whether there is room: the count is an estimate, so that nothing may tell. */
const CHECK_MS = 1_000;

export class Room {
  #wake = () => {};

  /**
   * Wait until there is room for more of a turn, or the turn is over.
   *
   * @param {Turn} turn
   * @param {() => number} backlogMs how much sound waits for its listener
   */
  async enter(turn, backlogMs) {
    while (!turn.settled && (turn.unspokenCharacters >= PENDING_CHARACTERS || backlogMs() >= BACKLOG_MS)) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, CHECK_MS);
        this.#wake = () => {
          clearTimeout(timer);
          resolve(undefined);
        };
      });
    }
  }

  /** Look again at once. */
  wake() {
    this.#wake();
  }
}
