/**
 * Hashing of the Merkle tree (RFC 6962 §2.1) and of nothing else. SHA-256 is passed in, so that the same code runs on Node's native one and in a browser.
 */

/** 32 bytes. */
export type Hash = Uint8Array;
export type Sha256 = (bytes: Uint8Array) => Hash;

export const HASH_BYTES = 32;

/** The three hashes a tree is made of. */
export interface TreeHasher {
  /** The hash of a tree without entries: SHA-256 of the empty string. */
  readonly empty: Hash;
  /** SHA-256(0x00 ‖ entry). */
  leaf(entry: Uint8Array): Hash;
  /** SHA-256(0x01 ‖ left ‖ right). */
  node(left: Hash, right: Hash): Hash;
}

/** The two prefixes keep a leaf from being passed off as a node (second preimages, RFC 6962 §2.1). */
export function treeHasher(sha256: Sha256): TreeHasher {
  const pair = new Uint8Array(1 + 2 * HASH_BYTES);
  pair[0] = 1;
  return {
    empty: sha256(new Uint8Array(0)),
    leaf(entry) {
      const bytes = new Uint8Array(1 + entry.length);
      bytes.set(entry, 1);
      return sha256(bytes);
    },
    node(left, right) {
      pair.set(left, 1);
      pair.set(right, 1 + HASH_BYTES);
      return sha256(pair);
    },
  };
}

/** Whether two byte strings are the same. All of them are public, so time may tell. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** @returns null where the text is not lowercase hexadecimal of whole bytes */
export function bytesOfHex(text: string): Uint8Array | null {
  if (!/^([0-9a-f]{2})*$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  );
}

/** Standard base64 with padding (RFC 4648 §4). */
export function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @returns null where the text is not the one base64 form of its bytes: no other alphabet, padding or trailing bits */
export function bytesOfBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return base64Of(bytes) === text ? bytes : null;
}

/** @returns null where the text is not the one base64 form of 32 bytes */
export function hashOfBase64(text: string): Hash | null {
  const bytes = bytesOfBase64(text);
  return bytes?.length === HASH_BYTES ? bytes : null;
}

/** A decimal number without sign and leading zeroes that a JavaScript number holds exactly, null otherwise. */
export function decimal(text: string): number | null {
  if (!/^(0|[1-9]\d{0,15})$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}
