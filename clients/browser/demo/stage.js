import { Caption } from "../src/caption.js";
import { Recording } from "../src/recording.js";
import { Speech } from "../src/speech.js";
import { ANSWERS, tokens } from "./answers.js";
import { Envelope } from "./envelope.js";
import { byId, pause, sentence } from "./page.js";
import { LiveWaveform } from "./waveform.js";

const PLAY = "M7 4.5v15l12.5-7.5z";
const STOP = "M6 6h12v12H6z";

/** A language model answers, token by token, and is heard while it writes. */
export class Stage {
  #house;
  #caption = new Caption(byId("answer", HTMLParagraphElement));
  #answer = byId("answer", HTMLParagraphElement);
  #prompts = byId("prompts", HTMLDivElement);
  #speak = byId("speak", HTMLButtonElement);
  #label = byId("speak-label", HTMLSpanElement);
  #sign = /** @type {Element} */ (document.getElementById("speak-sign"));
  #key = byId("speak-key", HTMLElement);
  #rate = byId("rate", HTMLInputElement);
  #voice = byId("stage-voice", HTMLSelectElement);
  #says = byId("stage-says", HTMLParagraphElement);
  #error = byId("stage-error", HTMLParagraphElement);
  #wave = new LiveWaveform(byId("wave", HTMLCanvasElement));
  #envelope = new Envelope();
  #chosen = 0;
  #speech = /** @type {Speech | null} */ (null);
  #recording = new Recording();
  #written = 0;

  /** @param {import("./house.js").House} house */
  constructor(house) {
    this.#house = house;
    this.#prompts.append(...ANSWERS.map((answer, index) => this.#prompt(answer, index)));
    this.#prompts.addEventListener("keydown", (event) => this.#walk(event));
    this.#speak.addEventListener("click", () => void (this.#speech === null ? this.perform() : this.stop()));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#speech !== null) this.stop();
    });
    this.#rate.addEventListener("input", () => (byId("rate-says", HTMLSpanElement).textContent = this.#rate.value));
    this.#choose(0);
    this.redraw();
    new ResizeObserver(() => this.redraw()).observe(document.body);
  }

  /** Draw anew, as after a change of size or colours. */
  redraw() {
    this.#wave.draw(this.#envelope, this.#playedMs);
  }

  /** Let the model write, and speak what it writes. */
  async perform() {
    this.#house.hush();
    const answer = ANSWERS[this.#chosen] ?? ANSWERS[0];
    if (answer === undefined) return;
    const { client, player, instruments } = this.#house;
    const voice = this.#voice.value;
    const context = client.context({ language: answer.language, ...(voice === "" ? {} : { voice }) });
    const detach = player.attach(context);
    const speech = (this.#speech = new Speech(context, player));
    const recording = (this.#recording = new Recording());
    const underruns = player.underruns;
    this.#envelope = new Envelope();
    this.#written = 0;
    this.#caption.begin();
    this.#show(true);
    instruments.begin();
    this.#watch(speech, recording, answer.text.length);
    try {
      await player.start();
      const end = await speech.run(this.#write(speech, tokens(answer.text)));
      if (end.reason === "finished") this.#caption.finish();
      if (this.#speech === speech) this.#tell(end, answer.text);
      instruments.tellEnd(end.stats?.rtf ?? null, player.underruns - underruns);
    } catch (error) {
      this.#house.access.wants(error);
      if (this.#speech === speech) this.#error.textContent = `${sentence(error)}.`;
    } finally {
      detach();
      context.close({ immediate: true });
      if (this.#speech === speech) this.#leave();
      if (recording.length > 0) this.#house.recorded(recording, answer.prompt);
    }
  }

  /** Barge in. */
  stop() {
    const speech = this.#speech;
    if (speech === null) return;
    const { heard, heardMs } = speech.stop();
    this.#recording.keep(heardMs);
    this.#caption.interrupt(heard.length);
    const last = heard.trim().split(/\s+/).slice(-4).join(" ");
    const kept = `Stopped. Heard up to “${last}”: that much goes into the chat’s history.`;
    this.#says.textContent = heard === "" ? "Stopped before a word was heard." : kept;
    this.#leave();
  }

  /**
   * @param {Speech} speech
   * @param {Recording} recording
   * @param {number} length of the whole answer
   */
  #watch(speech, recording, length) {
    const { instruments } = this.#house;
    /** @type {(type: string, hear: (detail: any) => void) => void} */
    const on = (type, hear) => speech.addEventListener(type, (event) => hear(/** @type {CustomEvent} */ (event).detail));
    let first = true;
    on("audio", ({ samples, sampleRateHz, firstAudioMs }) => {
      recording.add(samples, sampleRateHz);
      this.#envelope.add(samples, sampleRateHz);
      if (first) instruments.tellFirstAudio(firstAudioMs, this.#written / length);
      first = false;
    });
    on("started", () => {
      this.#says.textContent = "You hear it while it is being written.";
      this.#follow(speech);
    });
    on("word", ({ start, end }) => this.#caption.mark(start, end));
  }

  /**
   * The language model.
   *
   * @param {Speech} speech
   * @param {readonly string[]} pieces
   */
  async *#write(speech, pieces) {
    this.#answer.classList.add("caret");
    try {
      for (const piece of pieces) {
        if (speech.stopped) return;
        this.#caption.write(piece);
        this.#written += piece.length;
        yield piece;
        await pause(1000 / Number(this.#rate.value));
      }
      if (this.#speech === speech) this.#says.textContent = "All of it is written; the voice is still on its way.";
    } finally {
      this.#answer.classList.remove("caret");
    }
  }

  /** @param {Speech} speech */
  #follow(speech) {
    const step = () => {
      this.redraw();
      if (this.#speech === speech) requestAnimationFrame(step);
    };
    step();
  }

  get #playedMs() {
    return this.#speech === null ? this.#envelope.durationMs : this.#house.player.playedMs;
  }

  /**
   * @param {import("../src/speech.js").SpeechEnd} end
   * @param {string} text
   */
  #tell(end, text) {
    const seconds = (end.stats?.deliveredMs ?? 0) / 1000;
    const words = text.trim().split(/\s+/).length;
    this.#says.textContent = `${words} words in ${seconds.toFixed(1)} seconds of speech.`;
  }

  #leave() {
    this.#speech = null;
    this.#show(false);
    this.redraw();
  }

  /** @param {boolean} speaking */
  #show(speaking) {
    this.#label.textContent = speaking ? "Interrupt" : "Let it answer";
    this.#sign.setAttribute("d", speaking ? STOP : PLAY);
    this.#key.hidden = !speaking;
    if (!speaking) return;
    this.#error.textContent = "";
    this.#says.textContent = "Writing…";
  }

  // --- What it was asked ---------------------------------------------------------------------------------------------

  /**
   * @param {import("./answers.js").Answer} answer
   * @param {number} index
   */
  #prompt(answer, index) {
    const button = document.createElement("button");
    button.type = "button";
    button.role = "radio";
    button.lang = answer.language;
    button.textContent = answer.prompt;
    button.addEventListener("click", () => {
      this.#choose(index);
      void this.perform();
    });
    return button;
  }

  /** @param {number} index */
  #choose(index) {
    this.#chosen = index;
    const answer = ANSWERS[index];
    if (this.#speech === null) this.#caption.begin(answer?.text ?? "");
    this.#answer.lang = answer?.language ?? "en";
    [...this.#prompts.children].forEach((child, at) => {
      child.setAttribute("aria-checked", String(at === index));
      child.setAttribute("tabindex", at === index ? "0" : "-1");
    });
  }

  /** @param {KeyboardEvent} event arrows walk along the prompts, as they do along radio buttons */
  #walk(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (this.#speech !== null) this.stop();
    this.#choose((this.#chosen + step + ANSWERS.length) % ANSWERS.length);
    /** @type {HTMLElement} */ (this.#prompts.children[this.#chosen]).focus();
  }
}
