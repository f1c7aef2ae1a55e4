/**
 * HMAC (RFC 2104) and HKDF (RFC 5869) with SHA-256, of one-shot hashes. Node's own keep a native object for each use, and collecting it costs as much
 * again; a record needs several. Everything is synchronous, so one set of buffers serves all.
 */
import { createHmac, hash } from 'node:crypto';

const BLOCK = 64;
const DIGEST = 32;
/** Longer messages are rare, and Node's own does them. */
const MESSAGE_BYTES = 16_384;

/** What is hashed first: the key's inner pad, then the message. */
const inner = Buffer.alloc(BLOCK + MESSAGE_BYTES);
/** What is hashed then: the key's outer pad, then the first digest. */
const outer = Buffer.alloc(BLOCK + DIGEST);
const message = inner.subarray(BLOCK);

/**
 * HMAC-SHA256 of what the parts are together, texts in UTF-8.
 * @param key at most 64 bytes
 * @returns lowercase hexadecimal
 */
export function hmacHex(key: Uint8Array, ...parts: readonly (string | Uint8Array)[]): string {
  let most = 0;
  for (const part of parts) most += typeof part === 'string' ? 3 * part.length : part.length;
  if (most > MESSAGE_BYTES) {
    const hmac = createHmac('sha256', key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }
  pad(key);
  let length = 0;
  for (const part of parts)
    if (typeof part === 'string') length += message.write(part, length);
    else {
      message.set(part, length);
      length += part.length;
    }
  return digest(length, 'hex');
}

/**
 * HKDF-Extract (RFC 5869 §2.2).
 * @param salt ASCII, at most 64 characters
 * @returns the pseudorandom key, 32 bytes
 */
export function extract(salt: string, inputKey: Uint8Array): Uint8Array {
  pad(Buffer.from(salt, 'binary'));
  message.set(inputKey);
  return Buffer.from(digest(inputKey.length, 'binary'), 'binary');
}

/**
 * HKDF-Expand (RFC 5869 §2.3) to 64 bytes.
 * @param key the pseudorandom key
 * @param info ASCII
 */
export function expand(key: Uint8Array, info: string): Buffer {
  pad(key);
  const okm = Buffer.allocUnsafe(2 * DIGEST);
  message.write(info, 'binary');
  message[info.length] = 1;
  okm.write(digest(info.length + 1, 'binary'), 'binary');
  okm.copy(message, 0, 0, DIGEST);
  message.write(info, DIGEST, 'binary');
  message[DIGEST + info.length] = 2;
  okm.write(digest(DIGEST + info.length + 1, 'binary'), DIGEST, 'binary');
  return okm;
}

function pad(key: Uint8Array): void {
  for (let at = 0; at < BLOCK; at++) {
    const byte = key[at] ?? 0;
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
}

/** Of the first bytes of `message`, under the key that `pad` was given. `binary`: one character a byte, cheaper than a buffer. */
function digest(length: number, encoding: 'hex' | 'binary'): string {
  outer.write(hash('sha256', inner.subarray(0, BLOCK + length), 'binary'), BLOCK, 'binary');
  return hash('sha256', outer, encoding);
}
