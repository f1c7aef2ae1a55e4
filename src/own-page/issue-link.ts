/** Signs a link to a person's own page. Nothing is stored for it; it ends by itself. */
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ConsumerLinks } from '../access/consumer-links.js';
import { entriesOf } from '../projections/entry.js';
import { ReadModels } from '../projections/projection.js';
import { parsePseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { IssuedLink } from './own-forms.js';

const USUAL_DAYS = 14;

export class IssueLink extends Query<IssuedLink> {
  constructor(
    readonly consumer: string,
    readonly days = USUAL_DAYS,
  ) {
    super();
  }
}

@QueryHandler(IssueLink)
export class IssueLinkHandler implements IQueryHandler<IssueLink> {
  constructor(
    private readonly links: ConsumerLinks,
    @Inject(ReadModels) private readonly models: ReadModels,
  ) {}

  /** @throws LedgerError `missing` where nothing is recorded about the consumer */
  async execute({ consumer: text, days }: IssueLink): Promise<IssuedLink> {
    const consumer = parsePseudonym(text);
    if (entriesOf(this.models, consumer, { limit: 1 }).length === 0)
      throw new LedgerError('missing', 'Nothing is recorded about this consumer.');
    const { token, expiresAt } = await this.links.issue(consumer, days);
    return { consumer, url: `/my?token=${token}`, token, expiresAt };
  }
}
