import assert from "node:assert/strict";
import { test } from "node:test";

import { Address } from "../src/address.js";

const GOOD = [
  ["http://127.0.0.1:8420", "http://127.0.0.1:8420", "ws://127.0.0.1:8420"],
  ["https://voice.example.org/", "https://voice.example.org", "wss://voice.example.org"],
  ["wss://example.org/voice/", "https://example.org/voice", "wss://example.org/voice"],
  ["ws://[::1]:9", "http://[::1]:9", "ws://[::1]:9"],
];

test("every scheme is read into both", () => {
  for (const [url, http, socket] of GOOD) assert.deepEqual({ ...new Address(url) }, { http, socket });
});

test("anything else is refused with the rule, and no password is repeated", () => {
  for (const url of ["", "example.org", "ftp://example.org", "//example.org", "http://"]) {
    assert.throws(() => new Address(url), { code: "INVALID_ADDRESS", message: /must begin with http:\/\// });
  }
  for (const url of ["http://a/?x=1", "http://a/#b", "http://me:secret@a/"]) {
    assert.throws(
      () => new Address(url),
      (error) => error.code === "INVALID_ADDRESS" && /no query/.test(error.message) && !/secret/.test(error.message),
    );
  }
});
