/** The way to a ledger on the server, what stands in an event, and faults in the ledger's words. */
import { randomUUID } from 'node:crypto';
import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  type EventStoreDBClient,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamNotFoundError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { Position } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import { appendEvents } from './append-call.js';
import { isLost, NoAnswer, type SharedClient, sharedClient } from './clients.js';
import { positionAt } from './pack.js';
import { collect } from './read-call.js';

/** A ledger's place on the server. */
export interface Connection {
  /** The client of this moment, for a subscription: it may be another after a failure. */
  readonly client: EventStoreDBClient;
  readonly name: string;
  /** What its streams' names start with there. */
  readonly prefix: string;
  /** Where the ledger began in the server's log, so that nobody looks further back; null where it has not begun. */
  origin(): Promise<Position | null>;
  /** A call with a deadline, over the client of this moment. */
  call<T>(use: (client: EventStoreDBClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 2_000;

/**
 * @param begin whether a ledger that is not there yet is begun
 * @throws LedgerError `configuration` where the connection string cannot be read; nothing is connected yet
 */
export function connect(connection: string, name: string, begin: boolean): Connection {
  const shared = sharedClient(connection);
  let origin: Position | null = null;
  return {
    get client() {
      return shared.current();
    },
    name,
    prefix: `${name}/`,
    origin: async () => {
      origin ??= await persistently(() => beginningOf(shared, `${name}~ledger`, begin));
      return origin;
    },
    call: shared.call,
    close: shared.release,
  };
}

/** The position of the one event by which a ledger begins; of several instances that begin it at once, one writes it. */
async function beginningOf(shared: SharedClient, stream: string, begin: boolean): Promise<Position | null> {
  for (const backOff = new BackOff(); ; await backOff.wait()) {
    const origin = await firstOf(shared, stream);
    if (origin !== null || !begin) return origin;
    const event = { id: randomUUID(), type: 'ledger-begun', data: new Uint8Array() };
    try {
      await shared.call((client) => appendEvents(client, { stream, events: [event], after: -1 }));
    } catch (error) {
      // Another instance's may be written, and not yet be there for readers.
      if (!(error instanceof WrongExpectedVersionError)) throw error;
    }
  }
}

async function firstOf(shared: SharedClient, stream: string): Promise<Position | null> {
  try {
    const [first] = await shared.call((client) => collect(client, { stream, from: 'start', count: 1 }));
    return first === undefined ? null : positionAt(first.position);
  } catch (error) {
    if (isStreamMissing(error)) return null;
    throw error;
  }
}

/** What a failed call means: whether the same call may succeed later, and whether it may have been carried out. */
export type Trouble = 'passing-not-done' | 'passing-unknown' | 'lasting';

export function troubleOf(error: unknown): Trouble {
  // Patience that ended: whoever has more of it goes on.
  if (error instanceof LedgerError) return error.cause === undefined ? 'lasting' : troubleOf(error.cause);
  if (error instanceof NotLeaderError) return 'passing-not-done';
  // A call whose channel never came to stand.
  if (error instanceof UnavailableError && /no connection established/i.test(error.message)) return 'passing-not-done';
  if (
    error instanceof TimeoutError ||
    error instanceof DeadlineExceededError ||
    error instanceof UnavailableError ||
    error instanceof CancelledError ||
    error instanceof UnknownError ||
    error instanceof NoAnswer
  )
    return 'passing-unknown';
  return isLost(error) ? 'passing-not-done' : 'lasting';
}

export function inOurWords(error: unknown): LedgerError {
  if (error instanceof LedgerError) return error;
  const say = (code: LedgerError['code'], detail: string): LedgerError =>
    new LedgerError(code, detail, [], { cause: error });
  if (error instanceof AccessDeniedError)
    return say(
      'unavailable',
      'EventStoreDB denies access: check user and password in LEDGER_EVENTSTOREDB, and that this user may read $all and write.',
    );
  if (error instanceof MaxAppendSizeExceededError)
    return say('too-large', 'EventStoreDB does not take that much in one append; record fewer events at once.');
  if (error instanceof StreamDeletedError)
    return say('corrupt', 'A stream of this ledger was deleted in EventStoreDB.');
  // It says whether nobody listens there or the certificate is not trusted.
  const why =
    error instanceof UnavailableError ? error.message : error instanceof Error ? error.constructor.name : error;
  return say('unavailable', `EventStoreDB cannot be reached as it should: ${why}.`);
}

export function isStreamMissing(error: unknown): boolean {
  return error instanceof StreamNotFoundError;
}

/** A pause that grows with each failure and ends at once where `signal` aborts. */
export class BackOff {
  #pause = FIRST_PAUSE;

  succeeded(): void {
    this.#pause = FIRST_PAUSE;
  }

  async wait(signal?: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = (): void => resolve();
    const timer = setTimeout(stop, this.#pause * (0.5 + Math.random()));
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2);
    await promise;
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** Repeats a call that only reads through node loss and changes of leader. @throws LedgerError */
export async function persistently<T>(call: () => Promise<T>, patience = 15_000): Promise<T> {
  const backOff = new BackOff();
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (troubleOf(error) === 'lasting' || performance.now() > end) throw inOurWords(error);
      await backOff.wait();
    }
  }
}
