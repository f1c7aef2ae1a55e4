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
/**
 * After a transaction the next one waits, longer the more the last one held: under load, fewer and larger ones leave the cores to the writers, and
 * a lone record is seen at once.
 */
const SHORTEST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 200;
const PAUSE_MS_PER_RECORD = 4;

/**
 * Runs until `signal` aborts. What is applied and not committed then is given up; the next run starts from the last commit. A set that is being built is
 * committed at the log's end only: nobody reads it before, and where that is not reached it is thrown away.
 */
export async function follow(
  feed: Feed,
  projector: Projector,
  signal: AbortSignal,
  onStep: (step: Step) => void,
): Promise<void> {
  let begun = performance.now();
  let since = 0;
  for await (const { records, position, caughtUp } of feed.follow(projector.position, signal)) {
    if (signal.aborted) break;
    if (since === 0) begun = performance.now();
    projector.apply(records);
    since += records.length;
    if (!caughtUp && since < CATCH_UP_RECORDS && performance.now() - begun < LONGEST_MS) continue;
    if (position !== projector.position && (caughtUp || projector.mode === 'live')) projector.commit(position);
    onStep({ position, size: projector.size, caughtUp });
    const pause = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, since * PAUSE_MS_PER_RECORD));
    since = 0;
    if (caughtUp) await setTimeout(pause, undefined, { signal }).catch(() => undefined);
  }
  projector.rollback();
}
