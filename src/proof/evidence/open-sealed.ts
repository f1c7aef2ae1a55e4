/**
 * Opens a sealed part with its opening, by WebCrypto alone: the same steps as `vault/seal.ts`, for a verifier without a vault and for a browser.
 * The format: docs/decisions/0301-sealing.md.
 */
import { canonical, type Json, type JsonObject } from '../../record/canonical.js';
import { bytesOfBase64, sameBytes } from '../merkle/hash.js';
import { isObject, parseJsonBytes } from './evidence-format.js';

export type OpenedPart =
  | { readonly ok: true; readonly values: JsonObject }
  | { readonly ok: false; readonly reason: string };

const RECORD_INFO = new TextEncoder().encode('accountability-ledger/1 record');

/** @param header the record's header, parsed */
export async function openPart(
  header: { readonly [name: string]: Json },
  part: 'sealed' | 'sealedGroups',
  opening: string,
): Promise<OpenedPart> {
  const sealed = header[part];
  if (!isObject(sealed)) return { ok: false, reason: `the record has no ${part}` };
  const [key, nonce, ciphertext, commitment] = [opening, sealed.nonce, sealed.ciphertext, sealed.commitment].map(
    (text) => (typeof text === 'string' ? bytesOfBase64(text) : null),
  );
  if (!key || !nonce || !ciphertext || !commitment)
    return { ok: false, reason: 'the opening or the sealed part is not base64' };
  const first = await hmac(key, RECORD_INFO, Uint8Array.of(1));
  const second = await hmac(key, first, RECORD_INFO, Uint8Array.of(2));
  if (!sameBytes(second, commitment))
    return { ok: false, reason: 'the opening is not the key that the record commits to' };
  const { id, type, version, stream, subject } = header;
  const identity = canonical([id ?? null, type ?? null, version ?? null, stream ?? null, subject ?? null]);
  try {
    const aes = await crypto.subtle.importKey('raw', copy(first), 'AES-GCM', false, ['decrypt']);
    const algorithm = { name: 'AES-GCM', iv: copy(nonce), additionalData: copy(new TextEncoder().encode(identity)) };
    const plain = await crypto.subtle.decrypt(algorithm, aes, copy(ciphertext));
    const values = parseJsonBytes(new Uint8Array(plain));
    return isObject(values) ? { ok: true, values } : { ok: false, reason: 'what was sealed is not a map of values' };
  } catch {
    return { ok: false, reason: 'the sealed part was changed' };
  }
}

/** HKDF-Expand's step (RFC 5869 §2.3). */
async function hmac(key: Uint8Array, ...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const imported = await crypto.subtle.importKey('raw', copy(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const message = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    message.set(part, offset);
    offset += part.length;
  }
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message));
}

/** WebCrypto takes no view of shared memory; a copy is none. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
