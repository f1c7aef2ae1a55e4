/** Whether this instance can do its work now, and why not: log writable, vault reachable, read models near the log's end. */
import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { EventLog } from '../log/event-log.js';
import { ReadModels } from '../projections/projection.js';
import { Runner } from '../projections/runner.js';
import { Clock } from '../record/clock.js';
import { millisecondsOf, type Position } from '../record/ids.js';
import { decodeHeader } from '../record/record.js';
import { Vault } from '../vault/vault.js';
import { count, text } from './documented.js';

class Lag {
  @ApiProperty({ ...count, description: 'Records that the read models do not hold yet; counted to 1,000' })
  readonly records!: number;
  @ApiProperty({ type: 'number', description: 'Age of the oldest of them' }) readonly seconds!: number;
}

class LogReadiness {
  @ApiProperty() readonly writable!: boolean;
  @ApiProperty({ ...text, nullable: true, description: 'Of its last record; null where it is empty or cannot be read' })
  readonly position!: string | null;
}

class VaultReadiness {
  @ApiProperty() readonly reachable!: boolean;
}

class Building {
  @ApiProperty(count) readonly records!: number;
  @ApiProperty({ ...text, nullable: true }) readonly position!: string | null;
  @ApiProperty({ ...text, nullable: true }) readonly head!: string | null;
}

class ProjectionsReadiness {
  @ApiProperty() readonly running!: boolean;
  @ApiProperty({ ...text, nullable: true, description: 'Of the last record that the read models hold' })
  readonly position!: string | null;
  @ApiProperty({ ...count, description: 'Leaves of the tree there' }) readonly size!: number;
  @ApiProperty({ type: Lag }) readonly lag!: Lag;
  @ApiProperty({
    type: Building,
    nullable: true,
    description: 'Read models that are built anew, and how far that is; null where none are',
  })
  readonly building!: Building | null;
}

export class Readiness {
  @ApiProperty({ type: String, enum: ['ready', 'not-ready'] }) readonly status!: 'ready' | 'not-ready';
  @ApiProperty({ type: [String], description: 'What is wrong, one sentence each' })
  readonly reasons!: readonly string[];
  @ApiProperty({ type: LogReadiness }) readonly log!: LogReadiness;
  @ApiProperty({ type: VaultReadiness }) readonly vault!: VaultReadiness;
  @ApiProperty({ type: ProjectionsReadiness }) readonly projections!: ProjectionsReadiness;
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
      log: { writable: writable.ok, position: textOf(head) },
      vault: { reachable: vaultProblem === null },
      projections: {
        running,
        position: textOf(reached.position),
        size: reached.size,
        lag,
        building: building && {
          records: building.records,
          position: textOf(building.position),
          head: textOf(building.head),
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
    const seconds = oldest === null ? 0 : Math.max(0, (this.clock.milliseconds() - oldest) / 1_000);
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

function textOf(position: number | null): string | null {
  return position === null ? null : String(position);
}
