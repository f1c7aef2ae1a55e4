/** A second way into the log, for another thread: what to hand over to it, and how it opens a reader of its own there. */
import { join } from 'node:path';
import type { Config } from '../config.js';
import { EmbeddedLog, type EmbeddedLogSource, openEmbeddedReader } from './embedded-log.js';
import type { EventLog } from './event-log.js';
import { openEventStoreDbReader } from './eventstoredb-log.js';

/** Survives `workerData`. It holds a connection string where the log is a server, so it stays in this process. */
export type ReaderSource =
  | ({ readonly kind: 'embedded' } & EmbeddedLogSource)
  | { readonly kind: 'eventstoredb'; readonly connection: string; readonly name: string };

/** @param log the log that is open already in this process, where one is: its commits wake the reader at once */
export function readerSource({ log: kind, data }: Pick<Config, 'log' | 'data'>, log?: EventLog): ReaderSource {
  if (kind.kind === 'eventstoredb') return kind;
  return { kind: 'embedded', ...(log instanceof EmbeddedLog ? log.source : { folder: join(data, 'log'), head: null }) };
}

/** A log that only reads. @throws LedgerError `missing` where there is none */
export async function openReader(source: ReaderSource): Promise<EventLog> {
  switch (source.kind) {
    case 'embedded':
      return openEmbeddedReader(source);
    case 'eventstoredb':
      return openEventStoreDbReader(source);
  }
}
