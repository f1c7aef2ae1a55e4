/** A thread that reads stretches of the embedded log and checks them, one after the other, for `blocks.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { openEmbeddedReader } from '../../log/embedded-log.js';
import { parsePosition } from '../../record/ids.js';
import { blockOf } from './block.js';
import type { BlockWorkerData, Stretch } from './blocks.js';

const { folder }: BlockWorkerData = workerData;
const log = openEmbeddedReader({ folder, head: null });
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', ([from, to]: Stretch) => {
  last = last.then(async () => {
    const block = await blockOf(log.readAll({ from: parsePosition(`${from}`), to: parsePosition(`${to}`) }));
    parentPort?.postMessage(block, [block.places.buffer, block.hashes.buffer]);
  });
});
