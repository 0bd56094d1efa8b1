import { Caption } from "../src/caption.js";
import { Recording } from "../src/recording.js";
import { Speech } from "../src/speech.js";
import { LINES, NAMES } from "./dialogue.js";
import { byId, sentence } from "./page.js";

/** @typedef {{line: import("./dialogue.js").Line, bubble: HTMLLIElement, caption: Caption}} Part */

/** @param {Pick<Part, "bubble" | "caption">} part that was heard */
function settle({ bubble, caption }) {
  bubble.dataset["state"] = "heard";
  caption.finish();
}

/** Two contexts of one socket that talk in turn. */
export class Scene {
  #house;
  #lines = byId("lines", HTMLOListElement);
  #perform = byId("perform", HTMLButtonElement);
  #label = byId("perform-label", HTMLSpanElement);
  #says = byId("dialogue-says", HTMLParagraphElement);
  #error = byId("dialogue-error", HTMLParagraphElement);
  #voices = { one: byId("first-speaker", HTMLSelectElement), two: byId("second-speaker", HTMLSelectElement) };
  #parts;
  #speeches = /** @type {Set<Speech> | null} */ (null);
  #recording = new Recording();
  /** How much of the recording the lines are that were heard to their end. */
  #heardMs = 0;

  /** @param {import("./house.js").House} house */
  constructor(house) {
    this.#house = house;
    this.#parts = LINES.map((line) => this.#part(line));
    this.#perform.addEventListener("click", () => void (this.#speeches === null ? this.perform() : this.stop()));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#speeches !== null) this.stop();
    });
  }

  /**
   * Offer voices, and two that can be told apart.
   *
   * @param {readonly import("../src/voice-catalogue.js").Voice[]} voices
   */
  offer(voices) {
    const english = voices.filter((voice) => voice.language.startsWith("en"));
    const man = english.find((voice) => voice.sex === "male");
    const woman = english.find((voice) => voice.sex === "female" && voice.engine === man?.engine) ?? english.at(1);
    for (const [who, usual] of /** @type {const} */ ([["one", man], ["two", woman]])) {
      const select = this.#voices[who];
      if (select.options.length > 0) continue;
      select.replaceChildren(...english.slice(0, 80).map((voice) => new Option(voice.name, voice.handle)));
      if (usual !== undefined) select.value = usual.handle;
    }
  }

  /** Let them talk. Each line is sent while the one before it is heard. */
  async perform() {
    this.#house.hush();
    const { client, player } = this.#house;
    const speeches = (this.#speeches = new Set());
    const recording = (this.#recording = new Recording());
    this.#heardMs = 0;
    const contexts = { one: client.context(this.#options("one")), two: client.context(this.#options("two")) };
    const detach = [player.attach(contexts.one), player.attach(contexts.two)];
    for (const part of this.#parts) {
      part.caption.begin(part.line.text);
      delete part.bubble.dataset["state"];
    }
    this.#show(true);
    try {
      await player.start();
      let heard = /** @type {Promise<unknown>} */ (Promise.resolve());
      for (const part of this.#parts) {
        if (this.#speeches !== speeches) break;
        const before = heard;
        const speech = new Speech(contexts[part.line.speaker], player);
        speeches.add(speech);
        // Sound of two lines never mixes: the next is asked for when all of this one has come.
        await new Promise((sent, failed) => {
          heard = this.#say(part, speech, recording, () => sent(undefined));
          heard.then(sent, failed);
        });
        await before;
      }
      await heard;
      if (this.#speeches === speeches) this.#says.textContent = "The end.";
    } catch (error) {
      this.#house.access.wants(error);
      if (this.#speeches === speeches) this.#error.textContent = `${sentence(error)}.`;
    } finally {
      for (const leave of detach) leave();
      for (const context of Object.values(contexts)) context.close({ immediate: true });
      if (this.#speeches === speeches) this.#leave();
      if (recording.length > 0) this.#house.recorded(recording, "Two voices, one socket");
    }
  }

  /** Stop both. */
  stop() {
    const speeches = this.#speeches;
    if (speeches === null) return;
    const heardMs = [...speeches].map((speech) => speech.stop().heardMs);
    this.#recording.keep(heardMs.reduce((sum, ms) => sum + ms, this.#heardMs));
    for (const { bubble, caption } of this.#parts) {
      if (bubble.dataset["state"] !== "speaking") continue;
      caption.rest();
      delete bubble.dataset["state"];
    }
    this.#says.textContent = "Stopped.";
    this.#leave();
  }

  /**
   * @param {Part} part
   * @param {Speech} speech
   * @param {Recording} recording
   * @param {() => void} sent
   */
  async #say({ line, bubble, caption }, speech, recording, sent) {
    /** @type {(type: string, hear: (detail: any) => void) => void} */
    const on = (type, hear) => speech.addEventListener(type, (event) => hear(/** @type {CustomEvent} */ (event).detail));
    let first = true;
    on("audio", ({ samples, sampleRateHz, firstAudioMs }) => {
      recording.add(samples, sampleRateHz);
      if (first) this.#house.instruments.tellFirstAudio(firstAudioMs, null);
      first = false;
    });
    on("started", () => {
      // In the same moment, so that never two seem to speak.
      for (const part of this.#parts) if (part.bubble.dataset["state"] === "speaking") settle(part);
      bubble.dataset["state"] = "speaking";
      this.#says.textContent = `${NAMES[line.speaker]} speaks.`;
    });
    on("word", ({ start, end }) => caption.mark(start, end));
    const end = await speech.run(line.text, { sent });
    if (end.reason !== "finished") return;
    this.#speeches?.delete(speech);
    this.#heardMs += end.heardMs;
    settle({ bubble, caption });
  }

  /** @param {"one" | "two"} who */
  #options(who) {
    const voice = this.#voices[who].value;
    return { language: "en", ...(voice === "" ? {} : { voice }) };
  }

  #leave() {
    this.#speeches = null;
    this.#show(false);
  }

  /** @param {boolean} speaking */
  #show(speaking) {
    this.#label.textContent = speaking ? "Stop" : "Let them talk";
    if (!speaking) return;
    this.#error.textContent = "";
    this.#says.textContent = "";
  }

  /**
   * @param {import("./dialogue.js").Line} line
   * @returns {Part}
   */
  #part(line) {
    const bubble = document.createElement("li");
    bubble.className = line.speaker;
    bubble.dataset["name"] = NAMES[line.speaker];
    const text = document.createElement("span");
    bubble.append(text);
    this.#lines.append(bubble);
    const caption = new Caption(text);
    caption.begin(line.text);
    return { line, bubble, caption };
  }
}
