import assert from "node:assert/strict";
import { test } from "node:test";

import { FRAME_UNITS, TokenReader, cut } from "../src/token-source.js";

async function all(source) {
  const reader = new TokenReader(source);
  const pieces = [];
  for (let piece = await reader.read(); piece !== null; piece = await reader.read()) pieces.push(piece);
  return pieces;
}

test("a string, iterables and a stream give the same text", async () => {
  async function* later() {
    yield "a";
    yield "b";
  }
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue("a");
      controller.enqueue("b");
      controller.close();
    },
  });
  assert.deepEqual(await all("ab"), ["ab"]);
  assert.deepEqual(await all(["a", "b"]), ["a", "b"]);
  assert.deepEqual(await all(later()), ["a", "b"]);
  assert.deepEqual(await all(stream), ["a", "b"]);
  assert.deepEqual(await all(""), []);
});

test("what is no text is named", async () => {
  for (const source of [null, undefined, 7, {}, true]) assert.throws(() => new TokenReader(source), /text must be a string/);
  await assert.rejects(all(["a", 7]), /one piece is number/);
});

test("whoever stops stops the source", async () => {
  let stopped = "";
  async function* endless() {
    try {
      for (;;) yield "a";
    } finally {
      stopped += "iterator ";
    }
  }
  const reader = new TokenReader(endless());
  await reader.read();
  reader.stop();
  const stream = new ReadableStream({ pull: (controller) => controller.enqueue("a"), cancel: () => void (stopped += "stream ") });
  const streamed = new TokenReader(stream);
  await streamed.read();
  streamed.stop();
  new TokenReader("text").stop();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(stopped, "iterator stream ");
});

test("long text is cut for the wire, and never through a character", () => {
  const text = "a" + "😀".repeat(FRAME_UNITS);
  const pieces = [...cut(text)];
  assert.equal(pieces.join(""), text);
  assert.ok(pieces.length === 3 && pieces.every((piece) => piece.length <= FRAME_UNITS && piece.isWellFormed()));
});
