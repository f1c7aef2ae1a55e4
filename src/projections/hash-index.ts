/**
 * An exact index over 48-bit hashes: a table `(key INTEGER PRIMARY KEY, value INTEGER)` with linear probing. Nothing is ever removed from it.
 * An integer key takes a third of the room of a text or UUID key, and random inserts cost by the pages they touch (docs/decisions/0502-cheap-keys.md).
 * A hash proves nothing: `isIt` compares with the full key, which stands in the row that `value` names.
 */
import { hash } from 'node:crypto';
import type { Prepare, ReadModels } from './projection.js';

type IsIt = (value: number) => boolean;

export interface HashIndex {
  /** The value that stands under the key already; undefined where `value` was put there now. */
  add(key: number, value: number, isIt: IsIt): number | undefined;
  find(key: number, isIt: IsIt): number | undefined;
}

export function hashIndexSchema(table: string): string {
  return `CREATE TABLE ${table} (key INTEGER PRIMARY KEY, value INTEGER NOT NULL);`;
}

/** The writing side, inside a projection. */
export function hashIndex(prepare: Prepare, table: string): HashIndex {
  const insert = prepare(`INSERT OR IGNORE INTO ${table} (key, value) VALUES (?, ?)`);
  const select = prepare(`SELECT value FROM ${table} WHERE key = ?`);
  const find = (key: number, isIt: IsIt): number | undefined => probe((at) => select.get(at)?.value, key, isIt);
  return {
    find,
    add(key, value, isIt) {
      for (let at = key; ; at++) {
        if (insert.run(at, value).changes === 1) return undefined;
        const there = select.get(at)?.value;
        if (typeof there === 'number' && isIt(there)) return there;
      }
    },
  };
}

/** The reading side. */
export function findByHash(models: ReadModels, table: string, key: number, isIt: IsIt): number | undefined {
  const sql = `SELECT value FROM ${table} WHERE key = ?`;
  return probe((at) => models.get<{ value: number }>(sql, at)?.value, key, isIt);
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

function probe(valueAt: (key: number) => unknown, key: number, isIt: IsIt): number | undefined {
  for (let at = key; ; at++) {
    const value = valueAt(at);
    if (typeof value !== 'number') return undefined;
    if (isIt(value)) return value;
  }
}
