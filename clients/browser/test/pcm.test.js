import assert from "node:assert/strict";
import { test } from "node:test";

import { decodeSamples, toFloat } from "../src/pcm.js";

test("samples are read from base64, the lower byte first", () => {
  assert.deepEqual([...decodeSamples("AAABAP7//38AgA==")], [0, 1, -2, 32767, -32768]);
  assert.deepEqual([...decodeSamples("")], []);
  for (const bad of ["*", "AAAA", "AA"]) assert.throws(() => decodeSamples(bad), SyntaxError);
});

test("the way of browsers without a decoder of their own reads the same", () => {
  const samples = Int16Array.from({ length: 999 }, (_, index) => ((index * 7919) % 65536) - 32768);
  const base64 = Buffer.from(samples.buffer).toString("base64");
  const native = Uint8Array.fromBase64;
  const read = [native, undefined].map((own) => {
    Uint8Array.fromBase64 = own;
    try {
      return decodeSamples(base64);
    } finally {
      if (native === undefined) delete Uint8Array.fromBase64;
      else Uint8Array.fromBase64 = native;
    }
  });
  for (const each of read) assert.deepEqual(each, samples);
});

test("floats are the same samples", () => {
  assert.deepEqual([...toFloat(Int16Array.of(-32768, 0, 16384))], [-1, 0, 0.5]);
});
