/**
 * Sealing: personal fields under a key of their own per record, and the content tag by which a repeat is recognised. Pure; the bytes are for ever.
 * The format, the reasons and test vectors: docs/decisions/0301-sealing.md.
 */
import { createCipheriv, createDecipheriv, createSecretKey, KeyObject } from 'node:crypto';
import { canonical, canonicalBytes, canonicalInOrder, type Json, type JsonObject } from '../record/canonical.js';
import type { Instant, Pseudonym } from '../record/ids.js';
import type { RecordHeader, Sealed } from '../record/record.js';
import { expand, extract, hmacHex } from './hmac.js';

/** What of a record is bound to its ciphertext: the associated data is `canonical([id, type, version, stream, subject])`, `null` for no subject. */
export type SealedIdentity = Pick<RecordHeader, 'id' | 'type' | 'version' | 'stream' | 'subject'>;

/** JSON pointer into `data` (or `/extensions/<name>`) → value. */
export type SealedValues = JsonObject;

/** `erased`: the key is gone. `wrong key`: the commitment is another key's. `tampered`: ciphertext, nonce, tag or the record's identity was changed. */
export type Unsealed =
  | { readonly status: 'opened'; readonly values: SealedValues }
  | { readonly status: 'erased' | 'wrong key' | 'tampered' };

/** What a producer said, however it was sent. */
export interface TaggedContent {
  readonly type: string;
  /** The pseudonym, never the reference. */
  readonly subject?: Pseudonym | undefined;
  /** Absent where the event had no `time`. */
  readonly time?: Instant | undefined;
  /** As sent. */
  readonly dataschema?: string | undefined;
  /** As sent, personal fields in place; references to other consumers already replaced by their pseudonyms. Absent where the event had none. */
  readonly data?: Json | undefined;
  /** All extension attributes, `correlationid`, `causationid` and `sequence` included. Those of distributed tracing are left out here. */
  readonly extensions?: { readonly [name: string]: string | number | boolean } | undefined;
}

const RECORD_INFO = 'accountability-ledger/1 record';
const TAG_INFO = 'accountability-ledger/1 content tag';
const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/**
 * Seals values under a data key, for one record.
 * @param kid the pseudonym whose key it is, or `groups-<year>`
 * @param nonce 12 random bytes
 */
export function seal(
  dataKey: SealingKey,
  kid: string,
  record: SealedIdentity,
  values: SealedValues,
  nonce: Uint8Array,
): Sealed {
  return sealText(dataKey, kid, record, canonicalBytes(values), nonce);
}

/** The same where the values are canonical text already, in UTF-8. */
export function sealText(
  dataKey: SealingKey,
  kid: string,
  record: SealedIdentity,
  values: Uint8Array,
  nonce: Uint8Array,
): Sealed {
  const { encryptionKey, commitment } = derive(openingOf(dataKey, record.id));
  const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated(record));
  const body = cipher.update(values);
  cipher.final();
  return {
    ciphertext: Buffer.concat([body, cipher.getAuthTag()]).toString('base64'),
    commitment,
    kid,
    nonce: Buffer.from(nonce).toString('base64'),
  };
}

/** Opens a record with its subject's data key; without a key it is erased. Never throws. */
export function openSealed(dataKey: KeyObject | null | undefined, record: SealedIdentity, sealed: Sealed): Unsealed {
  if (!dataKey) return { status: 'erased' };
  return openWithOpening(openingOf(dataKey, record.id), record, sealed);
}

/**
 * The opening of one record: the 32-byte key that RFC 5869 §2.2 extracts from the data key with the record id as salt. It opens this record only,
 * and whoever holds it can compute the commitment and compare.
 */
export function openingOf(dataKey: SealingKey, recordId: SealedIdentity['id']): Uint8Array {
  return extract(recordId, bytesOf(dataKey).data);
}

/** Opens a record with its opening alone, as a holder of an evidence file does. Never throws. */
export function openWithOpening(opening: Uint8Array, record: SealedIdentity, sealed: Sealed): Unsealed {
  const { encryptionKey, commitment } = derive(opening);
  if (commitment !== sealed.commitment) return { status: 'wrong key' };
  try {
    const nonce = bytes(sealed.nonce);
    const ciphertext = bytes(sealed.ciphertext);
    if (nonce.length !== NONCE_BYTES || ciphertext.length < TAG_BYTES) return { status: 'tampered' };
    const decipher = createDecipheriv('aes-256-gcm', encryptionKey, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(associated(record));
    decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES));
    const text = decipher.update(ciphertext.subarray(0, -TAG_BYTES)).toString('utf8') + decipher.final('utf8');
    const values: unknown = JSON.parse(text);
    return isObject(values) ? { status: 'opened', values } : { status: 'tampered' };
  } catch {
    return { status: 'tampered' };
  }
}

/** HMAC-SHA256 over what was said, lowercase hexadecimal. The same event in another CloudEvents form, or with another zone in its `time`, has the same tag. */
export function contentTag(dataOrTagKey: KeyObject, content: TaggedContent): string {
  return contentTagOf(dataOrTagKey, content, content.data === undefined ? undefined : canonicalBytes(content.data));
}

/** The same where `data` is canonical text already, in UTF-8. */
export function contentTagOf(
  dataOrTagKey: SealingKey,
  content: Omit<TaggedContent, 'data'>,
  canonicalData: Uint8Array | undefined,
): string {
  const { dataschema, subject, type } = content;
  const time = content.time === undefined ? undefined : plainInstant(content.time);
  const extensions = asCloudEventsStrings(content.extensions ?? {});
  const inOrder = canonicalInOrder({ dataschema, extensions, subject, time, type });
  // The names of extensions come in any order.
  const others = extensions === undefined ? inOrder : canonical(JSON.parse(inOrder));
  const { tag } = bytesOf(dataOrTagKey);
  // "data" stands before all other names in canonical order.
  return canonicalData === undefined
    ? hmacHex(tag, others)
    : hmacHex(tag, '{"data":', canonicalData, `,${others.slice(1)}`);
}

/** A key's bytes, and those of the key of content tags that is derived from it, 32 each: for a thread that is given keys for one turn only. */
export interface KeyBytes {
  readonly data: Uint8Array;
  readonly tag: Uint8Array;
}

export type SealingKey = KeyObject | KeyBytes;

/** Taken out and derived once per key object, so they are forgotten with it. */
const keyBytes = new WeakMap<KeyObject, KeyBytes>();

export function bytesOf(key: SealingKey): KeyBytes {
  if (!(key instanceof KeyObject)) return key;
  const known = keyBytes.get(key);
  if (known !== undefined) return known;
  const data = key.export();
  const bytes = { data, tag: expand(extract('', data), TAG_INFO).subarray(0, 32) };
  keyBytes.set(key, bytes);
  return bytes;
}

/** Key and commitment from a record's opening. */
function derive(opening: Uint8Array): { readonly encryptionKey: KeyObject; readonly commitment: string } {
  const okm = expand(opening, RECORD_INFO);
  return { encryptionKey: createSecretKey(okm.subarray(0, 32)), commitment: okm.toString('base64', 32) };
}

/** Texts without lone surrogates, and a number: the engine's own writer says the same as `canonical`. */
function associated({ id, type, version, stream, subject }: SealedIdentity): Buffer {
  return Buffer.from(JSON.stringify([id, type, version, stream, subject ?? null]), 'utf8');
}

/** Base64 in its one strict form: another spelling of the same bytes is another record. */
function bytes(base64: string): Buffer {
  const decoded = Buffer.from(base64, 'base64');
  return decoded.toString('base64') === base64 ? decoded : Buffer.alloc(0);
}

/** Two spellings of one instant differ in trailing zeros of the fraction only, for `Instant` is in UTC already. */
function plainInstant(instant: Instant): string {
  return instant.includes('.') ? instant.replace(/\.?0*Z$/, 'Z') : instant;
}

/** CloudEvents 1.0 §3.1: every attribute value has one string form; binary mode sends nothing else. */
function asCloudEventsStrings(
  extensions: NonNullable<TaggedContent['extensions']>,
): { [name: string]: string } | undefined {
  const strings: { [name: string]: string } = {};
  let count = 0;
  for (const name of Object.keys(extensions)) {
    if (name === 'traceparent' || name === 'tracestate') continue;
    strings[name] = String(extensions[name]);
    count++;
  }
  return count === 0 ? undefined : strings;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
