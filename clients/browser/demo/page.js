/**
 * An element of this page that is there.
 *
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new TypeError(`the page has no ${kind.name} called ${id}`);
  return element;
}

/** Address of the server that gave this page, with the prefix that a proxy may have put before it. */
export const SERVER = new URL(".", document.baseURI).href.replace(/\/$/, "");

/**
 * Wait.
 *
 * @param {number} ms
 * @returns {Promise<void>}
 */
export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * One sentence of what went wrong.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function sentence(error) {
  return error instanceof Error ? error.message : String(error);
}
