/**
 * Committed records as they may be shown: a field that was taken away is gone for every reader as soon as that is recorded, whether the stored bytes still
 * hold it or not (docs/decisions/0205). The body is the one that a moved ledger holds, so that the same proof rules apply to it.
 */
import { ApiProperty } from '@nestjs/swagger';
import { uuid } from '../http/documented.js';
import type { EventLog } from '../log/event-log.js';
import type { RecordId } from '../record/ids.js';
import { type CommittedRecord, decodeBody, decodeHeader } from '../record/record.js';
import { redactedBody } from '../record/redaction.js';
import { leafAt } from './leaf.js';
import type { ReadModels } from './projection.js';
import { anyReferences, referencesTo } from './reference.js';

export class Redaction {
  @ApiProperty({ ...uuid, description: 'The `record.redacted` that says so' }) readonly record!: RecordId;
  @ApiProperty({ type: [String], description: 'JSON pointers into `data`' }) readonly fields!: readonly string[];
  @ApiProperty() readonly reason!: string;
}

export interface Presentable extends CommittedRecord {
  /** Oldest first; absent where nothing was taken away. */
  readonly redactions?: readonly Redaction[];
}

/**
 * In the order given. Every route that shows a record's body takes it from here.
 * @param leaves what `redactionsOfEach` says of the records, for who has asked already
 */
export async function presentable(
  log: EventLog,
  models: ReadModels,
  records: readonly CommittedRecord[],
  leaves: Redactions = redactionsOfEach(models, records),
): Promise<readonly Presentable[]> {
  if (leaves.size === 0) return records;
  return Promise.all(
    records.map(async (record) => {
      const positions = (leaves.get(record.id) ?? []).flatMap((leaf) => leafAt(models, leaf)?.position ?? []);
      return positions.length === 0 ? record : withRedactions(record, await log.readAt(positions));
    }),
  );
}

/** Leaves of the `record.redacted` about records, by record. */
export type Redactions = ReadonlyMap<RecordId, readonly number[]>;

export function redactionsOfEach(models: ReadModels, records: readonly { readonly id: RecordId }[]): Redactions {
  const found = new Map<RecordId, readonly number[]>();
  models.together(() => {
    // Most ledgers hold no redaction at all.
    if (!anyReferences(models, 'redaction')) return;
    for (const { id } of records) {
      const leaves = referencesTo(models, 'redaction', id);
      if (leaves.length > 0) found.set(id, leaves);
    }
  });
  return found;
}

function withRedactions(record: CommittedRecord, grounds: readonly CommittedRecord[]): Presentable {
  // A record of another stream takes nothing away: verification would not take it for a ground.
  const redactions = grounds.filter(({ stream }) => stream === record.stream).map(redactionIn);
  if (redactions.length === 0) return record;
  const { data, redacted = [] } = decodeBody(record);
  const fields = [...redacted, ...redactions.flatMap((redaction) => redaction.fields)];
  return { ...record, body: redactedBody(data, fields), redactions };
}

function redactionIn(ground: CommittedRecord): Redaction {
  const { fields, reason } = decodeBody(ground).data;
  return {
    record: decodeHeader(ground).id,
    fields: Array.isArray(fields) ? fields.map(String) : [],
    reason: String(reason ?? ''),
  };
}
