/** What `<rhapsode-voice>` is made of. Built by hand: a page's policy may forbid markup out of strings. */

import { STYLE } from "./voice-style.js";

/**
 * @typedef {object} VoiceView
 * @property {HTMLElement} frame
 * @property {HTMLLabelElement} label
 * @property {HTMLTextAreaElement} input
 * @property {HTMLElement} reading
 * @property {HTMLButtonElement} button
 * @property {HTMLElement} sign
 * @property {HTMLElement} does
 * @property {HTMLSelectElement} voice
 * @property {HTMLInputElement} speed
 * @property {HTMLElement} speedSays
 * @property {HTMLElement} status
 * @property {HTMLElement} figures
 * @property {HTMLElement} error
 */

/** The range that the server takes: `speed` beyond it is refused. */
const [SLOWEST, FASTEST] = ["0.8", "1.2"];

/**
 * Fill an element's shadow.
 *
 * @param {ShadowRoot} root
 * @returns {VoiceView}
 */
export function buildView(root) {
  root.adoptedStyleSheets = [STYLE];
  const label = make("label", { for: "input" }, "Text");
  const shortcut = { "aria-keyshortcuts": "Control+Enter", "aria-describedby": "keys" };
  const input = make("textarea", { id: "input", class: "input", part: "input", rows: "4", ...shortcut });
  // Reachable by keyboard, because a long text scrolls.
  const spoken = { role: "group", "aria-label": "The text, as it is spoken", tabindex: "0" };
  const reading = make("div", { class: "reading", part: "reading", hidden: "", ...spoken });
  const keys = make("span", { id: "keys", hidden: "" }, "Control and Enter speak it, Escape stops.");
  const sign = make("span", { class: "sign", "aria-hidden": "true" });
  const does = make("span", {}, "Speak");
  const button = make("button", { class: "button", part: "button", type: "button", "aria-keyshortcuts": "Escape" }, sign, does);
  const voice = make("select", { id: "voice" }, make("option", { value: "" }, "Default"));
  const speedSays = make("span", {}, "1.00×");
  const speed = make("input", { id: "speed", type: "range", min: SLOWEST, max: FASTEST, step: "0.05", value: "1" });
  const status = make("p", { class: "status", part: "status", role: "status" });
  const figures = make("dl", { class: "figures", part: "figures" });
  const error = make("p", { class: "error", part: "error", role: "alert" });
  const frame = make(
    "div",
    { class: "frame", part: "frame", role: "group", "aria-label": "Voice" },
    make("div", { class: "sheet", part: "page" }, label, input, reading, keys),
    make(
      "div",
      { class: "controls", part: "controls" },
      button,
      make("div", { class: "control", part: "voice" }, make("label", { for: "voice" }, "Voice"), voice),
      make("div", { class: "control", part: "speed" }, make("label", { for: "speed" }, "Speed ", speedSays), speed),
    ),
    make("div", { class: "foot" }, status, figures),
    error,
  );
  root.append(frame);
  return { frame, label, input, reading, button, sign, does, voice, speed, speedSays, status, figures, error };
}

/**
 * Say what was measured.
 *
 * @param {VoiceView} view
 * @param {Record<string, string>} values by their names
 */
export function showFigures({ figures }, values) {
  const rows = Object.entries(values).map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)));
  figures.replaceChildren(...rows);
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
