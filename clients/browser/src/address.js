import { RhapsodeError } from "./errors.js";

/** Where a server is. Pure: knows no endpoints' names and no keys. */
export class Address {
  /**
   * @param {string} url `http(s)://…` or `ws(s)://…`; a path is kept as the server's prefix
   * @throws {RhapsodeError} `INVALID_ADDRESS`: another form, or one that holds a query, a fragment or a password
   */
  constructor(url) {
    const parsed = URL.canParse(url) ? new URL(url) : null;
    if (parsed === null || !/^(https?|wss?):$/.test(parsed.protocol)) {
      throw invalid(url, "must begin with http://, https://, ws:// or wss://, and name a host");
    }
    if (parsed.search || parsed.hash || parsed.username || parsed.password) {
      throw invalid(parsed.host, "must hold no query, fragment, user or password; a token is given as token");
    }
    const secure = parsed.protocol === "https:" || parsed.protocol === "wss:";
    const rest = `://${parsed.host}${parsed.pathname.replace(/\/+$/, "")}`;
    /** Address of its REST resources, without a slash at the end. */
    this.http = `http${secure ? "s" : ""}${rest}`;
    /** The same for its sockets. */
    this.socket = `ws${secure ? "s" : ""}${rest}`;
  }
}

/**
 * @param {string} shown
 * @param {string} rule
 */
function invalid(shown, rule) {
  return new RhapsodeError("INVALID_ADDRESS", `url ${JSON.stringify(shown)} ${rule}`);
}
