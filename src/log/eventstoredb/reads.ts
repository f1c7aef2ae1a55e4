/** Reads of one stream, of single events, and of the log's end. */
import type { Position, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { CommittedRecord } from '../../record/record.js';
import type { StreamRange } from '../event-log.js';
import { type Connection, isStreamMissing, persistently } from './connection.js';
import { positionOf, unframe } from './framed-record.js';
import { collect, type ServerEvent } from './read-call.js';

const PAGE_RECORDS = 500;
const PAGE_BYTES = 1_048_576;
/** Events read in one call from the log's end backwards while looking for one of ours. */
const BACKWARD_EVENTS = 64;

/** @throws LedgerError `corrupt` where revisions are missing: somebody took events away */
export async function* readStream(
  connection: Connection,
  stream: StreamName,
  range: StreamRange = {},
): AsyncGenerator<readonly CommittedRecord[]> {
  const backwards = range.direction === 'backwards';
  const step = backwards ? -1 : 1;
  let next: number | null = range.from ?? (backwards ? null : 0);
  let left = range.limit ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const from: number | null = next;
    const count = Math.min(left, PAGE_RECORDS);
    const page = await streamPage(connection, stream, from, count, backwards);
    let expected = backwards ? page[0]?.revision : (from ?? 0);
    const records: CommittedRecord[] = [];
    for (const record of page) {
      if (range.to !== undefined && (record.revision - range.to) * step > 0) break;
      if (record.revision !== expected) throw missingRevision(stream, expected ?? 0);
      records.push(record);
      expected += step;
    }
    if (records.length > 0) yield records;
    const last = records.at(-1);
    if (last === undefined || records.length < page.length) return;
    if (page.length < count && page.reduce(bytesOf, 0) < PAGE_BYTES) {
      if (backwards && range.to === undefined && last.revision > 0) throw missingRevision(stream, last.revision - 1);
      return;
    }
    left -= records.length;
    next = last.revision + step;
    if (next < 0) return;
  }
}

/** @returns -1 where the stream does not exist */
export async function lastRevision(connection: Connection, stream: StreamName): Promise<number> {
  const [last] = await streamPage(connection, stream, null, 1, true);
  return last?.revision ?? -1;
}

/** The event at a position that is known to hold one. @throws LedgerError `missing` */
export async function eventAt(connection: Connection, position: Position): Promise<ServerEvent> {
  const [event] = await persistently(() => connection.call((client) => collect(client, { from: position, count: 1 })));
  if (event === undefined || positionOf(event) !== position || !event.streamId.startsWith(connection.prefix))
    throw new LedgerError('missing', `No record of this log stands at position ${position}.`);
  return event;
}

export async function recordAt(connection: Connection, position: Position): Promise<CommittedRecord> {
  return unframe(await eventAt(connection, position), connection.prefix);
}

/** The position of the last of our events, null where there is none; `known` is a position below which nobody need look. */
export async function lastPosition(connection: Connection, known: Position | null): Promise<Position | null> {
  const least = known ?? (await connection.origin()) ?? -1;
  for await (const event of backwards(connection)) {
    if (positionOf(event) <= least) return known;
    if (isRecord(event, connection)) return positionOf(event);
  }
  return null;
}

/** Our records from the end backwards, a page at a time. */
export async function* recordsBackwards(connection: Connection): AsyncGenerator<CommittedRecord> {
  const least = (await connection.origin()) ?? -1;
  for await (const event of backwards(connection)) {
    if (positionOf(event) <= least) return;
    if (isRecord(event, connection)) yield unframe(event, connection.prefix);
  }
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
    from = positionOf(last);
  }
}

async function streamPage(
  { call, prefix }: Connection,
  stream: StreamName,
  from: number | null,
  count: number,
  backwards: boolean,
): Promise<CommittedRecord[]> {
  const request = { stream: prefix + stream, from: from ?? (backwards ? 'end' : 'start'), backwards, count } as const;
  return persistently(async () => {
    try {
      const events = await call((client) => collect(client, request, PAGE_BYTES));
      return events.map((event) => unframe(event, prefix));
    } catch (error) {
      if (isStreamMissing(error)) return [];
      throw error;
    }
  });
}

function bytesOf(sum: number, record: CommittedRecord): number {
  return sum + record.header.length + record.body.length;
}

function missingRevision(stream: StreamName, revision: number): LedgerError {
  return new LedgerError(
    'corrupt',
    `The stream ${stream} lacks revision ${revision}: events were taken away in EventStoreDB.`,
  );
}
