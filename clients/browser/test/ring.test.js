import assert from "node:assert/strict";
import { test } from "node:test";

import { Ring } from "../src/ring.js";

test("what goes in comes out in order, around the end and back", () => {
  const ring = new Ring(7);
  let written = 0;
  let read = 0;
  for (const size of [3, 5, 7, 1, 0, 6, 4, 7, 2]) {
    written += ring.write(Float32Array.from({ length: size }, (_, index) => written + index));
    const out = new Float32Array(4);
    const given = ring.read(out);
    for (let index = 0; index < given; index += 1) assert.equal(out[index], read + index);
    read += given;
    assert.equal(ring.length, written - read);
  }
  assert.ok(read > 14);
});

test("it takes no more than it holds", () => {
  const ring = new Ring(4);
  assert.equal(ring.write(new Float32Array(9)), 4);
  assert.equal(ring.write(new Float32Array(1)), 0);
  ring.clear();
  assert.equal(ring.length, 0);
  assert.equal(ring.write(new Float32Array(1)), 1);
});
