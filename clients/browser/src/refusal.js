/**
 * Why a server refused a socket. Browsers tell a page nothing but "closed", so the same address is asked for over HTTP:
 * the server answers that as it answered the handshake, and 426 where it would have opened the socket.
 *
 * @typedef {import("./address.js").Address} Address
 */

import { RhapsodeError } from "./errors.js";

/** How long the question may take. Lower calls a slow line dead; higher keeps whoever waits for the reason. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * @param {Address} address
 * @param {string} path of the socket, with its query
 * @param {typeof globalThis.fetch} fetch
 * @param {string} site the page's own, such as `https://app.example.org`
 * @returns {Promise<RhapsodeError>} `retryable` where another try may succeed
 */
export async function explainRefusal(address, path, fetch, site) {
  /** @param {RequestMode} mode */
  const ask = (mode) =>
    fetch(address.http + path, {
      mode,
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  let response;
  try {
    response = await ask("cors");
  } catch {
    return explainSilence(address, ask, site);
  }
  const { status } = response;
  if (status === 426) {
    return new RhapsodeError(
      "UNREACHABLE",
      `${address.http} answers, and no socket to it opens; a proxy on the way may not pass WebSockets`,
      { retryable: true },
    );
  }
  const body = await response.json().catch(() => null);
  if (status < 400 || typeof body?.error !== "string") {
    const said = `${address.http} answers with HTTP ${status}, and not as a Rhapsode server does`;
    return new RhapsodeError("UNREACHABLE", said, { status, retryable: status >= 500 });
  }
  return new RhapsodeError(body.error_code ?? "UNREACHABLE", body.error, {
    status,
    retryable: status === 429 || status >= 500,
    retryAfterS: Number(response.headers.get("Retry-After")) || null,
  });
}

/**
 * An answer without permission for this site cannot be read, but that there is one can be told from none.
 *
 * @param {Address} address
 * @param {(mode: RequestMode) => Promise<Response>} ask
 * @param {string} site
 */
async function explainSilence(address, ask, site) {
  try {
    await ask("no-cors");
  } catch (cause) {
    return new RhapsodeError("UNREACHABLE", `nothing answers at ${address.http}`, { retryable: true, cause });
  }
  return new RhapsodeError(
    "FORBIDDEN_ORIGIN",
    `${address.http} does not talk to pages of ${site}; it would need --allowed-origins with that site`,
  );
}
