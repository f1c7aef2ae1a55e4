/**
 * Read model `decision`: one row per decision id, for search, samples and counts, and to whom the id belongs.
 * Used by: `GET /v1/decisions`, `GET /v1/fairness`, explanations (who the decision is about), registers (decisions of a model, campaign, policy).
 */
import type { Pseudonym } from '../record/ids.js';
import { uuidBytes, uuidText } from '../record/uuid.js';
import { findByHash, hashIndex, hashIndexSchema, keyOfText } from './hash-index.js';
import { textAt } from './open-data.js';
import { defineProjection, type ProjectedRecord, type ReadModels } from './projection.js';
import { idsIn, rowsInto } from './rows.js';
import { terms, termsSchema } from './terms.js';

/** A decision as its records name it; what they do not name is null. */
export interface DecisionRow {
  /** Leaf of the first record under this id: it binds the id to its subject, as the fold of the answers does. */
  readonly leaf: number;
  readonly id: string;
  readonly subject: Pseudonym | null;
  /** Who reported the decision; while there is none, who named it first. */
  readonly source: string | null;
  /** Leaf of the `decision.made` or `decision.withheld` that counts; null while there is none. */
  readonly made: number | null;
  /** When it was made, milliseconds since 1970. */
  readonly at: number | null;
  readonly model: string | null;
  readonly modelVersion: string | null;
  readonly campaign: string | null;
  readonly policy: string | null;
  /** `outcome.action` */
  readonly outcome: string | null;
  readonly purpose: string | null;
  readonly channel: string | null;
  /** Why it was withheld; null where it was made. */
  readonly withheld: string | null;
}

export const decision = defineProjection({
  name: 'decision',
  version: 3,
  schema: `
    CREATE TABLE decision (leaf INTEGER PRIMARY KEY, id TEXT NOT NULL, subject BLOB, source INTEGER, made INTEGER, at INTEGER, model INTEGER,
      version INTEGER, campaign INTEGER, policy INTEGER, outcome INTEGER, purpose INTEGER, channel INTEGER, withheld INTEGER);
    CREATE INDEX decision_at ON decision (at);
    CREATE INDEX decision_model ON decision (model, at);
    CREATE INDEX decision_campaign ON decision (campaign, at);
    ${hashIndexSchema('decision_key')}
    ${termsSchema('decision_term')}`,
  start: (prepare) => {
    const index = hashIndex(prepare, 'decision_key');
    const term = terms(prepare, 'decision_term');
    const first = prepare('INSERT INTO decision (leaf, id, subject, source) VALUES (?, ?, ?, ?)');
    const rows = rowsInto(prepare, 'decision', [
      ...['leaf', 'id', 'subject', 'source', 'made', 'at', 'model', 'version'],
      ...['campaign', 'policy', 'outcome', 'purpose', 'channel', 'withheld'],
    ]);
    const idAt = idsIn(prepare, 'decision', rows);
    const later = prepare(
      `UPDATE decision SET source = ?, made = ?, at = ?, model = ?, version = ?, campaign = ?, policy = ?, outcome = ?, purpose = ?, channel = ?,
         withheld = ? WHERE leaf = ? AND made IS NULL AND subject IS ?`,
    );
    const detailsOf = ({ leaf, header, occurredAt, fields }: ProjectedRecord) => [
      leaf,
      occurredAt,
      term(textAt(fields, 'model', 'id')),
      term(textAt(fields, 'model', 'version')),
      term(textAt(fields, 'campaignId')),
      term(textAt(fields, 'policy', 'id')),
      term(textAt(fields, 'outcome', 'action')),
      term(textAt(fields, 'purpose')),
      term(textAt(fields, 'channel')),
      term(header.type === 'decision.withheld' ? (textAt(fields, 'reason') ?? 'unknown') : undefined),
    ];
    return {
      on: (record) => {
        const { header, leaf } = record;
        if (!header.stream.startsWith(STREAM)) return;
        const id = header.stream.slice(STREAM.length);
        const made = header.type === 'decision.made' || header.type === 'decision.withheld';
        const bound = index.add(keyOfText(id), leaf, (at) => idAt(at) === id);
        if (bound !== undefined && !made) return;
        const subject = header.subject === undefined ? null : uuidBytes(header.subject);
        const source = term(header.source);
        if (bound !== undefined) later.run(source, ...detailsOf(record), bound, subject);
        else if (made) rows.add(leaf, id, subject, source, ...detailsOf(record));
        else first.run(leaf, id, subject, source);
      },
      flush: () => {
        index.flush();
        rows.flush();
      },
    };
  },
});

const STREAM = 'decision-';

/** What `SELECT … FROM decision d` needs to be read with `toDecision`. */
export const DECISION_COLUMNS = `d.leaf, d.id, d.subject, d.made, d.at, ${[
  ['source', 'source'],
  ['model', 'model'],
  ['version', 'modelVersion'],
  ['campaign', 'campaign'],
  ['policy', 'policy'],
  ['outcome', 'outcome'],
  ['purpose', 'purpose'],
  ['channel', 'channel'],
  ['withheld', 'withheld'],
]
  .map(([column, name]) => `(SELECT name FROM decision_term WHERE id = d.${column}) AS ${name}`)
  .join(', ')}`;

export type SelectedDecision = Omit<DecisionRow, 'subject'> & { readonly subject: Uint8Array | null };

export function toDecision(row: SelectedDecision): DecisionRow {
  return { ...row, subject: row.subject === null ? null : (uuidText(row.subject) as Pseudonym) };
}

/** The decision of this id, undefined where no record names it. */
export function decisionById(models: ReadModels, id: string): DecisionRow | undefined {
  return findByHash(models, 'decision_key', keyOfText(id), (leaf) => {
    const row = models.get<SelectedDecision>(`SELECT ${DECISION_COLUMNS} FROM decision d WHERE d.leaf = ?`, leaf);
    return row?.id === id ? toDecision(row) : undefined;
  });
}
