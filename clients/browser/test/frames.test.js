import assert from "node:assert/strict";
import { test } from "node:test";

import { decode, openingFields } from "../src/frames.js";

const read = (fields) => decode(JSON.stringify(fields));

test("every frame that the server sends on this socket is read", () => {
  const audio = read({ audio: "AAABAP7/AgA=", enc: "pcm_s16le", idx: 0, sr: 24000, samples: 4, chunk_id: 2, context_id: "a" });
  assert.deepEqual([...audio.samples], [0, 1, -2, 2]);
  assert.deepEqual({ ...audio, samples: null }, { kind: "audio", contextId: "a", chunkId: 2, samples: null, sampleRateHz: 24000 });
  assert.deepEqual(
    read({
      word_timestamps: [
        { word: "The", start_ms: 12, end_ms: 95.5, char_start: 0, char_end: 3, source_start: 1, source_end: 4 },
        null,
      ],
      chunk_id: 1,
      context_id: "a",
    }),
    {
      kind: "words",
      contextId: "a",
      chunkId: 1,
      words: [{ text: "The", startMs: 12, endMs: 95.5, sourceStart: 1, sourceEnd: 4 }],
    },
  );
  assert.deepEqual(read({ word_timestamps: [], chunk_id: 0, context_id: "a" }).words, []);
  assert.deepEqual(read({ context_created: true, context_id: "a" }), { kind: "created", contextId: "a" });
  assert.deepEqual(read({ generation_started: true, chunk_id: 0, text: "Sing.", context_id: "a" }), {
    kind: "started",
    contextId: "a",
    chunkId: 0,
    text: "Sing.",
  });
  assert.deepEqual(read({ chunk_complete: true, chunk_id: 0, audio_seconds: 0.25, gen_ms: 3, context_id: "a" }), {
    kind: "complete",
    contextId: "a",
    chunkId: 0,
    audioMs: 250,
    genMs: 3,
  });
  assert.deepEqual(read({ context_closed: true, context_id: "a", usage: {} }), { kind: "closed", contextId: "a" });
  assert.deepEqual(read({ interrupted: true, context_id: "a" }), { kind: "interrupted", contextId: "a" });
  assert.deepEqual(read({ interrupted: true }), { kind: "interrupted", contextId: null });
  assert.deepEqual(read({ warning: "odd", chunk_id: 3, context_id: "a" }), { kind: "warning", contextId: "a", message: "odd" });
  assert.equal(read({ final: true, context_id: "a" }).closes, false);
  assert.equal(read({ final: true, is_final: true, context_id: "a" }).closes, true);
});

test("figures are read under our names, and what is missing counts as zero", () => {
  const { stats } = read({
    final: true,
    context_id: "a",
    dur_ms: 200.5,
    gen_ms: 10,
    rtf: 0.05,
    delivered_ms: 180,
    first_audible_ms: 38,
    watermark: "official",
    total_text_chunks: 2,
    usage: { characters: 37 },
    debug: { speed: 1 },
  });
  assert.deepEqual(stats, {
    firstAudioMs: 38,
    rtf: 0.05,
    genMs: 10,
    durMs: 200.5,
    deliveredMs: 180,
    segments: 2,
    characters: 37,
    watermark: "official",
    debug: { speed: 1 },
  });
  const older = read({ final: true, context_id: "a", total_audio_seconds: 1.5 }).stats;
  assert.equal(older.deliveredMs, 1500);
  assert.equal(older.firstAudioMs, null);
  assert.equal(older.watermark, "none");
});

test("an error is one whatever stands beside it, and keeps all that the server said", () => {
  const { kind, contextId, error } = read({
    error: "too many",
    error_code: "TOO_MANY_CONTEXTS",
    code: 429,
    retryable: true,
    retry_after: 3,
    field: "context_id",
    context_id: "a",
    audio: "AAAA",
  });
  assert.deepEqual([kind, contextId], ["error", "a"]);
  const { code, message, status, retryable, retryAfterS, field } = error;
  assert.deepEqual([code, message, status, retryable, retryAfterS, field], ["TOO_MANY_CONTEXTS", "too many", 429, true, 3, "context_id"]);
  assert.equal(read({ error: "?" }).error.code, "INTERNAL_ERROR");
});

test("frames of other servers and later times are no frames here", () => {
  for (const fields of [{}, { audio: null, context_id: "a" }, { session_closed: true }, { settings_updated: true }, { new: 1 }]) {
    assert.equal(read(fields), null);
  }
});

test("what cannot be played is a violation that is named", () => {
  const bad = [
    [new ArrayBuffer(2), /binary frame/],
    ["{", /no JSON$/],
    ["[1]", /no JSON object/],
    ["null", /no JSON object/],
    [JSON.stringify({ audio: "AAAA", enc: "mulaw", sr: 8000 }), /as mulaw/],
    [JSON.stringify({ audio: "AAAA" }), /without its rate/],
    [JSON.stringify({ audio: "*", sr: 8000 }), /16-bit samples in base64/],
    [JSON.stringify({ audio: "AAAA", sr: 8000 }), /16-bit samples in base64/],
  ];
  for (const [data, message] of bad) assert.throws(() => decode(data), { code: "PROTOCOL_VIOLATION", message });
});

test("a context says all that an earlier one may have said otherwise", () => {
  assert.deepEqual(openingFields({}), {
    voice_settings: {},
    speed: 1,
    normalize: true,
    word_timestamps: true,
    sample_rate: 24000,
    auto_mode: false,
    debug: false,
  });
  const said = openingFields({ voice: "af_heart", speed: 0.9, language: undefined, flushTimeoutMs: 80, textFilters: [] });
  assert.deepEqual(said.voice_settings, { voice_id: "af_heart" });
  assert.equal(said.speed, 0.9);
  assert.ok(!("language" in said));
  assert.equal(said.flush_timeout_ms, 80);
  assert.deepEqual(said.text_filters, []);
  assert.throws(() => openingFields({ voce: "af_heart" }), { name: "TypeError", message: /^voce is no option/ });
});
