/** The package's public names. */

export { AccessToken } from "./access-token.js";
export { Caption } from "./caption.js";
export { RhapsodeClient } from "./client.js";
export { SpeechContext } from "./context.js";
export { CODES, RhapsodeError } from "./errors.js";
export { Player } from "./player.js";
export { Recording } from "./recording.js";
export { SourceText } from "./source-text.js";
export { Speech } from "./speech.js";
export { VoiceCatalogue } from "./voice-catalogue.js";
