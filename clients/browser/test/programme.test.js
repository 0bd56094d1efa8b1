import assert from "node:assert/strict";
import { test } from "node:test";

import { Item, Programme } from "../src/programme.js";
import { Turn } from "../src/turn.js";

const RATE_HZ = 1000;

class Worklet {
  written = [];
  finished = [];
  position = 0;

  constructor(capacity) {
    this.programme = new Programme(capacity);
  }

  feed() {
    this.programme.feed(
      this.position,
      (samples) => this.written.push(...samples),
      () => this.finished.push(this.written.length),
    );
  }
}

const ramp = (from, length) => Float32Array.from({ length }, (_, index) => from + index);

function item(samples, turn = null) {
  const made = new Item(RATE_HZ, turn, null);
  if (samples.length > 0) made.push(samples, RATE_HZ);
  return made;
}

test("the worklet never holds more than it can, and gets everything in order", () => {
  const worklet = new Worklet(100);
  const only = item(ramp(1, 250));
  worklet.programme.add(only);
  worklet.feed();
  assert.equal(worklet.written.length, 100);
  worklet.position = 60;
  worklet.feed();
  assert.equal(worklet.written.length, 160);
  assert.equal(worklet.programme.unheard(30), 220);
  only.finish();
  worklet.position = 150;
  worklet.feed();
  assert.deepEqual(worklet.written, [...ramp(1, 250)]);
  assert.deepEqual(worklet.finished, [250]);
});

test("the next turn is fed when the one before has left, and its clock begins there", () => {
  const worklet = new Worklet(100);
  const first = item(ramp(1, 50));
  const second = item(ramp(101, 50));
  worklet.programme.add(first);
  worklet.programme.add(second);
  worklet.feed();
  first.finish();
  worklet.feed();
  assert.deepEqual(worklet.finished, [50]);
  assert.equal(worklet.written.length, 50);
  worklet.position = 50;
  worklet.feed();
  assert.equal(worklet.written.length, 100);
  assert.equal(second.start, 50);
  assert.equal(second.heardMs(75), 25);
  assert.equal(first.isHeard(49), false);
  assert.equal(first.isHeard(50), true);
});

test("what waits can be dropped without a trace", () => {
  const worklet = new Worklet(100);
  const [first, second, third] = [item(ramp(1, 50)), item(ramp(101, 50)), item(ramp(201, 10))];
  for (const each of [first, second, third]) {
    each.finish();
    worklet.programme.add(each);
  }
  worklet.feed();
  worklet.programme.remove(second);
  worklet.position = 50;
  worklet.feed();
  assert.deepEqual(worklet.written, [...ramp(1, 50), ...ramp(201, 10)]);
  assert.deepEqual(worklet.programme.clear(), [first, third]);
  assert.deepEqual(worklet.programme.items, []);
});

test("words begin with their first sample, once", () => {
  const turn = new Turn();
  turn.append("One two.", 0);
  turn.words.push(
    { text: "One", startMs: 5, endMs: 20, sourceStart: 0, sourceEnd: 3 },
    { text: "two.", startMs: 20, endMs: 45, sourceStart: 4, sourceEnd: 8 },
  );
  const worklet = new Worklet(100);
  const only = item(ramp(1, 50), turn);
  worklet.programme.add(only);
  worklet.feed();
  assert.deepEqual(only.begunWords(4), []);
  assert.deepEqual(only.begunWords(5).map(({ text }) => text), ["One"]);
  assert.deepEqual(only.begunWords(19), []);
  assert.deepEqual(only.begunWords(30).map(({ text }) => text), ["two."]);
  assert.deepEqual(only.begunWords(50), []);
});

test("a word counts as heard when half of it was, and a turn that was played to its end is heard with its last mark", () => {
  const turn = new Turn();
  turn.append("One two!  ", 0);
  turn.words.push(
    { text: "One", startMs: 0, endMs: 20, sourceStart: 0, sourceEnd: 3 },
    { text: "two", startMs: 20, endMs: 40, sourceStart: 4, sourceEnd: 7 },
  );
  const worklet = new Worklet(100);
  const only = item(ramp(1, 50), turn);
  worklet.programme.add(only);
  worklet.feed();
  assert.deepEqual([0, 9, 10, 29, 30, 50].map((at) => only.heardCodePoints(at)), [0, 0, 3, 3, 7, 7]);
  only.finish();
  worklet.feed();
  assert.equal(only.heardCodePoints(50), 7, "text may still come");
  turn.ended = true;
  assert.equal(only.heardCodePoints(50), 7, "it may have failed with a part unspoken");
  turn.finishPart(null);
  assert.equal(only.heardCodePoints(49), 7);
  assert.equal(only.heardCodePoints(50), 10);
});

test("sound of another rate has its own length here", () => {
  const other = new Item(2000, null, null);
  other.push(ramp(0, 500), 1000);
  other.finish();
  assert.equal(other.waiting, 1000);
  other.finish();
  assert.equal(other.waiting, 1000);
});

test("samples are copied or given away, never shared", () => {
  const mine = Int16Array.of(16384, -16384);
  const made = new Item(RATE_HZ, null, null);
  made.push(mine, RATE_HZ);
  made.push(Float32Array.of(0.25, 0.5, 0.75), RATE_HZ);
  assert.deepEqual([...made.take(1)], [0.5]);
  assert.deepEqual([...made.take(9)], [-0.5]);
  const piece = made.take(2);
  assert.deepEqual([...piece], [0.25, 0.5]);
  assert.equal(piece.buffer.byteLength, 8);
  assert.equal(made.waiting, 1);
});
