/** What is measured while it speaks, as pictures: first audio of each turn, and how much sound is in hand. */

import { Surface } from "./surface.js";

const MOST_TURNS = 24;
const WINDOW_S = 20;
const FOOT = 4;

/** The first audio of the last turns, a bar each. */
export class FirstAudioChart {
  #surface;
  #turns = /** @type {number[]} */ ([]);

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#surface = new Surface(canvas);
  }

  /** The median of all turns that are shown, in milliseconds; `null` where there is none. */
  get medianMs() {
    const sorted = this.#turns.toSorted((one, other) => one - other);
    const middle = sorted.length >> 1;
    if (sorted.length === 0) return null;
    return sorted.length % 2 === 1 ? number(sorted[middle]) : (number(sorted[middle - 1]) + number(sorted[middle])) / 2;
  }

  /** @param {number} firstAudioMs of one more turn */
  add(firstAudioMs) {
    this.#turns = [...this.#turns, firstAudioMs].slice(-MOST_TURNS);
    this.draw();
  }

  /** Draw it anew, as after a change of size or colours. */
  draw() {
    const { pen, width, height } = this.#surface.clear();
    const most = niceCeiling(Math.max(200, ...this.#turns));
    const scale = (height - 18) / most;
    drawGrid(pen, this.#surface, width, height, [most / 2, most], scale, (ms) => `${ms} ms`);
    const pitch = Math.min(30, width / Math.max(12, this.#turns.length));
    this.#turns.forEach((ms, index) => {
      const size = Math.max(3, ms * scale);
      pen.fillStyle = this.#surface.colour(index === this.#turns.length - 1 ? "clay" : "clay-soft");
      pen.beginPath();
      pen.roundRect(index * pitch, height - FOOT - size, pitch - 5, size, [4, 4, 0, 0]);
      pen.fill();
    });
    const told = this.#turns.map((ms) => Math.round(ms)).join(", ");
    this.#surface.describe(`First audio of each turn: ${told === "" ? "none yet" : `${told} milliseconds`}`);
  }
}

/** Buffered sound over the last twenty seconds. */
export class DepthChart {
  #surface;
  #points = /** @type {{at: number, ms: number}[]} */ ([]);
  #startsAtMs;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number} startsAtMs depth at which playing begins
   */
  constructor(canvas, startsAtMs) {
    this.#surface = new Surface(canvas);
    this.#startsAtMs = startsAtMs;
  }

  /**
   * @param {number} now in seconds of one clock
   * @param {number} bufferedMs
   */
  add(now, bufferedMs) {
    this.#points.push({ at: now, ms: bufferedMs });
    while (this.#points.length > 0 && number(this.#points[0]?.at) < now - WINDOW_S) this.#points.shift();
    this.draw(now);
  }

  /** @param {number} now in seconds of the same clock */
  draw(now) {
    const { pen, width, height } = this.#surface.clear();
    const most = niceCeiling(Math.max(1_000, ...this.#points.map((point) => point.ms)));
    const scale = (height - 18) / most;
    drawGrid(pen, this.#surface, width, height, [most / 2, most], scale, (ms) => `${ms / 1000} s`);
    const x = (/** @type {number} */ at) => width - ((now - at) / WINDOW_S) * width;
    const y = (/** @type {number} */ ms) => height - FOOT - ms * scale;
    pen.setLineDash([4, 4]);
    pen.strokeStyle = this.#surface.colour("clay");
    pen.beginPath();
    pen.moveTo(0, y(this.#startsAtMs));
    pen.lineTo(width, y(this.#startsAtMs));
    pen.stroke();
    pen.setLineDash([]);
    if (this.#points.length < 2) return;
    pen.beginPath();
    pen.moveTo(x(number(this.#points[0]?.at)), height - FOOT);
    for (const point of this.#points) pen.lineTo(x(point.at), y(point.ms));
    pen.lineTo(x(number(this.#points.at(-1)?.at)), height - FOOT);
    pen.fillStyle = this.#surface.colour("sea-soft");
    pen.fill();
    pen.beginPath();
    for (const point of this.#points) pen.lineTo(x(point.at), y(point.ms));
    pen.lineWidth = 1.75;
    pen.lineJoin = "round";
    pen.strokeStyle = this.#surface.colour("sea");
    pen.stroke();
    pen.lineWidth = 1;
  }

  /** Say what the picture shows; not at each of its changes, which nobody could listen to. */
  describe() {
    const depths = this.#points.map((point) => point.ms);
    if (depths.length === 0) return;
    this.#surface.describe(
      `Buffered sound over the last twenty seconds: at most ${(Math.max(...depths) / 1000).toFixed(1)} seconds`,
    );
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Surface} surface
 * @param {number} width
 * @param {number} height
 * @param {readonly number[]} values
 * @param {number} scale pixels of one unit
 * @param {(value: number) => string} word
 */
function drawGrid(pen, surface, width, height, values, scale, word) {
  pen.lineWidth = 1;
  for (const value of [0, ...values]) {
    const y = Math.round(height - FOOT - value * scale) + 0.5;
    pen.fillStyle = surface.colour("line");
    pen.fillRect(0, y, width, 1);
    if (value === 0) continue;
    pen.fillStyle = surface.colour("muted");
    pen.textAlign = "right";
    pen.fillText(word(value), width, y - 3);
  }
}

/**
 * @param {number} value
 * @returns {number} the next of 1, 2 and 5 times a power of ten
 */
function niceCeiling(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return number([1, 2, 5, 10].find((step) => step * power >= value)) * power;
}

/** @param {number | undefined} value one that is there */
function number(value) {
  return /** @type {number} */ (value);
}
