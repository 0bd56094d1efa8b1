/** How `<rhapsode-voice>` looks. A constructed sheet: a page's policy need not allow styles in its markup. */

export const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
:host {
  --_accent: var(--rhapsode-accent, light-dark(#ad3f24, #ef8158));
  --_on-accent: var(--rhapsode-on-accent, light-dark(#fff8ee, #23100a));
  --_highlight: var(--rhapsode-highlight, light-dark(#f6d3bd, #5a2b1b));
  --_surface: var(--rhapsode-surface, light-dark(#ffffff, #1c1a19));
  --_field: var(--rhapsode-field, light-dark(#f5f3f0, #141211));
  --_ink: var(--rhapsode-ink, light-dark(#211b17, #f2ece5));
  --_muted: var(--rhapsode-muted, light-dark(#675c53, #b0a498));
  --_line: var(--rhapsode-line, light-dark(#ddd5cb, #3a332d));
  --_edge: var(--rhapsode-edge, light-dark(#8f857b, #746a61));
  --_error: var(--rhapsode-error, light-dark(#a3262a, #ff9d94));
  --_radius: var(--rhapsode-radius, 14px);
  --_font: var(--rhapsode-font, ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
  --_reading-font: var(--rhapsode-reading-font, inherit);
  display: block;
  font: 1rem/1.5 var(--_font);
  color: var(--_ink);
  container-type: inline-size;
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.frame { background: var(--_surface); border: 1px solid var(--_line); border-radius: var(--_radius); padding: 1rem; display: grid; gap: .8rem; }
.sheet { display: grid; gap: .3rem; }
label, .caption { font-size: .84rem; color: var(--_muted); }
.input, .reading {
  font: 400 1.1rem/1.55 var(--_reading-font); color: inherit; letter-spacing: normal;
  width: 100%; min-height: 8.4em; max-height: 22em; margin: 0; padding: .7rem .85rem; overflow-y: auto; overflow-wrap: break-word; white-space: pre-wrap;
  border: 1px solid var(--_edge); border-radius: calc(var(--_radius) * .65); background: var(--_field);
}
.input { resize: vertical; display: block; field-sizing: content; }
.rest { color: var(--_muted); }
.word:not(:empty) { background: var(--_highlight); border-radius: .2em; box-shadow: 0 0 0 .14em var(--_highlight); text-decoration: underline solid var(--_accent) .12em; text-underline-offset: .2em; }
.controls { display: flex; flex-wrap: wrap; gap: .7rem 1rem; align-items: flex-end; }
.control { display: grid; gap: .25rem; flex: 1 1 9rem; min-width: 0; }
.button {
  font: 600 .95rem/1 var(--_font); min-height: 2.75rem; min-width: 6.8rem; padding: 0 1.1rem; border: 1px solid transparent; border-radius: 99px; cursor: pointer;
  display: inline-flex; align-items: center; justify-content: center; gap: .5rem; background: var(--_accent); color: var(--_on-accent);
}
.button:hover:not(:disabled) { background: color-mix(in srgb, var(--_accent) 88%, var(--_ink)); }
.button:disabled { background: var(--_field); color: var(--_muted); border-color: var(--_line); cursor: default; }
.sign { width: .8em; height: .8em; background: currentColor; clip-path: polygon(8% 0, 100% 50%, 8% 100%); }
.sign[data-sign="Stop"] { clip-path: inset(4% round 12%); }
select { font: inherit; font-size: .95rem; color: inherit; background: var(--_field); border: 1px solid var(--_edge); border-radius: calc(var(--_radius) * .65); min-height: 2.75rem; padding: 0 .6rem; width: 100%; text-overflow: ellipsis; }
input[type="range"] { accent-color: var(--_accent); width: 100%; height: 2.75rem; margin: 0; }
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.foot { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; align-items: baseline; min-height: 1.5em; font-size: .88rem; color: var(--_muted); }
.figures { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: 0 0 0 auto; }
.figures div { display: flex; gap: .4rem; }
.figures dd { margin: 0; color: var(--_ink); font-variant-numeric: tabular-nums; }
.status, .error { margin: 0; }
.error { color: var(--_error); }
.error:empty { position: absolute; }
@container (max-width: 420px) { .button { flex: 1 1 100%; } .figures { margin-left: 0; } }
@media (forced-colors: active) {
  .word { background: Highlight; color: HighlightText; box-shadow: none; forced-color-adjust: none; }
  .sign { background: ButtonText; }
}
@media (prefers-reduced-motion: no-preference) {
  .button { transition: background-color .15s; }
  [data-state="starting"] .sign { animation: wait 1s ease-in-out infinite alternate; }
  @keyframes wait { to { opacity: .25; } }
}
`);
