/** The question who read whose record and why. */
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AccessRecorded } from '../catalogue/protection.js';
import { instant, PageOf, uuid } from '../http/documented.js';
import { type Page, pageOf, pageParameters, parseCursor } from '../http/paging.js';
import { parameter, parametersOf, type Query as QueryOf } from '../http/parameters.js';
import { EventLog } from '../log/event-log.js';
import { type ReadFilter, readsMatching } from '../projections/access-read.js';
import { leafAt } from '../projections/leaf.js';
import { ReadModels } from '../projections/projection.js';
import { type Instant, millisecondsOf, type Pseudonym, parsePseudonym, type RecordId } from '../record/ids.js';
import { decodeRecord, type StoredRecord } from '../record/record.js';
import { roles } from './roles.js';

/** What was recorded of the read, and where. */
export class ReadEntry extends AccessRecorded {
  @ApiProperty({ ...uuid, description: 'The `access.recorded` that says so' }) readonly record!: RecordId;
  @ApiProperty(instant) readonly at!: Instant;
  @ApiPropertyOptional({ ...uuid, description: 'Whose record was read; absent for a search' })
  readonly consumer?: Pseudonym;
}

export class ReadPage extends PageOf(ReadEntry) {}

export const readParameters = parametersOf({
  consumer: parameter.text('Only of this person’s record: the pseudonym', { format: 'uuid' }),
  who: parameter.text('Only by this caller: the id of a token, or the subject of an access token'),
  role: parameter.oneOf(roles, 'Only in this role'),
  from: parameter.instant('Only at this instant or later'),
  to: parameter.instant('Only before this instant'),
  ...pageParameters(100, 1_000),
});

export class ListReads extends Query<Page<ReadEntry>> {
  constructor(readonly parameters: QueryOf) {
    super();
  }
}

@QueryHandler(ListReads)
export class ListReadsHandler implements IQueryHandler<ListReads> {
  constructor(
    private readonly log: EventLog,
    private readonly models: ReadModels,
  ) {}

  async execute({ parameters }: ListReads): Promise<Page<ReadEntry>> {
    const filter = filterOf(parameters);
    const leaves = readsMatching(this.models, { ...filter, limit: filter.limit + 1 });
    const { items, next } = pageOf(leaves, filter.limit, (leaf) => [leaf]);
    const positions = items.flatMap((leaf) => leafAt(this.models, leaf)?.position ?? []);
    return { items: (await this.log.readAt(positions)).map(decodeRecord).map(entryOf), next };
  }
}

function entryOf({ header, body }: StoredRecord): ReadEntry {
  // Only what the catalogue's class allows was ever recorded.
  const data = body.data as unknown as AccessRecorded;
  const { id, occurredAt, subject } = header;
  return { record: id, at: occurredAt, ...(subject !== undefined && { consumer: subject }), ...data };
}

/** @throws LedgerError `bad-request` with every wrong parameter */
function filterOf(query: QueryOf): ReadFilter {
  const { consumer, who, role, from, to, limit, cursor } = readParameters.read(query);
  const below = cursor === undefined ? undefined : parseCursor(cursor, 1)[0];
  return {
    ...(consumer !== undefined && { consumer: parsePseudonym(consumer) }),
    ...(who !== undefined && { who }),
    ...(role !== undefined && { role }),
    ...(from !== undefined && { from: millisecondsOf(from) }),
    ...(to !== undefined && { to: millisecondsOf(to) }),
    ...(below !== undefined && { below }),
    limit,
  };
}
