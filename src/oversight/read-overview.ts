/** `GET /v1/consumers/{consumer}`: the overview of one person. */
import { Inject } from '@nestjs/common';
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Caller } from '../access/roles.js';
import { Unmasking } from '../access/unmasking.js';
import { nothingOpened, openFor } from '../answers/opened.js';
import { RecordReader } from '../answers/record-reader.js';
import { entryCounts, linkedPseudonyms } from '../projections/entry.js';
import { ReadModels } from '../projections/projection.js';
import { Clock } from '../record/clock.js';
import { parsePseudonym } from '../record/ids.js';
import { Vault } from '../vault/vault.js';
import { type Overview, overviewOf } from './consumer-overview.js';
import { entriesOfPerson } from './person-entries.js';

export class ReadOverview extends CqrsQuery<Overview> {
  constructor(
    readonly consumer: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** What an overview folds; decisions, messages and interactions are counted, and listed by routes of their own. */
const FOLDED = ['consent.', 'processing.', 'optout.', 'signal.', 'data.', 'inquiry.', 'subject.', 'hold.'];
/** The newest so many; a person with more is rare, and the counts still say how many there are. */
const MOST = 5_000;

@QueryHandler(ReadOverview)
export class ReadOverviewHandler implements IQueryHandler<ReadOverview> {
  constructor(
    private readonly reader: RecordReader,
    private readonly clock: Clock,
    @Inject(ReadModels) private readonly models: ReadModels,
    @Inject(Vault) private readonly vault: Vault,
    private readonly unmasking: Unmasking,
  ) {}

  async execute({ consumer: text, caller }: ReadOverview): Promise<Overview> {
    const consumer = parsePseudonym(text);
    const { size } = this.models.reached();
    const linked = linkedPseudonyms(this.models, consumer, size);
    const entries = entriesOfPerson(this.models, consumer, { below: size, types: FOLDED, limit: MOST });
    const records = await this.reader.at(entries.map(({ leaf }) => leaf));
    const open = await this.unmasking.mayOpen(linked, caller);
    const opened = open ? await openFor(this.vault, records, 'all') : nothingOpened;
    return overviewOf(records, opened, {
      consumer,
      linked,
      size,
      now: this.clock.now(),
      counts: entryCounts(this.models, linked, size),
    });
  }
}
