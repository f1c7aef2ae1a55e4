/**
 * Read model `register`: which streams exist of those that stand for a thing of the organisation: models, policies, campaigns, people, audits,
 * incidents, assessments, consultations, inquiries, findings. Consumers, decisions and messages are too many and have models of their own.
 * Used by: `GET /v1/models|campaigns|policies|people|inquiries|findings`. What is true of a thing is folded from its stream.
 */
import { defineProjection, type ReadModels } from './projection.js';

export const registerKinds = [
  'model',
  'policy',
  'campaign',
  'person',
  'audit',
  'incident',
  'assessment',
  'consultation',
  'inquiry',
  'finding',
] as const;
export type RegisterKind = (typeof registerKinds)[number];

export interface RegisterRow {
  readonly id: string;
  /** First and last leaf of its stream, and how many records it holds. */
  readonly first: number;
  readonly last: number;
  readonly records: number;
  /** Type of the last record. */
  readonly lastType: string;
}

export const register = defineProjection({
  name: 'register',
  version: 1,
  schema: `
    CREATE TABLE register (kind INTEGER, id TEXT, first INTEGER NOT NULL, last INTEGER NOT NULL, records INTEGER NOT NULL, last_type TEXT NOT NULL,
      PRIMARY KEY (kind, id)) WITHOUT ROWID;
    CREATE INDEX register_last ON register (kind, last);`,
  start: (prepare) => {
    const upsert = prepare(
      `INSERT INTO register (kind, id, first, last, records, last_type) VALUES (?, ?, ?, ?, 1, ?)
       ON CONFLICT (kind, id) DO UPDATE SET last = excluded.last, records = records + 1, last_type = excluded.last_type`,
    );
    return {
      on: ({ header, leaf }) => {
        const dash = header.stream.indexOf('-');
        const kind = kindNumber.get(header.stream.slice(0, dash));
        if (kind !== undefined) upsert.run(kind, header.stream.slice(dash + 1), leaf, leaf, header.type);
      },
    };
  },
});

const kindNumber: ReadonlyMap<string, number> = new Map(registerKinds.map((kind, index) => [kind, index]));
const COLUMNS = 'id, first, last, records, last_type AS lastType';

/** One page of things, the last changed first; `before` is the `last` at which the page before ended. */
export function registered(
  models: ReadModels,
  kind: RegisterKind,
  page: { readonly before?: number; readonly limit: number },
): readonly RegisterRow[] {
  return models.all<RegisterRow>(
    `SELECT ${COLUMNS} FROM register WHERE kind = ? AND last < ? ORDER BY last DESC LIMIT ?`,
    kindNumber.get(kind) ?? -1,
    page.before ?? Number.MAX_SAFE_INTEGER,
    page.limit,
  );
}

/** One thing, undefined where no record names it. */
export function registeredById(models: ReadModels, kind: RegisterKind, id: string): RegisterRow | undefined {
  return models.get<RegisterRow>(
    `SELECT ${COLUMNS} FROM register WHERE kind = ? AND id = ?`,
    kindNumber.get(kind) ?? -1,
    id,
  );
}
