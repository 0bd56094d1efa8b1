import assert from "node:assert/strict";
import { test } from "node:test";

import { Resampler } from "../src/resampler.js";

const RATES = [
  [24000, 48000],
  [24000, 44100],
  [22050, 24000],
  [48000, 24000],
  [8000, 44100],
  [16000, 24000],
];

const sine = (hz, rateHz, length) => Float32Array.from({ length }, (_, index) => Math.sin((2 * Math.PI * hz * index) / rateHz));

function whole(fromHz, toHz, samples) {
  const resampler = new Resampler(fromHz, toHz);
  return [...resampler.push(samples), ...resampler.finish()];
}

test("a sine stays that sine, at its place", () => {
  for (const [fromHz, toHz] of RATES) {
    const out = whole(fromHz, toHz, sine(1000, fromHz, fromHz / 2));
    assert.equal(out.length, Math.ceil(toHz / 2));
    const expected = sine(1000, toHz, out.length);
    const middle = out.slice(toHz / 10, -toHz / 10);
    const error = Math.max(...middle.map((sample, index) => Math.abs(sample - expected[index + toHz / 10])));
    assert.ok(error < 2e-4, `${fromHz} to ${toHz}: ${error}`);
  }
});

test("what the lower rate cannot hold is gone", () => {
  const out = whole(48000, 24000, sine(14000, 48000, 24000));
  assert.ok(Math.max(...out.slice(2000, -2000).map(Math.abs)) < 2e-4);
});

test("any cut into pieces gives the same samples", () => {
  for (const [fromHz, toHz] of RATES) {
    const samples = sine(700, fromHz, 5000);
    const expected = whole(fromHz, toHz, samples);
    const resampler = new Resampler(fromHz, toHz);
    const out = [];
    for (let at = 0, size = 1; at < samples.length; at += size, size = (size * 7 + 3) % 601) {
      out.push(...resampler.push(samples.subarray(at, at + size)));
    }
    out.push(...resampler.finish());
    assert.deepEqual(out, expected);
  }
});

test("the first samples come while more is to come, and short sound comes whole", () => {
  assert.ok(new Resampler(24000, 48000).push(new Float32Array(500)).length > 800);
  assert.equal(whole(24000, 44100, new Float32Array(3)).length, 6);
});
