/** A person as protection sees them: every pseudonym that links make one person, and what was decided about holds and erasure so far. */
import { Injectable } from '@nestjs/common';
import { EventLog, type ExpectedRevision } from '../log/event-log.js';
import { entriesOf, linkedPseudonyms } from '../projections/entry.js';
import { leafAt } from '../projections/leaf.js';
import { ReadModels } from '../projections/projection.js';
import { type Pseudonym, streamName } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { decodeRecord, type StoredRecord } from '../record/record.js';
import { type ErasureState, evolve, nothingYet } from './erasure.js';

export interface Person {
  readonly pseudonyms: readonly Pseudonym[];
  readonly state: ErasureState;
  /** Of the consumer's own stream, read before everything else: what is decided on this person holds only if nothing came in between. */
  readonly expected: ExpectedRevision;
}

const PROTECTION = ['erasure.', 'subject.erased', 'hold.'];

@Injectable()
export class Persons {
  constructor(
    private readonly log: EventLog,
    private readonly models: ReadModels,
  ) {}

  /** Everything recorded up to this moment included. @throws LedgerError `missing` where nothing is recorded about the consumer · `not-yet` */
  async of(consumer: Pseudonym): Promise<Person> {
    const expected = await this.#revisionOf(consumer);
    const head = await this.log.head();
    if (head !== null) await this.models.waitFor(head);
    if (head === null || entriesOf(this.models, consumer, { limit: 1 }).length === 0)
      throw new LedgerError(
        'missing',
        'Nothing is recorded about this consumer. Look them up with POST /v1/consumers/lookup.',
      );
    const pseudonyms = linkedPseudonyms(this.models, consumer, this.models.reached().size);
    const records = await this.#records(pseudonyms);
    const state = records.reduce(
      (before, { header, body }) =>
        evolve(before, { id: header.id, type: header.type, at: header.occurredAt, data: body.data }),
      nothingYet,
    );
    return { pseudonyms, state, expected };
  }

  async #revisionOf(consumer: Pseudonym): Promise<ExpectedRevision> {
    const stream = streamName(`consumer-${consumer}`);
    for await (const [last] of this.log.readStream(stream, { direction: 'backwards', limit: 1 }))
      if (last !== undefined) return last.revision;
    return 'none';
  }

  /** In global order, each once, though an erasure is an entry of every pseudonym it covers. */
  async #records(pseudonyms: readonly Pseudonym[]): Promise<readonly StoredRecord[]> {
    const entries = pseudonyms.flatMap((pseudonym) => entriesOf(this.models, pseudonym, { types: PROTECTION }));
    const leaves = [...new Set(entries.map(({ leaf }) => leaf))].toSorted((a, b) => a - b);
    const positions = leaves.flatMap((leaf) => leafAt(this.models, leaf)?.position ?? []);
    return (await this.log.readAt(positions)).map(decodeRecord);
  }
}
