/** Rows on their way into one table. Written many at once, a row costs a third of what it costs alone: most of that is the call of the statement. */
import type { Prepare, SqlValue } from './projection.js';

const AT_ONCE = 32;

export interface Rows {
  /** The row stands in the table after `flush` at the latest. */
  add(...row: readonly SqlValue[]): void;
  /** Before each commit, and before the table is read. */
  flush(): void;
}

/** Where a row fails the whole transaction is given up, so none of them keeps copies of the pages it touches in order to be undone alone (`OR FAIL`). */
export function rowsInto(prepare: Prepare, table: string, columns: readonly string[]): Rows {
  const into = `INSERT OR FAIL INTO ${table} (${columns.join(', ')}) VALUES`;
  const row = `(${columns.map(() => '?').join(', ')})`;
  const one = prepare(`${into} ${row}`);
  const many = prepare(`${into} ${Array(AT_ONCE).fill(row).join(', ')}`);
  let waiting: SqlValue[] = [];
  return {
    add(...values) {
      waiting.push(...values);
      if (waiting.length < AT_ONCE * columns.length) return;
      many.run(...waiting);
      waiting = [];
    },
    flush() {
      for (let at = 0; at < waiting.length; at += columns.length) one.run(...waiting.slice(at, at + columns.length));
      waiting = [];
    },
  };
}

/** The id in a row of a table that `rows` go into. */
export function idsIn(prepare: Prepare, table: string, rows: Rows): (leaf: number) => unknown {
  const select = prepare(`SELECT id FROM ${table} WHERE leaf = ?`);
  return (leaf) => {
    rows.flush();
    return select.get(leaf)?.id;
  };
}
