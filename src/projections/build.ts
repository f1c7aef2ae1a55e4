/** Builds a whole set of read models from the log beside the one that answers, and has it take over. */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Position } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { Feed } from './feed.js';
import { follow } from './follow.js';
import {
  clearPointer,
  generationPath,
  lock,
  nextGeneration,
  readPointer,
  removeGeneration,
  removeOthers,
  writePointer,
} from './generations.js';
import type { Projection } from './projection.js';
import { type Alarm, Projector } from './projector.js';

export interface BuildProgress {
  readonly records: number;
  readonly position: Position | null;
  readonly head: Position | null;
}

export interface Built {
  readonly generation: number;
  readonly records: number;
  readonly position: Position | null;
  readonly seconds: number;
}

export interface BuildOptions {
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly onAlarm?: (alarm: Alarm) => void;
  readonly signal?: AbortSignal;
}

/** How long a running service may take to take over a set that stands ready. */
const TAKE_OVER_MS = 30_000;

/**
 * Builds the set up to the log's end and has it take over: from a running service at one of its own steps, else at once.
 * Interrupted it leaves the set that answers as it was; the next build begins anew.
 * @throws LedgerError `already-locked` where another build runs, `not-yet` where a running service does not take over, `corrupt` as the runner
 */
export async function buildReadModels(
  folder: string,
  feed: Feed,
  projections: readonly Projection[],
  options: BuildOptions = {},
): Promise<Built> {
  using _building = lock(folder, 'build');
  removeOthers(folder, [readPointer(folder, 'current')]);
  clearPointer(folder, 'proposed');
  const generation = nextGeneration(folder);
  const built = await fill(generationPath(folder, generation), feed, projections, options).catch((error: unknown) => {
    removeGeneration(folder, generation);
    throw error;
  });
  await takeOver(folder, generation);
  return { generation, ...built };
}

/** Fills one database file from the log's beginning to its present end, or up to `to`, so that it can be compared with another one that stands there. */
export async function fill(
  path: string,
  feed: Feed,
  projections: readonly Projection[],
  { onProgress, onAlarm, signal, to }: BuildOptions & { readonly to?: Position } = {},
): Promise<Omit<Built, 'generation'>> {
  const start = performance.now();
  const head = await feed.head();
  const ended = new AbortController();
  const stop = signal === undefined ? ended.signal : AbortSignal.any([ended.signal, signal]);
  const projector = new Projector(path, projections, onAlarm, 'scratch');
  try {
    if (head !== null)
      await follow(to === undefined ? feed : upTo(feed, to), projector, stop, ({ position, size, caughtUp }) => {
        onProgress?.({ records: size, position, head });
        if (caughtUp) ended.abort();
      });
    signal?.throwIfAborted();
    projector.finish(projections);
  } finally {
    projector[Symbol.dispose]();
  }
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
  return { records: projector.size, position: projector.position, seconds: (performance.now() - start) / 1_000 };
}

/** The same feed as if the log ended at `to`, or where it does end before. */
function upTo(feed: Feed, to: Position): Feed {
  return {
    head: () => feed.head(),
    async *follow(after, signal) {
      for await (const batch of feed.follow(after, signal)) {
        if (batch.position < to) yield batch;
        else {
          yield { records: batch.records.filter((record) => record.position <= to), position: to, caughtUp: true };
          return;
        }
      }
    },
  };
}

async function takeOver(folder: string, generation: number): Promise<void> {
  const deadline = performance.now() + TAKE_OVER_MS;
  writePointer(folder, 'proposed', generation);
  while (readPointer(folder, 'current') !== generation) {
    const live = tryLock(folder);
    if (live !== null) {
      using _live = live;
      writePointer(folder, 'current', generation);
      clearPointer(folder, 'proposed');
      removeOthers(folder, [generation]);
      return;
    }
    if (performance.now() > deadline)
      throw new LedgerError(
        'not-yet',
        'The new read models stand ready, but the running service did not take them over.',
      );
    await setTimeout(50);
  }
}

function tryLock(folder: string): Disposable | null {
  try {
    return lock(folder, 'live');
  } catch {
    return null;
  }
}
