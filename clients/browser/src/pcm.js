/** 16-bit little-endian samples, as the wire and files have them, and the floats that browsers play. */

/**
 * Read samples from base64.
 *
 * @param {string} base64 of signed 16-bit little-endian mono
 * @returns {Int16Array<ArrayBuffer>}
 * @throws {SyntaxError} it is no base64, or has half a sample
 */
export function decodeSamples(base64) {
  const bytes = fromBase64(base64);
  if (bytes.length % 2 !== 0) throw new SyntaxError("half a sample");
  if (LITTLE_ENDIAN) return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Int16Array.from({ length: bytes.length / 2 }, (_, index) => view.getInt16(2 * index, true));
}

/**
 * @param {Int16Array} samples
 * @returns {Float32Array<ArrayBuffer>} in [-1, 1)
 */
export function toFloat(samples) {
  const floats = new Float32Array(samples.length);
  for (let index = 0; index < samples.length; index += 1) floats[index] = /** @type {number} */ (samples[index]) / 32768;
  return floats;
}

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
function fromBase64(text) {
  // Browsers of 2025 and later have this; it takes a tenth of the time.
  const native = /** @type {{fromBase64?: (text: string) => Uint8Array<ArrayBuffer>}} */ (
    /** @type {unknown} */ (Uint8Array)
  ).fromBase64;
  if (native !== undefined) return native.call(Uint8Array, text);
  let binary;
  try {
    binary = atob(text);
  } catch (cause) {
    throw new SyntaxError("no base64", { cause });
  }
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
