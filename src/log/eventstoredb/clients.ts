/** One client for each connection string in a thread, made anew when it has lost the server for good. */
import { EventStoreDBClient } from '@eventstore/db-client';
import { LedgerError } from '../../record/ledger-error.js';

/** How long the server may take for one call before its outcome counts as unknown. */
export const CALL_MILLISECONDS = 5_000;
const DISPOSE_MILLISECONDS = 2_000;
/** What the server may send before it hears that it was read. HTTP/2's own 64 KiB are less than one event of ours: the server would wait at each. */
const WINDOW_BYTES = 4 * 1024 * 1024;

export interface SharedClient {
  /** The client of this moment: a call takes it anew. */
  current(): EventStoreDBClient;
  /** A call with a deadline. */
  call<T>(use: (client: EventStoreDBClient) => Promise<T>): Promise<T>;
  release(): Promise<void>;
}

interface Entry {
  client: EventStoreDBClient;
  users: number;
}

/** By connection string: all that a thread does with a server shares one connection. */
const entries = new Map<string, Entry>();

/** @throws LedgerError `configuration` where the connection string cannot be read; nothing is connected yet */
export function sharedClient(connection: string): SharedClient {
  const entry = entries.get(connection) ?? { client: newClient(connection), users: 0 };
  entries.set(connection, entry);
  entry.users++;
  let open = true;
  return {
    current: () => entry.client,
    call: async (use) => {
      const { client } = entry;
      try {
        const answer = await inTime(use(client));
        // A read that ends because its client is ended looks complete.
        if (client !== entry.client) throw new NoAnswer();
        return answer;
      } catch (error) {
        if (open && client === entry.client && isLost(error)) {
          // The old one first: when it ends, it refuses what still waits for it.
          void dispose(client);
          entry.client = newClient(connection);
        }
        throw error;
      }
    },
    release: async () => {
      if (!open) return;
      open = false;
      if (--entry.users > 0) return;
      entries.delete(connection);
      await dispose(entry.client);
    },
  };
}

/**
 * What comes from the client as a plain error, not as one of its own: it found no node of the cluster, its channel is closed, or the server did not tell
 * what it can do. The client remembers that last one for ever, and refuses every later append with it. Nothing was sent.
 */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error) || 'type' in error) return false;
  if ('code' in error && typeof error.code === 'number' && 'details' in error) return true;
  return /discover|channel has been shut down/i.test(error.message);
}

/** Writes that wait while their connection fails are refused where the client does not listen: that alone must not end the process. */
function outlive(error: unknown): void {
  if (!isLost(error)) throw error;
}

function newClient(connection: string): EventStoreDBClient {
  if (!process.listeners('unhandledRejection').includes(outlive)) process.on('unhandledRejection', outlive);
  try {
    const client = EventStoreDBClient.connectionString(connection);
    // It looks at a failed connection without waiting for itself: where it fails at that, the process would end.
    const handle: unknown = Reflect.get(client, 'handleError');
    if (typeof handle === 'function')
      Reflect.set(client, 'handleError', async (...failed: readonly unknown[]): Promise<void> => {
        await Promise.resolve(Reflect.apply(handle, client, failed)).catch(() => undefined);
      });
    const create: unknown = Reflect.get(client, 'createChannel');
    if (typeof create === 'function')
      Reflect.set(client, 'createChannel', async (): Promise<unknown> => {
        const channel: unknown = await Reflect.apply(create, client, []);
        // They are read when it connects, which it does not before its first call. The client states others of gRPC's options, not this one.
        const options: unknown = Object(channel).internalChannel?.options;
        if (options !== undefined) Object.assign(Object(options), { 'grpc-node.flow_control_window': WINDOW_BYTES });
        return channel;
      });
    return client;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new LedgerError('configuration', `LEDGER_EVENTSTOREDB cannot be read: ${why}`, [], { cause });
  }
}

/** It waits for every stream to end, also for those whose server is gone. */
async function dispose(client: EventStoreDBClient): Promise<void> {
  await inTime(client.dispose(), DISPOSE_MILLISECONDS).catch(() => undefined);
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
