import assert from "node:assert/strict";
import { test } from "node:test";

import { MOST_S, Recording } from "../src/recording.js";

/** @param {...number[]} pieces */
function recorded(...pieces) {
  const recording = new Recording();
  for (const piece of pieces) recording.add(Int16Array.from(piece), 1000);
  return recording;
}

test("what was added is kept in order, whatever becomes of the memory that it came in", () => {
  const recording = new Recording();
  const piece = Int16Array.of(1, -2, 3);
  recording.add(piece, 24_000);
  piece.fill(0);
  recording.add(Int16Array.of(4), 24_000);
  assert.deepEqual([...recording.samples()], [1, -2, 3, 4]);
  assert.equal(recording.length, 4);
  assert.equal(recording.durationMs, 4000 / 24_000);
});

test("a WAV file says what is in it", async () => {
  const wav = recorded([1, -2], [32767, -32768]).toWav();
  assert.equal(wav.type, "audio/wav");
  const view = new DataView(await wav.arrayBuffer());
  const tag = (/** @type {number} */ at) => String.fromCharCode(...new Uint8Array(view.buffer, at, 4));
  assert.deepEqual([tag(0), tag(8), tag(12), tag(36)], ["RIFF", "WAVE", "fmt ", "data"]);
  assert.equal(view.getUint32(4, true), view.byteLength - 8);
  assert.equal(view.getUint32(40, true), 8);
  assert.deepEqual([view.getUint16(20, true), view.getUint16(22, true)], [1, 1]);
  assert.deepEqual([view.getUint32(24, true), view.getUint32(28, true)], [1000, 2000]);
  assert.deepEqual([view.getUint16(32, true), view.getUint16(34, true)], [2, 16]);
  assert.deepEqual([0, 2, 4, 6].map((at) => view.getInt16(44 + at, true)), [1, -2, 32767, -32768]);
});

test("only the beginning is kept where the rest was not heard", () => {
  const recording = recorded([1, 2, 3], [4, 5, 6]);
  recording.keep(4);
  assert.deepEqual([...recording.samples()], [1, 2, 3, 4]);
  recording.keep(100);
  assert.equal(recording.length, 4);
  recording.add(Int16Array.of(7), 1000);
  assert.deepEqual([...recording.samples()], [1, 2, 3, 4, 7]);
});

test("what is too long, or of another rate, is left out and told", () => {
  const long = recorded(Array(10).fill(1));
  long.add(new Int16Array(MOST_S * 1000), 1000);
  assert.deepEqual([long.length, long.truncated], [10, true]);
  const other = recorded([1]);
  other.add(Int16Array.of(2), 8000);
  assert.deepEqual([other.length, other.sampleRateHz, other.truncated], [1, 1000, true]);
});

test("peaks are the loudest of equal stretches", () => {
  const peaks = recorded([0, 16384, 0], [-32768, 0, 8192]).peaks(3);
  assert.deepEqual([...peaks], [0.5, 1, 0.25]);
});

test("nothing is an empty file", async () => {
  const nothing = new Recording();
  assert.equal(nothing.durationMs, 0);
  assert.equal((await nothing.toWav().arrayBuffer()).byteLength, 44);
});
