/** The runner's thread seen from the service: started with it, started again where it ended, and a second one beside it where read models must be built anew. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../config.js';
import { EventLog } from '../log/event-log.js';
import { type ReaderSource, readerSource } from '../log/reader.js';
import type { BuildProgress } from './build.js';
import type { Step } from './follow.js';
import { generationsFolder } from './generations.js';
import type { FromRunner, RunnerData } from './runner.worker.js';

export interface RunnerState {
  readonly running: boolean;
  /** The last step, null before the first. */
  readonly step: Step | null;
  /** Why it stands still; null while it runs. */
  readonly failure: { readonly code: string; readonly detail: string } | null;
  /** Read models that stand still until they are built anew. */
  readonly outdated: readonly string[];
  readonly building: BuildProgress | null;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** What no repetition heals is tried again rarely; somebody must act on the alarm. */
const LASTING: readonly string[] = ['corrupt', 'already-locked', 'configuration'];

@Injectable()
export class Runner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('projections');
  private readonly source: ReaderSource;
  private readonly folder: string;
  private readonly workers = new Set<Worker>();
  private readonly counts = new Map<string, number>();
  private current: RunnerState = { running: false, step: null, failure: null, outdated: [], building: null };
  private pause = FIRST_PAUSE_MS;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly config: Config,
    log: EventLog,
  ) {
    this.source = readerSource(config, log);
    this.folder = generationsFolder(config.data);
  }

  get state(): RunnerState {
    return this.current;
  }

  /** Alarms since the start, by code. */
  get alarms(): ReadonlyMap<string, number> {
    return this.counts;
  }

  onApplicationBootstrap(): void {
    if (!this.config.readOnly) this.start('live');
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.all(
      [...this.workers].map(async (worker) => {
        worker.postMessage('stop');
        await once(worker, 'exit');
      }),
    );
  }

  private start(mode: RunnerData['mode']): void {
    const data: RunnerData = { mode, folder: this.folder, source: this.source };
    const worker = new Worker(new URL('./runner.worker.js', import.meta.url), { workerData: data });
    this.workers.add(worker);
    if (mode === 'live') this.update({ running: true });
    worker.on('message', (message: FromRunner) => this.heard(mode, message));
    worker.on('error', (error) => this.failed(mode, 'internal', error.message));
    worker.once('exit', () => this.ended(mode, worker));
  }

  private heard(mode: RunnerData['mode'], message: FromRunner): void {
    switch (message.kind) {
      case 'step':
        this.pause = FIRST_PAUSE_MS;
        this.update({ step: message, failure: null });
        break;
      case 'progress':
        this.update({ building: message });
        break;
      case 'built':
        this.logger.log({ msg: 'read models built anew', records: message.records, seconds: message.seconds });
        break;
      case 'alarm':
        this.counts.set(message.code, (this.counts.get(message.code) ?? 0) + 1);
        this.logger.warn({ msg: message.detail, code: message.code, position: message.position });
        break;
      case 'failed':
        this.failed(mode, message.code, message.detail);
        break;
      case 'outdated':
        this.update({ outdated: message.names });
        if (message.names.length > 0 && this.current.building === null) {
          this.logger.log({ msg: 'read models of an older version are built anew', names: message.names });
          this.update({ building: { records: 0, position: null, head: null } });
          this.start('build');
        }
        break;
      default:
        message satisfies never;
    }
  }

  private failed(mode: RunnerData['mode'], code: string, detail: string): void {
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
    this.logger.error({ msg: detail, code, mode });
    if (mode === 'live') this.update({ failure: { code, detail } });
    if (LASTING.includes(code)) this.pause = LONGEST_PAUSE_MS;
  }

  private ended(mode: RunnerData['mode'], worker: Worker): void {
    this.workers.delete(worker);
    if (mode === 'build') this.update({ building: null });
    if (this.stopped) return;
    if (mode === 'live') {
      this.update({ running: false });
      this.timer = setTimeout(() => this.start('live'), this.pause);
      this.pause = Math.min(LONGEST_PAUSE_MS, this.pause * 2);
    } else if (this.current.outdated.length > 0) {
      this.timer = setTimeout(() => this.start('build'), LONGEST_PAUSE_MS);
    }
  }

  private update(change: Partial<RunnerState>): void {
    this.current = { ...this.current, ...change };
  }
}
