/** What must not happen to a ledger's history, found while it runs: said in the service's log and kept for ever beside the checkpoints. */
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../record/clock.js';
import type { Instant } from '../record/ids.js';
import { Publications, readOn } from './publications.js';

export interface Alarm {
  /** `rollback`: the log is shorter than what was signed. `fork`: it is another one. `split-view`: somebody was shown another one. */
  readonly kind: 'rollback' | 'fork' | 'split-view';
  /** What was found where; nothing personal. */
  readonly detail: string;
}

@Injectable()
export class Alarms {
  private readonly logger = new Logger('proof');
  private readonly raised = new Set<string>();
  private sealing: Alarm | null = null;

  constructor(
    private readonly publications: Publications,
    private readonly clock: Clock,
  ) {}

  /** True while the log contradicts what was signed: no checkpoint is signed. */
  get stopped(): boolean {
    return this.sealing !== null;
  }

  /** Raises an alarm once in the life of the process. */
  async raise(alarm: Alarm): Promise<void> {
    if (alarm.kind !== 'split-view') this.sealing = alarm;
    const key = `${alarm.kind} ${alarm.detail}`;
    if (this.raised.has(key)) return;
    this.raised.add(key);
    this.logger.fatal({ msg: alarm.detail, code: alarm.kind });
    const text = JSON.stringify({ ...alarm, at: this.clock.now() });
    while (!(await this.publications.append('alarms', (await this.publications.last('alarms')) + 1, text)));
  }

  /** The log agrees with the last checkpoint again. */
  allClear(): void {
    this.sealing = null;
  }

  /** Every alarm ever raised, oldest first. */
  async history(): Promise<readonly (Alarm & { readonly at: Instant })[]> {
    const alarms: (Alarm & { at: Instant })[] = [];
    for await (const { text } of readOn(this.publications, 'alarms')) alarms.push(JSON.parse(text));
    return alarms;
  }
}
