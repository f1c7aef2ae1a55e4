/** The access report (GDPR Art. 15): what is held, what was decided, who received it, who looked, and what the person can do. The person's own page shows the same. */
import { Inject } from '@nestjs/common';
import { Query as CqrsQuery, type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import type { Caller } from '../access/roles.js';
import { Authority, authorityOf } from '../answers/authorities.js';
import type { GatheredRecord } from '../answers/facts.js';
import { zoneOf } from '../answers/narrative/zone.js';
import { RecordReader } from '../answers/record-reader.js';
import { instant, oneOf, text, uuid } from '../http/documented.js';
import type { PageLanguage } from '../http/languages.js';
import { Overview } from '../oversight/consumer-overview.js';
import { ListConsumerDecisions } from '../oversight/consumer-timeline.js';
import { DecisionSummaryPage } from '../oversight/decision-summary.js';
import { entriesOfPerson } from '../oversight/person-entries.js';
import { ReadOverview } from '../oversight/read-overview.js';
import { readsMatching } from '../projections/access-read.js';
import { ReadModels } from '../projections/projection.js';
import { type ErasureAnswer, erasureAnswer, erasureAnswers } from '../protection/certificate.js';
import { Persons } from '../protection/persons.js';
import type { Json } from '../record/canonical.js';
import { Clock } from '../record/clock.js';
import { type Instant, type Pseudonym, parsePseudonym, type RecordId } from '../record/ids.js';
import { rightsIn } from './report-sections.js';
import { Look, lookOf } from './who-looked.js';
import { Words } from './words.js';

export class Recipient {
  @ApiProperty() readonly name!: string;
  @ApiProperty({
    ...text,
    enum: ['received', 'allowed'],
    description:
      '`received`: data was sent there. `allowed`: the consent names it; whether anything was sent is not recorded',
  })
  readonly how!: 'received' | 'allowed';
  @ApiProperty(instant) readonly at!: Instant;
  @ApiProperty({ ...text, nullable: true }) readonly safeguard!: string | null;
  @ApiProperty(uuid) readonly record!: RecordId;
}

export class Right {
  @ApiProperty() readonly law!: string;
  @ApiProperty() readonly text!: string;
}

class Looks {
  @ApiProperty({ type: [Look], description: 'Newest first' }) readonly items!: readonly Look[];
  @ApiProperty({ description: 'Whether there are older ones' }) readonly more!: boolean;
}

@ApiExtraModels(...erasureAnswers)
export class PersonReport {
  @ApiProperty(uuid) readonly consumer!: Pseudonym;
  @ApiProperty(instant) readonly madeAt!: Instant;
  @ApiProperty({
    ...text,
    nullable: true,
    description: 'The country or state whose law applies, by the newest consent; null where none says so',
  })
  readonly jurisdiction!: string | null;
  @ApiProperty({ type: Overview }) readonly held!: Overview;
  @ApiProperty(oneOf(...erasureAnswers)) readonly erasure!: ErasureAnswer;
  @ApiProperty({ type: DecisionSummaryPage }) readonly decisions!: DecisionSummaryPage;
  @ApiProperty({ type: [Recipient] }) readonly recipients!: readonly Recipient[];
  @ApiProperty({ type: Looks }) readonly looked!: Looks;
  @ApiProperty({ type: [Right] }) readonly rights!: readonly Right[];
  @ApiProperty({ type: Authority }) readonly authority!: Authority;
}

export class ReadReport extends CqrsQuery<PersonReport> {
  /** @param cursor of an older page of decisions */
  constructor(
    readonly consumer: string,
    readonly caller: Caller,
    readonly cursor?: string,
    readonly language: PageLanguage = 'en',
  ) {
    super();
  }
}

const MOST_DECISIONS = '100';
const MOST_LOOKS = 200;

@QueryHandler(ReadReport)
export class ReadReportHandler implements IQueryHandler<ReadReport> {
  constructor(
    private readonly queries: QueryBus,
    private readonly persons: Persons,
    private readonly reader: RecordReader,
    private readonly clock: Clock,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  async execute({ consumer: asked, caller, cursor, language }: ReadReport): Promise<PersonReport> {
    const consumer = parsePseudonym(asked);
    const { state } = await this.persons.of(consumer);
    const held = await this.queries.execute(new ReadOverview(consumer, caller));
    const page = { limit: MOST_DECISIONS, ...(cursor !== undefined && { cursor }) };
    const sharing = await this.#records(consumer, ['consent.given', 'consent.renewed', 'data.shared']);
    const jurisdiction = jurisdictionIn(sharing);
    const words = new Words(language, zoneOf(jurisdiction ?? undefined));
    return {
      consumer,
      madeAt: this.clock.now(),
      jurisdiction,
      held,
      erasure: erasureAnswer(consumer, state),
      decisions: await this.queries.execute(new ListConsumerDecisions(consumer, page)),
      recipients: sharing.flatMap(recipientsIn),
      looked: await this.#looks(held.linked, words),
      rights: rightsIn(words),
      authority: authorityOf(jurisdiction ?? undefined, language),
    };
  }

  /** Oldest first. */
  async #records(consumer: Pseudonym, types: readonly string[]): Promise<readonly GatheredRecord[]> {
    const entries = entriesOfPerson(this.models, consumer, { types });
    return this.reader.at(entries.map(({ leaf }) => leaf).toReversed());
  }

  async #looks(person: readonly Pseudonym[], words: Words): Promise<PersonReport['looked']> {
    const reads = person.flatMap((consumer) => readsMatching(this.models, { consumer, limit: MOST_LOOKS + 1 }));
    const unmasked = person.flatMap((consumer) =>
      entriesOfPerson(this.models, consumer, { types: ['value.unmasked'], limit: MOST_LOOKS + 1 }),
    );
    const leaves = [...new Set([...reads, ...unmasked.map(({ leaf }) => leaf)])].toSorted((a, b) => b - a);
    const records = await this.reader.at(leaves.slice(0, MOST_LOOKS));
    return { items: records.map((record) => lookOf(record, words)), more: leaves.length > MOST_LOOKS };
  }
}

function jurisdictionIn(records: readonly GatheredRecord[]): string | null {
  const newest = records.findLast(({ body }) => typeof body.data.jurisdiction === 'string');
  return newest === undefined ? null : String(newest.body.data.jurisdiction);
}

function recipientsIn({ header, body: { data } }: GatheredRecord): readonly Recipient[] {
  const received = header.type === 'data.shared';
  return textsIn(data.recipients).map((name) => ({
    name,
    how: received ? 'received' : 'allowed',
    at: header.occurredAt,
    safeguard: typeof data.safeguard === 'string' ? data.safeguard : null,
    record: header.id,
  }));
}

function textsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
