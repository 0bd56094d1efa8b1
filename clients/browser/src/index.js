/** The package's public names. */

export { RhapsodeClient } from "./client.js";
export { SpeechContext } from "./context.js";
export { CODES, RhapsodeError } from "./errors.js";
export { Player } from "./player.js";
export { SourceText } from "./source-text.js";
