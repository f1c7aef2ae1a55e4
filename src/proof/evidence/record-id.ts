/** The record id of a source and event id (record/ids.ts) and Ed25519, by WebCrypto: for verifiers without Node. */
import { canonical } from '../../record/canonical.js';
import { hexOf } from '../merkle/hash.js';
import type { VerifyEd25519 } from '../merkle/signed-note.js';

/** The namespace of record ids; a test holds it equal to that of record/ids.ts. */
const NAMESPACE = [0x8f, 0x1c, 0x5d, 0x0a, 0xb2, 0xa3, 0x4a, 0x5e, 0x9d, 0x7c, 0x6e, 0x3b, 0x10, 0xf4, 0x2c, 0x77];

/** UUIDv5 (RFC 9562 §5.5) over `canonical([source, eventId])`. */
export async function recordIdOfName(source: string, eventId: string): Promise<string> {
  const name = new TextEncoder().encode(
    source.isWellFormed() && eventId.isWellFormed() ? canonical([source, eventId]) : '',
  );
  const digest = await crypto.subtle.digest('SHA-1', Uint8Array.of(...NAMESPACE, ...name));
  const bytes = new Uint8Array(digest).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexOf(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const verifyEd25519WithWebCrypto: VerifyEd25519 = async (publicKey, message, signature) => {
  try {
    const key = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(message));
  } catch {
    return false;
  }
};
