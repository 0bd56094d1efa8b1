import assert from "node:assert/strict";
import { test } from "node:test";

import { Playout } from "../src/playout.js";

const QUANTUM = 128;

/** Renders quantum by quantum, as the worklet does. */
class Stage {
  reports = [];
  out = [];
  frame = 1000;

  constructor(options) {
    this.playout = new Playout(options);
  }

  render(quanta = 1) {
    for (let count = 0; count < quanta; count += 1) {
      const block = new Float32Array(QUANTUM).fill(9);
      this.playout.render(block, this.frame, (report) => this.reports.push(report));
      this.out.push(...block);
      this.frame += QUANTUM;
    }
  }

  get changes() {
    return this.reports.map(({ change, frame, position }) => [change, frame, position]);
  }
}

const ramp = (from, length) => Float32Array.from({ length }, (_, index) => from + index);

test("nothing sounds before the depth is there, and then every sample once and in order", () => {
  const stage = new Stage({ capacity: 2000, depth: 300 });
  stage.playout.write(ramp(1, 299));
  stage.render(2);
  assert.ok(stage.out.every((sample) => sample === 0));
  stage.playout.write(ramp(300, 401));
  stage.render(4);
  stage.playout.finish();
  stage.render(3);
  assert.deepEqual(stage.out.slice(256, 956), [...ramp(1, 700)]);
  assert.ok(stage.out.slice(956).every((sample) => sample === 0));
  assert.deepEqual(stage.changes, [
    ["began", 1256, 0],
    ["ended", 1956, 700],
  ]);
});

test("what is whole is played although it is shorter than the depth", () => {
  const stage = new Stage({ capacity: 2000, depth: 300 });
  stage.playout.write(ramp(1, 10));
  stage.render();
  stage.playout.finish();
  stage.render();
  assert.deepEqual(stage.out.slice(128, 140), [...ramp(1, 10), 0, 0]);
  assert.deepEqual(
    stage.changes.map(([change]) => change),
    ["began", "ended"],
  );
});

test("running dry is told with its frame, and it fills to the depth again", () => {
  const stage = new Stage({ capacity: 2000, depth: 200 });
  stage.playout.write(ramp(1, 210));
  stage.render(2);
  assert.deepEqual(stage.changes, [
    ["began", 1000, 0],
    ["dry", 1210, 210],
  ]);
  stage.playout.write(ramp(211, 100));
  stage.render();
  assert.equal(stage.playout.active, false);
  stage.playout.write(ramp(311, 100));
  stage.render();
  assert.equal(stage.out.at(-1), 338);
  assert.equal(stage.playout.position, 338);
});

test("a stop fades to nothing over its length and forgets the rest, whose places are passed", () => {
  const stage = new Stage({ capacity: 2000, depth: 0 });
  stage.playout.write(new Float32Array(1500).fill(1));
  stage.render(2);
  stage.playout.stop(300);
  stage.playout.write(ramp(5, 4));
  stage.playout.finish();
  stage.render(4);
  const tail = stage.out.slice(256, 556);
  assert.ok(tail.every((sample, index) => index === 0 || sample <= tail[index - 1]), "it only grows softer");
  assert.ok(tail[0] > 0.999 && tail.at(-1) === 0);
  assert.ok(Math.max(...tail.map((sample, index) => (index ? tail[index - 1] - sample : 0))) < 0.006, "no step");
  // What was written after the stop follows at once.
  assert.deepEqual(stage.out.slice(556, 561), [5, 6, 7, 8, 0]);
  assert.deepEqual(stage.changes, [
    ["began", 1000, 0],
    ["stopped", 1556, 556],
    ["began", 1556, 1500],
    ["ended", 1560, 1504],
  ]);
});

test("a stop is answered where nothing sounds, too", () => {
  const stage = new Stage({ capacity: 2000, depth: 500 });
  stage.playout.write(ramp(1, 100));
  stage.playout.stop(300);
  stage.render();
  assert.deepEqual(stage.changes, [["stopped", 1000, 0]]);
  assert.equal(stage.playout.position, 100);
  assert.equal(stage.playout.waiting, 0);
});

test("whoever writes more than there is room for has counted wrong", () => {
  const { playout } = new Stage({ capacity: 100, depth: 0 });
  assert.throws(() => playout.write(new Float32Array(101)), RangeError);
});

test("any cut into writes plays the same", () => {
  let seed = 7;
  const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 20; round += 1) {
    const stage = new Stage({ capacity: 600, depth: 150 });
    let written = 0;
    while (written < 5000) {
      const size = Math.min(1 + random(200), 600 - stage.playout.waiting, 5000 - written);
      if (size > 0) stage.playout.write(ramp(1 + written, size));
      written += size;
      if (random(3) > 0) stage.render();
    }
    stage.playout.finish();
    stage.render(20);
    assert.deepEqual(
      stage.out.filter((sample) => sample !== 0),
      [...ramp(1, 5000)],
    );
  }
});
