/**
 * Rows under random keys, in two tables of one shape: `x` takes the new ones, `x_settled` holds those before. A transaction then touches the few pages of
 * a small table, and the many of a large one are touched once for thousands of rows (docs/decisions/0502-cheap-keys.md).
 */
import type { Prepare } from './projection.js';

/** Rows that the table of new ones takes before they are moved, in the order of their key. */
export const SETTLES_AT = 32_768;

/** @param definition columns and keys, and what follows the bracket where anything does */
export function settledSchema(table: string, definition: string): string {
  return `CREATE TABLE ${table} ${definition}; CREATE TABLE ${table}_settled ${definition};`;
}

export interface Settling {
  /** Called before rows are added: moves the others when they are many. By their number alone, so that it does not depend on where batches end. */
  room(): void;
  added(rows: number): void;
}

export function settling(prepare: Prepare, table: string): Settling {
  const move = prepare(`INSERT INTO ${table}_settled SELECT * FROM ${table}`);
  const empty = prepare(`DELETE FROM ${table}`);
  let rows = Number(prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  return {
    room() {
      if (rows < SETTLES_AT) return;
      move.run();
      empty.run();
      rows = 0;
    },
    added(count) {
      rows += count;
    },
  };
}
