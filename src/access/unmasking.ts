/** Behind the pseudonym: an auditor sees personal values only for a stated reason, about one person, for a limited time; and the ledger says so. */
import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { instant, uuid } from '../http/documented.js';
import { EventLog } from '../log/event-log.js';
import { entriesOf } from '../projections/entry.js';
import { ReadModels } from '../projections/projection.js';
import { Clock } from '../record/clock.js';
import {
  compareInstants,
  type Instant,
  instantOf,
  millisecondsOf,
  type Pseudonym,
  parseInstant,
  streamName,
} from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { decodeRecord } from '../record/record.js';
import { OwnEvents } from '../recording/own-events.js';
import type { Caller } from './roles.js';

export class Unmasked {
  @ApiProperty(uuid) readonly consumer!: Pseudonym;
  @ApiProperty({ ...instant, description: 'Until then the values are opened to who asked' }) readonly until!: Instant;
}

export const MAX_MINUTES = 480;

@Injectable()
export class Unmasking {
  constructor(
    private readonly log: EventLog,
    private readonly models: ReadModels,
    private readonly ownEvents: OwnEvents,
    private readonly clock: Clock,
  ) {}

  /** @throws LedgerError `missing` where nothing is recorded about the consumer · `unavailable` where it cannot be recorded; then nothing is unmasked */
  async open(consumer: Pseudonym, reason: string, minutes: number, caller: Caller): Promise<Unmasked> {
    if (entriesOf(this.models, consumer, { limit: 1 }).length === 0)
      throw new LedgerError('missing', 'Nothing is recorded about this consumer.');
    const until = instantOf(this.clock.milliseconds() + Math.min(minutes, MAX_MINUTES) * 60_000);
    const data = { who: caller.id, role: 'auditor', reason, until };
    await this.ownEvents.record({ type: 'value.unmasked', data, subject: consumer }, caller.id);
    return { consumer, until };
  }

  /** Whether personal values of this person are opened for this caller: for support, for the person themself, and for an auditor who said why. */
  async mayOpen(person: readonly Pseudonym[], caller: Caller): Promise<boolean> {
    if (caller.roles.includes('support')) return true;
    if (caller.consumer !== undefined) return person.some((pseudonym) => pseudonym === caller.consumer);
    return this.isOpen(person, caller);
  }

  /** Whether this auditor opened this person, by any of their pseudonyms, for now. Read from the log itself, so that no lag opens or closes anything. */
  async isOpen(person: readonly Pseudonym[], caller: Caller): Promise<boolean> {
    for (const pseudonym of person) if (await this.#isOpenIn(pseudonym, caller)) return true;
    return false;
  }

  async #isOpenIn(pseudonym: Pseudonym, caller: Caller): Promise<boolean> {
    const now = this.clock.now();
    const oldest = instantOf(millisecondsOf(now) - MAX_MINUTES * 60_000);
    const stream = streamName(`consumer-${pseudonym}`);
    for await (const page of this.log.readStream(stream, { direction: 'backwards' })) {
      for (const committed of page) {
        const { header, body } = decodeRecord(committed);
        // None lasts longer, so what is older opens nothing.
        if (compareInstants(header.recordedAt, oldest) < 0) return false;
        if (header.type !== 'value.unmasked' || body.data.who !== caller.id) continue;
        const until = typeof body.data.until === 'string' ? parseInstant(body.data.until) : null;
        if (until !== null && compareInstants(now, until) < 0) return true;
      }
    }
    return false;
  }
}
