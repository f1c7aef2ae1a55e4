/** UUIDs as text and as their 16 bytes. Read by hand, because it happens several times for every record. */

/** Writes the 16 bytes of a lowercase UUID. */
export function writeUuid(uuid: string, bytes: Uint8Array, at: number): void {
  let byte = at;
  for (let index = 0; index < uuid.length; index += 2) {
    if (uuid.charCodeAt(index) === DASH) index++;
    bytes[byte++] = (nibble(uuid.charCodeAt(index)) << 4) | nibble(uuid.charCodeAt(index + 1));
  }
}

export function uuidBytes(uuid: string): Uint8Array {
  const bytes = new Uint8Array(16);
  writeUuid(uuid, bytes, 0);
  return bytes;
}

/** The UUID of its 16 bytes. */
export function uuidText(bytes: Uint8Array): string {
  return uuidOfHex(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex'));
}

/** The lowercase UUID of its 32 hexadecimal digits. */
export function uuidOfHex(hex: string): string {
  const text = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return text.toLowerCase();
}

const DASH = 45;

function nibble(code: number): number {
  return code > 57 ? code - 87 : code - 48;
}
