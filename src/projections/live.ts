/** Carries the current set of read models on for as long as the service runs, and takes over a new set that was built beside it. */
import { existsSync } from 'node:fs';
import type { Feed } from './feed.js';
import { follow, type Step } from './follow.js';
import { clearPointer, generationPath, lock, readPointer, removeOthers, writePointer } from './generations.js';
import type { Projection } from './projection.js';
import { type Alarm, Projector } from './projector.js';

export interface LiveOptions {
  readonly onStep: (step: Step) => void;
  readonly onAlarm: (alarm: Alarm) => void;
  /** Names of read models that this program cannot carry on: a new set must be built. Called for each set that is opened. */
  readonly onOutdated: (names: readonly string[]) => void;
}

const PROPOSAL_EVERY_MS = 200;
/** A worker that ended leaves its lock at once; its successor waits for that, not longer. */
const LOCK_WAIT_MS = 5_000;

/** @throws LedgerError `already-locked` where another process carries the same read models on · `corrupt` where a record of ours is not one */
export async function runLive(
  folder: string,
  feed: Feed,
  projections: readonly Projection[],
  options: LiveOptions,
  signal: AbortSignal,
): Promise<void> {
  using _live = lock(folder, 'live', LOCK_WAIT_MS);
  let generation = readPointer(folder, 'current');
  if (generation === null) {
    removeOthers(folder, []);
    generation = 1;
    new Projector(generationPath(folder, generation), projections)[Symbol.dispose]();
    writePointer(folder, 'current', generation);
  }
  while (!signal.aborted) {
    using projector = new Projector(generationPath(folder, generation), projections, options.onAlarm);
    options.onOutdated(projector.outdated);
    const proposed = await untilProposed(folder, generation, signal, (stop) =>
      projector.canAdvance ? follow(feed, projector, stop, options.onStep) : aborted(stop),
    );
    if (proposed === null) return;
    // Never backwards: the new set is brought to where the old one stands before it answers.
    {
      using next = new Projector(generationPath(folder, proposed), projections, options.onAlarm);
      const there = new AbortController();
      const stop = AbortSignal.any([there.signal, signal]);
      const goal = projector.position;
      if (goal !== null && (next.position ?? -1) < goal)
        await follow(feed, next, stop, ({ position }) => position >= goal && there.abort());
      if (signal.aborted) return;
    }
    writePointer(folder, 'current', proposed);
    clearPointer(folder, 'proposed');
    removeOthers(folder, [proposed]);
    generation = proposed;
  }
}

/** Runs `work` until a new set is proposed, its number, or until `signal` aborts: null. */
async function untilProposed(
  folder: string,
  current: number,
  signal: AbortSignal,
  work: (stop: AbortSignal) => Promise<void>,
): Promise<number | null> {
  const found = new AbortController();
  let proposed: number | null = null;
  const look = setInterval(() => {
    const next = readPointer(folder, 'proposed');
    if (next === null || next === current || !existsSync(generationPath(folder, next))) return;
    proposed = next;
    found.abort();
  }, PROPOSAL_EVERY_MS);
  try {
    await work(AbortSignal.any([found.signal, signal]));
  } finally {
    clearInterval(look);
  }
  return signal.aborted ? null : proposed;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
