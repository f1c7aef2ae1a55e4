/** The log as blocks in order: checked on this thread, or on several that each take the next stretch, a little ahead of who judges them. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { EventLog } from '../../log/event-log.js';
import type { ReaderSource } from '../../log/reader.js';
import { parsePosition } from '../../record/ids.js';
import { BLOCK, type Block, blockOf, PLACE } from './block.js';

export type Blocks = AsyncGenerator<Block, void, undefined>;

export interface BlockWorkerData {
  readonly source: ReaderSource;
}

/** First and last position. */
export type Stretch = readonly [from: number, to: number];

/** Blocks that a thread may be ahead: enough that none waits, few enough that memory stays small. */
const AHEAD = 2;

/** @param source for other threads, which share a log without gaps; a short one is read before threads have started */
export function blocksOf(log: EventLog, to: number, source: ReaderSource | undefined): Blocks {
  const threads = availableParallelism();
  return source === undefined || !log.gapless || threads < 2 || to < 4 * BLOCK
    ? blocksHere(log, to)
    : blocksOfThreads(source, to, threads);
}

/** Positions may have gaps: a block ends after so many records, and the next begins behind its last. @param to the last position */
export async function* blocksHere(log: EventLog, to: number): Blocks {
  for (let from = 0; from <= to; ) {
    const range = { from: parsePosition(`${from}`), to: parsePosition(`${to}`), limit: BLOCK };
    const block = await blockOf(log.readAll(range));
    yield block;
    if (block.count < BLOCK) return;
    from = (block.places[PLACE.fields * (block.count - 1)] ?? to) + 1;
  }
}

/** @param to the last position */
export async function* blocksOfThreads(source: ReaderSource, to: number, threads: number, size = BLOCK): Blocks {
  const count = Math.ceil((to + 1) / size);
  const checkers = Array.from({ length: Math.min(threads, count) }, () => new Checker(source));
  try {
    const asked = new Map<number, Promise<Block>>();
    const ask = (index: number): void => {
      const checker = checkers[index % checkers.length];
      if (index >= count || checker === undefined) return;
      asked.set(index, checker.check([index * size, Math.min(to, (index + 1) * size - 1)]));
    };
    for (let index = 0; index < AHEAD * checkers.length; index++) ask(index);
    for (let index = 0; index < count; index++) {
      const block = await asked.get(index);
      asked.delete(index);
      ask(index + AHEAD * checkers.length);
      if (block !== undefined) yield block;
    }
  } finally {
    await Promise.all(checkers.map((checker) => checker.close()));
  }
}

/** One thread. It answers in the order in which it is asked. */
class Checker {
  private readonly worker: Worker;
  private readonly waiting: ((block: Block) => void)[] = [];

  constructor(source: ReaderSource) {
    const data: BlockWorkerData = { source };
    this.worker = new Worker(new URL('./block.worker.js', import.meta.url), { workerData: data });
    this.worker.on('message', (block: Block) => this.waiting.shift()?.(block));
    this.worker.on('error', (error) => this.fail(error.message));
    this.worker.on('exit', () => this.fail('The thread that read it has ended.'));
  }

  check(stretch: Stretch): Promise<Block> {
    const { promise, resolve } = Promise.withResolvers<Block>();
    this.waiting.push(resolve);
    this.worker.postMessage(stretch);
    return promise;
  }

  close(): Promise<number> {
    return this.worker.terminate();
  }

  /** What a thread could not read is a finding about the log, like what it could read. */
  private fail(unreadable: string): void {
    const none = { problems: [], problemCount: 0, claims: [] };
    const nothing = { count: 0, places: new Float64Array(0), hashes: new Uint8Array(0), ...none };
    for (const resolve of this.waiting.splice(0)) resolve({ ...nothing, unreadable });
  }
}
