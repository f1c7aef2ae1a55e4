/**
 * An exact index over 48-bit hashes: tables `(key INTEGER PRIMARY KEY, value INTEGER)` with linear probing over both (settled.ts). Nothing is ever removed from it.
 * An integer key takes a third of the room of a text or UUID key, and random inserts cost by the pages they touch (docs/decisions/0502-cheap-keys.md).
 * A hash proves nothing: `isIt` and `rowAt` compare with the full key, which stands in the row that `value` names.
 */
import { hash } from 'node:crypto';
import { keyFilter } from './key-filter.js';
import type { Prepare, ReadModels } from './projection.js';
import { recentKeys } from './recent-keys.js';
import { settledSchema, settling } from './settled.js';

export interface HashIndex {
  /** The value that stands under the key already; undefined where `value` was put there now. */
  add(key: number, value: number, isIt: (value: number) => boolean): number | undefined;
  /** Before each commit. */
  flush(): void;
}

export function hashIndexSchema(table: string): string {
  return settledSchema(table, '(key INTEGER PRIMARY KEY, value INTEGER NOT NULL)');
}

/**
 * The writing side, inside a projection. What is not settled yet it also holds in memory; and where it has seen every key from the first on, a filter
 * spares it the look-up of most that are new.
 */
export function hashIndex(prepare: Prepare, table: string): HashIndex {
  const settled = prepare(`SELECT value FROM ${table}_settled WHERE key = ?`);
  const rows = settling(prepare, table, ['key', 'value']);
  const recent = recentKeys();
  for (const row of prepare(`SELECT key, value FROM ${table}`).iterate())
    recent.add(Number(row.key), Number(row.value));
  const begins = prepare(`SELECT 1 FROM ${table} UNION ALL SELECT 1 FROM ${table}_settled LIMIT 1`).get() === undefined;
  const seen = begins ? keyFilter() : null;
  return {
    flush: rows.flush,
    add(key, value, isIt) {
      if (rows.room()) recent.clear();
      for (let at = key; ; at++) {
        const isNew = seen?.mayHold(at) === false;
        const there = isNew ? undefined : (recent.get(at) ?? settled.get(at)?.value);
        if (there === undefined) {
          seen?.add(at);
          recent.add(at, value);
          rows.add(at, value);
          return undefined;
        }
        if (typeof there === 'number' && isIt(there)) return there;
      }
    },
  };
}

/** The reading side. @param rowAt the row that a value names, undefined where it is another's */
export function findByHash<Row>(
  models: ReadModels,
  table: string,
  key: number,
  rowAt: (value: number) => Row | undefined,
): Row | undefined {
  const sql = `SELECT value FROM ${table} WHERE key = ?1 UNION ALL SELECT value FROM ${table}_settled WHERE key = ?1`;
  for (let at = key; ; at++) {
    const value = models.get<{ value: number }>(sql, at)?.value;
    if (value === undefined) return undefined;
    const row = rowAt(value);
    if (row !== undefined) return row;
  }
}

/** Of a UUID's bytes the first 48 bits: random ones and name-based ones are spread evenly. */
export function keyOfUuid(uuid: Uint8Array): number {
  let key = 0;
  for (let at = 0; at < 6; at++) key = key * 256 + (uuid[at] ?? 0);
  return key;
}

/** Of any other text 48 bits of its SHA-256, so that a producer cannot choose ids that collide in number. */
export function keyOfText(text: string): number {
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, 12), 16);
}

/** @param left what a row holds */
export function sameBytes(left: unknown, right: Uint8Array): boolean {
  return left instanceof Uint8Array && Buffer.compare(left, right) === 0;
}
