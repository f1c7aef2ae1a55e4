/** Whether the files themselves are whole: the pages of SQLite's, and the checksums of the log's index. */
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SortedRun } from '../../log/embedded/sorted-run.js';
import type { Problem } from './problem.js';

/** @param databases paths of SQLite files; absent ones are left out */
export function verifyDatabases(data: string, databases: readonly string[], add: (problem: Problem) => void): void {
  for (const path of databases) {
    if (!existsSync(path)) continue;
    const file = relative(data, path);
    for (const found of integrityOf(path)) add({ code: 'unreadable', file, expected: 'ok', found });
  }
}

export function verifyIndex(data: string, add: (problem: Problem) => void): void {
  const folder = join(data, 'log');
  if (!existsSync(folder)) return;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.run'));
  for (const name of names) {
    const path = join(folder, name);
    const reason = damageOf(path);
    if (reason !== null) add({ code: 'index', file: relative(data, path), expected: 'its checksum', found: reason });
  }
}

function integrityOf(path: string): readonly string[] {
  try {
    using database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    const rows = database.prepare('PRAGMA integrity_check(20)').all();
    return rows.map((row) => String(row.integrity_check)).filter((line) => line !== 'ok');
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function damageOf(path: string): string | null {
  try {
    const run = new SortedRun(path);
    try {
      return run.whole() ? null : 'other bytes';
    } finally {
      run.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
