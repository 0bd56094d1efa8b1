import { Envelope } from "./envelope.js";
import { Surface } from "./surface.js";

const BAR = 3;
const GAP = 2;
/** How much of the picture is the past: the rest shows sound that is there already, and not heard yet. */
const PAST = 0.62;
const WINDOW_MS = 5_000;

/** Sound as it passes: what was heard on the left, the present, and what is in hand on the right. */
export class LiveWaveform {
  #surface;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#surface = new Surface(canvas);
  }

  /**
   * @param {Envelope} envelope of all that has come
   * @param {number} playedMs how much of it was heard
   */
  draw(envelope, playedMs) {
    const { pen, width, height } = this.#surface.clear();
    const middle = height / 2;
    const now = Math.round(width * PAST);
    const msPerPixel = WINDOW_MS / width;
    const [heard, ahead] = [this.#surface.colour("clay"), this.#surface.colour("clay-soft")];
    pen.fillStyle = this.#surface.colour("line");
    pen.fillRect(0, middle - 0.5, width, 1);
    // Bars stay where they are in the sound, so that the picture glides and does not flicker.
    const stepMs = (BAR + GAP) * msPerPixel;
    const first = Math.floor((playedMs - now * msPerPixel) / stepMs);
    const endMs = Math.min(envelope.durationMs, playedMs + (width - now) * msPerPixel);
    for (let bar = Math.max(0, first); bar * stepMs < endMs; bar += 1) {
      const peak = Math.max(envelope.at(bar * stepMs), envelope.at((bar + 0.5) * stepMs));
      const x = now + (bar * stepMs - playedMs) / msPerPixel;
      const size = Math.max(2, Math.sqrt(peak) * (height - 6));
      pen.fillStyle = bar * stepMs < playedMs ? heard : ahead;
      pen.beginPath();
      pen.roundRect(x, middle - size / 2, BAR, size, BAR / 2);
      pen.fill();
    }
    pen.fillStyle = this.#surface.colour("ink");
    pen.fillRect(now - 0.75, 4, 1.5, height - 8);
  }
}

/** A whole recording, and where in it something was found. */
export class RecordedWaveform {
  #surface;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#surface = new Surface(canvas);
  }

  /**
   * @param {import("../src/recording.js").Recording} recording
   * @param {readonly {start_s: number, end_s: number}[]} spans where the mark is
   */
  draw(recording, spans = []) {
    const { pen, width, height } = this.#surface.clear();
    const middle = height / 2;
    const count = Math.max(1, Math.floor(width / (BAR + GAP)));
    const seconds = recording.durationMs / 1000;
    pen.fillStyle = this.#surface.colour("line");
    pen.fillRect(0, middle - 0.5, width, 1);
    if (recording.length === 0) {
      this.#surface.describe("Waveform of the recording: none yet");
      return;
    }
    const [plain, marked] = [this.#surface.colour("faint"), this.#surface.colour("good")];
    recording.peaks(count).forEach((peak, bar) => {
      const at = ((bar + 0.5) / count) * seconds;
      const size = Math.max(2, Math.sqrt(peak) * (height - 8));
      pen.fillStyle = spans.some((span) => span.start_s <= at && at < span.end_s) ? marked : plain;
      pen.beginPath();
      pen.roundRect(bar * (BAR + GAP), middle - size / 2, BAR, size, BAR / 2);
      pen.fill();
    });
    const found = spans.length === 0 ? "" : `, marked in ${spans.length === 1 ? "one stretch" : `${spans.length} stretches`}`;
    this.#surface.describe(`Waveform of the recording: ${seconds.toFixed(1)} seconds${found}`);
  }
}
