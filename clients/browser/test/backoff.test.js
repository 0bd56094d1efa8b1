import assert from "node:assert/strict";
import { test } from "node:test";

import { Backoff } from "../src/backoff.js";

test("the bound doubles up to the longest, and begins anew after a success", () => {
  const backoff = new Backoff({ firstDelayMs: 100, longestDelayMs: 1000, random: () => 0.5 });
  assert.deepEqual([1, 2, 3, 4, 5, 6].map(() => backoff.fail()), [50, 100, 200, 400, 500, 500]);
  backoff.succeed();
  assert.equal(backoff.fail(), 50);
});

test("a server that asks for time gets it", () => {
  const backoff = new Backoff({ firstDelayMs: 100, longestDelayMs: 1000, random: () => 0 });
  assert.equal(backoff.fail(3), 3000);
  assert.equal(backoff.fail(), 0);
});

test("after days without a server the wait is still a number of seconds", () => {
  const backoff = new Backoff({ random: () => 0.999 });
  for (let index = 0; index < 5000; index += 1) assert.ok(backoff.fail() < 8000);
});
