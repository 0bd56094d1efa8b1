/**
 * The frames of `/ws/tts/multi`, written and read. Pure. `protocol/README.md` of Rhapsode shows each by example.
 *
 * Read with tolerance, because servers of several generations answer: unknown frames and fields are skipped, numbers
 * that are missing count as zero. Only what could not be played at all is an error.
 */

import { RhapsodeError } from "./errors.js";
import { decodeSamples } from "./pcm.js";

/**
 * Options of a context. What is left out is the server's own choice.
 *
 * @typedef {object} VoiceOptions
 * @property {number | string} [voice] a voice's number or handle, or a mix such as `af_heart(60)+af_bella(40)`
 * @property {number} [speed] 0.8 to 1.2, at unchanged pitch; 1 where left out
 * @property {string} [language] ISO 639-1 code, a tag such as `en-gb`, or `auto`. The protocol lets it hold for contexts of
 *   the same client that open later and do not say otherwise: say it for all of them, or for none.
 * @property {boolean} [normalize] whether numbers and symbols are turned to words; true where left out
 * @property {boolean} [wordTimestamps] whether `words` come too; true where left out
 * @property {number} [sampleRate] of the audio, in Hz: 8000, 16000, 22050, 24000, 44100 or 48000; 24000 where left out
 * @property {string} [model] a served model. As `language`, this and all that follow may hold for later contexts.
 * @property {boolean} [autoMode] begin at the first whole sentence, never at a clause; false where left out
 * @property {number} [flushTimeoutMs] speak what is buffered after so long without new text: 10 to 60000
 * @property {number} [maxBufferLength] speak once so many characters are buffered: 1 to 10000
 * @property {readonly number[]} [chunkLengthSchedule] least characters of segment 0, 1, 2, …; the last repeats
 * @property {readonly string[]} [textFilters] which marks of Markdown are taken out; all where left out
 * @property {number | string} [projectId] whose dictionaries count
 * @property {readonly number[]} [dictionaryIds] exactly these dictionaries
 * @property {boolean} [debug] whether statistics explain themselves; false where left out
 */

/**
 * When a word sounds, and which characters of the text it reads.
 *
 * @typedef {object} Word
 * @property {string} text as it is spoken
 * @property {number} startMs
 * @property {number} endMs
 * @property {number} sourceStart half-open range of the turn's text, in Unicode code points
 * @property {number} sourceEnd
 */

/**
 * Figures of a turn.
 *
 * @typedef {object} Statistics
 * @property {number | null} firstAudioMs from the turn's first text to its first audible sample, as the server measured
 *   it; `null` where nothing sounded
 * @property {number} rtf compute time over the time of the audio; 0 where nothing sounded
 * @property {number} genMs compute time, in milliseconds
 * @property {number} durMs the audio as it was made, before speed and resampling, in milliseconds
 * @property {number} deliveredMs the audio as it was sent, in milliseconds
 * @property {number} segments pieces of text that were spoken
 * @property {number} characters
 * @property {string} watermark `official`, `embedded`, or `none`
 * @property {Record<string, unknown> | null} debug the server's explanation, where it was asked for
 */

/**
 * What a server's frame means.
 *
 * @typedef {(
 *   | {kind: "audio", contextId: string, chunkId: number, samples: Int16Array<ArrayBuffer>, sampleRateHz: number}
 *   | {kind: "words", contextId: string, chunkId: number, words: Word[]}
 *   | {kind: "created", contextId: string}
 *   | {kind: "started", contextId: string, chunkId: number, text: string}
 *   | {kind: "complete", contextId: string, chunkId: number, audioMs: number, genMs: number}
 *   | {kind: "final", contextId: string, closes: boolean, stats: Statistics}
 *   | {kind: "closed", contextId: string}
 *   | {kind: "interrupted", contextId: string | null}
 *   | {kind: "warning", contextId: string | null, message: string}
 *   | {kind: "error", contextId: string | null, error: RhapsodeError}
 * )} Frame
 */

/** @typedef {Record<string, unknown>} Fields */

/** Options that only a context's own `voice_settings` may hold; the others stand beside the text. */
const WIRE_NAMES = /** @type {const} */ ({
  speed: "speed",
  language: "language",
  normalize: "normalize",
  wordTimestamps: "word_timestamps",
  sampleRate: "sample_rate",
  model: "model_id",
  autoMode: "auto_mode",
  flushTimeoutMs: "flush_timeout_ms",
  maxBufferLength: "max_buffer_length",
  chunkLengthSchedule: "chunk_length_schedule",
  textFilters: "text_filters",
  projectId: "project_id",
  dictionaryIds: "dictionary_ids",
  debug: "debug",
});

/** Said even where the caller does not: what an earlier context said would hold for this one. */
const SAID = Object.freeze({
  speed: 1,
  normalize: true,
  wordTimestamps: true,
  sampleRate: 24_000,
  autoMode: false,
  debug: false,
});

/**
 * What a frame that opens a context says of it.
 *
 * @param {VoiceOptions} options
 * @returns {Fields}
 * @throws {TypeError} there is no such option
 */
export function openingFields(options) {
  const { voice, ...others } = options;
  const fields = /** @type {Fields} */ ({ voice_settings: voice === undefined ? {} : { voice_id: voice } });
  for (const [name, value] of Object.entries({ ...SAID, ...dropUndefined(others) })) {
    const key = /** @type {Record<string, string | undefined>} */ (WIRE_NAMES)[name];
    if (key === undefined) {
      throw new TypeError(`${name} is no option of a context; it has voice, ${Object.keys(WIRE_NAMES).join(", ")}`);
    }
    fields[key] = value;
  }
  return fields;
}

/** @param {Record<string, unknown>} options */
function dropUndefined(options) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/**
 * Read one frame.
 *
 * @param {unknown} data a message's data
 * @returns {Frame | null} `null` where this client does not know its kind
 * @throws {RhapsodeError} `PROTOCOL_VIOLATION`: it is no JSON object in text, or audio that cannot be played
 */
export function decode(data) {
  if (typeof data !== "string") throw violation("sent a binary frame; this protocol has only text frames");
  let fields;
  try {
    fields = JSON.parse(data);
  } catch (cause) {
    throw violation("sent a frame that is no JSON", cause);
  }
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    throw violation("sent a frame that is no JSON object");
  }
  for (const [key, read] of READERS) {
    // A null or empty value means that the key is not meant; only an empty list of words is one all the same.
    if (fields[key]) return read(fields);
  }
  return null;
}

/** The key that gives each kind away. The first that is there decides: an error is one whatever stands beside it. */
const READERS = /** @type {[string, (fields: Fields) => Frame | null][]} */ ([
  ["error", readError],
  ["audio", readAudio],
  ["word_timestamps", readWords],
  ["context_created", (fields) => ({ kind: "created", contextId: text(fields, "context_id") })],
  [
    "generation_started",
    (fields) => ({
      kind: "started",
      contextId: text(fields, "context_id"),
      chunkId: number(fields, "chunk_id"),
      text: text(fields, "text"),
    }),
  ],
  [
    "chunk_complete",
    (fields) => ({
      kind: "complete",
      contextId: text(fields, "context_id"),
      chunkId: number(fields, "chunk_id"),
      audioMs: number(fields, "audio_seconds") * 1000,
      genMs: number(fields, "gen_ms"),
    }),
  ],
  ["context_closed", (fields) => ({ kind: "closed", contextId: text(fields, "context_id") })],
  ["final", readFinal],
  ["is_final", readFinal],
  ["interrupted", (fields) => ({ kind: "interrupted", contextId: contextIfSaid(fields) })],
  ["warning", (fields) => ({ kind: "warning", contextId: contextIfSaid(fields), message: String(fields["warning"]) })],
]);

/**
 * @param {Fields} fields
 * @returns {Frame}
 */
function readError(fields) {
  const contextId = contextIfSaid(fields);
  const error = new RhapsodeError(text(fields, "error_code") || "INTERNAL_ERROR", String(fields["error"]), {
    contextId,
    status: number(fields, "code") || null,
    retryable: fields["retryable"] === true,
    retryAfterS: number(fields, "retry_after") || null,
    field: text(fields, "field") || null,
  });
  return { kind: "error", contextId, error };
}

/**
 * @param {Fields} fields
 * @returns {Frame}
 */
function readAudio(fields) {
  const encoding = text(fields, "enc") || "pcm_s16le";
  if (encoding !== "pcm_s16le") throw violation(`sent audio as ${encoding}, though 16-bit samples were asked for`);
  const sampleRateHz = number(fields, "sr");
  if (!(sampleRateHz > 0)) throw violation("sent an audio frame without its rate (sr)");
  let samples;
  try {
    samples = decodeSamples(text(fields, "audio"));
  } catch (cause) {
    throw violation("sent an audio frame whose audio is not 16-bit samples in base64", cause);
  }
  return {
    kind: "audio",
    contextId: text(fields, "context_id"),
    chunkId: number(fields, "chunk_id"),
    samples,
    sampleRateHz,
  };
}

/**
 * @param {Fields} fields
 * @returns {Frame}
 */
function readWords(fields) {
  const items = Array.isArray(fields["word_timestamps"]) ? fields["word_timestamps"] : [];
  const words = items
    .filter((item) => typeof item === "object" && item !== null)
    .map((/** @type {Fields} */ item) => ({
      text: text(item, "word"),
      startMs: number(item, "start_ms"),
      endMs: number(item, "end_ms"),
      sourceStart: number(item, "source_start"),
      sourceEnd: number(item, "source_end"),
    }));
  return { kind: "words", contextId: text(fields, "context_id"), chunkId: number(fields, "chunk_id"), words };
}

/**
 * @param {Fields} fields
 * @returns {Frame}
 */
function readFinal(fields) {
  const usage = object(fields, "usage");
  const first = fields["first_audible_ms"];
  return {
    kind: "final",
    contextId: text(fields, "context_id"),
    closes: Boolean(fields["final"]) && Boolean(fields["is_final"]),
    stats: {
      firstAudioMs: typeof first === "number" ? first : null,
      rtf: number(fields, "rtf"),
      genMs: number(fields, "gen_ms"),
      durMs: number(fields, "dur_ms"),
      deliveredMs: number(fields, "delivered_ms") || number(fields, "total_audio_seconds") * 1000,
      segments: number(fields, "total_text_chunks"),
      characters: usage === null ? 0 : number(usage, "characters"),
      watermark: text(fields, "watermark") || "none",
      debug: object(fields, "debug"),
    },
  };
}

/**
 * @param {Fields} fields
 * @param {string} key
 */
function text(fields, key) {
  const value = fields[key];
  return typeof value === "string" ? value : "";
}

/**
 * @param {Fields} fields
 * @param {string} key
 */
function number(fields, key) {
  const value = fields[key];
  return typeof value === "number" ? value : 0;
}

/**
 * @param {Fields} fields
 * @param {string} key
 */
function object(fields, key) {
  const value = fields[key];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? /** @type {Fields} */ (value) : null;
}

/** @param {Fields} fields */
function contextIfSaid(fields) {
  return text(fields, "context_id") || null;
}

/**
 * @param {string} what
 * @param {unknown} [cause]
 */
function violation(what, cause) {
  return new RhapsodeError("PROTOCOL_VIOLATION", `the server ${what}`, { cause });
}
