/** `POST /v1/findings/{id}/acknowledge|remedy|dismiss`: what somebody does about a finding, recorded in the finding's own stream. */
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID, Length, Matches } from 'class-validator';
import { CaseReader } from '../answers/read-case.js';
import { instant, text, uuid } from '../http/documented.js';
import { INSTANT, NOT_PERSONAL } from '../http/valid-body.js';
import { EventLog, type ExpectedRevision } from '../log/event-log.js';
import { decisionById } from '../projections/decision.js';
import { messageById } from '../projections/message.js';
import { ReadModels } from '../projections/projection.js';
import { Clock } from '../record/clock.js';
import { ID_PATTERN, type Instant, type RecordId, streamName } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { decodeRecord, type StoredRecord } from '../record/record.js';
import { againWhenRaced, OwnEvents } from '../recording/own-events.js';
import { concernOf, decide, type FindingCommand, type FindingStatus, ruleOf, statusAfter } from './finding-life.js';
import { findingsOf } from './findings/rules.js';

const WITH_DECISION = {
  example: 'dec-8812',
  description:
    'A decision in whose answer the finding stands; may be left out where its id names the decision or a message',
};

/** Where the finding is to be seen. */
class SeenIn {
  @ApiPropertyOptional(WITH_DECISION)
  @IsOptional()
  @Matches(ID_PATTERN, { message: 'Must be the id of a decision' })
  decisionId?: string;
}

export class AcknowledgeBody extends SeenIn {
  @ApiPropertyOptional({ description: `A note. ${NOT_PERSONAL}` })
  @IsOptional()
  @Length(1, 4_000, { message: 'Must have 1 to 4,000 characters' })
  reason?: string;
}

export class RemedyBody extends SeenIn {
  @ApiProperty({ ...uuid, description: 'The record that shows what was done, for example a remedy.applied' })
  @IsUUID('all', { message: 'Must be the id of a record' })
  record!: string;

  @ApiPropertyOptional({ description: `What was done. ${NOT_PERSONAL}` })
  @IsOptional()
  @Length(1, 4_000, { message: 'Must have 1 to 4,000 characters' })
  remedy?: string;

  @ApiPropertyOptional({ ...instant, description: 'When it took effect, where that was not now' })
  @IsOptional()
  @Matches(INSTANT, {
    message: 'Must be an instant with a zone, for example 2027-05-03T00:00:00Z',
  })
  effectiveAt?: string;
}

export class DismissBody extends SeenIn {
  @ApiProperty({ description: `Why it is no fault. ${NOT_PERSONAL}` })
  @Length(1, 4_000, { message: 'Must say why, in 1 to 4,000 characters' })
  reason!: string;
}

class FindingStep {
  @ApiProperty(uuid) readonly record!: RecordId;
  @ApiProperty({ ...text, example: 'finding.acknowledged' }) readonly type!: string;
  @ApiProperty(instant) readonly at!: Instant;
  @ApiProperty({ ...text, description: 'Who: the id of the token' }) readonly by!: string;
}

export class FindingLife {
  @ApiProperty({ example: 'message-after-objection:msg-771' }) readonly id!: string;
  @ApiProperty() readonly rule!: string;
  @ApiProperty({ ...text, enum: ['open', 'acknowledged', 'remedied', 'dismissed'] }) readonly status!: FindingStatus;
  @ApiProperty({ type: [FindingStep], description: 'What was done about it, oldest first' })
  readonly steps!: readonly FindingStep[];
}

/** @throws LedgerError `missing` where the finding is not there · `conflict` where it is settled · `bad-request` where nothing says where to look */
export class SettleFinding extends Command<FindingLife> {
  constructor(
    readonly id: string,
    readonly command: FindingCommand,
    readonly decisionId: string | undefined,
    /** Id of the caller's token. */
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(SettleFinding)
export class SettleFindingHandler implements ICommandHandler<SettleFinding> {
  constructor(
    private readonly cases: CaseReader,
    private readonly ownEvents: OwnEvents,
    private readonly clock: Clock,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  async execute({ id, command, decisionId, by }: SettleFinding): Promise<FindingLife> {
    await this.#assertFound(id, decisionId);
    if (command.name === 'remedy' && !(await this.log.lookup([command.record])).has(command.record))
      throw new LedgerError('bad-request', `There is no record ${command.record} in this ledger.`, [
        { pointer: '/record', detail: 'Must be the id of a record that is there, for example of a remedy.applied.' },
      ]);
    return againWhenRaced(async () => {
      const { expected, steps } = await this.#stream(id);
      const events = decide(id, statusAfter(steps.map(({ header }) => header.type)), command, by);
      if (events.length === 0) return lifeOf(id, steps);
      await this.ownEvents.recordAll(events, by, expected);
      return lifeOf(id, (await this.#stream(id)).steps);
    });
  }

  /** Straight from the log, so that what was just recorded counts. */
  async #stream(id: string): Promise<{ readonly expected: ExpectedRevision; readonly steps: readonly StoredRecord[] }> {
    const steps: StoredRecord[] = [];
    for await (const page of this.log.readStream(streamName(`finding-${id}`))) steps.push(...page.map(decodeRecord));
    return { expected: steps.at(-1)?.revision ?? 'none', steps };
  }

  /** Findings are no records: whether one is there, only a case that holds it can tell. */
  async #assertFound(id: string, named: string | undefined): Promise<void> {
    const concern = concernOf(id);
    const decisionId =
      named ?? decisionById(this.models, concern)?.id ?? messageById(this.models, concern)?.decision ?? undefined;
    if (decisionId === undefined)
      throw new LedgerError('bad-request', 'Name a decision in whose answer this finding stands.', [
        { pointer: '/decisionId', detail: 'Is needed here; GET /v1/findings names it beside each finding.' },
      ]);
    const { file, gaps } = await this.cases.read({ decisionId, now: this.clock.now() }, async () => false);
    if (!findingsOf(file, gaps).some((finding) => finding.id === id))
      throw new LedgerError('missing', `The answer about the decision ${decisionId} holds no finding ${id}.`);
  }
}

function lifeOf(id: string, steps: readonly StoredRecord[]): FindingLife {
  return {
    id,
    rule: ruleOf(id),
    status: statusAfter(steps.map(({ header }) => header.type)),
    steps: steps.map(({ header, body }) => ({
      record: header.id,
      type: header.type,
      at: header.occurredAt,
      by: String(body.data.by ?? header.actor),
    })),
  };
}
