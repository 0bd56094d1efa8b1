/** The demo page: asks who the server is, and brings its parts together. */

import "../src/rhapsode-voice.js";
import { House } from "./house.js";
import { SERVER, byId } from "./page.js";

const house = new House(() => void enter());

/** What the server is, and who speaks on it. */
async function enter() {
  await Promise.all([tellServer(), house.picker.load(offer)]);
}

/** @param {readonly import("../src/voice-catalogue.js").Voice[]} voices */
function offer(voices) {
  house.scene.offer(voices);
  const select = byId("stage-voice", HTMLSelectElement);
  if (select.options.length > 1) return;
  for (const voice of voices.slice(0, 60)) select.add(new Option(voice.name, voice.handle));
}

/**
 * @param {"ready" | "waiting" | "refused"} state
 * @param {string} text
 */
function show(state, text) {
  byId("server", HTMLParagraphElement).dataset["state"] = state;
  byId("server-says", HTMLSpanElement).textContent = text;
}

let ready = "Connected";
house.client.addEventListener("state", () => {
  if (house.client.state === "waiting") show("waiting", "Connection lost, trying again");
  else if (house.client.state === "open") show("ready", ready);
});

async function tellServer() {
  try {
    const answer = await house.access.ask("/health");
    const health = /** @type {{version: string, ready: boolean, engine: string, watermark: string}} */ (await answer.json());
    byId("version", HTMLSpanElement).textContent = health.version;
    const mark = health.ready ? markOf(health) : "";
    byId("recording-mark", HTMLParagraphElement).textContent = `The samples as the server sent them. ${mark}`;
    ready = `${health.engine}, ready`;
    show(health.ready ? "ready" : "waiting", health.ready ? ready : `${health.engine}, waking up`);
  } catch {
    show("refused", "The server does not answer");
  }
}

/** @param {{watermark: string}} health what marks its audio */
function markOf({ watermark }) {
  if (watermark === "none") return "Its operator has switched the mark off.";
  return "All of its audio carries a mark that tells it was made by a machine.";
}

// --- Colours ---------------------------------------------------------------------------------------------------------

const THEMES = /** @type {const} */ (["", "light", "dark"]);
const NAMES = { "": "as the system has them", light: "light", dark: "dark" };

/** @param {typeof THEMES[number]} theme */
function paint(theme) {
  if (theme === "") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  byId("theme", HTMLButtonElement).setAttribute("aria-label", `Colours: ${NAMES[theme]}`);
  byId("theme", HTMLButtonElement).title = `Colours: ${NAMES[theme]}`;
  house.redraw();
}

let theme = 0;
byId("theme", HTMLButtonElement).addEventListener("click", () => {
  theme = (theme + 1) % THEMES.length;
  paint(THEMES[theme] ?? "");
});

// --- The snippet -----------------------------------------------------------------------------------------------------

const SNIPPET = `<script type="module" src="${SERVER}/browser/src/rhapsode-voice.js"></script>
<rhapsode-voice
  label="Listen to this"
  text="Sing to me, goddess.">
</rhapsode-voice>`;
byId("snippet", HTMLElement).textContent = SNIPPET;
byId("copy", HTMLButtonElement).addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(SNIPPET);
    byId("copy", HTMLButtonElement).textContent = "Copied";
  } catch {
    // Not allowed, or no page of https:// or localhost: then it is at least chosen.
    getSelection()?.selectAllChildren(byId("snippet", HTMLElement));
  }
});

void enter();
