/** `GET /v1/decisions/{id}/replay`: the records of a case one by one, each with the answer as it could be given after it. */
import { Inject } from '@nestjs/common';
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { type Answer, deterministicSchema } from '../answers/answer.js';
import { explain } from '../answers/explain.js';
import type { GatheredRecord } from '../answers/facts.js';
import { Gatherer } from '../answers/gather.js';
import { nothingOpened } from '../answers/opened.js';
import { definitionOf } from '../catalogue/catalogue.js';
import { count, instant, PageOf, uuid } from '../http/documented.js';
import { pageOf, pageParameters, parseCursor } from '../http/paging.js';
import { parametersOf, type Query } from '../http/parameters.js';
import { decisionById } from '../projections/decision.js';
import { ReadModels } from '../projections/projection.js';
import { Clock } from '../record/clock.js';
import { type Pseudonym, parsePseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';

/** Whose record a replay shows. */
export function consumerOf(replay: unknown): readonly Pseudonym[] {
  const consumer: unknown = typeof replay === 'object' && replay !== null ? Reflect.get(replay, 'consumer') : undefined;
  return [parsePseudonym(String(consumer))];
}

class ReplayedRecord {
  @ApiProperty(count) readonly leaf!: number;
  @ApiProperty(uuid) readonly id!: string;
  @ApiProperty() readonly type!: string;
  @ApiProperty() readonly says!: string;
  @ApiProperty(instant) readonly occurredAt!: string;
  @ApiProperty(instant) readonly recordedAt!: string;
  @ApiProperty() readonly source!: string;
}

export class ReplayStep {
  @ApiProperty({ ...count, description: 'Counted from 1 among the case’s records in the log’s order' })
  readonly step!: number;
  @ApiProperty(count) readonly of!: number;
  @ApiProperty({ type: ReplayedRecord }) readonly record!: ReplayedRecord;
  @ApiProperty({
    anyOf: [deterministicSchema, { type: 'null' }],
    description:
      'What the ledger would have answered when it had come this far; null while the decision itself was not recorded',
  })
  readonly answer!: Answer | null;
  @ApiProperty({ type: [String], description: 'Sections of the answer that this record changed' })
  readonly changed!: readonly string[];
}

export class Replay extends PageOf(ReplayStep) {
  @ApiProperty({ ...uuid, description: 'Whom the decision is about' }) readonly consumer!: Pseudonym;
}

export const replayParameters = parametersOf(pageParameters(20, 200));

export class ReplayDecision extends CqrsQuery<Replay> {
  constructor(
    readonly decisionId: string,
    readonly query: Query,
  ) {
    super();
  }
}

@QueryHandler(ReplayDecision)
export class ReplayDecisionHandler implements IQueryHandler<ReplayDecision> {
  constructor(
    private readonly gatherer: Gatherer,
    private readonly clock: Clock,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  async execute({ decisionId, query }: ReplayDecision): Promise<Replay> {
    const { limit, cursor } = replayParameters.read(query);
    const [after = 0] = cursor === undefined ? [] : parseCursor(cursor, 1);
    const { records } = await this.gatherer.gather(decisionId);
    const consumer = decisionById(this.models, decisionId)?.subject;
    if (records.length === 0 || consumer == null)
      throw new LedgerError('missing', `No decision ${decisionId} is recorded in this ledger.`);
    const now = this.clock.now();
    const answerAfter = (many: number): Answer | null => answered(records.slice(0, many), decisionId, now);
    const steps = records.slice(after, after + limit + 1).map((record, index) => {
      const step = after + index + 1;
      return stepOf(record, step, records.length, answerAfter(step - 1), answerAfter(step));
    });
    return { consumer, ...pageOf(steps, limit, ({ step }) => [step]) };
  }
}

/** Folding the records up to a place is the same as asking with `asOf` that place. Values stay closed: an auditor works with pseudonyms. */
function answered(
  records: readonly GatheredRecord[],
  decisionId: string,
  now: ReturnType<Clock['now']>,
): Answer | null {
  return explain(records, nothingOpened, { decisionId, now, tier: 'auditor', language: 'en' });
}

function stepOf(
  { header, leaf }: GatheredRecord,
  step: number,
  of: number,
  before: Answer | null,
  answer: Answer | null,
): ReplayStep {
  const { id, type, occurredAt, recordedAt, source } = header;
  const says = definitionOf(type)?.says ?? type;
  return {
    step,
    of,
    record: { leaf, id, type, says, occurredAt, recordedAt, source },
    answer,
    changed: changedSections(before, answer),
  };
}

function changedSections(before: Answer | null, after: Answer | null): readonly string[] {
  if (after === null) return [];
  return Object.entries(after)
    .filter(
      ([name, section]) => before === null || JSON.stringify(Reflect.get(before, name)) !== JSON.stringify(section),
    )
    .map(([name]) => name);
}
