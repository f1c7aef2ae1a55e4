/** A thread that builds the index's runs, so that sorting and merging never delay an append. */
import { parentPort, workerData } from 'node:worker_threads';
import { buildRuns, keysFromLog } from './build-runs.js';
import { openForReading } from './log-file.js';

export interface IndexerData {
  readonly folder: string;
  readonly index: string;
  readonly chunkRecords: number;
}

/** A chunk is full: its first position and its keys. */
export interface FullChunk {
  readonly first: number;
  readonly keys: Uint32Array;
}

const { folder, index, chunkRecords } = workerData as IndexerData;

parentPort?.on('message', ({ first, keys }: FullChunk) => {
  try {
    // Earlier chunks are read from the log where their runs are missing: building them failed, on a full disk say.
    const keysOf = (start: number): Uint32Array => (start === first ? keys : earlier(start));
    buildRuns(index, (first - 1) / chunkRecords + 1, chunkRecords, keysOf);
    parentPort?.postMessage({ built: true });
  } catch {
    // The chunk stays in memory, and the next full one asks again.
    parentPort?.postMessage({ built: false });
  }
});

function earlier(first: number): Uint32Array {
  const log = openForReading(folder);
  try {
    return keysFromLog(log, first, chunkRecords);
  } finally {
    log.close();
  }
}
