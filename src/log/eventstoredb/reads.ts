/** Reads of one stream, of single events, and of the log's end. */
import type { ReadPosition, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import type { Position, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { CommittedRecord } from '../../record/record.js';
import type { StreamRange } from '../event-log.js';
import { CALL_MILLISECONDS, NoAnswer } from './clients.js';
import { type Connection, isStreamMissing, persistently, type ServerEvent } from './connection.js';
import { positionOf, unframe } from './framed-record.js';

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
  const at = BigInt(position);
  const event = await persistently(async () => {
    const fromPosition: ReadPosition = { commit: at, prepare: at };
    return (await connection.call((client) => collect(client.readAll({ fromPosition, maxCount: 1 }))))[0];
  });
  if (event === undefined || positionOf(event) !== position || !event.streamId.startsWith(connection.prefix))
    throw new LedgerError('missing', `No record of this log stands at position ${position}.`);
  return event;
}

export async function recordAt(connection: Connection, position: Position): Promise<CommittedRecord> {
  return unframe(await eventAt(connection, position), connection.prefix);
}

/** The position of the last of our events, null where there is none; `known` is a position below which nobody need look. */
export async function lastPosition(connection: Connection, known: Position | null): Promise<Position | null> {
  const least = known ?? Number((await connection.origin()) ?? -1);
  for await (const event of backwards(connection)) {
    if (positionOf(event) <= least) return known;
    if (isRecord(event, connection)) return positionOf(event);
  }
  return null;
}

/** Our records from the end backwards, a page at a time. */
export async function* recordsBackwards(connection: Connection): AsyncGenerator<CommittedRecord> {
  const least = Number((await connection.origin()) ?? -1);
  for await (const event of backwards(connection)) {
    if (positionOf(event) <= least) return;
    if (isRecord(event, connection)) yield unframe(event, connection.prefix);
  }
}

function isRecord({ streamId, type }: ServerEvent, { prefix }: Connection): boolean {
  return streamId.startsWith(prefix) && !type.startsWith('$');
}

async function* backwards(connection: Connection): AsyncGenerator<ServerEvent> {
  let from: ReadPosition = 'end';
  for (let count = 1; ; count = Math.min(count * 4, BACKWARD_EVENTS)) {
    const fromPosition: ReadPosition = from;
    const page: readonly ServerEvent[] = await persistently(() =>
      connection.call((client) => collect(client.readAll({ direction: 'backwards', fromPosition, maxCount: count }))),
    );
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    const at = BigInt(positionOf(last));
    from = { commit: at, prepare: at };
  }
}

async function streamPage(
  { call, prefix }: Connection,
  stream: StreamName,
  from: number | null,
  maxCount: number,
  backwards: boolean,
): Promise<CommittedRecord[]> {
  const fromRevision = from === null ? (backwards ? 'end' : 'start') : BigInt(from);
  const direction = backwards ? 'backwards' : 'forwards';
  return persistently(async () => {
    try {
      const options = { direction, fromRevision, maxCount } as const;
      const events = await call((client) => collect(client.readStream(prefix + stream, options)));
      return events.map((event) => unframe(event, prefix));
    } catch (error) {
      if (isStreamMissing(error)) return [];
      throw error;
    }
  });
}

/** Reads to the end, or until it is a page: a stream that is only left would stay open in the client for ever. */
async function collect(read: StreamingRead<ResolvedEvent>): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  let bytes = 0;
  // The client sets no deadline for reads.
  const timer = setTimeout(() => {
    read.cancel().catch(() => undefined);
    read.destroy(new NoAnswer());
  }, CALL_MILLISECONDS);
  try {
    for await (const { event } of read) {
      if (event === undefined) continue;
      events.push(event);
      if (event.data instanceof Uint8Array) bytes += event.data.length;
      if (bytes < PAGE_BYTES) continue;
      await read.cancel();
      break;
    }
  } finally {
    clearTimeout(timer);
  }
  return events;
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
