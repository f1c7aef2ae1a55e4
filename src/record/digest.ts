/** SHA-256 as the record format uses it. */
import { hash } from 'node:crypto';

/** The record's digest: SHA-256 over the canonical header bytes as stored, or the text that they are; 32 bytes. It is the entry of the Merkle tree. */
export function recordDigest(header: Uint8Array | string): Uint8Array {
  return sha256(header);
}

/** The same as lowercase hexadecimal. */
export function recordDigestHex(header: Uint8Array): string {
  return hash('sha256', header, 'hex');
}

/** `bodyDigest` of the header: SHA-256(salt ‖ canonical(data)), lowercase hexadecimal. */
export function bodyDigest(salt: Uint8Array, canonicalData: Uint8Array | string): string {
  const data = typeof canonicalData === 'string' ? Buffer.from(canonicalData) : canonicalData;
  return hash('sha256', Buffer.concat([salt, data]), 'hex');
}

/** SHA-256 of any bytes; 32 bytes. By way of a string, because a small buffer from the pool costs a fraction of one of its own. */
export function sha256(bytes: Uint8Array | string): Uint8Array {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');
}
