/**
 * A record as the data of one event: `1 ‖ id (16 bytes) ‖ length of the header (4 bytes, big-endian) ‖ header ‖ body`. Nothing stands in the event's
 * metadata, because the client parses what it can as JSON there, and bytes that are hashed must come back as they went.
 */
import type { Position, RecordId, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { CommittedRecord, NewRecord } from '../../record/record.js';
import { uuid, writeUuid } from '../embedded/log-file.js';
import type { ServerEvent } from './read-call.js';

export const RECORD_TYPE = 'record';

const FORMAT = 1;
const HEADER_AT = 21;
/** What the server counts of an event beyond its data: its type in UTF-16 and its id. */
const EVENT_BYTES = 2 * RECORD_TYPE.length + 16;

export function frame({ id, header, body }: NewRecord): Uint8Array {
  const bytes = Buffer.allocUnsafe(HEADER_AT + header.length + body.length);
  bytes[0] = FORMAT;
  writeUuid(id, bytes, 1);
  bytes.writeUInt32BE(header.length, 17);
  bytes.set(header, HEADER_AT);
  bytes.set(body, HEADER_AT + header.length);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** What the server counts for a record against the size of one append. */
export function framedSize({ header, body }: NewRecord): number {
  return EVENT_BYTES + HEADER_AT + header.length + body.length;
}

/** What somebody else wrote into one of our streams becomes a record that cannot be decoded: it must not pass unseen. */
export function unframe(event: ServerEvent, prefix: string): CommittedRecord {
  const { data } = event;
  const place = {
    position: positionOf(event),
    stream: event.streamId.slice(prefix.length) as StreamName,
    revision: event.revision,
  };
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
  const body = bytes.length >= HEADER_AT ? HEADER_AT + bytes.readUInt32BE(17) : Number.POSITIVE_INFINITY;
  if (event.type !== RECORD_TYPE || bytes[0] !== FORMAT || body > bytes.length)
    return { ...place, id: event.id as RecordId, header: data, body: new Uint8Array() };
  return {
    ...place,
    id: uuid(bytes.toString('hex', 1, 17)),
    header: data.subarray(HEADER_AT, body),
    body: data.subarray(body),
  };
}

/** @throws LedgerError `corrupt` where the position is beyond what a number can say exactly, 9 PB into the log */
export function positionOf(event: { readonly position: number }): Position {
  if (event.position > Number.MAX_SAFE_INTEGER)
    throw new LedgerError('corrupt', `The server gave the position ${event.position}, which this service cannot hold.`);
  return event.position as Position;
}
