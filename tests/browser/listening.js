/** What the browser's tests do inside a page: speak, play, and record what reaches the loudspeaker. */

import { Player, RhapsodeClient } from "/browser/src/index.js";

const RECORDER = `
registerProcessor("recorder", class extends AudioWorkletProcessor {
  process([input]) {
    if (input[0]) this.port.postMessage({frame: currentFrame, samples: input[0].slice()});
    return true;
  }
});`;

/** Records what a player gives to its audio context, sample by sample. */
export class Recorder {
  blocks = [];

  static async of(player) {
    const recorder = new Recorder();
    const url = URL.createObjectURL(new Blob([RECORDER], { type: "text/javascript" }));
    await player.audioContext.audioWorklet.addModule(url);
    const node = new AudioWorkletNode(player.audioContext, "recorder", { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }) => recorder.blocks.push(data);
    player.node.connect(node);
    return recorder;
  }

  /** From the first sample that is not silent to the last: `{frame, samples}` as base64 of 32-bit floats. */
  sound() {
    const blocks = this.blocks;
    const whole = new Float32Array(blocks.reduce((total, block) => total + block.samples.length, 0));
    let at = 0;
    for (const { samples } of blocks) {
      whole.set(samples, at);
      at += samples.length;
    }
    const first = whole.findIndex((sample) => sample !== 0);
    const last = whole.findLastIndex((sample) => sample !== 0);
    return {
      firstFrame: blocks[0].frame + first,
      lastFrame: blocks[0].frame + last,
      samples: toBase64(whole.subarray(first, last + 1)),
    };
  }
}

export function toBase64(array) {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  let binary = "";
  for (let start = 0; start < bytes.length; start += 32_768) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 32_768));
  }
  return btoa(binary);
}

/** The next event of a name, or of one of several names. */
export function next(target, ...types) {
  return new Promise((resolve) => {
    for (const type of types) target.addEventListener(type, resolve, { once: true });
  });
}

/** Everything that a target says, as `[type, detail]`. */
export function log(target, ...types) {
  const said = [];
  for (const type of types) target.addEventListener(type, ({ detail }) => said.push([type, detail]));
  return said;
}

/** The sound of a context, as it came from the server. */
export function keepSound(context) {
  const pieces = [];
  context.addEventListener("audio", ({ detail }) => pieces.push(detail.samples));
  return () => {
    const whole = new Int16Array(pieces.reduce((total, piece) => total + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return toBase64(whole);
  };
}

/** A client, a context and a player that is started. */
export async function speaker({ client: clientOptions = {}, context: contextOptions = {}, player: playerOptions = {} } = {}) {
  const client = new RhapsodeClient(clientOptions);
  const context = client.context(contextOptions);
  const player = new Player(playerOptions);
  player.attach(context);
  await player.start();
  return { client, context, player };
}

/** Tokens with a pause before each, in milliseconds. */
export async function* tokens(pieces, pauseMs = 0) {
  for (const piece of pieces) {
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    yield piece;
  }
}
