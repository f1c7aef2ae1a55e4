/**
 * Read model `access-read`: who read whose record. What was read and why stands in the records themselves.
 * Used by: `GET /v1/access`, the consumer's own page.
 */
import type { Pseudonym } from '../record/ids.js';
import { uuidBytes } from '../record/uuid.js';
import { textAt } from './open-data.js';
import { defineProjection, type ReadModels, type SqlValue } from './projection.js';
import { findTerm, terms, termsSchema } from './terms.js';

export interface ReadFilter {
  readonly consumer?: Pseudonym;
  /** Id of a token. */
  readonly who?: string;
  readonly role?: string;
  /** Milliseconds since 1970, inclusive. */
  readonly from?: number;
  /** Milliseconds since 1970, exclusive. */
  readonly to?: number;
  /** Only leaves below this: the cursor of a page. */
  readonly below?: number;
  readonly limit: number;
}

export const accessRead = defineProjection({
  name: 'access-read',
  version: 1,
  schema: `
    CREATE TABLE access_read (leaf INTEGER PRIMARY KEY, at INTEGER NOT NULL, subject BLOB, who INTEGER, role INTEGER);
    CREATE INDEX access_read_subject ON access_read (subject, leaf);
    CREATE INDEX access_read_who ON access_read (who, leaf);
    ${termsSchema('access_read_who_term')}
    ${termsSchema('access_read_role_term')}`,
  start: (prepare) => {
    const insert = prepare('INSERT INTO access_read (leaf, at, subject, who, role) VALUES (?, ?, ?, ?, ?)');
    const whoOf = terms(prepare, 'access_read_who_term');
    const roleOf = terms(prepare, 'access_read_role_term');
    return {
      on: (record) => {
        const { header, leaf, occurredAt } = record;
        if (header.type !== 'access.recorded') return;
        const { fields } = record;
        const subject = header.subject === undefined ? null : uuidBytes(header.subject);
        insert.run(leaf, occurredAt, subject, whoOf(textAt(fields, 'who')), roleOf(textAt(fields, 'role')));
      },
    };
  },
});

/** Leaves of the `access.recorded` that match, newest first. */
export function readsMatching(models: ReadModels, filter: ReadFilter): readonly number[] {
  const conditions: string[] = ['leaf < ?'];
  const parameters: SqlValue[] = [filter.below ?? Number.MAX_SAFE_INTEGER];
  const where = (condition: string, value: SqlValue | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    parameters.push(value);
  };
  where('subject = ?', filter.consumer && uuidBytes(filter.consumer));
  where('who = ?', filter.who && (findTerm(models, 'access_read_who_term', filter.who) ?? -1));
  where('role = ?', filter.role && (findTerm(models, 'access_read_role_term', filter.role) ?? -1));
  where('at >= ?', filter.from);
  where('at < ?', filter.to);
  const sql = `SELECT leaf FROM access_read WHERE ${conditions.join(' AND ')} ORDER BY leaf DESC LIMIT ?`;
  return models.all<{ leaf: number }>(sql, ...parameters, filter.limit).map((row) => row.leaf);
}
