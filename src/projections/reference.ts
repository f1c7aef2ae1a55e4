/**
 * Read model `reference`: which records name which id, where they stand in another stream than the one that bears the id.
 * Used by: the gathering of an answer's records (the collections behind inputs, the consent relied on, what followed a decision, audits of
 * its model), what was redacted of a record, `GET /v1/messages/{id}`, inquiries about a decision, findings.
 */
import { textAt, textsAt } from './open-data.js';
import { defineProjection, type ProjectedRecord, type ReadModels } from './projection.js';
import { rowsInto } from './rows.js';

/** What an id is of. The numbers are stored; they are never given to another kind. */
const kinds = {
  collection: 1,
  consent: 2,
  notice: 3,
  decision: 4,
  message: 5,
  campaign: 6,
  model: 7,
  assessment: 8,
  redaction: 9,
} as const;
export type ReferenceKind = keyof typeof kinds;

/**
 * Where a type of event (or a family, by its first word) names ids that `reference` keeps. What stands in the stream of the id itself is found
 * there, and what decisions say of themselves in `decision`.
 */
const rules: { readonly [typeOrFamily: string]: Rules } = {
  data: [['collection', 'collectionId']],
  consent: [['consent', 'consentRecordId']],
  notice: [['notice', 'noticeId']],
  message: [['decision', 'decisionId']],
  interaction: [
    ['decision', 'decisionId'],
    ['message', 'messageId'],
    ['campaign', 'campaignId'],
  ],
  complaint: [
    ['decision', 'decisionId'],
    ['message', 'messageId'],
    ['campaign', 'campaignId'],
  ],
  optout: [
    ['decision', 'decisionId'],
    ['message', 'messageId'],
    ['campaign', 'campaignId'],
  ],
  inquiry: [['decision', 'decisionId']],
  biasaudit: [['model', 'scope', 'modelId']],
  campaign: [['assessment', 'assessmentRef']],
  'record.redacted': [['redaction', 'recordId']],
};

type Rules = readonly (readonly [ReferenceKind, ...(readonly string[])])[];

export const reference = defineProjection({
  name: 'reference',
  version: 2,
  schema: 'CREATE TABLE reference (kind INTEGER, id TEXT, leaf INTEGER, PRIMARY KEY (kind, id, leaf)) WITHOUT ROWID;',
  start: (prepare) => {
    const rows = rowsInto(prepare, 'reference', ['kind', 'id', 'leaf']);
    return {
      on: (record) => eachReference(record, (kind, id) => rows.add(kinds[kind], id, record.leaf)),
      flush: rows.flush,
    };
  },
});

/** Leaves of the records below `size` that name this id, in global order. */
export function referencesTo(models: ReadModels, kind: ReferenceKind, id: string, size?: number): readonly number[] {
  return models
    .all<{ leaf: number }>(
      'SELECT leaf FROM reference WHERE kind = ? AND id = ? AND leaf < ? ORDER BY leaf',
      kinds[kind],
      id,
      size ?? Number.MAX_SAFE_INTEGER,
    )
    .map((row) => row.leaf);
}

/** Whether any record names an id of this kind. */
export function anyReferences(models: ReadModels, kind: ReferenceKind): boolean {
  return models.all('SELECT 1 FROM reference WHERE kind = ? LIMIT 1', kinds[kind]).length > 0;
}

/** Each once. */
function eachReference(record: ProjectedRecord, found: (kind: ReferenceKind, id: string) => void): void {
  const { type, stream } = record.header;
  for (const [kind, ...path] of rulesOf(type)) {
    const one = textAt(record.fields, ...path);
    if (one !== undefined && stream !== `${kind}-${one}`) found(kind, one);
  }
  if (!LISTING.has(type)) return;
  const named = textAt(record.fields, 'collectionId');
  for (const id of new Set(textsAt(record.fields, 'collectionIds'))) if (id !== named) found('collection', id);
}

/** Found once for each type: a family's name would have to be cut out of every record's type. */
const known = new Map<string, Rules>();

function rulesOf(type: string): Rules {
  let found = known.get(type);
  if (found === undefined) {
    found = rules[type] ?? rules[type.slice(0, type.indexOf('.'))] ?? [];
    known.set(type, found);
  }
  return found;
}

/** Types that name several collections at once. */
const LISTING: ReadonlySet<string> = new Set(['data.rectified', 'data.shared', 'data.anonymised', 'data.erased']);
