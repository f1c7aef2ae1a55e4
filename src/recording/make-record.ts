/** From a prepared event and the keys to the record's bytes: what is personal is sealed, what is open is salted and hashed, the rest is the header. Pure. */

import type { SplitData } from '../catalogue/split.js';
import { MAX_RECORD_BYTES } from '../log/event-log.js';
import { canonical, canonicalBytes, canonicalInOrder, type Json } from '../record/canonical.js';
import { bodyDigest } from '../record/digest.js';
import type { Instant, Pseudonym, StreamName } from '../record/ids.js';
import { type FieldError, LedgerError } from '../record/ledger-error.js';
import type { NewRecord, RecordHeader, Sealed } from '../record/record.js';
import { contentTagOf, type SealingKey, sealText } from '../vault/seal.js';
import { groupsKeyId } from '../vault/vault.js';
import type { Prepared } from './prepare.js';
import { withPseudonyms } from './references.js';

/** Whose record it is. Without a data key (an erased person of whom the ledger itself records something) nothing personal is kept. */
export interface SubjectKey {
  readonly pseudonym: Pseudonym;
  readonly dataKey: SealingKey | null;
  readonly fenced: boolean;
}

/** What a record needs beyond its event. */
export interface Circumstances {
  readonly actor: string;
  readonly recordedAt: Instant;
  readonly subject: SubjectKey | undefined;
  /** Key of tags for events about nobody. */
  readonly tagKey: SealingKey;
  /** Key of this year's group attributes; null where it is destroyed. */
  readonly groupsKey: SealingKey | null;
  readonly pseudonymOf: (reference: string) => string;
  /** 40 random bytes: 16 of salt, 12 for each nonce. */
  readonly random: Uint8Array;
}

export interface Made {
  readonly record: NewRecord;
  readonly stream: StreamName;
  readonly warnings: readonly FieldError[];
}

export const RANDOM_BYTES = 40;

const BODY = Buffer.from('{"data":');

/** @throws LedgerError `too-large` beyond 1,000,000 bytes · `invalid` where no stream can be named */
export function makeRecord(prepared: Prepared, circumstances: Circumstances): Made {
  const { fact, definition, data, id } = prepared;
  const { subject, recordedAt, random } = circumstances;
  const split = definition.split(withPseudonyms(definition, data, circumstances.pseudonymOf));
  const stream = definition.streamOf(data, subject?.pseudonym);
  const identity = {
    id,
    type: definition.type,
    version: definition.version,
    stream,
    ...(subject && { subject: subject.pseudonym }),
  };
  const salt = random.subarray(0, 16);
  const personal = personalFields(split, prepared, subject);
  const sealed = personal === null ? undefined : sealPersonal(personal, circumstances, identity);
  const sealedGroups = sealGroups(split, circumstances, identity);
  const discarded = sealed === undefined && personal !== null;
  // In canonical order, which only the names of extensions are not.
  const header = {
    actor: circumstances.actor,
    bodyDigest: bodyDigest(salt, split.open),
    causationId: fact.causationid,
    contentTag: tagOf(prepared, split, subject?.pseudonym, subject?.dataKey ?? circumstances.tagKey),
    correlationId: fact.correlationid,
    eventId: fact.id,
    extensions: subject === undefined && hasMembers(fact.extensions) ? fact.extensions : undefined,
    fenced: discarded ? true : undefined,
    format: 1,
    id,
    occurredAt: fact.time ?? recordedAt,
    recordedAt,
    sealed,
    sealedGroups,
    sequence: fact.sequence,
    source: fact.source,
    stream,
    subject: subject?.pseudonym,
    timeAbsent: fact.time === undefined ? true : undefined,
    traceparent: fact.traceparent,
    type: definition.type,
    version: definition.version,
  } satisfies { readonly [Member in keyof Required<RecordHeader>]: RecordHeader[Member] | undefined };
  const text = canonicalInOrder(header);
  const record: NewRecord = {
    id,
    contentTag: header.contentTag,
    header: Buffer.from(header.extensions === undefined ? text : canonical(JSON.parse(text)), 'utf8'),
    body: Buffer.concat([BODY, split.open, Buffer.from(`,"salt":"${Buffer.from(salt).toString('hex')}"}`)]),
  };
  const size = record.header.length + record.body.length;
  if (size > MAX_RECORD_BYTES)
    throw new LedgerError('too-large', `The record would have ${size} bytes; at most ${MAX_RECORD_BYTES} are taken.`);
  return { record, stream, warnings: discarded ? [...prepared.warnings, DISCARDED] : prepared.warnings };
}

/** The content tag of an event under the key of the record that has its id: equal tags, equal content. */
export function tagOf(
  { fact }: Prepared,
  split: Pick<SplitData, 'whole'>,
  subject: Pseudonym | undefined,
  key: SealingKey,
): string {
  const { type, time, dataschema, correlationid, causationid, sequence } = fact;
  const extensions = {
    ...fact.extensions,
    ...(correlationid !== undefined && { correlationid }),
    ...(causationid !== undefined && { causationid }),
    ...(sequence !== undefined && { sequence }),
  };
  return contentTagOf(key, { type, subject, time, dataschema, extensions }, split.whole);
}

const DISCARDED: FieldError = {
  pointer: '/subject',
  detail:
    'This consumer was erased and has not come back: the personal fields and extension attributes were discarded. consent.given or subject.reauthorised lifts this.',
};

/** Unknown extension attributes of an event about a person may say anything about them: they are sealed with the personal fields. */
function personalFields(
  { personal }: SplitData,
  { fact }: Prepared,
  subject: SubjectKey | undefined,
): Uint8Array | null {
  if (subject === undefined || !hasMembers(fact.extensions)) return personal;
  const fields: Record<string, Json> = personal === null ? {} : JSON.parse(Buffer.from(personal).toString());
  for (const [name, value] of Object.entries(fact.extensions)) fields[`/extensions/${name}`] = value;
  return canonicalBytes(fields);
}

type Identity = Pick<RecordHeader, 'id' | 'type' | 'version' | 'stream' | 'subject'>;

function sealPersonal(
  personal: Uint8Array,
  { subject, random }: Circumstances,
  identity: Identity,
): Sealed | undefined {
  if (subject === undefined)
    throw new LedgerError('invalid', 'An event with personal fields needs a subject.', [
      { pointer: '/subject', detail: 'Is required where personal fields are sent.' },
    ]);
  if (subject.fenced || subject.dataKey === null) return undefined;
  return sealText(subject.dataKey, subject.pseudonym, identity, personal, random.subarray(16, 28));
}

function sealGroups(
  { groups }: SplitData,
  { groupsKey, recordedAt, random }: Circumstances,
  identity: Identity,
): Sealed | undefined {
  if (groupsKey === null || groups === null) return undefined;
  return sealText(groupsKey, groupsKeyId(Number(recordedAt.slice(0, 4))), identity, groups, random.subarray(28, 40));
}

function hasMembers(value: object): boolean {
  for (const _ in value) return true;
  return false;
}
