import assert from "node:assert/strict";
import { test } from "node:test";

import { PlayedClock } from "../src/played-clock.js";

test("the stream moves a sample a frame while it plays, and stands still while it does not", () => {
  const clock = new PlayedClock();
  assert.equal(clock.positionAt(50), 0);
  clock.take({ frame: 100, position: 0, playing: true, change: "began" });
  clock.take({ frame: 228, position: 128, playing: true, change: null });
  clock.take({ frame: 300, position: 200, playing: false, change: "dry" });
  clock.take({ frame: 500, position: 200, playing: true, change: "began" });
  assert.deepEqual(
    [50, 100, 150, 228, 299.5, 300, 400, 500, 510].map((frame) => clock.positionAt(frame)),
    [0, 0, 50, 128, 199.5, 200, 200, 200, 210],
  );
});

test("it never runs ahead of what was reported later", () => {
  const clock = new PlayedClock();
  clock.take({ frame: 0, position: 0, playing: true, change: "began" });
  // The machine was busy: time went on, and nothing was rendered.
  clock.take({ frame: 4000, position: 128, playing: true, change: null });
  assert.equal(clock.positionAt(3000), 128);
});

test("an hour of reports is remembered as far as it is needed", () => {
  const clock = new PlayedClock();
  for (let index = 0; index < 200_000; index += 1) {
    clock.take({ frame: 400 * index, position: 400 * index, playing: true, change: null });
  }
  assert.equal(clock.positionAt(400 * 199_900 + 7), 400 * 199_900 + 7);
});
