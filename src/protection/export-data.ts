/** What a person gave, to take along (GDPR Art. 20): data they provided or that was observed of them, their consents, objections and words; not what was derived or bought. */
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { csvOf } from '../http/csv.js';
import { instant, open, uuid } from '../http/documented.js';
import { EventLog } from '../log/event-log.js';
import { entriesOf, linkedPseudonyms } from '../projections/entry.js';
import { leafAt } from '../projections/leaf.js';
import { type Presentable, presentable, Redaction } from '../projections/presentable.js';
import { ReadModels } from '../projections/projection.js';
import type { Json, JsonObject } from '../record/canonical.js';
import { Clock } from '../record/clock.js';
import type { Instant, Pseudonym, RecordId } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { decodeRecord } from '../record/record.js';
import { openSealed } from '../vault/seal.js';
import { Vault } from '../vault/vault.js';

export class ExportedItem {
  @ApiProperty(uuid) readonly record!: RecordId;
  @ApiProperty() readonly type!: string;
  @ApiProperty(instant) readonly occurredAt!: Instant;
  @ApiProperty() readonly source!: string;
  @ApiProperty({ ...open, description: 'The open fields as they were sent' }) readonly data!: JsonObject;
  @ApiProperty({
    ...open,
    nullable: true,
    description: 'The personal ones by JSON pointer; null where they were erased or could not be opened',
  })
  readonly personal!: JsonObject | null;
  @ApiPropertyOptional({
    type: [Redaction],
    description: 'Open fields that should never have been sent: which, why, and the record that says so',
  })
  readonly redactions?: readonly Redaction[];
}

export class ExportedData {
  @ApiProperty(uuid) readonly consumer!: Pseudonym;
  @ApiProperty({ ...uuid, isArray: true, description: 'All pseudonyms under which the person’s data is held' })
  readonly pseudonyms!: readonly Pseudonym[];
  @ApiProperty(instant) readonly exportedAt!: Instant;
  @ApiProperty({ type: [ExportedItem] }) readonly items!: readonly ExportedItem[];
}

export class ExportData extends Query<ExportedData> {
  constructor(readonly consumer: Pseudonym) {
    super();
  }
}

/** Families end with a dot. */
const PROVIDED = [
  'data.collected',
  'data.observed',
  'consent.',
  'signal.received',
  'processing.objected',
  'optout.received',
  'complaint.received',
  'interaction.observed',
  'decision.contested',
];

@QueryHandler(ExportData)
export class ExportDataHandler implements IQueryHandler<ExportData> {
  constructor(
    private readonly log: EventLog,
    private readonly models: ReadModels,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** @throws LedgerError `missing` where nothing is recorded about the consumer */
  async execute({ consumer }: ExportData): Promise<ExportedData> {
    const pseudonyms = linkedPseudonyms(this.models, consumer, this.models.reached().size);
    if (pseudonyms.every((pseudonym) => entriesOf(this.models, pseudonym, { limit: 1 }).length === 0))
      throw new LedgerError('missing', 'Nothing is recorded about this consumer.');
    const entries = pseudonyms.flatMap((pseudonym) => entriesOf(this.models, pseudonym, { types: PROVIDED }));
    const leaves = [...new Set(entries.map(({ leaf }) => leaf))].toSorted((a, b) => a - b);
    const positions = leaves.flatMap((leaf) => leafAt(this.models, leaf)?.position ?? []);
    const records = await presentable(this.log, this.models, await this.log.readAt(positions));
    const keys = await this.vault.dataKeys(pseudonyms);
    return { consumer, pseudonyms, exportedAt: this.clock.now(), items: records.map((record) => itemOf(record, keys)) };
  }
}

/** One line per value. */
export function exportAsCsv({ items }: ExportedData): string {
  const rows = items.flatMap(({ record, type, occurredAt, source, data, personal }) =>
    [...leavesOf(data, ''), ...leavesOf(personal ?? {}, '')].map(([name, value]) => [
      record,
      type,
      occurredAt,
      source,
      name,
      value,
    ]),
  );
  return csvOf(['record', 'type', 'occurredAt', 'source', 'name', 'value'], rows);
}

type Keys = Awaited<ReturnType<Vault['dataKeys']>>;

function itemOf(committed: Presentable, keys: Keys): ExportedItem {
  const { header, body } = decodeRecord(committed);
  const { id, type, occurredAt, source, sealed, subject } = header;
  const { redactions } = committed;
  const gone = redactions === undefined ? {} : { redactions };
  const item = { record: id, type, occurredAt, source, data: body.data, ...gone };
  if (sealed === undefined) return { ...item, personal: header.fenced === true ? null : {} };
  const opened = openSealed(subject && keys.get(subject), header, sealed);
  return { ...item, personal: opened.status === 'opened' ? opened.values : null };
}

function leavesOf(value: Json, pointer: string): readonly (readonly [string, string | number | boolean | null])[] {
  if (typeof value !== 'object' || value === null) return [[pointer, value]];
  return Object.entries(value).flatMap(([name, member]: [string, Json]) =>
    leavesOf(member, name.startsWith('/') && pointer === '' ? name : `${pointer}/${name}`),
  );
}
