/** The way to the server: one client for each connection string in a thread, what stands in an event, and faults in the ledger's words. */
import { randomUUID } from 'node:crypto';
import {
  AccessDeniedError,
  type BinaryEventData,
  CancelledError,
  DeadlineExceededError,
  EventStoreDBClient,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamNotFoundError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { LedgerError } from '../../record/ledger-error.js';

/** A ledger's place on the server. */
export interface Connection {
  readonly client: EventStoreDBClient;
  readonly name: string;
  /** What its streams' names start with there. */
  readonly prefix: string;
  /** Where the ledger began in the server's log, so that nobody looks further back; null where it has not begun. */
  origin(): Promise<bigint | null>;
  close(): Promise<void>;
}

/** Any event, as the driver sees it. */
export interface ServerEvent {
  readonly id: string;
  readonly type: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly data: unknown;
  readonly position?: { readonly commit: bigint } | undefined;
}

/** How long the server may take for one call before its outcome counts as unknown. */
export const CALL_MILLISECONDS = 5_000;
const DISPOSE_MILLISECONDS = 2_000;
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 2_000;

interface Shared {
  readonly client: EventStoreDBClient;
  users: number;
}

/** The client keeps the answers it waits for in one table of its own for all clients of a thread: two of them would take each other's. */
const clients = new Map<string, Shared>();

/**
 * @param begin whether a ledger that is not there yet is begun
 * @throws LedgerError `configuration` where the connection string cannot be read; nothing is connected yet
 */
export function connect(connection: string, name: string, begin: boolean): Connection {
  let shared = clients.get(connection);
  if (shared === undefined) {
    try {
      shared = { client: EventStoreDBClient.connectionString(connection), users: 0 };
    } catch (cause) {
      const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
      throw new LedgerError('configuration', `LEDGER_EVENTSTOREDB cannot be read: ${why}`, [], { cause });
    }
    clients.set(connection, shared);
  }
  const taken = shared;
  taken.users++;
  let open = true;
  let origin: bigint | null = null;
  return {
    client: taken.client,
    name,
    prefix: `${name}/`,
    origin: async () => {
      origin ??= await persistently(() => beginningOf(taken.client, `${name}~ledger`, begin));
      return origin;
    },
    close: async () => {
      if (!open) return;
      open = false;
      if (--taken.users > 0) return;
      clients.delete(connection);
      // It waits for every stream to end, also for those whose server is gone.
      await inTime(taken.client.dispose(), DISPOSE_MILLISECONDS).catch(() => undefined);
    },
  };
}

/** The position of the one event by which a ledger begins; of several instances that begin it at once, one writes it. */
async function beginningOf(client: EventStoreDBClient, stream: string, begin: boolean): Promise<bigint | null> {
  try {
    let origin: bigint | null = null;
    // Read to its end: a stream that is only left stays open in the client.
    for await (const { event } of client.readStream(stream, { maxCount: 1 })) origin = event?.position?.commit ?? null;
    if (origin !== null) return origin;
  } catch (error) {
    if (!isStreamMissing(error)) throw error;
  }
  if (!begin) return null;
  const event = newEvent(randomUUID(), 'ledger-begun', new Uint8Array());
  try {
    await inTime(client.appendToStream(stream, event, { expectedRevision: 'no_stream', deadline: CALL_MILLISECONDS }));
  } catch (error) {
    if (!(error instanceof WrongExpectedVersionError)) throw error;
  }
  return beginningOf(client, stream, false);
}

/** An event that is not yet sent. */
export function newEvent(id: string, type: string, data: Uint8Array): BinaryEventData {
  return { id, contentType: 'application/octet-stream', type, data, metadata: undefined };
}

/** What a failed call means: whether the same call may succeed later, and whether it may have been carried out. */
export type Trouble = 'passing-not-done' | 'passing-unknown' | 'lasting';

export function troubleOf(error: unknown): Trouble {
  // Patience that ended: whoever has more of it goes on.
  if (error instanceof LedgerError) return error.cause === undefined ? 'lasting' : troubleOf(error.cause);
  if (error instanceof NotLeaderError) return 'passing-not-done';
  if (
    error instanceof TimeoutError ||
    error instanceof DeadlineExceededError ||
    error instanceof UnavailableError ||
    error instanceof CancelledError ||
    error instanceof UnknownError ||
    error instanceof NoAnswer
  )
    return 'passing-unknown';
  // The discovery of a cluster fails with a plain error: nothing was sent.
  return error instanceof Error && /discover/i.test(error.message) ? 'passing-not-done' : 'lasting';
}

export function inOurWords(error: unknown): LedgerError {
  if (error instanceof LedgerError) return error;
  const say = (code: LedgerError['code'], detail: string): LedgerError =>
    new LedgerError(code, detail, [], { cause: error });
  if (error instanceof AccessDeniedError)
    return say('unavailable', 'EventStoreDB denies access: check user and password in LEDGER_EVENTSTOREDB.');
  if (error instanceof MaxAppendSizeExceededError)
    return say('too-large', 'EventStoreDB does not take that much in one append; record fewer events at once.');
  if (error instanceof StreamDeletedError)
    return say('corrupt', 'A stream of this ledger was deleted in EventStoreDB.');
  const kind = error instanceof Error ? error.constructor.name : String(error);
  return say('unavailable', `EventStoreDB cannot be reached as it should: ${kind}.`);
}

export function isStreamMissing(error: unknown): boolean {
  return error instanceof StreamNotFoundError;
}

/** The client waits for ever where a connection ends in silence. */
export class NoAnswer extends Error {
  constructor() {
    super('The server did not answer in time.');
  }
}

export async function inTime<T>(call: Promise<T>, milliseconds = CALL_MILLISECONDS + 1_000): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new NoAnswer()), milliseconds);
  try {
    return await Promise.race([call, promise]);
  } finally {
    clearTimeout(timer);
  }
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
