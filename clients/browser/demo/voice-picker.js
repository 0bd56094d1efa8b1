import { Recording } from "../src/recording.js";
import { RhapsodeVoice } from "../src/rhapsode-voice.js";
import { VoiceCatalogue } from "../src/voice-catalogue.js";
import { SERVER, byId, sentence } from "./page.js";

/** @typedef {import("../src/voice-catalogue.js").Voice} Voice */

/** Voices in the list at once. Higher is a list that nobody reads, and that old phones are slow to draw. */
const MOST_SHOWN = 60;
/** The engine whose voices can be mixed. */
const MIXES = "kokoro";

/** Who speaks: the server's voices, found, mixed, and tried on one's own words. */
export class VoicePicker {
  #house;
  #voices = /** @type {Voice[]} */ ([]);
  #shown = /** @type {string[]} */ ([]);
  #catalogue;
  #list = byId("voice-list", HTMLUListElement);
  #more = byId("voice-more", HTMLParagraphElement);
  #count = byId("voices-count", HTMLSpanElement);
  #find = byId("find", HTMLInputElement);
  #language = byId("language", HTMLSelectElement);
  #mixer = byId("mixer", HTMLFieldSetElement);
  #mix = byId("mix", HTMLInputElement);
  #mixSays = byId("mix-says", HTMLSpanElement);
  #mixHint = byId("mix-hint", HTMLParagraphElement);
  #mixHandle = document.getElementById("mix-handle");
  #one = byId("mix-one", HTMLSelectElement);
  #other = byId("mix-other", HTMLSelectElement);
  #own = byId("own", RhapsodeVoice);

  /** @param {import("./house.js").House} house */
  constructor(house) {
    this.#house = house;
    const token = () => house.access.token();
    this.#catalogue = new VoiceCatalogue({ url: SERVER, token });
    this.#own.url = SERVER;
    this.#own.token = async () => (await token()) ?? "";
    this.#find.addEventListener("input", () => this.#draw());
    this.#language.addEventListener("change", () => this.#draw());
    for (const control of [this.#mix, this.#one, this.#other]) control.addEventListener("input", () => this.#blend());
    // Chosen in the element's own list, or by a mix.
    new MutationObserver(() => this.#press()).observe(this.#own, { attributeFilter: ["voice"] });
    this.#record();
  }

  /**
   * Ask the server who speaks. The first page is enough to begin; the others follow.
   *
   * @param {(voices: readonly Voice[]) => void} offer called with all that are known, page by page
   */
  async load(offer) {
    this.#voices = [];
    try {
      for await (const { voices, total } of this.#catalogue.pages()) {
        const isFirst = this.#voices.length === 0;
        this.#voices.push(...voices);
        this.#count.textContent =
          this.#voices.length < total ? `${this.#voices.length} of ${total} voices are here so far.` : `${total} voices.`;
        this.#offerLanguages();
        offer(this.#voices);
        if (isFirst) this.#offerMixes();
        this.#draw();
      }
    } catch (error) {
      if (!this.#house.access.wants(error)) this.#more.textContent = `The voices could not be listed: ${sentence(error)}.`;
    }
  }

  /** Stop what the element says. */
  stop() {
    this.#own.stop();
  }

  #record() {
    let recording = new Recording();
    this.#own.addEventListener("speechstart", () => {
      this.#house.stage.stop();
      this.#house.scene.stop();
      recording = new Recording();
    });
    this.#own.addEventListener("speechaudio", (event) => {
      const { samples, sampleRateHz } = /** @type {CustomEvent} */ (event).detail;
      recording.add(samples, sampleRateHz);
    });
    const keep = () => {
      if (recording.length > 0) this.#house.recorded(recording, this.#own.label);
    };
    this.#own.addEventListener("speechend", (event) => {
      const { reason, heardMs } = /** @type {CustomEvent} */ (event).detail;
      if (reason === "cancelled") recording.keep(heardMs);
      keep();
    });
    this.#own.addEventListener("speecherror", (event) => {
      this.#house.access.wants(/** @type {CustomEvent} */ (event).detail);
      keep();
    });
  }

  // --- The list ------------------------------------------------------------------------------------------------------

  #draw() {
    const wanted = this.#find.value.trim().toLowerCase().split(/\s+/);
    const language = this.#language.value;
    const found = this.#voices.filter((voice) => {
      const told = [voice.name, voice.handle, voice.sex, voice.engine, voice.language].join(" ").toLowerCase();
      // "male" is in "female", and whoever asks for men wants no women.
      const words = told.split(/[^\p{L}\p{N}_-]+/u);
      return (
        (language === "" || voice.language.split("-")[0] === language) &&
        wanted.every((word) => (word === "male" ? words.includes(word) : told.includes(word)))
      );
    });
    const shown = found.slice(0, MOST_SHOWN);
    // The list is not made anew under a finger that is about to choose.
    const same = shown.length === this.#shown.length && shown.every(({ handle }, at) => this.#shown[at] === handle);
    if (!same) this.#list.replaceChildren(...shown.map((voice) => this.#row(voice)));
    this.#shown = shown.map(({ handle }) => handle);
    const hidden = found.length - MOST_SHOWN;
    if (found.length === 0 && this.#voices.length > 0) this.#more.textContent = "Nobody here is called that.";
    else this.#more.textContent = hidden > 0 ? `And ${hidden} more: say more of whom you look for.` : "";
  }

  /** @param {Voice} voice */
  #row(voice) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset["engine"] = voice.engine;
    button.dataset["handle"] = voice.handle;
    button.setAttribute("aria-pressed", String(this.#own.voice === voice.handle));
    const face = document.createElement("span");
    face.className = "face";
    face.ariaHidden = "true";
    face.textContent = voice.language.split("-")[0] ?? "";
    const about = document.createElement("span");
    about.textContent = voice.name;
    const small = document.createElement("small");
    small.textContent = [voice.engine, voice.language, voice.limitation].filter(Boolean).join(" · ");
    about.append(small);
    button.append(face, about);
    button.addEventListener("click", () => {
      this.#own.voice = voice.handle;
      void this.#own.speak().catch(() => {});
    });
    const row = document.createElement("li");
    row.append(button);
    return row;
  }

  #press() {
    for (const button of this.#list.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset["handle"] === this.#own.voice));
    }
  }

  #offerLanguages() {
    const names = new Intl.DisplayNames(["en"], { type: "language" });
    const known = new Map(this.#voices.map((voice) => [voice.language.split("-")[0] ?? "", ""]));
    for (const code of known.keys()) known.set(code, nameOf(names, code));
    if (known.size === this.#language.options.length - 1) return;
    const chosen = this.#language.value;
    const sorted = [...known].sort(([, one], [, other]) => one.localeCompare(other));
    this.#language.replaceChildren(new Option("all", ""), ...sorted.map(([code, name]) => new Option(name, code)));
    this.#language.value = chosen;
  }

  // --- Mixes ---------------------------------------------------------------------------------------------------------

  #offerMixes() {
    const voices = this.#voices.filter((voice) => voice.engine === MIXES);
    this.#mixer.disabled = voices.length < 2;
    if (this.#mixer.disabled) {
      this.#mixHint.textContent = "The voices of this server’s engine cannot be mixed; those of Kokoro can.";
      return;
    }
    for (const [select, index] of /** @type {const} */ ([[this.#one, 0], [this.#other, 1]])) {
      select.replaceChildren(...voices.map((voice) => new Option(voice.name, voice.handle)));
      select.selectedIndex = index;
    }
    this.#describe();
  }

  #describe() {
    const share = Number(this.#mix.value);
    const handle = `${this.#one.value}(${100 - share})+${this.#other.value}(${share})`;
    this.#mixSays.textContent = `${100 - share} : ${share}`;
    if (this.#mixHandle !== null) this.#mixHandle.textContent = handle;
    return handle;
  }

  #blend() {
    this.#own.voice = this.#describe();
  }
}

/**
 * @param {Intl.DisplayNames} names
 * @param {string} code
 */
function nameOf(names, code) {
  try {
    return names.of(code) ?? code;
  } catch {
    return code; // no language of the standard: espeak-ng has some of its own
  }
}
