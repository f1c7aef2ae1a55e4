/**
 * The stored record, format 1. It is for ever: no later release may change the bytes of a record that exists.
 * A record is two byte strings: the canonical header, whose SHA-256 is the record's digest and its leaf, and the canonical body.
 */
import { canonicalBytes, type Json, type JsonObject } from './canonical.js';
import type { Instant, Position, Pseudonym, RecordId, StreamName } from './ids.js';
import { LedgerError } from './ledger-error.js';

/** Fields encrypted with AES-256-GCM under a key derived per record. Byte strings are base64; `commitment` binds the key (key commitment). */
export interface Sealed {
  /** Whose key: the subject's pseudonym, or `groups-<year>` for group attributes. */
  readonly kid: string;
  readonly nonce: string;
  /** Ciphertext and 16-byte tag, of the canonical map from JSON pointer (into `data`) to value. */
  readonly ciphertext: string;
  readonly commitment: string;
}

export interface RecordHeader {
  readonly format: 1;
  readonly id: RecordId;
  /** The producer's own id, at most 256 characters. */
  readonly eventId: string;
  readonly type: string;
  readonly version: number;
  readonly stream: StreamName;
  readonly occurredAt: Instant;
  /** The event had no `time`; `occurredAt` equals `recordedAt`. */
  readonly timeAbsent?: true;
  readonly recordedAt: Instant;
  readonly source: string;
  /** Id of the token that sent it. */
  readonly actor: string;
  readonly subject?: Pseudonym;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  readonly sequence?: string | number;
  /** Unknown extension attributes of an event about nobody; those of a subject's event are sealed under the pointer `/extensions/<name>`. */
  readonly extensions?: { readonly [name: string]: string | number | boolean };
  /** Personal fields were discarded, because the reference had been erased. */
  readonly fenced?: true;
  /** HMAC-SHA256 over the event's content, lowercase hexadecimal; see `vault/seal.ts`. */
  readonly contentTag: string;
  /** SHA-256(salt ‖ canonical(data)), lowercase hexadecimal. */
  readonly bodyDigest: string;
  readonly sealed?: Sealed;
  readonly sealedGroups?: Sealed;
}

export interface RecordBody {
  /** 16 random bytes, lowercase hexadecimal; gone where fields were taken away (redaction.ts). */
  readonly salt?: string;
  /** The open fields, as sent. */
  readonly data: JsonObject;
  /** The fields that were taken away, as JSON pointers into `data`. */
  readonly redacted?: readonly string[];
}

/** What is given to the log: the canonical bytes as they were hashed. */
export interface NewRecord {
  readonly id: RecordId;
  /** Equals `header.contentTag`; a log compares it where the id exists already. */
  readonly contentTag: string;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

/** What a log gives back. */
export interface CommittedRecord {
  readonly position: Position;
  readonly stream: StreamName;
  /** Counted from 0 within the stream. */
  readonly revision: number;
  readonly id: RecordId;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

/** A committed record whose parts may come as the text whose UTF-8 they are. */
export interface ReadableRecord extends Omit<CommittedRecord, 'header' | 'body'> {
  readonly header: Uint8Array | string;
  readonly body: Uint8Array | string;
}

/** A committed record, read. */
export interface StoredRecord {
  readonly position: Position;
  readonly revision: number;
  readonly header: RecordHeader;
  readonly body: RecordBody;
}

/** The bytes of a record, ready for the log. */
export function encodeRecord(header: RecordHeader, body: RecordBody): NewRecord {
  return {
    id: header.id,
    contentTag: header.contentTag,
    header: canonicalBytes(header as unknown as Json),
    body: canonicalBytes(body as unknown as Json),
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads stored bytes. It trusts what this product wrote and checks form only as far as reading needs; verification (`proof/`) checks every byte.
 * @throws LedgerError `corrupt` where the bytes are not a record of a known format
 */
export function decodeRecord(committed: CommittedRecord): StoredRecord {
  const { position, revision } = committed;
  return { position, revision, header: decodeHeader(committed), body: decodeBody(committed) };
}

/** The header alone, for readers that do not need the body. */
export function decodeHeader(committed: Pick<ReadableRecord, 'position' | 'header'>): RecordHeader {
  const header = parse(committed.header, committed.position, 'header') as RecordHeader;
  if (header.format !== 1)
    throw new LedgerError('corrupt', `The record at position ${committed.position} has an unknown format.`);
  return header;
}

/** The header's text, not parsed. @throws LedgerError `corrupt` where its bytes are not UTF-8 */
export function headerText({ position, header }: Pick<ReadableRecord, 'position' | 'header'>): string {
  return textOf(header, position, 'header');
}

/** The body's text, not parsed. @throws LedgerError `corrupt` where its bytes are not UTF-8 */
export function bodyText({ position, body }: Pick<ReadableRecord, 'position' | 'body'>): string {
  return textOf(body, position, 'body');
}

/** The body alone. */
export function decodeBody(committed: Pick<ReadableRecord, 'position' | 'body'>): RecordBody {
  return parse(committed.body, committed.position, 'body') as RecordBody;
}

function parse(stored: Uint8Array | string, position: Position, part: string): unknown {
  const text = textOf(stored, position, part);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notJson(position, part, cause);
  }
}

function textOf(stored: Uint8Array | string, position: Position, part: string): string {
  try {
    return typeof stored === 'string' ? stored : utf8.decode(stored);
  } catch (cause) {
    throw notJson(position, part, cause);
  }
}

function notJson(position: Position, part: string, cause: unknown): LedgerError {
  return new LedgerError('corrupt', `The ${part} of the record at position ${position} is not JSON.`, [], { cause });
}
