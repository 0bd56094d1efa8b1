import assert from "node:assert/strict";
import { test } from "node:test";

import { ANSWERS, tokens } from "../demo/answers.js";
import { Envelope, STEP_MS } from "../demo/envelope.js";

test("tokens are all of the text, in small pieces", () => {
  for (const { text } of [...ANSWERS, { text: "a😀b – 1.234,5 €\n\n  end  " }]) {
    const pieces = tokens(text);
    assert.equal(pieces.join(""), text);
    assert.ok(pieces.every((piece) => piece.length > 0 && piece.trim().length <= 6));
    assert.ok(pieces.every((piece) => piece.isWellFormed()));
  }
});

test("an envelope has the loudest sample of each step, however the sound is cut", () => {
  const rateHz = 8_000;
  const step = (rateHz * STEP_MS) / 1000;
  const sound = Int16Array.from({ length: 5 * step }, (_, index) => (index % step === 7 ? 3276 * (1 + Math.floor(index / step)) : 0));
  for (const size of [1, 7, step, sound.length]) {
    const envelope = new Envelope();
    for (let at = 0; at < sound.length; at += size) envelope.add(sound.subarray(at, at + size), rateHz);
    assert.equal(envelope.durationMs, 5 * STEP_MS);
    const peaks = [0, 1, 2, 3, 4].map((index) => Math.round(envelope.at((index + 0.5) * STEP_MS) * 10));
    assert.deepEqual(peaks, [1, 2, 3, 4, 5]);
    assert.equal(envelope.at(1_000), 0);
  }
});
