/** Carries one set of read models along the log: many records a transaction while catching up, few and at once when live. */
import { setTimeout } from 'node:timers/promises';
import type { Position } from '../record/ids.js';
import type { Feed } from './feed.js';
import type { Projector } from './projector.js';

export interface Step {
  readonly position: Position;
  readonly size: number;
  /** Nothing lay beyond `position` in the log when it was read. */
  readonly caughtUp: boolean;
}

/**
 * Records in one transaction while catching up: random keys cost by the pages that a transaction touches, so few large ones are cheap
 * (docs/decisions/0502-cheap-keys.md).
 */
const CATCH_UP_RECORDS = 32_768;
/** A transaction ends after this time at the latest, so that progress shows and a reader's snapshot stays near. */
const LONGEST_MS = 1_000;
/** Under load the pause before the next transaction grows with the last one up to this: fewer, larger ones leave the cores to the writers. */
const LONGEST_PAUSE_MS = 40;
const RECORDS_PER_PAUSE_MS = 10;

/** Runs until `signal` aborts. What is applied and not committed then is given up; the next run starts from the last commit. */
export async function follow(
  feed: Feed,
  projector: Projector,
  signal: AbortSignal,
  onStep: (step: Step) => void,
): Promise<void> {
  let begun = performance.now();
  for await (const { records, position, caughtUp } of feed.follow(projector.position, signal)) {
    if (signal.aborted) break;
    if (projector.pending === 0) begun = performance.now();
    projector.apply(records);
    const { pending } = projector;
    if (!caughtUp && pending < CATCH_UP_RECORDS && performance.now() - begun < LONGEST_MS) continue;
    if (position !== projector.position) projector.commit(position);
    onStep({ position, size: projector.size, caughtUp });
    const pause = Math.min(LONGEST_PAUSE_MS, Math.floor(pending / RECORDS_PER_PAUSE_MS));
    if (caughtUp && pause > 0) await setTimeout(pause, undefined, { signal }).catch(() => undefined);
  }
  projector.rollback();
}
