/** Reads of one stream, of single events, and of the log's end. */
import type { Position, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { CommittedRecord } from '../../record/record.js';
import type { StreamRange } from '../event-log.js';
import { type Connection, isStreamMissing, persistently } from './connection.js';
import { PACK_RECORDS, placeOf, positionAt, type StoredRecord, UNNUMBERED, unpack } from './pack.js';
import type { Places } from './places.js';
import { collect, type ServerEvent } from './read-call.js';

const PAGE_EVENTS = 500;
const PAGE_BYTES = 1_048_576;
/** Events read in one call from the log's end backwards while looking for one of ours. */
const BACKWARD_EVENTS = 64;

/**
 * @param places null where this instance has none
 * @throws LedgerError `corrupt` where revisions are missing: somebody took events away
 */
export async function* readStream(
  connection: Connection,
  stream: StreamName,
  range: StreamRange,
  places: Places | null,
): AsyncGenerator<readonly CommittedRecord[]> {
  const backwards = range.direction === 'backwards';
  const step = backwards ? -1 : 1;
  const from = range.from ?? (backwards ? Number.POSITIVE_INFINITY : 0);
  const to = range.to ?? (backwards ? 0 : Number.POSITIVE_INFINITY);
  let left = range.limit ?? Number.POSITIVE_INFINITY;
  let next = range.from === undefined ? null : await eventOf(connection, stream, range.from);
  let expected = backwards ? null : from;
  while (left > 0) {
    const count = Math.min(left, PAGE_EVENTS);
    const events = await streamEvents(connection, stream, next, count, backwards);
    const page: CommittedRecord[] = [];
    let within = true;
    for (const record of events.flatMap((event) => recordsOf(event, connection, backwards))) {
      const { revision } = record.revision === UNNUMBERED ? { revision: expected ?? record.event } : record;
      if ((revision - from) * step < 0) continue;
      within = (revision - to) * step <= 0 && page.length < left;
      if (!within) break;
      if (expected !== null && revision !== expected) throw missingRevision(stream, expected);
      page.push({ ...record, revision });
      expected = record.revision === UNNUMBERED && expected === null ? null : revision + step;
    }
    if (page.length > 0) yield page;
    left -= page.length;
    const last = events.at(-1);
    if (last === undefined && next === null && (places?.tail(stream).event ?? -1) >= 0)
      throw missingRevision(stream, 0);
    if (!within || last === undefined) return;
    if (events.length < count && events.reduce(bytesOf, 0) < PAGE_BYTES) {
      if (backwards && range.to === undefined && expected !== null && expected >= 0)
        throw missingRevision(stream, expected);
      return;
    }
    next = last.revision + step;
    if (next < 0) return;
  }
}

/** @returns the number of the stream's last event, -1 where the stream does not exist */
export async function lastEvent(connection: Connection, stream: StreamName): Promise<number> {
  const [last] = await streamEvents(connection, stream, null, 1, true);
  return last?.revision ?? -1;
}

/** The number of the event that holds a revision, or of the last one where the stream ends before it. */
async function eventOf(connection: Connection, stream: StreamName, revision: number): Promise<number> {
  // No event holds less than one record, and most hold one.
  let [low, high] = [Math.floor(revision / PACK_RECORDS), revision];
  for (let middle = high; low < high; middle = Math.ceil((low + high) / 2)) {
    const [event] = await streamEvents(connection, stream, middle, 1, false);
    const first = event && unpack(event, connection.prefix)[0]?.revision;
    if (first !== undefined && first <= revision) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The records of the event at a place of the server's log that is known to hold one of ours. @throws LedgerError `missing` */
export async function recordsAt(connection: Connection, place: number): Promise<readonly StoredRecord[]> {
  const [event] = await persistently(() => connection.call((client) => collect(client, { from: place, count: 1 })));
  if (event?.position !== place || !isRecord(event, connection)) throw missing(positionAt(place));
  return unpack(event, connection.prefix);
}

/** @throws LedgerError `missing` */
export async function recordAt(connection: Connection, position: Position): Promise<StoredRecord> {
  const records = await recordsAt(connection, placeOf(position));
  const record = records.find((one) => one.position === position);
  if (record === undefined) throw missing(position);
  return record;
}

export function missing(position: Position): LedgerError {
  return new LedgerError('missing', `No record of this log stands at position ${position}.`);
}

/** The position of the last of our records, null where there is none; `known` is a position below which nobody need look. */
export async function lastPosition(connection: Connection, known: Position | null): Promise<Position | null> {
  const least = known ?? (await connection.origin()) ?? -1;
  for await (const event of backwards(connection)) {
    if (positionAt(event.position) <= least) return known;
    if (isRecord(event, connection)) return positionAt(event.position);
  }
  return null;
}

/** Our records from the end backwards. */
export async function* recordsBackwards(connection: Connection): AsyncGenerator<CommittedRecord> {
  const least = (await connection.origin()) ?? -1;
  for await (const event of backwards(connection)) {
    if (positionAt(event.position) <= least) return;
    if (isRecord(event, connection)) yield* recordsOf(event, connection, true);
  }
}

function recordsOf(event: ServerEvent, { prefix }: Connection, backwards: boolean): readonly StoredRecord[] {
  const records = unpack(event, prefix);
  return backwards ? records.toReversed() : records;
}

function isRecord({ streamId, type }: ServerEvent, { prefix }: Connection): boolean {
  return streamId.startsWith(prefix) && !type.startsWith('$');
}

async function* backwards(connection: Connection): AsyncGenerator<ServerEvent> {
  let from: number | 'end' = 'end';
  for (let count = 1; ; count = Math.min(count * 4, BACKWARD_EVENTS)) {
    const request = { from, backwards: true, count };
    const page: readonly ServerEvent[] = await persistently(() =>
      connection.call((client) => collect(client, request, PAGE_BYTES)),
    );
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    from = last.position;
  }
}

async function streamEvents(
  { call, prefix }: Connection,
  stream: StreamName,
  from: number | null,
  count: number,
  backwards: boolean,
): Promise<readonly ServerEvent[]> {
  const request = { stream: prefix + stream, from: from ?? (backwards ? 'end' : 'start'), backwards, count } as const;
  return persistently(async () => {
    try {
      return await call((client) => collect(client, request, PAGE_BYTES));
    } catch (error) {
      if (isStreamMissing(error)) return [];
      throw error;
    }
  });
}

function bytesOf(sum: number, { data }: ServerEvent): number {
  return sum + data.length;
}

function missingRevision(stream: StreamName, revision: number): LedgerError {
  return new LedgerError(
    'corrupt',
    `The stream ${stream} lacks revision ${revision}: events were taken away in EventStoreDB.`,
  );
}
