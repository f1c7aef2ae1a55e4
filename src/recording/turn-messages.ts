/** What a turn says to the thread that judges and seals it, and what that answers: columns and flat bytes, for an object for each event would cost more than it saves. */
import type { Instant, Pseudonym, RecordId, StreamName } from '../record/ids.js';
import { type ErrorCode, type FieldError, LedgerError } from '../record/ledger-error.js';
import { bytesOf, type KeyBytes, type SealingKey } from '../vault/seal.js';
import type { Made, SubjectKey } from './make-record.js';
import { type PackedSlices, packSlices, unpackSlices } from './packed-slices.js';
import type { Authority } from './prepare.js';
import type { Unread, UnreadLine } from './sent-events.js';
import type { Judged, ToMake } from './turn.js';

export type ToPreparer =
  | { readonly kind: 'judge'; readonly turn: number; readonly by: Authority; readonly unread: PackedUnread }
  | ({ readonly kind: 'make'; readonly turn: number } & Ingredients)
  | { readonly kind: 'release'; readonly turn: number };

export type FromPreparer =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'judged';
      readonly turn: number;
      readonly eventIds: readonly (string | null)[];
      readonly judged: PackedJudged;
    }
  | { readonly kind: 'made'; readonly turn: number; readonly records: PackedMade }
  | { readonly kind: 'failed'; readonly turn: number; readonly detail: string };

/** What records are made of, besides their events. */
export interface Ingredients {
  /** Of the events in their turn. */
  readonly indexes: readonly number[];
  readonly keys: PackedKeys;
  readonly actor: string;
  readonly recordedAt: Instant;
  readonly pseudonyms: ReadonlyMap<string, string>;
  readonly random: Uint8Array;
}

export interface PackedUnread {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Elements of a batch. */
  readonly slices?: PackedSlices;
  /** Lines: how many of the bytes each has, and how many it was sent with. */
  readonly lengths?: readonly number[];
  readonly sizes?: readonly number[];
}

interface PackedJudged {
  readonly ids: readonly string[];
  readonly subjects: readonly (string | undefined)[];
  /** By index, where there are any. */
  readonly references: ReadonlyMap<number, readonly string[]>;
  readonly groups: ReadonlySet<number>;
  readonly liftsFence: ReadonlySet<number>;
  readonly refused: readonly Refusal[];
}

interface PackedMade {
  /** Header and body of each, one behind the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lengths: readonly number[];
  readonly streams: readonly string[];
  readonly contentTags: readonly string[];
  readonly warnings: ReadonlyMap<number, readonly FieldError[]>;
  readonly refused: readonly Refusal[];
}

interface PackedKeys {
  /** Of each item. */
  readonly pseudonyms: readonly (Pseudonym | undefined)[];
  /** 1: it has a key · 2: fenced. */
  readonly states: Uint8Array;
  /** Data key and tag key of each item, then the tag key of events about nobody and the groups key, 64 bytes each. */
  readonly bytes: Uint8Array;
}

interface Refusal {
  readonly index: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors: readonly FieldError[];
}

const KEY_BYTES = 64;
const HAS_KEY = 1;
const FENCED = 2;
const NO_WARNINGS: readonly FieldError[] = [];
const NO_REFERENCES: readonly string[] = [];

export function packUnread(unread: Unread): PackedUnread {
  if (unread.form === 'lines') {
    const lengths = unread.lines.map(({ bytes }) => bytes.length);
    const bytes = joined(unread.lines.map(({ bytes }) => bytes));
    return { bytes, lengths, sizes: unread.lines.map(({ size }) => size) };
  }
  const { body, slices } = unread;
  const from = slices[0]?.start ?? 0;
  return { bytes: joined([body.subarray(from, slices.at(-1)?.end ?? from)]), slices: packSlices(slices, from) };
}

export function unpackUnread({ bytes, slices, lengths = [], sizes = [] }: PackedUnread): Unread {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (slices !== undefined) return { form: 'elements', body, slices: unpackSlices(slices) };
  let at = 0;
  const lines = lengths.map((length, index): UnreadLine => {
    at += length;
    return { bytes: body.subarray(at - length, at), size: sizes[index] ?? length };
  });
  return { form: 'lines', lines };
}

export function packJudged(judged: readonly (Judged | LedgerError)[]): PackedJudged {
  const references = new Map<number, readonly string[]>();
  const groups = new Set<number>();
  const liftsFence = new Set<number>();
  for (const [index, one] of judged.entries()) {
    if (one instanceof LedgerError) continue;
    if (one.references.length > 0) references.set(index, one.references);
    if (one.groups) groups.add(index);
    if (one.liftsFence) liftsFence.add(index);
  }
  return {
    ids: judged.map((one) => (one instanceof LedgerError ? '' : one.id)),
    subjects: judged.map((one) => (one instanceof LedgerError ? undefined : one.subject)),
    references,
    groups,
    liftsFence,
    refused: refusalsAmong(judged),
  };
}

export function unpackJudged(packed: PackedJudged): readonly (Judged | LedgerError)[] {
  const judged = packed.ids.map((id, index): Judged | LedgerError => ({
    id: id as RecordId,
    subject: packed.subjects[index],
    pseudonym: undefined,
    references: packed.references.get(index) ?? NO_REFERENCES,
    groups: packed.groups.has(index),
    liftsFence: packed.liftsFence.has(index),
  }));
  return withRefusals(judged, packed.refused);
}

export function packKeys(items: readonly ToMake[], tagKey: SealingKey, groupsKey: SealingKey | null): PackedKeys {
  const bytes = new Uint8Array(KEY_BYTES * (items.length + 2));
  const states = new Uint8Array(items.length + 2);
  const put = (index: number, key: SealingKey | null, fenced: boolean): void => {
    states[index] = (key === null ? 0 : HAS_KEY) | (fenced ? FENCED : 0);
    if (key === null) return;
    const { data, tag } = bytesOf(key);
    bytes.set(data, KEY_BYTES * index);
    bytes.set(tag, KEY_BYTES * index + KEY_BYTES / 2);
  };
  for (const [index, { subject }] of items.entries())
    if (subject !== undefined) put(index, subject.dataKey, subject.fenced);
  put(items.length, tagKey, false);
  put(items.length + 1, groupsKey, false);
  return { pseudonyms: items.map(({ subject }) => subject?.pseudonym), states, bytes };
}

/** @returns of each item whose it is, and the two keys that all have in common */
export function unpackKeys({ pseudonyms, states, bytes }: PackedKeys) {
  const keyAt = (index: number): KeyBytes | null => {
    const [at, middle] = [KEY_BYTES * index, KEY_BYTES * index + KEY_BYTES / 2];
    const key = { data: bytes.subarray(at, middle), tag: bytes.subarray(middle, at + KEY_BYTES) };
    return ((states[index] ?? 0) & HAS_KEY) === 0 ? null : key;
  };
  const subjects = pseudonyms.map((pseudonym, index): SubjectKey | undefined => {
    const fenced = ((states[index] ?? 0) & FENCED) !== 0;
    return pseudonym && { pseudonym, dataKey: keyAt(index), fenced };
  });
  const tagKey = keyAt(pseudonyms.length);
  if (tagKey === null) throw new LedgerError('internal');
  return { subjects, tagKey, groupsKey: keyAt(pseudonyms.length + 1) };
}

export function packMade(made: readonly (Made | LedgerError)[]): PackedMade {
  const records = made.map((one) => (one instanceof LedgerError ? undefined : one.record));
  const parts = records.flatMap((record) => (record === undefined ? [EMPTY, EMPTY] : [record.header, record.body]));
  const warnings = new Map<number, readonly FieldError[]>();
  for (const [index, one] of made.entries())
    if (!(one instanceof LedgerError) && one.warnings.length > 0) warnings.set(index, one.warnings);
  return {
    bytes: joined(parts),
    lengths: parts.map(({ length }) => length),
    streams: made.map((one) => (one instanceof LedgerError ? '' : one.stream)),
    contentTags: records.map((record) => record?.contentTag ?? ''),
    warnings,
    refused: refusalsAmong(made),
  };
}

/** @param ids of the records, in order */
export function unpackMade(packed: PackedMade, ids: readonly RecordId[]): readonly (Made | LedgerError)[] {
  const { bytes, lengths, contentTags, warnings } = packed;
  let at = 0;
  const take = (length = 0): Uint8Array => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const made = packed.streams.map((stream, index): Made | LedgerError => {
    const [header, body] = [take(lengths[2 * index]), take(lengths[2 * index + 1])];
    const [id, contentTag] = [ids[index] ?? ('' as RecordId), contentTags[index] ?? ''];
    return {
      record: { id, contentTag, header, body },
      stream: stream as StreamName,
      warnings: warnings.get(index) ?? NO_WARNINGS,
    };
  });
  return withRefusals(made, packed.refused);
}

const EMPTY = new Uint8Array();

function refusalsAmong(all: readonly unknown[]): readonly Refusal[] {
  return all.flatMap((one, index) =>
    one instanceof LedgerError ? [{ index, code: one.code, detail: one.message, errors: one.errors }] : [],
  );
}

function withRefusals<T>(all: (T | LedgerError)[], refused: readonly Refusal[]): readonly (T | LedgerError)[] {
  for (const { index, code, detail, errors } of refused) all[index] = new LedgerError(code, detail, errors);
  return all;
}

/** In memory of its own, which can move to another thread. */
function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
