/**
 * Rows of numbers under random keys, in two tables of one shape: `x` takes the new ones, `x_settled` holds those before. A transaction then touches the few
 * pages of a small table, and the many of a large one are touched once for thousands of rows (docs/decisions/0502-cheap-keys.md).
 */
import type { Prepare } from './projection.js';
import { type Rows, rowsInto } from './rows.js';

/** Rows that the table of new ones takes before they are moved, in the order of their key. */
export const SETTLES_AT = 32_768;

export type Row = readonly number[];

/** @param definition columns and keys, and what follows the bracket where anything does */
export function settledSchema(table: string, definition: string): string {
  return `CREATE TABLE ${table} ${definition}; CREATE TABLE ${table}_settled ${definition};`;
}

export interface Settling {
  /**
   * Called before rows are added: moves the others when they are many. By their number alone, so that it does not depend on where batches end.
   * @returns whether it did
   */
  room(): boolean;
  /** No two rows with one key. */
  add(row: Row): void;
  /** Writes what was added: before each commit. */
  flush(): void;
}

/** @param byKey the order of the tables' primary key, in which rows are written */
export function settling(
  prepare: Prepare,
  table: string,
  columns: readonly string[],
  byKey: (a: Row, b: Row) => number,
): Settling {
  const fresh = rowsInto(prepare, table, columns);
  const settled = rowsInto(prepare, `${table}_settled`, columns);
  const move = prepare(`INSERT INTO ${table}_settled SELECT * FROM ${table}`);
  const empty = prepare(`DELETE FROM ${table}`);
  let written = Number(prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  let added: Row[] = [];

  const write = (rows: Rows): void => {
    for (const row of added.sort(byKey)) rows.add(...row);
    rows.flush();
    added = [];
  };
  const flush = (): void => {
    written += added.length;
    write(fresh);
  };
  return {
    flush,
    add: (row) => void added.push(row),
    room() {
      if (written + added.length < SETTLES_AT) return false;
      if (written === 0) write(settled);
      else {
        flush();
        move.run();
        empty.run();
        written = 0;
      }
      return true;
    },
  };
}
