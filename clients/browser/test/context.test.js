import assert from "node:assert/strict";
import { test } from "node:test";

import { SpeechContext } from "../src/context.js";
import { RhapsodeError } from "../src/errors.js";

/** A context whose frames are kept, and a server that says what it is told to. */
class Stage {
  sent = [];
  events = [];
  reported = [];
  woken = 0;
  forgotten = 0;
  now = 0;

  constructor({ connected = true, options = {} } = {}) {
    this.connected = connected;
    const link = {
      send: (fields) => {
        if (this.connected) this.sent.push(fields);
        return this.connected;
      },
      wake: () => (this.woken += 1),
      forget: () => (this.forgotten += 1),
      report: (error) => this.reported.push(error),
    };
    this.context = new SpeechContext(link, "a", options, () => this.now);
    for (const type of ["turn", "state", "audio", "words", "final", "interrupted", "error", "warning"]) {
      this.context.addEventListener(type, ({ detail }) => this.events.push([type, detail]));
    }
  }

  /** Text and actions that were sent, without the options beside them. */
  get said() {
    return this.sent.map(({ text, flush, cancel, close_context: close, immediate }) => {
      if (cancel) return "cancel";
      if (close) return immediate ? "close at once" : "close";
      return flush ? "flush" : text;
    });
  }

  get types() {
    return this.events.map(([type]) => type);
  }

  hear(kind, facts = {}) {
    this.context.receive({ kind, contextId: "a", ...facts });
  }

  sound(chunkId = 0, samples = 2400) {
    this.hear("audio", { chunkId, samples: new Int16Array(samples), sampleRateHz: 24_000 });
  }

  final() {
    this.hear("final", {
      closes: false,
      stats: { firstAudioMs: 5, rtf: 0.1, genMs: 1, durMs: 10, deliveredMs: 10, segments: 1, characters: 1, watermark: "none", debug: null },
    });
  }

  error(code = "INTERNAL_ERROR") {
    this.hear("error", { error: new RhapsodeError(code, "it broke", { contextId: "a" }) });
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("options go with every frame until the server has said that the context is open, and with each turn's first", () => {
  const stage = new Stage({ options: { voice: "tone-1" } });
  stage.context.write("One ");
  stage.context.write("two ");
  stage.hear("created");
  stage.context.write("three.");
  stage.context.end();
  stage.context.write("Next");
  assert.deepEqual(stage.said, ["One ", "two ", "three.", "flush", "Next"]);
  assert.deepEqual(
    stage.sent.map((fields) => fields.voice_settings?.voice_id ?? null),
    ["tone-1", "tone-1", null, null, "tone-1"],
  );
  assert.ok(stage.sent.every((fields) => fields.context_id === "a"));
});

test("a turn is spoken from its first text to its final", async () => {
  const stage = new Stage();
  const spoken = stage.context.speak("One.");
  await settled();
  stage.hear("created");
  stage.hear("started", { chunkId: 0, text: "One." });
  stage.now = 40;
  stage.sound();
  stage.hear("words", { chunkId: 0, words: [{ text: "One.", startMs: 0, endMs: 90, sourceStart: 0, sourceEnd: 4 }] });
  stage.hear("complete", { chunkId: 0, audioMs: 100, genMs: 1 });
  stage.final();
  const { reason, stats, turn } = await spoken;
  assert.equal(reason, "finished");
  assert.equal(stats.firstArrivalMs, 40);
  assert.equal(turn, stage.context.turn);
  assert.deepEqual(stage.types, ["turn", "state", "audio", "words", "final", "state"]);
  assert.equal(stage.context.state, "idle");
  assert.equal(stage.context.text, "One.");
});

test("an empty text ends at once, and asks for nothing", async () => {
  const stage = new Stage();
  assert.equal((await stage.context.speak("")).reason, "empty");
  assert.equal((await stage.context.speak([" "])).reason, "empty");
  stage.context.end();
  stage.context.flush();
  assert.deepEqual(stage.sent, []);
});

test("a second text waits until the first is written, and not until it is spoken", async () => {
  const stage = new Stage();
  const first = stage.context.speak("One.");
  const second = stage.context.speak("Two.");
  await settled();
  assert.deepEqual(stage.said, ["One.", "flush", "Two.", "flush"]);
  stage.final();
  stage.final();
  assert.deepEqual([(await first).reason, (await second).reason], ["finished", "finished"]);
});

test("a cancel also drops the text that waits for its turn", async () => {
  const stage = new Stage();
  const first = stage.context.speak(new ReadableStream({ start: (controller) => controller.enqueue("One ") }));
  const second = stage.context.speak("Two.");
  await settled();
  stage.context.cancel();
  assert.deepEqual([(await first).reason, (await second).reason], ["cancelled", "cancelled"]);
  const third = stage.context.speak("Three.");
  await settled();
  assert.deepEqual(stage.said, ["One ", "cancel", "Three.", "flush"]);
  stage.context.close({ immediate: true });
  await third;
});

test("a flush in mid-turn speaks, and the turn goes on", () => {
  const stage = new Stage();
  stage.context.write("One.");
  stage.context.flush();
  stage.final();
  assert.equal(stage.context.state, "speaking");
  stage.context.end();
  assert.equal(stage.context.state, "idle", "all of it was spoken before its writer ended it");
  assert.deepEqual(stage.said, ["One.", "flush"]);
});

test("after a cancel nothing of the old turns is heard, whenever it comes", async () => {
  const stage = new Stage();
  const spoken = stage.context.speak("One.");
  await settled();
  stage.hear("created");
  stage.sound();
  let silent = false;
  const stopping = stage.context.cancel().then(() => (silent = true));
  assert.equal((await spoken).reason, "cancelled");
  stage.context.write("New.");
  stage.sound();
  stage.error();
  stage.final();
  await settled();
  assert.equal(silent, false);
  stage.hear("interrupted");
  await stopping;
  stage.sound();
  assert.deepEqual(stage.said, ["One.", "flush", "cancel", "New."]);
  assert.deepEqual(stage.types, ["turn", "state", "audio", "interrupted", "state", "turn", "state", "audio"]);
  assert.equal(stage.events.at(-1)[1].turn, stage.context.turn);
});

test("a cancel of nothing is told to listeners only", async () => {
  const stage = new Stage();
  await stage.context.cancel();
  assert.deepEqual(stage.sent, []);
  assert.deepEqual(stage.types, ["interrupted"]);
});

test("an error ends what is being said, is told once, and the next text speaks", async () => {
  const stage = new Stage();
  const spoken = stage.context.speak("One.");
  const behind = stage.context.speak("Two.");
  await settled();
  stage.error("NOT_FOUND");
  stage.error("NOT_FOUND");
  await assert.rejects(spoken, { code: "NOT_FOUND", contextId: "a" });
  await assert.rejects(behind, { code: "NOT_FOUND" });
  assert.equal(stage.types.filter((type) => type === "error").length, 1);
  assert.equal(stage.reported.length, 1);
  assert.equal(stage.said.at(-1), "cancel");
  stage.hear("interrupted");
  stage.context.write("Three.");
  stage.context.end();
  stage.final();
  assert.equal(stage.types.at(-2), "final");
});

test("a turn that fails stops its source", async () => {
  const stage = new Stage();
  let left = false;
  async function* source() {
    try {
      for (;;) {
        yield "One. ";
        await settled();
      }
    } finally {
      left = true;
    }
  }
  const spoken = stage.context.speak(source());
  await settled();
  stage.error();
  await assert.rejects(spoken, { code: "INTERNAL_ERROR" });
  await settled();
  await settled();
  assert.ok(left);
});

test("text without a connection waits for one, and is said then as it was cut", () => {
  const stage = new Stage({ connected: false });
  stage.context.write("One.");
  stage.context.flush();
  stage.context.write(" Two.");
  assert.ok(stage.woken > 0);
  stage.connected = true;
  stage.context.connected();
  stage.context.end();
  assert.deepEqual(stage.said, ["One.", "flush", " Two.", "flush"]);
});

test("a lost connection: what did not sound is said again once, what did is lost", async () => {
  const stage = new Stage();
  const first = stage.context.speak("One.");
  const second = stage.context.speak("Two.");
  await settled();
  stage.sound();
  const error = new RhapsodeError("CONNECTION_LOST", "the connection broke");
  assert.equal(stage.context.disconnected(error), true);
  await assert.rejects(first, { code: "CONNECTION_LOST", contextId: "a" });
  stage.context.connected();
  assert.deepEqual(stage.said, ["One.", "flush", "Two.", "flush", "Two.", "flush"]);
  assert.equal(stage.context.disconnected(error), true, "twice is enough");
  await assert.rejects(second, { code: "CONNECTION_LOST" });
  assert.equal(stage.context.disconnected(error), false);
  assert.deepEqual(stage.reported, [], "of the connection the client tells");
});

test("of a turn in parts, what was spoken is not said again", () => {
  const stage = new Stage();
  stage.context.write("One. ");
  stage.context.flush();
  stage.sound();
  stage.final();
  assert.equal(stage.context.disconnected(new RhapsodeError("CONNECTION_LOST", "it broke")), false);
  stage.connected = false;
  stage.context.write("Two.");
  stage.connected = true;
  stage.context.connected();
  stage.context.end();
  assert.deepEqual(stage.said, ["One. ", "flush", "Two.", "flush"]);
  stage.hear("started", { chunkId: 0, text: "Two." });
  stage.sound();
  stage.hear("words", { chunkId: 0, words: [{ text: "Two.", startMs: 0, endMs: 9, sourceStart: 0, sourceEnd: 4 }] });
  assert.equal(stage.events.at(-1)[1].words[0].sourceStart, 5);
});

test("a turn that is ended from outside takes no more of its source", async () => {
  const stage = new Stage();
  let controller;
  const spoken = stage.context.speak(new ReadableStream({ start: (given) => void (controller = given) }));
  controller.enqueue("One.");
  await settled();
  stage.context.close();
  controller.enqueue(" Two.");
  await settled();
  assert.deepEqual(stage.said, ["One.", "flush", "close"]);
  stage.final();
  assert.equal((await spoken).reason, "finished");
});

test("a cancel whose answer was lost with the connection is over", async () => {
  const stage = new Stage();
  stage.context.write("One.");
  const silent = stage.context.cancel();
  stage.context.disconnected(new RhapsodeError("CONNECTION_LOST", "it broke"));
  await silent;
  stage.context.connected();
  stage.context.write("Two.");
  stage.sound();
  assert.equal(stage.types.at(-1), "audio");
});

test("where there will be no connection, everything fails", async () => {
  const stage = new Stage({ connected: false });
  const spoken = stage.context.speak("One.");
  await settled();
  stage.context.refused(new RhapsodeError("UNAUTHORIZED", "no"));
  await assert.rejects(spoken, { code: "UNAUTHORIZED" });
  assert.equal(stage.context.state, "idle");
});

test("the server closes an idle context, and the next turn opens it anew", () => {
  const stage = new Stage();
  stage.context.write("One.");
  stage.context.end();
  stage.hear("created");
  stage.final();
  stage.hear("final", { closes: true, stats: null });
  stage.hear("closed");
  assert.equal(stage.context.state, "idle");
  stage.context.write("Two ");
  stage.context.write("words");
  assert.deepEqual(stage.sent.map((fields) => "voice_settings" in fields), [true, true, true, true]);
  assert.equal(stage.context.state, "speaking");
});

test("a server that closes a context in mid-turn has spoken what it had, and the rest is a part of its own", () => {
  const stage = new Stage();
  stage.context.write("One. ");
  stage.hear("created");
  stage.hear("started", { chunkId: 0, text: "One." });
  stage.sound();
  stage.hear("final", { closes: true, stats: null });
  stage.hear("closed");
  stage.context.write("Two.");
  assert.ok("voice_settings" in stage.sent.at(-1));
  stage.hear("created");
  stage.hear("started", { chunkId: 0, text: "Two." });
  stage.sound();
  stage.hear("words", { chunkId: 0, words: [{ text: "Two.", startMs: 0, endMs: 9, sourceStart: 0, sourceEnd: 4 }] });
  assert.deepEqual(stage.events.at(-1)[1].words, [{ text: "Two.", startMs: 100, endMs: 109, sourceStart: 5, sourceEnd: 9 }]);
});

test("a close speaks what was written, and then the context is over", () => {
  const stage = new Stage();
  stage.context.write("One.");
  stage.context.close();
  stage.context.close();
  assert.deepEqual(stage.said, ["One.", "flush", "close"]);
  assert.throws(() => stage.context.write("Two."), { code: "CONTEXT_CLOSED" });
  assert.equal(stage.context.state, "speaking");
  stage.sound();
  stage.final();
  stage.hear("final", { closes: true, stats: null });
  stage.hear("closed");
  assert.equal(stage.context.state, "closed");
  assert.equal(stage.forgotten, 1);
  assert.deepEqual(stage.types, ["turn", "state", "audio", "final", "state", "state"]);
});

test("a close at once is silence", async () => {
  const stage = new Stage();
  const spoken = stage.context.speak("One.");
  await settled();
  stage.context.close({ immediate: true });
  stage.context.close();
  stage.sound();
  stage.hear("closed");
  assert.equal((await spoken).reason, "cancelled");
  assert.ok(!stage.types.includes("audio"));
  assert.deepEqual(stage.said.at(-1), "close at once");
  assert.equal(stage.context.state, "closed");
  await assert.rejects(stage.context.speak("Two."), { code: "CONTEXT_CLOSED" });
});

test("a context that was never heard of closes by itself", () => {
  const stage = new Stage({ connected: false });
  stage.context.close();
  assert.equal(stage.context.state, "closed");
  assert.equal(stage.forgotten, 1);
});

test("a close waits for a connection where text does", () => {
  const stage = new Stage({ connected: false });
  stage.context.write("One.");
  stage.context.close();
  assert.equal(stage.forgotten, 0);
  stage.connected = true;
  stage.context.connected();
  assert.deepEqual(stage.said, ["One.", "flush", "close"]);
});
