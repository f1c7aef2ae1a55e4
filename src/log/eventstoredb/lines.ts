/** Shared lines in EventStoreDB: streams `<ledger name>~published/<stream>`, outside the prefix of the ledger's records, one event a line. */
import { randomUUID } from 'node:crypto';
import { WrongExpectedVersionError } from '@eventstore/db-client';
import { LedgerError } from '../../record/ledger-error.js';
import type { SharedLines } from '../shared-lines.js';
import { appendEvents } from './append-call.js';
import {
  BackOff,
  type Connection,
  connect,
  inOurWords,
  isStreamMissing,
  persistently,
  troubleOf,
} from './connection.js';
import { collect } from './read-call.js';

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
    read: (stream, from, limit) => lines(connection, { stream: full(stream), from, count: limit }),
    last: async (stream) => {
      const [last] = await lines(connection, { stream: full(stream), from: 'end', backwards: true, count: 1 });
      return last?.revision ?? -1;
    },
    close: connection.close,
  };
}

/** An unknown outcome is repeated with the same event id and revision, which the server takes for the same. */
async function append(connection: Connection, stream: string, revision: number, text: string): Promise<boolean> {
  const id = randomUUID();
  const events = [{ id, type: LINE_TYPE, data: Buffer.from(text) }];
  const backOff = new BackOff();
  const end = performance.now() + PATIENCE;
  for (;;) {
    try {
      await connection.call((client) => appendEvents(client, { stream, events, after: revision - 1 }));
      return true;
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) {
        const [there] = await lines(connection, { stream, from: revision, count: 1 });
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
  request: {
    readonly stream: string;
    readonly from: number | 'end';
    readonly backwards?: boolean;
    readonly count: number;
  },
): Promise<readonly Line[]> {
  return persistently(async () => {
    try {
      const events = await connection.call((client) => collect(client, request));
      return events.map(({ id, revision, data }) => ({ id, revision, text: Buffer.from(data).toString() }));
    } catch (error) {
      if (!isStreamMissing(error)) throw error;
      return [];
    }
  });
}
