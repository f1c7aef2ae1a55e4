/** A thread that builds the index's runs from the log, so that merging never delays an append. A message asks for it; the answer says that it is done. */
import { parentPort, workerData } from 'node:worker_threads';
import { buildRuns } from './build-runs.js';
import { openForReading } from './log-file.js';

const { folder, index, chunkRecords } = workerData as { folder: string; index: string; chunkRecords: number };

parentPort?.on('message', () => {
  try {
    const log = openForReading(folder);
    try {
      buildRuns(log, index, chunkRecords);
    } finally {
      log.close();
    }
    parentPort?.postMessage({ built: true });
  } catch {
    // A full disk, say. The chunks stay in memory and the next full one asks again.
    parentPort?.postMessage({ built: false });
  }
});
