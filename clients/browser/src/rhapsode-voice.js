/**
 * `<rhapsode-voice>`: a text and its voice in one element. Importing this module defines it.
 *
 *     <rhapsode-voice url="http://127.0.0.1:8420" text="Sing, goddess."></rhapsode-voice>
 *
 * | attribute | property | |
 * |---|---|---|
 * | `url` | `url` | the server; where left out, the one that gave this module, else the page's own site |
 * | `token-url` | `tokenUrl` | where your back end gives tokens (`POST`, answered as `POST /v1/tokens` is) |
 * | | `token` | a token, or a function that gets one; instead of `token-url` |
 * | `voice` | `voice` | handle, number or mix; the server's choice where left out |
 * | `voices` | `voices` | handles to choose from, with commas between; the server's voices where left out |
 * | `language` | `language` | how it is read, and whose voices are listed; told by the text where left out |
 * | `speed` | `speed` | 0.8 to 1.2 |
 * | `text` | `text` | what is in the box |
 * | `label` | `label` | what the box is called, for people |
 *
 * Methods: `speak()` speaks what is in the box, `speak(text)` that, `speak(tokens)` text as it is written: an async iterable or
 * a `ReadableStream` of strings. What was spoken is in the box afterwards. `stop()` is barge-in, and tells `{heard, unheard,
 * heardMs}`. `speaking` tells whether it speaks.
 *
 * Events, which bubble, with what is in `detail`: `speechstart` `{}`; `speechaudio` `{samples, sampleRateHz}`; `speechword`
 * `{text, start, end, startMs, endMs}` as the word sounds, the range in UTF-16 units of the text; `speechend` `{reason, stats,
 * heard, unheard, heardMs}`; `speecherror`, a `RhapsodeError`.
 *
 * Parts for `::part()`: frame, page, input, reading, heard, word, rest, controls, button, voice, speed, figures, status, error.
 * Custom properties: `--rhapsode-accent`, `-on-accent`, `-highlight`, `-surface`, `-field`, `-ink`, `-muted`, `-line`, `-edge`,
 * `-error`, `-radius`, `-font`, `-reading-font`, all behind `--rhapsode`. Light or dark follows the page's `color-scheme`.
 *
 * @typedef {import("./token-source.js").TokenSource} TokenSource
 * @typedef {import("./speech.js").SpeechEnd} SpeechEnd
 * @typedef {import("./speech.js").Account} Account
 * @typedef {import("./turn.js").TurnStatistics} TurnStatistics
 */

import { AccessToken } from "./access-token.js";
import { Caption } from "./caption.js";
import { RhapsodeClient } from "./client.js";
import { Player } from "./player.js";
import { Speech } from "./speech.js";
import { VoiceCatalogue } from "./voice-catalogue.js";
import { VoiceChoice } from "./voice-choice.js";
import { buildView, showFigures } from "./voice-view.js";

/** How long a browser may take to allow sound before its visitor is told what it waits for. */
const GESTURE_WITHIN_MS = 700;

/** @type {Account} */
const NOTHING = Object.freeze({ heard: "", unheard: "", heardMs: 0 });

/** Of a Rhapsode server, from which this module may have been loaded: its address, with its prefix. */
const SERVED_BY = /^(https?:.*)\/browser\/src\/[^/]+$/.exec(import.meta.url)?.[1] ?? "";

const ATTRIBUTES = /** @type {const} */ (["url", "token-url", "voice", "voices", "language", "speed", "text", "label"]);

/** @typedef {typeof ATTRIBUTES[number]} Attribute */

/** The element. */
export class RhapsodeVoice extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #view;
  #caption;
  #choice;
  #client = /** @type {RhapsodeClient | null} */ (null);
  #player = /** @type {Player | null} */ (null);
  #token = /** @type {string | (() => string | Promise<string>) | null} */ (null);
  #access = /** @type {AccessToken | null} */ (null);
  #utterance = /** @type {Utterance | null} */ (null);
  #voicesAsked = false;

  constructor() {
    super();
    this.#view = buildView(this.attachShadow({ mode: "open" }));
    this.#caption = new Caption(this.#view.reading);
    this.#choice = new VoiceChoice(this.#view.voice);
    const { frame, input, button, voice, speed } = this.#view;
    button.addEventListener("click", () => void (this.speaking ? this.stop() : this.#speakAloud()));
    input.addEventListener("input", () => this.#showButton());
    frame.addEventListener("keydown", (event) => this.#press(event));
    frame.addEventListener("focusin", () => this.#warmUp());
    frame.addEventListener("pointerenter", () => this.#warmUp());
    voice.addEventListener("change", () => (this.voice = voice.value));
    speed.addEventListener("input", () => (this.speed = Number(speed.value)));
    this.#showButton();
  }

  // --- Attributes ----------------------------------------------------------------------------------------------------

  connectedCallback() {
    for (const name of ["url", "tokenUrl", "token", "voice", "voices", "language", "speed", "text", "label"]) {
      // Set by a page before this module had come: the property then hides the element's own.
      if (!Object.hasOwn(this, name)) continue;
      const own = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this));
      const value = own[name];
      delete own[name];
      own[name] = value;
    }
  }

  disconnectedCallback() {
    this.stop();
    this.#forgetServer();
    void this.#player?.close();
    this.#player = null;
  }

  /**
   * @param {Attribute} name
   * @param {string | null} before
   * @param {string | null} value
   */
  attributeChangedCallback(name, before, value) {
    if (before === value) return;
    const { input, speed, speedSays, frame, label } = this.#view;
    if (name === "url" || name === "token-url") this.#forgetServer();
    else if (name === "text") {
      input.value = value ?? "";
      this.#showButton();
    } else if (name === "speed") {
      speed.value = String(this.speed);
      speedSays.textContent = `${this.speed.toFixed(2)}×`;
      speed.setAttribute("aria-valuetext", `${this.speed.toFixed(2)} times as fast`);
    } else if (name === "label") {
      frame.setAttribute("aria-label", value ?? "Voice");
      label.textContent = value ?? "Text";
    } else if (name === "voice") {
      this.#choice.offer([], value ?? "");
    } else {
      this.#voicesAsked = false;
      this.#clearVoices();
    }
  }

  get url() {
    return this.getAttribute("url") ?? "";
  }
  set url(value) {
    this.#set("url", value);
  }
  get tokenUrl() {
    return this.getAttribute("token-url") ?? "";
  }
  set tokenUrl(value) {
    this.#set("token-url", value);
  }
  /** A token, or a function that gets one; `null` where `token-url`, or nobody, gives it. */
  get token() {
    return this.#token;
  }
  set token(value) {
    this.#token = value;
    this.#forgetServer();
  }
  get voice() {
    return this.getAttribute("voice") ?? "";
  }
  set voice(value) {
    this.#set("voice", value);
  }
  get voices() {
    return this.getAttribute("voices") ?? "";
  }
  set voices(value) {
    this.#set("voices", value);
  }
  get language() {
    return this.getAttribute("language") ?? "";
  }
  set language(value) {
    this.#set("language", value);
  }
  /** 0.8 to 1.2; 1 where the attribute is left out, or is no number. */
  get speed() {
    const said = Number(this.getAttribute("speed") ?? 1);
    return Number.isFinite(said) ? said : 1;
  }
  set speed(value) {
    this.#set("speed", String(value));
  }
  /** What is in the box. The attribute is what it began with. */
  get text() {
    return this.#view.input.value;
  }
  set text(value) {
    this.#view.input.value = value;
    this.#showButton();
  }
  get label() {
    return this.getAttribute("label") ?? "";
  }
  set label(value) {
    this.#set("label", value);
  }
  /** Whether it speaks, or is about to. */
  get speaking() {
    return this.#utterance !== null;
  }

  /**
   * @param {Attribute} name
   * @param {string} value
   */
  #set(name, value) {
    if (value === "" || value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  // --- Speech --------------------------------------------------------------------------------------------------------

  /**
   * Speak; what was being said is broken off. A page may do so after its visitor has touched something, as browsers allow
   * no sound before that.
   *
   * @param {TokenSource} [source] what is in the box where left out
   * @returns {Promise<SpeechEnd>} when it has been heard to its end, or stopped
   * @throws {RhapsodeError} it cannot be spoken, or not to its end; the element has told its visitor
   */
  async speak(source = this.text) {
    this.stop();
    const utterance = (this.#utterance = new Utterance());
    this.#caption.begin(typeof source === "string" ? source : "");
    this.#show("starting");
    this.#tell("speechstart", {});
    try {
      const end = await this.#perform(utterance, source);
      if (utterance !== this.#utterance) return end;
      this.#caption.finish();
      this.#leave(end);
      return end;
    } catch (error) {
      if (utterance === this.#utterance) this.#fail(error);
      throw error;
    }
  }

  /**
   * Stop at once, and say what was heard.
   *
   * @returns {Account}
   */
  stop() {
    const account = this.#utterance?.stop() ?? NOTHING;
    if (this.#utterance !== null) {
      this.#caption.interrupt(account.heard.length);
      this.#leave({ reason: "cancelled", stats: null, ...account });
    }
    return account;
  }

  async #speakAloud() {
    // Its visitor has been told already; a button has nobody to throw at.
    await this.speak().catch(() => {});
  }

  /**
   * @param {Utterance} utterance
   * @param {TokenSource} source
   * @returns {Promise<SpeechEnd>}
   */
  async #perform(utterance, source) {
    const client = this.#server();
    const player = (this.#player ??= new Player());
    await this.#startPlayer(player);
    const context = client.context(this.#options());
    const detach = player.attach(context);
    const speech = new Speech(context, player);
    /** @type {(type: string, hear: (detail: any) => void) => void} */
    const on = (type, hear) =>
      speech.addEventListener(type, (event) => {
        if (utterance === this.#utterance) hear(/** @type {CustomEvent} */ (event).detail);
      });
    if (typeof source !== "string") on("text", ({ piece }) => this.#caption.write(piece));
    on("audio", (detail) => this.#hear(detail));
    on("started", () => this.#show("speaking"));
    on("word", (detail) => this.#light(detail));
    utterance.begin(speech);
    try {
      const end = await speech.run(source);
      if (end.stats !== null && utterance === this.#utterance) this.#showFigures(speech.firstAudioMs, end.stats);
      return end;
    } finally {
      detach();
      context.close({ immediate: true });
    }
  }

  /** @param {Player} player */
  async #startPlayer(player) {
    const started = new AbortController();
    const say = setTimeout(() => {
      if (!this.speaking) return;
      this.#view.status.textContent = "Touch something, please: browsers allow no sound before that.";
      // They do not begin by themselves then; they want to be asked again.
      const again = () => void player.start().catch(() => {});
      const until = { capture: true, signal: started.signal };
      for (const type of ["click", "keydown"]) document.addEventListener(type, again, until);
    }, GESTURE_WITHIN_MS);
    try {
      await player.start();
    } finally {
      clearTimeout(say);
      started.abort();
    }
  }

  #options() {
    const { voice, language, speed } = this;
    return { speed, ...(voice === "" ? {} : { voice }), ...(language === "" ? {} : { language }) };
  }

  /** @param {{samples: Int16Array, sampleRateHz: number, firstAudioMs: number}} detail */
  #hear({ samples, sampleRateHz, firstAudioMs }) {
    this.#showFigures(firstAudioMs, null);
    this.#tell("speechaudio", { samples, sampleRateHz });
  }

  /** @param {{text: string, start: number, end: number, startMs: number, endMs: number}} word */
  #light(word) {
    this.#caption.mark(word.start, word.end);
    this.#tell("speechword", word);
  }

  /** @param {SpeechEnd} end */
  #leave(end) {
    this.#utterance = null;
    // What was streamed can be said again, and changed.
    if (this.#caption.text.trim() !== "") this.text = this.#caption.text;
    this.#show("idle");
    const said = { finished: "Finished.", cancelled: "Stopped.", empty: "There is nothing to say." };
    this.#view.status.textContent = said[end.reason];
    this.#tell("speechend", end);
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#utterance?.stop();
    this.#utterance = null;
    this.#show("idle");
    this.#view.status.textContent = "";
    this.#view.error.textContent = error instanceof Error ? error.message : String(error);
    this.#tell("speecherror", error);
  }

  // --- The server ----------------------------------------------------------------------------------------------------

  /** @returns {RhapsodeClient} */
  #server() {
    if (this.#client === null) {
      const token = this.#tokenSource();
      const client = new RhapsodeClient({ url: this.#address, ...(token === undefined ? {} : { token }) });
      this.#client = client;
      client.addEventListener("error", (event) => this.#warn(/** @type {CustomEvent} */ (event).detail));
      client.addEventListener("state", () => {
        if (client.state === "open") this.#view.error.textContent = "";
      });
    }
    return this.#client;
  }

  /**
   * The server cannot be reached. The client goes on trying, and its visitor may stop waiting.
   *
   * @param {Error} error
   */
  #warn(error) {
    if (this.speaking) this.#view.error.textContent = error.message;
  }

  get #address() {
    return this.url || SERVED_BY || location.origin;
  }

  #forgetServer() {
    this.stop();
    this.#client?.close();
    this.#client = null;
    this.#access = null;
    this.#voicesAsked = false;
    this.#clearVoices();
  }

  /** @returns {(() => Promise<string>) | undefined} */
  #tokenSource() {
    const { tokenUrl } = this;
    const token = this.#token;
    if (token !== null) return async () => (typeof token === "function" ? token() : token);
    if (tokenUrl === "") return undefined;
    this.#access ??= new AccessToken({ url: tokenUrl });
    const access = this.#access;
    return () => access.get();
  }

  /** Whoever comes near will want to speak, and to choose: the socket is open then, and the list is there. */
  #warmUp() {
    try {
      this.#server().connect();
    } catch {
      return; // a wrong address is told of when it matters
    }
    void this.#listVoices().catch(() => {
      this.#voicesAsked = false; // who speaks is the server's choice until it can be asked again
    });
  }

  async #listVoices() {
    if (this.#voicesAsked || this.voices !== "") return;
    this.#voicesAsked = true;
    const token = this.#tokenSource();
    const catalogue = new VoiceCatalogue({ url: this.#address, ...(token === undefined ? {} : { token }) });
    const { language } = this;
    const client = this.#client;
    const { voices } = await catalogue.page({ language });
    // Another server, or another language, may be meant by now.
    if (client === this.#client && language === this.language) this.#choice.offer(voices, this.voice);
  }

  #clearVoices() {
    const handles = this.voices.split(",").map((handle) => handle.trim());
    this.#choice.begin(handles.filter(Boolean).map((handle) => ({ handle, name: handle })), this.voice);
  }

  // --- What is seen --------------------------------------------------------------------------------------------------

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key === "Escape" && this.speaking) {
      event.preventDefault();
      this.stop();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !this.#view.button.disabled) {
      event.preventDefault();
      void this.#speakAloud();
    }
  }

  /** @param {"idle" | "starting" | "speaking"} state */
  #show(state) {
    const { frame, input, reading, button, error, status, figures } = this.#view;
    const hadFocus = this.shadowRoot?.activeElement;
    frame.dataset["state"] = state;
    input.hidden = state !== "idle";
    reading.hidden = state === "idle";
    if (state !== "idle") {
      error.textContent = "";
      status.textContent = state === "starting" ? "Starting…" : "Speaking.";
    }
    if (state === "starting") figures.replaceChildren();
    this.#showButton();
    // The box that goes takes the focus with it, and a keyboard's user would begin at the top of the page.
    if (hadFocus === input && state !== "idle") button.focus();
    if (hadFocus === reading && state === "idle") input.focus();
  }

  #showButton() {
    const { button, sign, does } = this.#view;
    const label = this.speaking ? "Stop" : "Speak";
    sign.dataset["sign"] = label;
    does.textContent = label;
    button.disabled = !this.speaking && this.text.trim() === "";
  }

  /**
   * @param {number | null} firstAudioMs
   * @param {TurnStatistics | null} stats
   */
  #showFigures(firstAudioMs, stats) {
    showFigures(this.#view, {
      "First audio": firstAudioMs === null ? "–" : `${Math.round(firstAudioMs)} ms`,
      ...(stats === null ? {} : { "Real-time factor": stats.rtf.toFixed(2) }),
    });
  }

  /**
   * @param {string} type
   * @param {unknown} detail
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

/** One call of `speak`: it can be stopped before there is a speech. */
class Utterance {
  #speech = /** @type {Speech | null} */ (null);
  #stopped = false;

  /** @param {Speech} speech */
  begin(speech) {
    this.#speech = speech;
    if (this.#stopped) speech.stop();
  }

  /** @returns {Account} */
  stop() {
    this.#stopped = true;
    return this.#speech?.stop() ?? NOTHING;
  }
}

if (!customElements.get("rhapsode-voice")) customElements.define("rhapsode-voice", RhapsodeVoice);
