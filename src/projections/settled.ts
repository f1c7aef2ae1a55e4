/**
 * Rows of numbers under random keys, in two tables of one shape: `x` takes the new ones, `x_settled` holds those before. A transaction then touches the few
 * pages of a small table, and the many of a large one are touched once for thousands of rows (docs/decisions/0502-cheap-keys.md).
 */
import type { Prepare } from './projection.js';
import { type Rows, rowsInto } from './rows.js';

/** Rows that the table of new ones takes before they are moved, in the order of their key. */
export const SETTLES_AT = 32_768;
/** Rows that are put in order together. */
const TOGETHER = 65_536;

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
  add(...row: readonly number[]): void;
  /** Writes what was added: before each commit. */
  flush(): void;
}

/** @param columns in the order of the primary key, the first of them a random number of at most 48 bits */
export function settling(prepare: Prepare, table: string, columns: readonly string[]): Settling {
  const fresh = rowsInto(prepare, table, columns);
  const settled = rowsInto(prepare, `${table}_settled`, columns);
  const move = prepare(`INSERT OR FAIL INTO ${table}_settled SELECT * FROM ${table}`);
  const empty = prepare(`DELETE FROM ${table}`);
  const width = columns.length;
  let written = Number(prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  let added: number[] = [];

  const write = (rows: Rows): void => {
    for (const row of inOrder(added, width)) rows.add(...added.slice(row * width, (row + 1) * width));
    rows.flush();
    added = [];
  };
  const flush = (): void => {
    written += added.length / width;
    write(fresh);
  };
  return {
    flush,
    add(...row) {
      added.push(...row);
      if (added.length === TOGETHER * width) flush();
    },
    room() {
      if (written + added.length / width < SETTLES_AT) return false;
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

/**
 * The numbers of rows in the order of their first column as far as its upper 37 bits, which with the row's number are all that a double holds exactly.
 * The engine sorts numbers five times as fast as it calls a comparison, and rows that are nearly in order cost the table the same.
 */
function* inOrder(rows: readonly number[], width: number): Generator<number> {
  const keys = new Float64Array(rows.length / width);
  for (let row = 0; row < keys.length; row++)
    keys[row] = Math.floor((rows[row * width] ?? 0) / 2 ** 11) * TOGETHER + row;
  for (const key of keys.sort()) yield key % TOGETHER;
}
