import { DepthChart, FirstAudioChart } from "./charts.js";
import { byId } from "./page.js";

/** Sound that waits before a turn begins, in milliseconds: what the dashed line shows. */
export const DEPTH_MS = 200;

/** The figures and charts beside the stage. */
export class Instruments {
  #firstAudio = byId("first-audio", HTMLSpanElement);
  #median = byId("first-audio-median", HTMLSpanElement);
  #written = byId("written", HTMLSpanElement);
  #rtf = byId("rtf", HTMLSpanElement);
  #underruns = byId("underruns", HTMLSpanElement);
  #depthNow = byId("depth-now", HTMLSpanElement);
  #turns = new FirstAudioChart(byId("first-audio-chart", HTMLCanvasElement));
  #depth = new DepthChart(byId("depth-chart", HTMLCanvasElement), DEPTH_MS);
  #player;
  #running = false;
  #quietSince = 0;

  /** @param {import("../src/player.js").Player} player */
  constructor(player) {
    this.#player = player;
    player.addEventListener("depth", () => this.#run());
    const redraw = () => this.redraw();
    new ResizeObserver(redraw).observe(document.body);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  }

  /** Draw anew, as after a change of colours. */
  redraw() {
    this.#turns.draw();
    this.#depth.draw(performance.now() / 1000);
  }

  /** A turn begins: the figures are the last one's no more. */
  begin() {
    for (const output of [this.#firstAudio, this.#written, this.#rtf]) output.textContent = "";
    this.#underruns.textContent = "0";
  }

  /**
   * The first sound of a turn has come.
   *
   * @param {number} firstAudioMs
   * @param {number | null} writtenShare 0 to 1: how much of the answer was written by then
   */
  tellFirstAudio(firstAudioMs, writtenShare) {
    this.#firstAudio.textContent = String(Math.round(firstAudioMs));
    this.#written.textContent = writtenShare === null ? "" : String(Math.round(writtenShare * 100));
    this.#turns.add(firstAudioMs);
    this.#median.textContent = `median ${Math.round(this.#turns.medianMs ?? 0)} ms`;
  }

  /**
   * @param {number | null} rtf
   * @param {number} underruns of the turn
   */
  tellEnd(rtf, underruns) {
    if (rtf !== null) this.#rtf.textContent = rtf.toFixed(2);
    this.#underruns.textContent = String(underruns);
    this.#depth.describe();
  }

  /** Follow the buffer while there is something in it, and for a moment after. */
  #run() {
    this.#quietSince = performance.now();
    if (this.#running) return;
    this.#running = true;
    const step = (/** @type {number} */ now) => {
      const bufferedMs = this.#player.bufferedMs;
      if (bufferedMs > 0) this.#quietSince = now;
      this.#depth.add(now / 1000, bufferedMs);
      this.#depthNow.textContent = `${(bufferedMs / 1000).toFixed(1)} s`;
      this.#running = now - this.#quietSince < 1_500;
      if (this.#running) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }
}
