/** `GET /v1/inquiries` and `/{id}`: what is asked, and how long there is to answer. */
import { Inject } from '@nestjs/common';
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { PageOf, text } from '../http/documented.js';
import { cursorOf, pageParameters, parseCursor } from '../http/paging.js';
import { parameter, parametersOf, type Query } from '../http/parameters.js';
import { ReadModels } from '../projections/projection.js';
import { registered } from '../projections/register.js';
import { Clock } from '../record/clock.js';
import { parsePseudonym } from '../record/ids.js';
import { openSealed } from '../vault/seal.js';
import { Vault } from '../vault/vault.js';
import { Inquiries, Inquiry, shown } from './inquiries.js';
import { inquiryStatuses } from './inquiry.js';

const AT_ONCE = 100;
/** Each is read from its stream, so a page ends after so many, however few were asked for. */
const LOOKED_AT = 1_000;

export class InquiryPage extends PageOf(Inquiry) {}

export class InquiryRead extends Inquiry {
  @ApiProperty({
    ...text,
    nullable: true,
    description: 'What the person asks; null where it cannot be opened any more',
  })
  readonly text!: string | null;
}

export const inquiryParameters = parametersOf({
  status: parameter.oneOf(inquiryStatuses, 'Only those that stand so'),
  overdue: parameter.oneOf(['true', 'false'], 'Only those whose time to answer is over, or only the others'),
  consumer: parameter.text('Only those of this person: the pseudonym', { format: 'uuid' }),
  ...pageParameters(50, 500),
});

export class ListInquiries extends CqrsQuery<InquiryPage> {
  constructor(readonly query: Query) {
    super();
  }
}

export class ReadInquiry extends CqrsQuery<InquiryRead> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(ListInquiries)
export class ListInquiriesHandler implements IQueryHandler<ListInquiries> {
  constructor(
    private readonly inquiries: Inquiries,
    private readonly clock: Clock,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  async execute({ query }: ListInquiries): Promise<InquiryPage> {
    const { status, overdue, consumer: named, limit, cursor } = inquiryParameters.read(query);
    const consumer = named === undefined ? undefined : parsePseudonym(named);
    let [before] = cursor === undefined ? [] : parseCursor(cursor, 1);
    const items: Inquiry[] = [];
    for (let looked = 0; looked < LOOKED_AT; looked += AT_ONCE) {
      const rows = registered(this.models, 'inquiry', { limit: AT_ONCE, ...(before !== undefined && { before }) });
      for (const { id, last } of rows) {
        if (items.length === limit) return { items, next: before === undefined ? null : cursorOf(before) };
        const inquiry = shown(await this.inquiries.of(id), this.clock.now());
        before = last;
        if (
          (status ?? inquiry.status) === inquiry.status &&
          (consumer ?? inquiry.consumer) === inquiry.consumer &&
          (overdue === undefined || inquiry.overdue === (overdue === 'true'))
        )
          items.push(inquiry);
      }
      if (rows.length < AT_ONCE) return { items, next: null };
    }
    return { items, next: before === undefined ? null : cursorOf(before) };
  }
}

@QueryHandler(ReadInquiry)
export class ReadInquiryHandler implements IQueryHandler<ReadInquiry> {
  constructor(
    private readonly inquiries: Inquiries,
    private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** @throws LedgerError `missing` */
  async execute({ id }: ReadInquiry): Promise<InquiryRead> {
    const standing = await this.inquiries.of(id);
    const { consumer, records } = standing;
    const header = records[0]?.header;
    const keys = await this.vault.dataKeys([consumer]);
    const opened = header?.sealed === undefined ? null : openSealed(keys.get(consumer), header, header.sealed);
    const said = opened?.status === 'opened' ? opened.values['/text'] : undefined;
    return { ...shown(standing, this.clock.now()), text: typeof said === 'string' ? said : null };
  }
}
