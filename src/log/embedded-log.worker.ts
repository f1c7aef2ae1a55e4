/** The writer's thread: what arrives while a commit runs shares the next one (group commit). */
import { join } from 'node:path';
import { type MessagePort, parentPort, receiveMessageOnPort, Worker, workerData } from 'node:worker_threads';
import { decodeFrame, type FramedRequest } from './embedded/append-frame.js';
import { HeadSignal } from './embedded/head-signal.js';
import type { FullChunk, IndexerData } from './embedded/indexer.worker.js';
import { lockFolder } from './embedded/log-file.js';
import { type Committed, failureOf, LogWriter } from './embedded/log-writer.js';
import type { Failure } from './embedded/open-log.js';

export interface WriterData {
  readonly folder: string;
  readonly chunkRecords: number;
  readonly head: SharedArrayBuffer;
}

export type ToWriter =
  | { readonly kind: 'append'; readonly frame: ArrayBuffer }
  | { readonly kind: 'writable' }
  | { readonly kind: 'close' };

export type FromWriter =
  | { readonly kind: 'open' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /**
   * Position, revision and 1 for a duplicate, of each record of each request that did not fail, in order. Plain lists: memory of its own for a few
   * numbers costs an answer a hundredth of a millisecond.
   */
  | {
      readonly kind: 'appended';
      readonly requests: number;
      readonly places: readonly number[];
      readonly failures: readonly (Failure & { readonly request: number })[];
      /** The last committed position, and the index keys of the group's new records, which end there. */
      readonly head: number;
      readonly keys: readonly number[];
    }
  | { readonly kind: 'writable'; readonly failure: Failure | null }
  | { readonly kind: 'indexed' }
  | { readonly kind: 'closed' };

/** A group ends at about this many bytes, so that nobody waits long for a neighbour. */
const GROUP_BYTES = 4 * 1024 * 1024;

if (parentPort !== null) run(parentPort, workerData as WriterData);

function run(port: MessagePort, { folder, chunkRecords, head }: WriterData): void {
  const signal = new HeadSignal(head);
  const answer = (message: FromWriter): void => port.postMessage(message);
  const writer = new LogWriter(folder, chunkRecords, ({ first, keys }) => {
    const chunk: FullChunk = { first, keys };
    indexer.postMessage(chunk);
  });
  let lock: ReturnType<typeof lockFolder>;
  try {
    lock = lockFolder(folder);
    writer.open();
  } catch (error) {
    answer({ kind: 'failed', failure: failureOf(error, folder) });
    port.close();
    return;
  }
  const data: IndexerData = { folder, index: join(folder, 'index'), chunkRecords };
  const startIndexer = (): Worker => {
    const worker = new Worker(new URL('./embedded/indexer.worker.js', import.meta.url), {
      workerData: data,
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 },
    });
    worker.on('message', ({ built }: { built: boolean }) => {
      if (!built) return;
      writer.adoptRuns();
      answer({ kind: 'indexed' });
    });
    // Without an index thread the log goes on from memory; the next one makes up for what this one left.
    worker.on('error', () => {
      indexer = startIndexer();
    });
    return worker;
  };
  let indexer = startIndexer();
  signal.set(writer.head);
  answer({ kind: 'open' });

  // Callers are answered before followers are woken, who would otherwise compete with the answer for the processor.
  const commit = (requests: readonly FramedRequest[]): void => {
    const committed = writer.append(requests);
    signal.set(writer.head);
    answer(packed(committed, writer.head));
    signal.wake();
  };

  const close = async (): Promise<void> => {
    await indexer.terminate();
    writer.close();
    lock.close();
    answer({ kind: 'closed' });
    port.close();
  };

  // One group a turn of this thread's event loop, so that the index thread is heard between two: all that has arrived until it begins.
  const queue: ToWriter[] = [];
  const turn = (): void => {
    for (let more = receiveMessageOnPort(port); more !== undefined; more = receiveMessageOnPort(port))
      queue.push(more.message);
    const requests: FramedRequest[] = [];
    let next = queue.shift();
    for (let bytes = 0; next?.kind === 'append'; next = queue.shift()) {
      requests.push(...decodeFrame(next.frame));
      bytes += next.frame.byteLength;
      if (bytes >= GROUP_BYTES) break;
    }
    if (requests.length > 0) commit(requests);
    if (next?.kind === 'writable') answer({ kind: 'writable', failure: writer.whyNotWritable() });
    if (next?.kind === 'close') void close();
    else if (queue.length > 0) setImmediate(turn);
  };
  port.on('message', (message: ToWriter) => {
    if (queue.push(message) === 1) turn();
  });
}

function packed({ outcomes, keys }: Committed, head: number): FromWriter {
  const failures: (Failure & { request: number })[] = [];
  const places: number[] = [];
  for (const [request, outcome] of outcomes.entries()) {
    if ('code' in outcome) failures.push({ ...outcome, request });
    else for (const { position, revision, duplicate } of outcome) places.push(position, revision, duplicate ? 1 : 0);
  }
  return { kind: 'appended', requests: outcomes.length, places, failures, head, keys };
}
