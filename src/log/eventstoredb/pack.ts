/**
 * Records of one stream as the data of one event: `2 ‖ revision of the first (6 bytes)`, then for each record `id (16 bytes) ‖ length of its header (4) ‖
 * length of its body (4) ‖ header ‖ body`, numbers big-endian. The server takes many times as long over an event as over its bytes, written and read, so what
 * is appended to one stream together goes into few events. Nothing stands in an event's metadata, because the client parses what it can as JSON there, and
 * bytes that are hashed must come back as they went.
 */
import type { Position, RecordId, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { CommittedRecord, NewRecord } from '../../record/record.js';
import { uuidText, writeUuid } from '../../record/uuid.js';
import type { ServerEvent } from './read-call.js';

/** A record of the log, and the event that holds it. */
export interface StoredRecord extends CommittedRecord {
  /** The event's number in its stream, counted from 0. */
  readonly event: number;
  readonly eventId: string;
}

export const PACK_TYPE = 'records';
/** Of an event that is none of ours: it has no revision among records. */
export const UNNUMBERED = -1;

/** Positions that each event of the server's log has room for; so each position tells by itself which event holds its record. */
export const PACK_RECORDS = 64;
/** Whoever wants one record reads its whole event. */
const PACK_BYTES = 65_536;

const FORMAT = 2;
const PACK_HEAD = 7;
const RECORD_HEAD = 24;
/** What the server counts of an event beyond its data: its type in UTF-16 and its id. */
const EVENT_BYTES = 2 * PACK_TYPE.length + 16;

/** What the server counts for a record against the size of one append, at most: as if it had an event of its own. */
export function packedSize({ header, body }: NewRecord): number {
  return EVENT_BYTES + PACK_HEAD + RECORD_HEAD + header.length + body.length;
}

/** Records of one write, cut into what each event holds. */
export function inPacks(records: readonly NewRecord[]): readonly (readonly NewRecord[])[] {
  const packs: NewRecord[][] = [];
  let bytes = 0;
  for (const record of records) {
    const size = record.header.length + record.body.length;
    bytes += size;
    const pack = packs.at(-1);
    if (pack !== undefined && pack.length < PACK_RECORDS && bytes <= PACK_BYTES) pack.push(record);
    else {
      packs.push([record]);
      bytes = size;
    }
  }
  return packs;
}

/** @param first revision of the first record; the others follow it */
export function pack(records: readonly NewRecord[], first: number): Uint8Array {
  const size = records.reduce((sum, { header, body }) => sum + RECORD_HEAD + header.length + body.length, PACK_HEAD);
  const bytes = Buffer.allocUnsafe(size);
  bytes[0] = FORMAT;
  bytes.writeUIntBE(first, 1, 6);
  let at = PACK_HEAD;
  for (const { id, header, body } of records) {
    writeUuid(id, bytes, at);
    bytes.writeUInt32BE(header.length, at + 16);
    bytes.writeUInt32BE(body.length, at + 20);
    bytes.set(header, at + RECORD_HEAD);
    at += RECORD_HEAD + header.length;
    bytes.set(body, at);
    at += body.length;
  }
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The records of an event. What somebody else wrote into one of our streams becomes a record that cannot be decoded: it must not pass unseen. */
export function unpack(event: ServerEvent, prefix: string): readonly StoredRecord[] {
  const { data } = event;
  const last = positionAt(event.position);
  const stream = event.streamId.slice(prefix.length) as StreamName;
  const held = { stream, event: event.revision, eventId: event.id };
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
  const spans = event.type === PACK_TYPE ? spansOf(bytes) : null;
  if (spans === null) {
    const id = event.id as RecordId;
    return [{ ...held, position: last, revision: UNNUMBERED, id, header: data, body: new Uint8Array() }];
  }
  const first = bytes.readUIntBE(1, 6);
  return spans.map(({ start, body, end }, index) => ({
    ...held,
    position: (last - (spans.length - 1 - index)) as Position,
    revision: first + index,
    id: uuidText(bytes.subarray(start, start + 16)) as RecordId,
    header: data.subarray(start + RECORD_HEAD, body),
    body: data.subarray(body, end),
  }));
}

interface Span {
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** Where each record of a pack starts, where its body does, and where it ends; null where these bytes are no pack. */
function spansOf(bytes: Buffer): readonly Span[] | null {
  if (bytes[0] !== FORMAT || bytes.length <= PACK_HEAD) return null;
  const spans: Span[] = [];
  for (let start = PACK_HEAD; start < bytes.length; ) {
    if (start + RECORD_HEAD > bytes.length || spans.length === PACK_RECORDS) return null;
    const body = start + RECORD_HEAD + bytes.readUInt32BE(start + 16);
    const end = body + bytes.readUInt32BE(start + 20);
    if (end > bytes.length) return null;
    spans.push({ start, body, end });
    start = end;
  }
  return spans;
}

/**
 * The position of the last record of the event that was committed at `place`; the records before it have the positions before it.
 * @throws LedgerError `corrupt` where the position is beyond what a number can say exactly, 140 TB into the log
 */
export function positionAt(place: number): Position {
  const position = place * PACK_RECORDS;
  if (position > Number.MAX_SAFE_INTEGER)
    throw new LedgerError('corrupt', `The server gave the position ${place}, which this service cannot hold.`);
  return position as Position;
}

/** Where in the server's log the event stands that holds the record at a position. */
export function placeOf(position: Position): number {
  return Math.ceil(position / PACK_RECORDS);
}
