/** How the ledger writes events of its own: the same path as everybody's, with the rights of the house. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { ExpectedRevision } from '../log/event-log.js';
import type { JsonObject } from '../record/canonical.js';
import type { Instant, Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { Fact } from './prepare.js';
import { RecordEvents, type Recorded } from './record-events.js';
import { turnsHere } from './turn.js';

export interface OwnEvent {
  readonly type: string;
  readonly data: JsonObject;
  readonly subject?: Pseudonym;
  readonly occurredAt?: Instant;
  /** Names the fact, so that a repeat is recognised: for example `erasure-<id>-done`. A random one where absent. */
  readonly eventId?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** The `source` of everything that the ledger writes itself. */
export const OWN_SOURCE = '/ledger';

const ATTEMPTS = 5;

/** Reads, decides and records again where somebody else wrote to the stream in between. @throws `wrong-revision` where that happens each time */
export async function againWhenRaced<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      const raced = error instanceof LedgerError && error.code === 'wrong-revision';
      if (!raced || left === 1) throw error;
    }
  }
}

@Injectable()
export class OwnEvents {
  constructor(private readonly commands: CommandBus) {}

  /**
   * Records one event, durable when this answers.
   * @param actorId id of the token on whose behalf it is written
   * @param expected revision of the event's stream, for workflows that decide on what they read
   * @throws LedgerError `wrong-revision` · `conflict` · `invalid` · `unavailable` · `unknown-outcome`
   */
  async record(event: OwnEvent, actorId: string, expected: ExpectedRevision = 'any'): Promise<Recorded> {
    const [recorded] = await this.recordAll([event], actorId, expected);
    if (recorded === undefined) throw new LedgerError('internal');
    return recorded;
  }

  /** Records several; those of one stream all or none. Throws what `record` throws, for the first that was refused. */
  async recordAll(
    events: readonly OwnEvent[],
    actorId: string,
    expected: ExpectedRevision = 'any',
  ): Promise<readonly Recorded[]> {
    const by = { id: actorId, sources: [OWN_SOURCE], own: true } as const;
    const outcomes = await this.commands.execute(new RecordEvents(turnsHere(events.map(factOf), by), by, expected));
    return outcomes.map((outcome) => {
      if (outcome instanceof LedgerError) throw outcome;
      return outcome;
    });
  }
}

function factOf({ type, data, subject, occurredAt, eventId, correlationId, causationId }: OwnEvent): Fact {
  return {
    type,
    data,
    source: OWN_SOURCE,
    id: eventId ?? randomUUID(),
    extensions: {},
    ...(subject !== undefined && { pseudonym: subject }),
    ...(occurredAt !== undefined && { time: occurredAt }),
    ...(correlationId !== undefined && { correlationid: correlationId }),
    ...(causationId !== undefined && { causationid: causationId }),
  };
}
