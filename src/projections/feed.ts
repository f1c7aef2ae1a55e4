/** Where read models get their records from: the log, read on this thread, or on another one while this one writes. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { EventLog } from '../log/event-log.js';
import type { ReaderSource } from '../log/reader.js';
import type { Position } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { FeedData, FromFeed } from './feed.worker.js';
import { readRecord } from './projected.js';
import type { ReadRecord } from './projection.js';
import { unpack } from './record-pages.js';

/** As `FollowBatch` of the log, its records read. */
export interface Fed {
  readonly records: readonly ReadRecord[];
  readonly position: Position;
  readonly caughtUp: boolean;
}

export interface Feed {
  head(): Promise<Position | null>;
  /** As `EventLog.follow`. @throws LedgerError `corrupt` where a record of ours is not one */
  follow(after: Position | null, signal: AbortSignal): AsyncIterable<Fed>;
}

/** Reads on the calling thread. */
export function feedOf(log: EventLog): Feed {
  return {
    head: () => log.head(),
    async *follow(after, signal) {
      for await (const batch of log.followReadable(after, signal))
        yield { ...batch, records: batch.records.map((record) => readRecord(record)) };
    },
  };
}

/**
 * Reads, hashes and parses on a thread of its own, a few pages ahead: building all read models takes both halves of the work about equally long.
 * @param log answers for the head only
 */
export function threadedFeed(source: ReaderSource, log: EventLog): Feed {
  return {
    head: () => log.head(),
    async *follow(after, signal) {
      const workerData: FeedData = { source, after };
      const worker = new Worker(new URL('./feed.worker.js', import.meta.url), { workerData });
      const arrived: FromFeed[] = [];
      let wake: () => void = () => undefined;
      const come = (message: FromFeed): void => {
        arrived.push(message);
        wake();
      };
      worker.on('message', come);
      worker.on('error', (error) => come({ kind: 'failed', code: 'internal', detail: error.message }));
      signal.addEventListener('abort', () => wake(), { once: true });
      try {
        while (!signal.aborted) {
          const message = arrived.shift();
          if (message === undefined) {
            const { promise, resolve } = Promise.withResolvers<void>();
            wake = resolve;
            await promise;
          } else if (message.kind === 'failed') {
            throw new LedgerError(message.code, message.detail);
          } else {
            worker.postMessage('more');
            yield { records: unpack(message.page), position: message.position, caughtUp: message.caughtUp };
          }
        }
      } finally {
        worker.postMessage('stop');
        await once(worker, 'exit');
      }
    },
  };
}
