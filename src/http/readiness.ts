/** Whether this instance can do its work now, and why not: log writable, vault reachable, read models near the log's end. */
import { Injectable } from '@nestjs/common';
import { EventLog } from '../log/event-log.js';
import { ReadModels } from '../projections/projection.js';
import { Runner } from '../projections/runner.js';
import { Clock } from '../record/clock.js';
import { millisecondsOf, type Position } from '../record/ids.js';
import { decodeHeader } from '../record/record.js';
import { Vault } from '../vault/vault.js';

export interface Lag {
  /** Records that the read models do not hold yet; counted to 1,000. */
  readonly records: number;
  /** Age of the oldest of them. */
  readonly seconds: number;
}

export interface Readiness {
  readonly status: 'ready' | 'not-ready';
  /** What is wrong, one sentence each. */
  readonly reasons: readonly string[];
  readonly log: { readonly writable: boolean; readonly position: string | null };
  readonly vault: { readonly reachable: boolean };
  readonly projections: {
    readonly running: boolean;
    readonly position: string | null;
    readonly size: number;
    readonly lag: Lag;
    /** Read models that are built anew, and how far that is; null where none are. */
    readonly building: {
      readonly records: number;
      readonly position: string | null;
      readonly head: string | null;
    } | null;
  };
}

/** Beyond this lag a reader with `?wait=` would get no answer. */
const LONGEST_LAG_SECONDS = 10;
const COUNTED = 1_000;

@Injectable()
export class ReadinessCheck {
  constructor(
    private readonly log: EventLog,
    private readonly vault: Vault,
    private readonly models: ReadModels,
    private readonly runner: Runner,
    private readonly clock: Clock,
  ) {}

  async now(): Promise<Readiness> {
    const [writable, vaultProblem, modelsProblem, head] = await Promise.all([
      this.log.writable(),
      problemOf(() => this.vault.find('ledger:readiness')),
      problemOf(() => this.models.get('SELECT 1')),
      this.log.head().catch(() => null),
    ]);
    const reached = this.models.reached();
    const lag = await this.lag(head, reached.position);
    const { running, failure, building } = this.runner.state;
    const reasons: string[] = [];
    if (!writable.ok) reasons.push(`The log cannot be written: ${writable.reason}`);
    if (vaultProblem !== null) reasons.push(`The vault cannot be reached: ${vaultProblem}`);
    if (failure !== null) reasons.push(`The read models stand still (${failure.code}): ${failure.detail}`);
    else if (modelsProblem !== null) reasons.push(modelsProblem);
    else if (lag.seconds > LONGEST_LAG_SECONDS)
      reasons.push(`The read models are ${lag.seconds} seconds behind the log.`);
    return {
      status: reasons.length === 0 ? 'ready' : 'not-ready',
      reasons,
      log: { writable: writable.ok, position: text(head) },
      vault: { reachable: vaultProblem === null },
      projections: {
        running,
        position: text(reached.position),
        size: reached.size,
        lag,
        building: building && {
          records: building.records,
          position: text(building.position),
          head: text(building.head),
        },
      },
    };
  }

  /** Positions have gaps that belong to the driver, so what lies ahead is counted, not subtracted. */
  private async lag(head: Position | null, reached: number | null): Promise<Lag> {
    if (head === null || head === reached) return { records: 0, seconds: 0 };
    let records = 0;
    let oldest: number | null = null;
    const from = ((reached ?? -1) + 1) as Position;
    for await (const page of this.log.readAll({ from, limit: COUNTED })) {
      const [first] = page;
      if (oldest === null && first !== undefined) oldest = millisecondsOf(decodeHeader(first).recordedAt);
      records += page.length;
    }
    const seconds = oldest === null ? 0 : Math.max(0, (millisecondsOf(this.clock.now()) - oldest) / 1_000);
    return { records, seconds };
  }
}

async function problemOf(work: () => unknown): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function text(position: number | null): string | null {
  return position === null ? null : String(position);
}
