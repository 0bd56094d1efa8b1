import assert from "node:assert/strict";
import { test } from "node:test";

import { Turn } from "../src/turn.js";

const word = (text, startMs, endMs, sourceStart, sourceEnd) => ({ text, startMs, endMs, sourceStart, sourceEnd });
const stats = (facts) => ({
  firstAudioMs: null,
  rtf: 0,
  genMs: 0,
  durMs: 0,
  deliveredMs: 0,
  segments: 1,
  characters: 0,
  watermark: "none",
  debug: null,
  ...facts,
});

test("times run through all segments, and places through all flushes", () => {
  const turn = new Turn();
  assert.equal(turn.append("😀 One. ", 100), "😀 One. ");
  turn.startSegment(0, "One.");
  turn.takeAudio(0, 400, 130);
  turn.takeAudio(0, 100, 140);
  assert.deepEqual(turn.takeWords(0, [word("One.", 10, 400, 2, 6)]), [word("One.", 10, 400, 2, 6)]);
  assert.ok(turn.flush());
  assert.equal(turn.append("Two.", 150), "Two.");
  // The second flush is on the wire before the first part's last word has come.
  assert.ok(turn.flush());
  turn.finishPart(stats({ genMs: 5, durMs: 500, firstAudioMs: 30, deliveredMs: 500, characters: 4 }));
  turn.startSegment(1, "Two.");
  turn.takeAudio(1, 300, 200);
  assert.deepEqual(turn.takeWords(1, [word("Two.", 20, 290, 0, 4)]), [word("Two.", 520, 790, 7, 11)]);
  turn.ended = true;
  assert.equal(turn.spoken, false);
  turn.finishPart(stats({ genMs: 5, durMs: 500, firstAudioMs: 3, deliveredMs: 300, characters: 4 }));
  assert.equal(turn.spoken, true);
  assert.equal(turn.audioMs, 800);
  assert.deepEqual(turn.stats, {
    ...stats({ firstAudioMs: 30, rtf: 0.01, genMs: 10, durMs: 1000, deliveredMs: 800, segments: 2, characters: 8 }),
    firstArrivalMs: 30,
  });
});

test("a context that opens anew counts its segments from zero again", () => {
  const turn = new Turn();
  turn.append("One. ", 0);
  turn.startSegment(0, "One.");
  turn.takeAudio(0, 500, 1);
  turn.finishPart(stats({}));
  turn.append("Two.", 2);
  turn.startSegment(0, "Two.");
  turn.takeAudio(0, 200, 3);
  assert.deepEqual(turn.takeWords(0, [word("Two.", 0, 100, 0, 4)]), [word("Two.", 500, 600, 5, 9)]);
});

test("a blank alone waits: to the server it would be no text", () => {
  const turn = new Turn();
  assert.equal(turn.append(" ", 0), "");
  assert.ok(turn.atPartStart);
  assert.equal(turn.append("One.", 1), " One.");
  assert.ok(!turn.atPartStart);
  assert.equal(turn.append(" ", 2), " ");
  assert.ok(turn.flush());
  assert.equal(turn.append(" ", 3), "");
  assert.ok(!turn.flush(), "nothing but a blank is nothing to speak");
  assert.equal(turn.append("Two.", 4), "Two.");
  assert.equal(String(turn.source), " One.  Two.");
  turn.finishPart(stats({}));
  assert.deepEqual(turn.takeWords(1, [word("Two.", 0, 1, 0, 4)])[0].sourceStart, 7);
});

test("all of it can be said again, cut as it was", () => {
  const turn = new Turn();
  turn.append("One. ", 0);
  turn.flush();
  turn.append(" ", 0);
  turn.append("Two 😀 ", 0);
  turn.append("three.", 0);
  assert.deepEqual(turn.repeat(), [
    { text: "One. ", flush: true },
    { text: " Two 😀 three.", flush: false },
  ]);
  assert.deepEqual(turn.repeat().length, 2, "and again");
  assert.ok(turn.flush());
  assert.deepEqual(turn.repeat().at(-1), { text: " Two 😀 three.", flush: true });
  assert.ok(!turn.flush());
});

test("text that is spoken makes room for more", () => {
  const turn = new Turn();
  turn.append("One two three.", 0);
  assert.equal(turn.unspokenCharacters, 14);
  assert.ok(!turn.owed);
  turn.startSegment(0, "One two");
  assert.ok(turn.owed);
  turn.completeSegment(0);
  assert.equal(turn.unspokenCharacters, 7);
  assert.ok(!turn.owed, "the server waits for its writer");
  turn.flush();
  assert.ok(turn.owed);
});
