import { RhapsodeClient } from "../src/client.js";
import { Player } from "../src/player.js";
import { Access } from "./access.js";
import { DEPTH_MS, Instruments } from "./instruments.js";
import { LastRecording } from "./last-recording.js";
import { SERVER } from "./page.js";
import { Scene } from "./scene.js";
import { Stage } from "./stage.js";
import { VoicePicker } from "./voice-picker.js";

/** What the parts of this page share: one socket, one loudspeaker, and who is told of what. */
export class House {
  player = new Player({ depthMs: DEPTH_MS });
  instruments = new Instruments(this.player);
  access;
  client;

  /** @param {() => void} opened called when the server has let us in */
  constructor(opened) {
    this.access = new Access(opened);
    this.client = new RhapsodeClient({ url: SERVER, token: async () => (await this.access.token()) ?? "" });
    this.recording = new LastRecording(this.access);
    this.picker = new VoicePicker(this);
    this.stage = new Stage(this);
    this.scene = new Scene(this);
  }

  /** Whoever speaks stops: somebody else is about to. */
  hush() {
    this.stage.stop();
    this.scene.stop();
    this.picker.stop();
  }

  /**
   * Something was spoken.
   *
   * @param {import("../src/recording.js").Recording} recording
   * @param {string} title
   */
  recorded(recording, title) {
    this.recording.show(recording, title);
  }

  /** Draw all pictures anew, as after a change of colours. */
  redraw() {
    this.instruments.redraw();
    this.stage.redraw();
    this.recording.redraw();
  }
}
