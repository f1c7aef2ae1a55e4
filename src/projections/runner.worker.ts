/** The runner's thread: carries the read models on (`live`), or builds them anew beside (`build`). It opens the log as a reader of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { openReader, type ReaderSource } from '../log/reader.js';
import type { Position } from '../record/ids.js';
import { type ErrorCode, LedgerError } from '../record/ledger-error.js';
import { type BuildProgress, type Built, buildReadModels } from './build.js';
import { projections } from './catalogue.js';
import { feedOf, threadedFeed } from './feed.js';
import type { Step } from './follow.js';
import { runLive } from './live.js';
import type { Alarm } from './projector.js';

export interface RunnerData {
  readonly mode: 'live' | 'build';
  readonly folder: string;
  readonly source: ReaderSource;
}

/** What the thread says. */
export type FromRunner =
  | ({ readonly kind: 'step' } & Step)
  | ({ readonly kind: 'alarm' } & Alarm)
  | { readonly kind: 'outdated'; readonly names: readonly string[] }
  | ({ readonly kind: 'progress' } & BuildProgress)
  | ({ readonly kind: 'built' } & Built)
  | { readonly kind: 'failed'; readonly code: ErrorCode | 'internal'; readonly detail: string };

/** Alarms of one code told in full before only every thousandth is: a clock that stays behind must not flood the logs. */
const ALARMS_TOLD = 10;

const stop = new AbortController();
parentPort?.on('message', () => stop.abort());
await main(workerData as RunnerData);
parentPort?.close();

async function main({ mode, folder, source }: RunnerData): Promise<void> {
  try {
    const log = await openReader(source);
    try {
      if (mode === 'build') {
        const onProgress = (progress: BuildProgress): void => say({ kind: 'progress', ...progress });
        say({
          kind: 'built',
          ...(await buildReadModels(folder, threadedFeed(source, log), projections, {
            onProgress,
            onAlarm: alarm(),
            signal: stop.signal,
          })),
        });
      } else {
        const onStep = (step: Step): void => say({ kind: 'step', ...step });
        const onOutdated = (names: readonly string[]): void => say({ kind: 'outdated', names });
        await runLive(folder, feedOf(log), projections, { onStep, onOutdated, onAlarm: alarm() }, stop.signal);
      }
    } finally {
      await log.close();
    }
  } catch (error) {
    if (stop.signal.aborted) return;
    const code = error instanceof LedgerError ? error.code : 'internal';
    say({ kind: 'failed', code, detail: error instanceof Error ? error.message : String(error) });
  }
}

function say(message: FromRunner): void {
  parentPort?.postMessage(message);
}

function alarm(): (alarm: Alarm) => void {
  const told = new Map<Alarm['code'], number>();
  return ({ code, position, detail }: Alarm & { position: Position }) => {
    const count = (told.get(code) ?? 0) + 1;
    told.set(code, count);
    if (count <= ALARMS_TOLD || count % 1_000 === 0) say({ kind: 'alarm', code, position, detail });
  };
}
