/** Whether the files themselves are whole: the pages of SQLite's, and whatever else the log keeps in files. */
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LogFiles } from '../../log/event-log.js';
import type { Problem } from './problem.js';

/** @param databases paths of SQLite files; absent ones are left out */
export function verifyDatabases(data: string, databases: readonly string[], add: (problem: Problem) => void): void {
  for (const path of databases) {
    if (!existsSync(path)) continue;
    const file = relative(data, path);
    for (const found of integrityOf(path)) add({ code: 'unreadable', file, expected: 'ok', found });
  }
}

export function verifyLogFiles(data: string, { databases, damaged }: LogFiles, add: (problem: Problem) => void): void {
  verifyDatabases(data, databases, add);
  for (const { file, reason } of damaged())
    add({ code: 'index', file: relative(data, file), expected: 'its checksum', found: reason });
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
