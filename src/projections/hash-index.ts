/**
 * An exact index over 48-bit hashes: tables `(key INTEGER PRIMARY KEY, value INTEGER)` with linear probing over both (settled.ts). Nothing is ever removed from it.
 * An integer key takes a third of the room of a text or UUID key, and random inserts cost by the pages they touch (docs/decisions/0502-cheap-keys.md).
 * A hash proves nothing: `isIt` compares with the full key, which stands in the row that `value` names.
 */
import { hash } from 'node:crypto';
import type { Prepare, ReadModels } from './projection.js';
import { settledSchema, settling } from './settled.js';

type IsIt = (value: number) => boolean;

export interface HashIndex {
  /** The value that stands under the key already; undefined where `value` was put there now. */
  add(key: number, value: number, isIt: IsIt): number | undefined;
}

export function hashIndexSchema(table: string): string {
  return settledSchema(table, '(key INTEGER PRIMARY KEY, value INTEGER NOT NULL)');
}

/** The writing side, inside a projection. */
export function hashIndex(prepare: Prepare, table: string): HashIndex {
  const insert = prepare(`INSERT OR IGNORE INTO ${table} (key, value) VALUES (?, ?)`);
  const recent = prepare(`SELECT value FROM ${table} WHERE key = ?`);
  const settled = prepare(`SELECT value FROM ${table}_settled WHERE key = ?`);
  const rows = settling(prepare, table);
  return {
    add(key, value, isIt) {
      rows.room();
      for (let at = key; ; at++) {
        let there = settled.get(at)?.value;
        if (there === undefined) {
          if (insert.run(at, value).changes === 1) {
            rows.added(1);
            return undefined;
          }
          there = recent.get(at)?.value;
        }
        if (typeof there === 'number' && isIt(there)) return there;
      }
    },
  };
}

/** The reading side. */
export function findByHash(models: ReadModels, table: string, key: number, isIt: IsIt): number | undefined {
  const sql = `SELECT value FROM ${table} WHERE key = ?1 UNION ALL SELECT value FROM ${table}_settled WHERE key = ?1`;
  for (let at = key; ; at++) {
    const value = models.get<{ value: number }>(sql, at)?.value;
    if (value === undefined || isIt(value)) return value;
  }
}

/** Of a UUID its first 48 bits: random ones and name-based ones are spread evenly. */
export function keyOfUuid(uuid: string): number {
  return Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
}

/** Of any other text 48 bits of its SHA-256, so that a producer cannot choose ids that collide in number. */
export function keyOfText(text: string): number {
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, 12), 16);
}

/** The 16 bytes of a UUID. */
export function uuidBytes(uuid: string): Uint8Array {
  return Buffer.from(
    uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24),
    'hex',
  );
}

/** The text of a UUID's 16 bytes. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
