/** `GET /v1/messages/{id}`: one message: the decision it acts on, the check before it was sent, and what followed. */
import { Inject } from '@nestjs/common';
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import type { Caller } from '../access/roles.js';
import { Unmasking } from '../access/unmasking.js';
import { openFor } from '../answers/opened.js';
import { RecordReader } from '../answers/record-reader.js';
import { count, text, uuid } from '../http/documented.js';
import { decisionById } from '../projections/decision.js';
import { linkedPseudonyms } from '../projections/entry.js';
import { messageById } from '../projections/message.js';
import { ReadModels } from '../projections/projection.js';
import type { JsonObject } from '../record/canonical.js';
import { ID_PATTERN, type Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { Vault } from '../vault/vault.js';
import { itemOf, TimelineItem } from './consumer-timeline.js';
import { DecisionSummary, summaryOf } from './decision-summary.js';

class CheckShown {
  @ApiProperty({ ...count, description: 'The tree size that the check looked at' }) readonly size!: number;
}

export class MessageOverview {
  @ApiProperty() readonly id!: string;
  @ApiProperty({ ...uuid, nullable: true }) readonly consumer!: Pseudonym | null;
  @ApiProperty({ ...text, nullable: true }) readonly campaign!: string | null;
  @ApiProperty({ ...text, nullable: true, description: 'The id that the message names' })
  readonly decisionId!: string | null;
  @ApiProperty({
    type: DecisionSummary,
    nullable: true,
    description: 'Null where the message names none, or one that is not recorded',
  })
  readonly decision!: DecisionSummary | null;
  @ApiProperty({
    type: CheckShown,
    nullable: true,
    description: 'What the sender said it had checked; null where it said nothing',
  })
  readonly check!: CheckShown | null;
  @ApiProperty({
    type: [TimelineItem],
    description: 'The message’s records, oldest first: sent, delivered, seen, complained about',
  })
  readonly events!: readonly TimelineItem[];
}

export class ReadMessage extends CqrsQuery<MessageOverview> {
  constructor(
    readonly id: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ReadMessage)
export class ReadMessageHandler implements IQueryHandler<ReadMessage> {
  constructor(
    private readonly reader: RecordReader,
    private readonly unmasking: Unmasking,
    @Inject(ReadModels) private readonly models: ReadModels,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** @throws LedgerError `missing` */
  async execute({ id, caller }: ReadMessage): Promise<MessageOverview> {
    const row = ID_PATTERN.test(id) ? messageById(this.models, id) : undefined;
    if (row === undefined) throw new LedgerError('missing', 'No such message is recorded in this ledger.');
    const { subject } = row;
    // Another person's record under the same id is a finding, not a part of this message.
    const records = (await this.reader.stream(`message-${id}`)).filter(
      ({ header }) => (header.subject ?? null) === subject,
    );
    const person = subject === null ? [] : linkedPseudonyms(this.models, subject, this.models.reached().size);
    const open = await this.unmasking.mayOpen(person, caller);
    const opened = open ? await openFor(this.vault, records, 'all') : new Map<string, JsonObject>();
    const decision = row.decision === null ? undefined : decisionById(this.models, row.decision);
    const sizes = records.flatMap(({ body: { data } }) =>
      typeof data.checkedSize === 'number' ? data.checkedSize : [],
    );
    return {
      id,
      consumer: subject,
      campaign: row.campaign,
      decisionId: row.decision,
      decision: decision?.made == null || decision.subject !== subject ? null : summaryOf(decision),
      check: sizes[0] === undefined ? null : { size: sizes[0] },
      events: records.map((record) => itemOf(record, opened.get(record.header.id))),
    };
  }
}
