/** `GET /v1/messages/{id}`: one message: the decision it acts on, the check before it was sent, and what followed. */
import { Inject } from '@nestjs/common';
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Caller } from '../access/roles.js';
import { Unmasking } from '../access/unmasking.js';
import { openFor } from '../answers/opened.js';
import { RecordReader } from '../answers/record-reader.js';
import { decisionById } from '../projections/decision.js';
import { linkedPseudonyms } from '../projections/entry.js';
import { messageById } from '../projections/message.js';
import { ReadModels } from '../projections/projection.js';
import type { JsonObject } from '../record/canonical.js';
import { ID_PATTERN, type Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { Vault } from '../vault/vault.js';
import { itemOf, type TimelineItem } from './consumer-timeline.js';
import { type DecisionSummary, summaryOf } from './decision-summary.js';

export interface MessageShown {
  readonly id: string;
  readonly consumer: Pseudonym | null;
  readonly campaign: string | null;
  /** The id that the message names. */
  readonly decisionId: string | null;
  /** Null where the message names none, or one that is not recorded. */
  readonly decision: DecisionSummary | null;
  /** What the sender said it had checked: the tree size its check looked at; null where it said nothing. */
  readonly check: { readonly size: number } | null;
  /** The message's records, oldest first: sent, delivered, seen, complained about. */
  readonly events: readonly TimelineItem[];
}

export class ReadMessage extends CqrsQuery<MessageShown> {
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
  async execute({ id, caller }: ReadMessage): Promise<MessageShown> {
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
