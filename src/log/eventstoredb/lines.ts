/** Shared lines in EventStoreDB: streams `<ledger name>~published/<stream>`, outside the prefix of the ledger's records, one event a line. */
import { randomUUID } from 'node:crypto';
import { WrongExpectedVersionError } from '@eventstore/db-client';
import { LedgerError } from '../../record/ledger-error.js';
import type { SharedLines } from '../shared-lines.js';
import { CALL_MILLISECONDS } from './clients.js';
import {
  BackOff,
  type Connection,
  connect,
  inOurWords,
  isStreamMissing,
  newEvent,
  persistently,
  troubleOf,
} from './connection.js';

const LINE_TYPE = 'line';
const PATIENCE = 15_000;

export function openEventStoreDbLines(
  source: { readonly connection: string; readonly name: string },
  readOnly: boolean,
): SharedLines {
  const connection = connect(source.connection, source.name, false);
  const full = (stream: string): string => `${source.name}~published/${stream}`;
  return {
    append: async (stream, revision, text) => {
      if (readOnly) throw new LedgerError('unavailable', 'The log was opened for reading only.');
      return append(connection, full(stream), revision, text);
    },
    read: (stream, from, limit) =>
      lines(connection, full(stream), { direction: 'forwards', fromRevision: BigInt(from), maxCount: limit }),
    last: async (stream) => {
      const [last] = await lines(connection, full(stream), {
        direction: 'backwards',
        fromRevision: 'end',
        maxCount: 1,
      });
      return last?.revision ?? -1;
    },
    close: connection.close,
  };
}

/** An unknown outcome is repeated with the same event id and revision, which the server takes for the same. */
async function append(connection: Connection, stream: string, revision: number, text: string): Promise<boolean> {
  const id = randomUUID();
  const event = newEvent(id, LINE_TYPE, new Uint8Array(Buffer.from(text)));
  const expectedRevision = revision === 0 ? 'no_stream' : BigInt(revision - 1);
  const backOff = new BackOff();
  const end = performance.now() + PATIENCE;
  for (;;) {
    try {
      const options = { expectedRevision, deadline: CALL_MILLISECONDS } as const;
      await connection.call((client) => client.appendToStream(stream, event, options));
      return true;
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) {
        const [there] = await lines(connection, stream, {
          direction: 'forwards',
          fromRevision: BigInt(revision),
          maxCount: 1,
        });
        return there?.id === id;
      }
      if (troubleOf(error) === 'lasting') throw inOurWords(error);
      if (performance.now() > end) throw new LedgerError('unknown-outcome', undefined, [], { cause: error });
      await backOff.wait();
    }
  }
}

interface Line {
  readonly id: string;
  readonly revision: number;
  readonly text: string;
}

async function lines(
  connection: Connection,
  stream: string,
  options: {
    readonly direction: 'forwards' | 'backwards';
    readonly fromRevision: bigint | 'end';
    readonly maxCount: number;
  },
): Promise<readonly Line[]> {
  return persistently(async () => {
    try {
      return await connection.call(async (client) => {
        const found: Line[] = [];
        for await (const { event } of client.readStream(stream, options))
          if (event?.data instanceof Uint8Array)
            found.push({ id: event.id, revision: Number(event.revision), text: Buffer.from(event.data).toString() });
        return found;
      });
    } catch (error) {
      if (!isStreamMissing(error)) throw error;
      return [];
    }
  });
}
