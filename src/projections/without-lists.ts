/** A cheaper reading of JSON for those who need no list of it. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const ZERO = 0x30;

/** The same JSON with 0 in the place of each list. Parsing costs by the members it makes, and lists hold most of them. */
export function withoutLists(json: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(json.length);
  let length = 0;
  let depth = 0;
  let inText = false;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index] ?? 0;
    if (inText) {
      if (byte === BACKSLASH) {
        if (depth === 0) out[length++] = byte;
        index++;
        if (depth === 0) out[length++] = json[index] ?? 0;
        continue;
      }
      if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === OPEN) {
      depth++;
      continue;
    } else if (byte === CLOSE) {
      depth--;
      if (depth === 0) out[length++] = ZERO;
      continue;
    }
    if (depth === 0) out[length++] = byte;
  }
  return out.subarray(0, length);
}
