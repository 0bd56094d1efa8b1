import assert from "node:assert/strict";
import { test } from "node:test";

import { SourceText } from "../src/source-text.js";

const TEXTS = ["", "Sing, goddess.", "🎶 Sing 😀, goddess 🇬🇷!", "𝔸𝔹ℂ", "日本𠮷野家", "👨‍👩‍👧 of three"];

test("every range is cut as the server counts it: by code points", () => {
  for (const text of TEXTS) {
    const source = new SourceText();
    source.append(text);
    const points = [...text];
    assert.equal(source.codePoints, points.length);
    for (let start = 0; start <= points.length; start += 1) {
      for (let end = start; end <= points.length; end += 1) {
        assert.equal(source.slice(start, end), points.slice(start, end).join(""));
      }
      assert.equal(source.unitOffset(start), points.slice(0, start).join("").length);
    }
  }
});

test("text cut anywhere, inside a pair too, is the same text", () => {
  for (const text of TEXTS) {
    for (let at = 0; at <= text.length; at += 1) {
      const source = new SourceText();
      const sent = source.append(text.slice(0, at)) + source.append(text.slice(at)) + source.finish();
      assert.equal(sent, text);
      assert.equal(String(source), text);
      assert.equal(source.codePoints, [...text].length);
    }
  }
});

test("half a pair that stays alone is the replacement character, as UTF-8 has no other", () => {
  const source = new SourceText();
  assert.equal(source.append("a\ud83d"), "a");
  assert.equal(source.append("b"), "\ufffdb");
  assert.equal(source.append("\ude00c\ud83d"), "\ufffdc");
  assert.equal(source.finish(), "\ufffd");
  assert.equal(source.finish(), "");
  assert.equal(String(source), "a\ufffdb\ufffdc\ufffd");
});

test("offsets beyond the text are held to it", () => {
  const source = new SourceText();
  source.append("ab");
  assert.equal(source.slice(-3, 9), "ab");
  assert.equal(source.slice(9), "");
});
