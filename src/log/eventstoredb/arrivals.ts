/**
 * Everything that arrives in a ledger's streams after a position, first what is there, then live: a filtered subscription that is taken up again from
 * where it stood whenever it breaks, through lost nodes, changes of leader and restarts. A subscription starts after an event, so nothing comes twice.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { convertToCommandError } from '@eventstore/db-client';
import type { Position } from '../../record/ids.js';
import { BackOff, type Connection, inOurWords, troubleOf } from './connection.js';
import { placeOf, positionAt, type StoredRecord, unpack } from './pack.js';
import { openRead, type Reading, type ServerEvent, type Told } from './read-call.js';
import { lastPosition, recordsAt } from './reads.js';

export interface Arrivals {
  readonly records: readonly StoredRecord[];
  /** What the server itself wrote about our streams: their metadata, their deletion. */
  readonly notices: readonly ServerEvent[];
  /** Nothing more comes up to here; null where the log holds nothing yet. */
  readonly position: Position | null;
  readonly caughtUp: boolean;
}

export interface ArrivalsOptions {
  /** Told of every loss of the connection. */
  readonly onLoss?: (error: unknown) => void;
  /** Says also once that an empty log has been read to its end. */
  readonly tellEmpty?: boolean;
}

const PAGE_EVENTS = 1_000;
const PAGE_BYTES = 4 * 1024 * 1024;
/** Events that the server looks through before it tells how far it is, so that a restart need not look through them again. */
const WINDOW = 500;
const CHECKPOINT_WINDOWS = 4;

/** @throws LedgerError where no repetition can help */
export async function* arrivals(
  connection: Connection,
  after: Position | null,
  signal: AbortSignal,
  { onLoss, tellEmpty = false }: ArrivalsOptions = {},
): AsyncGenerator<Arrivals> {
  const backOff = new BackOff();
  let position = after;
  let told = false;
  if (after !== null && after !== positionAt(placeOf(after))) {
    // It stands within an event, whose other records come first.
    position = positionAt(placeOf(after));
    const records = (await recordsAt(connection, placeOf(after))).filter((record) => record.position > after);
    yield { records, notices: [], position, caughtUp: false };
  }
  while (!signal.aborted) {
    try {
      const head = await lastPosition(connection, position);
      if (!told && (head ?? 0) <= (position ?? 0) && (position !== null || tellEmpty)) {
        told = true;
        yield { records: [], notices: [], position, caughtUp: true };
      }
      for await (const batch of reading(connection, position ?? (await connection.origin()), signal)) {
        backOff.succeeded();
        position = batch.position;
        told = true;
        yield { ...batch, caughtUp: batch.caughtUp && (head ?? 0) <= position };
      }
    } catch (error) {
      if (signal.aborted) return;
      onLoss?.(error);
      if (troubleOf(error) === 'lasting') throw inOurWords(error);
    }
    if (!signal.aborted) await backOff.wait(signal);
  }
}

/** What there is after a position at this moment, up to a page: cheaper for both sides than being told of each record when it comes. */
export async function* arrived(
  connection: Connection,
  after: Position | null,
  signal: AbortSignal,
): AsyncGenerator<Arrivals> {
  yield* reading(connection, after ?? (await connection.origin()), signal, PAGE_EVENTS);
}

/** One read of so many events, or one subscription, until it ends or breaks or `signal` aborts. */
async function* reading(
  connection: Connection,
  after: Position | null,
  signal: AbortSignal,
  count?: number,
): AsyncGenerator<Arrivals & { readonly position: Position }> {
  const filter = {
    prefixes: [connection.prefix, `$$${connection.prefix}`],
    window: WINDOW,
    checkpointWindows: CHECKPOINT_WINDOWS,
  };
  const request = {
    from: after === null ? 'start' : placeOf(after),
    filter,
    ...(count === undefined ? {} : { count }),
  } as const;
  const source = await connection.call((client) => openRead(client, request));
  const state: State = { told: [], bytes: 0, failure: undefined, ended: false, wake: () => undefined };
  const stop = listen(source, state, signal);
  let reached = after ?? -1;
  try {
    while (!signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      state.wake = resolve;
      const told = state.told.splice(0);
      state.bytes = 0;
      source.resume();
      // A read begins with the event at its position, a subscription with the one behind it.
      const events = told.filter((one) => 'data' in one).filter((event) => reachedBy(event) > reached);
      const position = told.reduce((last, one) => Math.max(last, reachedBy(one)), reached);
      if (position > reached) {
        reached = position;
        yield { ...sorted(events, connection), position: position as Position, caughtUp: state.told.length === 0 };
      } else if (state.failure !== undefined) throw state.failure;
      else if (state.ended) return;
      else {
        await promise;
        // All that has come in this turn makes one batch.
        await turn();
      }
    }
  } finally {
    stop();
    if (!state.ended) setImmediate(() => source.cancel());
  }
}

interface State {
  readonly told: Told[];
  bytes: number;
  failure: unknown;
  ended: boolean;
  wake: () => void;
}

function listen(source: Reading, state: State, signal: AbortSignal): () => void {
  const wake = (): void => state.wake();
  source.on('data', (told: Told) => {
    state.told.push(told);
    if ('data' in told) state.bytes += told.data.length;
    if (state.told.length >= PAGE_EVENTS || state.bytes >= PAGE_BYTES) source.pause();
    wake();
  });
  source.on('end', () => {
    state.ended = true;
    wake();
  });
  source.on('error', (error) => {
    state.failure ??= convertToCommandError(error);
    wake();
  });
  signal.addEventListener('abort', wake, { once: true });
  return () => signal.removeEventListener('abort', wake);
}

function sorted(events: readonly ServerEvent[], { prefix }: Connection): Pick<Arrivals, 'records' | 'notices'> {
  return {
    records: events.filter(isOurs).flatMap((event) => unpack(event, prefix)),
    notices: events.filter((event) => !isOurs(event)),
  };
}

function reachedBy(told: Told): number {
  if ('data' in told) return positionAt(told.position);
  return 'checkpoint' in told ? positionAt(told.checkpoint) : -1;
}

/** `$streamDeleted` stands in the stream itself, the rest in the stream of its metadata. */
function isOurs({ streamId, type }: ServerEvent): boolean {
  return !streamId.startsWith('$') && !type.startsWith('$');
}
