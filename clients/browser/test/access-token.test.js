import assert from "node:assert/strict";
import { test } from "node:test";

import { AccessToken } from "../src/access-token.js";

/**
 * A back end that gives these answers, one behind the other.
 *
 * @param {...(Response | Error)} answers
 */
function backEnd(...answers) {
  const asked = /** @type {[string, RequestInit][]} */ ([]);
  const fetch = /** @type {typeof globalThis.fetch} */ (
    async (url, init) => {
      asked.push([String(url), init ?? {}]);
      const answer = answers.shift();
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error("nobody is there");
      return answer;
    }
  );
  return { asked, fetch };
}

const good = (/** @type {string} */ token, lastsS = 600) => Response.json({ token, expires_in_s: lastsS });

test("a token is kept until it is nearly over", async () => {
  let nowMs = 0;
  const { asked, fetch } = backEnd(good("first"), good("second"));
  const token = new AccessToken({ url: "/tokens", headers: { Authorization: "Bearer key" }, fetch, now: () => nowMs });
  assert.equal(await token.get(), "first");
  nowMs = 579_000;
  assert.equal(await token.get(), "first");
  nowMs = 581_000;
  assert.equal(await token.get(), "second");
  assert.deepEqual(
    asked.map(([url, { method, headers, cache }]) => [url, method, headers, cache]),
    Array(2).fill(["/tokens", "POST", { Authorization: "Bearer key" }, "no-store"]),
  );
});

test("several who ask at once are given one", async () => {
  const { asked, fetch } = backEnd(good("one"));
  const token = new AccessToken({ url: "/tokens", fetch });
  assert.deepEqual(await Promise.all([token.get(), token.get(), token.get()]), ["one", "one", "one"]);
  assert.equal(asked.length, 1);
});

test("a token that does not say how long it lasts is asked for each time", async () => {
  const { fetch } = backEnd(Response.json({ token: "a" }), Response.json({ token: "b" }));
  const token = new AccessToken({ url: "/tokens", fetch });
  assert.deepEqual([await token.get(), await token.get()], ["a", "b"]);
});

for (const [name, answer, expected] of /** @type {const} */ ([
  ["nobody", new Error("refused"), { code: "NO_TOKEN", retryable: true }],
  ["no token", Response.json({ ticket: 1 }), { code: "NO_TOKEN" }],
  ["no JSON", new Response("<html>"), { code: "NO_TOKEN" }],
  ["a refusal", Response.json({ error: "no such key", error_code: "UNAUTHORIZED" }, { status: 401 }), { code: "UNAUTHORIZED", status: 401, message: "no such key" }],
  ["a proxy's page", new Response("<html>", { status: 502 }), { code: "UNREACHABLE", status: 502 }],
])) {
  test(`${name}: one error, and the next try may succeed`, async () => {
    const { fetch } = backEnd(answer, good("later"));
    const token = new AccessToken({ url: "/tokens", fetch });
    await assert.rejects(token.get(), expected);
    assert.equal(await token.get(), "later");
  });
}
