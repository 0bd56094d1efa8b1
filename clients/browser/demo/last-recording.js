import { Recording } from "../src/recording.js";
import { byId, sentence } from "./page.js";
import { RecordedWaveform } from "./waveform.js";

/**
 * What the server says of a mark.
 *
 * @typedef {object} Verdict
 * @property {boolean} marked
 * @property {number} probability
 * @property {string | null} pair
 * @property {string | null} message
 * @property {{start_s: number, end_s: number}[]} spans
 */

/** What was heard last: to be seen, kept, and asked whether a machine has made it. */
export class LastRecording {
  #access;
  #recording = new Recording();
  #verdict = /** @type {Verdict | null} */ (null);
  #address = "";
  #says = byId("recording-says", HTMLParagraphElement);
  #wave = new RecordedWaveform(byId("recording-wave", HTMLCanvasElement));
  #download = byId("download", HTMLAnchorElement);
  #check = byId("check", HTMLButtonElement);
  #told = byId("verdict", HTMLParagraphElement);

  /** @param {import("./access.js").Access} access */
  constructor(access) {
    this.#access = access;
    this.#check.addEventListener("click", () => void this.#examine());
    new ResizeObserver(() => this.redraw()).observe(document.body);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
  }

  /** Draw anew. */
  redraw() {
    this.#wave.draw(this.#recording, this.#verdict?.spans ?? []);
  }

  /**
   * @param {Recording} recording
   * @param {string} title
   */
  show(recording, title) {
    this.#recording = recording;
    this.#verdict = null;
    this.#tell("", null);
    const seconds = (recording.durationMs / 1000).toFixed(1);
    const cut = recording.truncated ? "; its end was not kept" : "";
    this.#says.textContent = `“${title}”: ${seconds} s at ${recording.sampleRateHz / 1000} kHz, 16 bits${cut}`;
    if (this.#address !== "") URL.revokeObjectURL(this.#address);
    this.#address = URL.createObjectURL(recording.toWav());
    this.#download.href = this.#address;
    this.#download.download = `${fileName(title)}.wav`;
    this.#download.removeAttribute("aria-disabled");
    this.#download.removeAttribute("role");
    this.#check.disabled = false;
    this.redraw();
  }

  async #examine() {
    const recording = this.#recording;
    this.#check.disabled = true;
    this.#tell("Listening for it…", null);
    try {
      const answer = await this.#access.ask("/v1/watermark/detect", {
        method: "POST",
        headers: { "Content-Type": "audio/wav" },
        body: recording.toWav(),
      });
      const verdict = /** @type {Verdict} */ (await answer.json());
      if (recording !== this.#recording) return;
      this.#verdict = verdict;
      this.#tell(verdictOf(verdict), verdict.marked);
      this.redraw();
    } catch (error) {
      this.#access.wants(error);
      if (recording === this.#recording) this.#tell(`${sentence(error)}.`, null);
    } finally {
      if (recording === this.#recording) this.#check.disabled = false;
    }
  }

  /**
   * @param {string} said
   * @param {boolean | null} marked
   */
  #tell(said, marked) {
    this.#told.textContent = said;
    if (marked === null) delete this.#told.dataset["marked"];
    else this.#told.dataset["marked"] = String(marked);
  }
}

/** @param {Verdict} verdict */
function verdictOf({ marked, probability, pair, message }) {
  if (!marked) return "No mark was found.";
  // 0.99999 is not certainty.
  const sure = Math.min(99.9, probability * 100).toFixed(1);
  const says = message === null ? "" : `, it says ${message}`;
  return `Marked as made by a machine: ${sure} % sure, by the ${pair ?? "unknown"} pair${says}.`;
}

/** @param {string} title */
function fileName(title) {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "rhapsode";
}
