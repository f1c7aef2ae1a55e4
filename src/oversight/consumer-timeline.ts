/** `GET /v1/consumers/{consumer}/timeline` and `…/decisions`: the records about a person, newest first; and their decisions, each in a sentence. */
import { Inject } from '@nestjs/common';
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Caller } from '../access/roles.js';
import { Unmasking } from '../access/unmasking.js';
import type { GatheredRecord } from '../answers/facts.js';
import { openFor } from '../answers/opened.js';
import { RecordReader } from '../answers/record-reader.js';
import { definitionOf } from '../catalogue/catalogue.js';
import { merge } from '../catalogue/personal.js';
import { count, instant, open, PageOf, text, uuid } from '../http/documented.js';
import type { Page } from '../http/paging.js';
import type { Query } from '../http/parameters.js';
import { decisionById } from '../projections/decision.js';
import { linkedPseudonyms } from '../projections/entry.js';
import { Redaction } from '../projections/presentable.js';
import { ReadModels } from '../projections/projection.js';
import type { JsonObject } from '../record/canonical.js';
import { type Pseudonym, parsePseudonym } from '../record/ids.js';
import { Vault } from '../vault/vault.js';
import { type DecisionSummary, summaryOf } from './decision-summary.js';
import { pageOfEntries } from './person-entries.js';

export class TimelineItem {
  @ApiProperty(count) readonly leaf!: number;
  @ApiProperty(uuid) readonly id!: string;
  @ApiProperty() readonly type!: string;
  @ApiProperty({ description: 'What an event of this type says, in a sentence' }) readonly says!: string;
  @ApiProperty(instant) readonly occurredAt!: string;
  @ApiProperty(instant) readonly recordedAt!: string;
  @ApiProperty() readonly source!: string;
  @ApiProperty() readonly stream!: string;
  @ApiProperty({ ...uuid, nullable: true }) readonly consumer!: Pseudonym | null;
  @ApiProperty(open) readonly data!: JsonObject;
  @ApiProperty({
    ...text,
    enum: ['none', 'opened', 'sealed', 'discarded'],
    description: '`sealed`: there are personal fields, not opened for this reader or not to be opened any more',
  })
  readonly personal!: 'none' | 'opened' | 'sealed' | 'discarded';
  @ApiPropertyOptional({
    type: [Redaction],
    description: 'Open fields that should never have been sent: which, why, and the record that says so',
  })
  readonly redactions?: readonly Redaction[];
}

export class TimelinePage extends PageOf(TimelineItem) {}

export class ReadTimeline extends CqrsQuery<Page<TimelineItem>> {
  constructor(
    readonly consumer: string,
    readonly query: Query,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ReadTimeline)
export class ReadTimelineHandler implements IQueryHandler<ReadTimeline> {
  constructor(
    private readonly reader: RecordReader,
    @Inject(ReadModels) private readonly models: ReadModels,
    @Inject(Vault) private readonly vault: Vault,
    private readonly unmasking: Unmasking,
  ) {}

  async execute({ consumer, query, caller }: ReadTimeline): Promise<Page<TimelineItem>> {
    const page = pageOfEntries(this.models, parsePseudonym(consumer), query);
    const records = await this.reader.at(page.items.map(({ leaf }) => leaf));
    const person = linkedPseudonyms(this.models, parsePseudonym(consumer), this.models.reached().size);
    const mayOpen = await this.unmasking.mayOpen(person, caller);
    const opened = mayOpen ? await openFor(this.vault, records, 'all') : new Map<string, JsonObject>();
    return { items: records.map((record) => itemOf(record, opened.get(record.header.id))), next: page.next };
  }
}

export class ListConsumerDecisions extends CqrsQuery<Page<DecisionSummary>> {
  constructor(
    readonly consumer: string,
    readonly query: Query,
  ) {
    super();
  }
}

@QueryHandler(ListConsumerDecisions)
export class ListConsumerDecisionsHandler implements IQueryHandler<ListConsumerDecisions> {
  constructor(
    private readonly reader: RecordReader,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  async execute({ consumer, query }: ListConsumerDecisions): Promise<Page<DecisionSummary>> {
    const page = pageOfEntries(this.models, parsePseudonym(consumer), query, ['decision.made', 'decision.withheld']);
    const records = await this.reader.at(page.items.map(({ leaf }) => leaf));
    const items = records.flatMap(({ header, leaf }) => {
      const row = decisionById(this.models, header.stream.slice('decision-'.length));
      // A second decision under the same id is stored, but it is not the decision.
      return row?.made === leaf ? [summaryOf(row)] : [];
    });
    return { items, next: page.next };
  }
}

export function itemOf(
  { header, body, leaf, redactions }: GatheredRecord,
  opened: JsonObject | undefined,
): TimelineItem {
  const sealed = header.sealed === undefined ? 'none' : 'sealed';
  return {
    leaf,
    id: header.id,
    type: header.type,
    says: definitionOf(header.type)?.says ?? header.type,
    occurredAt: header.occurredAt,
    recordedAt: header.recordedAt,
    source: header.source,
    stream: header.stream,
    consumer: header.subject ?? null,
    data: opened === undefined ? body.data : merge(body.data, opened),
    personal: header.fenced === true ? 'discarded' : opened === undefined ? sealed : 'opened',
    ...(redactions !== undefined && { redactions }),
  };
}
