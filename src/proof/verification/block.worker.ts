/** A thread that reads stretches of the log and checks them, one after the other, for `blocks.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from '../../log/reader.js';
import { parsePosition } from '../../record/ids.js';
import { blockOf } from './block.js';
import type { BlockWorkerData, Stretch } from './blocks.js';

const { source }: BlockWorkerData = workerData;
const log = await openReader(source);
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', ([from, to]: Stretch) => {
  last = last.then(async () => {
    const block = await blockOf(log.readAll({ from: parsePosition(`${from}`), to: parsePosition(`${to}`) }));
    parentPort?.postMessage(block, [block.places.buffer, block.hashes.buffer]);
  });
});
