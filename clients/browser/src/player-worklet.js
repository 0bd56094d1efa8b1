/**
 * The audio thread's side of the player.
 *
 * Messages to it: `{write: Float32Array}`, `{finish: true}`, `{stop: fadeSamples}`, `{close: true}`. It answers with
 * `Report`s (`playout.js`): one at every change, and about sixty a second while something sounds and shortly after.
 */

import { Playout } from "./playout.js";

/** Lower says less about where the sound is; higher keeps the page busy. */
const REPORTS_PER_S = 60;

/** How long it reports after it fell silent: what has left here is heard later, by the way to the loudspeaker. */
const AFTERWARDS_S = 1.5;

class PlayerProcessor extends AudioWorkletProcessor {
  #playout;
  #reported = -Infinity;
  #sounded = -Infinity;
  #open = true;

  /** @param {{processorOptions: {capacity: number, depth: number}}} options */
  constructor({ processorOptions }) {
    super();
    this.#playout = new Playout(processorOptions);
    this.port.onmessage = ({ data }) => {
      if (data.write !== undefined) this.#playout.write(data.write);
      else if (data.finish) this.#playout.finish();
      else if (data.stop !== undefined) this.#playout.stop(data.stop);
      else if (data.close) this.#open = false;
    };
  }

  /**
   * @override
   * @param {Float32Array[][]} _inputs
   * @param {Float32Array[][]} outputs
   */
  process(_inputs, outputs) {
    const out = /** @type {Float32Array} */ (outputs[0]?.[0]);
    let changed = false;
    this.#playout.render(out, currentFrame, (report) => {
      changed = true;
      this.port.postMessage(report);
    });
    const frame = currentFrame + out.length;
    const playing = this.#playout.active;
    if (playing || changed) this.#sounded = frame;
    const due = frame - this.#reported >= sampleRate / REPORTS_PER_S && frame - this.#sounded <= AFTERWARDS_S * sampleRate;
    if (due) {
      this.#reported = frame;
      this.port.postMessage({ frame, position: this.#playout.position, playing, change: null });
    }
    return this.#open;
  }
}

registerProcessor("rhapsode-player", PlayerProcessor);
