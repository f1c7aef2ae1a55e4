/** Builds the read models again from the log in a scratch file and compares them, row by row, with those that answer. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EventLog } from '../../log/event-log.js';
import { projections } from '../../projections/catalogue.js';
import { readRecord } from '../../projections/projected.js';
import { Projector } from '../../projections/projector.js';
import type { Position } from '../../record/ids.js';
import type { Problem } from './problem.js';

/** @returns how many rows were compared */
export async function verifyReadModels(path: string, log: EventLog, add: (problem: Problem) => void): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-verify-'));
  const live = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    // One transaction: what the service writes meanwhile is not seen.
    live.exec('BEGIN');
    const position = live.prepare('SELECT position FROM progress').get()?.position;
    const scratch = join(folder, 'again.db');
    await buildUntil(scratch, log, typeof position === 'number' ? (position as Position) : null);
    using again = new DatabaseSync(scratch, { readOnly: true });
    return compareAll(live, again, add);
  } catch (error) {
    add({ code: 'unreadable', file: 'read models', found: error instanceof Error ? error.message : String(error) });
    return 0;
  } finally {
    live.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function buildUntil(path: string, log: EventLog, position: Position | null): Promise<void> {
  using projector = new Projector(path, projections);
  if (position === null) return;
  for await (const page of log.readAll({ to: position })) {
    projector.apply(page.map((record) => readRecord(record)));
    projector.commit(page.at(-1)?.position ?? position);
  }
}

function compareAll(live: DatabaseSync, again: DatabaseSync, add: (problem: Problem) => void): number {
  const versions = rowsOf(again, 'SELECT name, version FROM projection');
  for (const [name, version] of versions) {
    const [found] = rowsOf(live, 'SELECT version FROM projection WHERE name = ?', String(name));
    // Another version is waiting to be built; it answers nothing and has nothing to be compared with.
    if (found?.[0] !== version) return 0;
  }
  let compared = 0;
  const tables = rowsOf(again, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  for (const [name] of tables) compared += compareTable(live, again, String(name), add);
  return compared;
}

function compareTable(live: DatabaseSync, again: DatabaseSync, table: string, add: (problem: Problem) => void): number {
  const order = orderOf(again, table);
  const read = `SELECT * FROM "${table}" ORDER BY ${order}`;
  const code = table.startsWith('merkle_tree_') ? 'tile' : 'read-model';
  const found = iterate(live, read);
  let rows = 0;
  for (const expected of iterate(again, read)) {
    const row = found.next();
    rows += 1;
    const [left, right] = [JSON.stringify(plain(expected)), row.done ? 'no row' : JSON.stringify(plain(row.value))];
    if (left === right) continue;
    add({ code, file: `read model ${table}`, field: `row ${rows}`, expected: left, found: right });
    return rows;
  }
  const more = found.next();
  if (!more.done)
    add({
      code,
      file: `read model ${table}`,
      field: `row ${rows + 1}`,
      expected: 'no row',
      found: JSON.stringify(plain(more.value)),
    });
  return rows;
}

/** By primary key, else by the order of insertion. */
function orderOf(database: DatabaseSync, table: string): string {
  const keys = rowsOf(database, 'SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk', table);
  return keys.length === 0 ? 'rowid' : keys.map(([name]) => `"${String(name)}"`).join(', ');
}

function iterate(database: DatabaseSync, sql: string): NodeJS.Iterator<readonly unknown[]> {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return statement.iterate() as unknown as NodeJS.Iterator<readonly unknown[]>;
}

function rowsOf(
  database: DatabaseSync,
  sql: string,
  ...parameters: readonly string[]
): readonly (readonly unknown[])[] {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return statement.all(...parameters) as unknown as readonly (readonly unknown[])[];
}

function plain(row: readonly unknown[]): readonly unknown[] {
  return row.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value));
}
