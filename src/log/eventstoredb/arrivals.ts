/**
 * Everything that arrives in a ledger's streams after a position, first what is there, then live: a filtered subscription that is taken up again from
 * where it stood whenever it breaks, through lost nodes, changes of leader and restarts. A subscription starts after its position, so nothing comes twice.
 */
import type { AllStreamResolvedEvent, AllStreamSubscription, Filter } from '@eventstore/db-client';
import type { Position } from '../../record/ids.js';
import type { CommittedRecord } from '../../record/record.js';
import { BackOff, type Connection, inOurWords, type ServerEvent, troubleOf } from './connection.js';
import { positionOf, unframe } from './framed-record.js';
import { lastPosition } from './reads.js';

export interface Arrivals {
  readonly records: readonly CommittedRecord[];
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
  while (!signal.aborted) {
    try {
      const head = await lastPosition(connection, position);
      if (!told && (head ?? 0) <= (position ?? 0) && (position !== null || tellEmpty)) {
        told = true;
        yield { records: [], notices: [], position, caughtUp: true };
      }
      const start = position === null ? await connection.origin() : BigInt(position);
      for await (const batch of subscription(connection, start, signal)) {
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

/** One subscription, until it breaks or `signal` aborts. */
async function* subscription(connection: Connection, after: bigint | null, signal: AbortSignal) {
  const state: State = { checkpoint: -1, failure: undefined, ended: false, wake: () => undefined };
  const filter: Filter = {
    filterOn: 'streamName',
    prefixes: [connection.prefix, `$$${connection.prefix}`],
    maxSearchWindow: WINDOW,
    checkpointInterval: CHECKPOINT_WINDOWS,
    checkpointReached: async (_, { commit }) => {
      state.checkpoint = Number(commit);
      state.wake();
    },
  };
  const source = connection.client.subscribeToAll(
    { fromPosition: after === null ? 'start' : { commit: after, prepare: after }, filter },
    { highWaterMark: PAGE_EVENTS },
  );
  const stop = listen(source, state, signal);
  let reached = Number(after ?? -1);
  try {
    while (!signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      state.wake = resolve;
      const events = take(source);
      const last = events.at(-1);
      // What was read before the server told of a checkpoint came before it; with nothing left to read, everything up to it has come.
      const position = last === undefined ? Math.max(reached, state.checkpoint) : positionOf(last);
      if (position > reached) {
        reached = position;
        const [records, notices] = [events.filter(isOurs), events.filter((event) => !isOurs(event))];
        yield {
          records: records.map((event) => unframe(event, connection.prefix)),
          notices,
          position: position as Position,
          caughtUp: source.readableLength === 0,
        };
      } else if (state.failure !== undefined) throw state.failure;
      else if (state.ended) return;
      else await promise;
    }
  } finally {
    stop();
    source.unsubscribe().catch(() => undefined);
  }
}

interface State {
  checkpoint: number;
  failure: unknown;
  ended: boolean;
  wake: () => void;
}

function listen(source: AllStreamSubscription, state: State, signal: AbortSignal): () => void {
  const wake = (): void => state.wake();
  source.on('readable', wake);
  source.on('end', () => {
    state.ended = true;
    wake();
  });
  source.on('error', (error) => {
    state.failure ??= error;
    wake();
  });
  signal.addEventListener('abort', wake, { once: true });
  return () => signal.removeEventListener('abort', wake);
}

function take(source: AllStreamSubscription): ServerEvent[] {
  const events: ServerEvent[] = [];
  let bytes = 0;
  while (events.length < PAGE_EVENTS && bytes < PAGE_BYTES) {
    const resolved: AllStreamResolvedEvent | null = source.read();
    if (resolved === null) break;
    const { event } = resolved;
    if (event === undefined) continue;
    events.push(event);
    if (event.data instanceof Uint8Array) bytes += event.data.length;
  }
  return events;
}

/** `$streamDeleted` stands in the stream itself, the rest in the stream of its metadata. */
function isOurs({ streamId, type }: ServerEvent): boolean {
  return !streamId.startsWith('$') && !type.startsWith('$');
}
