/** The reading half of a build: follows the log, does what of the work needs no table, and hands pages over. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { openReader, type ReaderSource } from '../log/reader.js';
import type { Position } from '../record/ids.js';
import { type ErrorCode, LedgerError } from '../record/ledger-error.js';
import { readRecord } from './projected.js';
import { type Page, pack } from './record-pages.js';

export interface FeedData {
  readonly source: ReaderSource;
  readonly after: Position | null;
}

export type FromFeed =
  | { readonly kind: 'page'; readonly page: Page; readonly position: Position; readonly caughtUp: boolean }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly detail: string };

/** Pages that may wait for the writing half, about a mebibyte each. */
const PAGES_AHEAD = 4;

const stop = new AbortController();
let ahead = 0;
parentPort?.on('message', (message: 'more' | 'stop') => {
  if (message === 'more') ahead--;
  else stop.abort();
});
await feed(workerData as FeedData);
parentPort?.close();

async function feed({ source, after }: FeedData): Promise<void> {
  try {
    const log = await openReader(source);
    try {
      for await (const { records, position, caughtUp } of log.followReadable(after, stop.signal)) {
        const page = pack(records.map((record) => readRecord(record)));
        say({ kind: 'page', page, position, caughtUp }, [page.bytes.buffer]);
        ahead++;
        while (ahead >= PAGES_AHEAD && !stop.signal.aborted && parentPort !== null) await once(parentPort, 'message');
      }
    } finally {
      await log.close();
    }
  } catch (error) {
    const code = error instanceof LedgerError ? error.code : 'internal';
    say({ kind: 'failed', code, detail: error instanceof Error ? error.message : String(error) }, []);
  }
}

function say(message: FromFeed, transfer: readonly ArrayBuffer[]): void {
  parentPort?.postMessage(message, transfer);
}
