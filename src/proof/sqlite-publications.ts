/** Publications in a file of this process: `<data>/proof/checkpoints.db`. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Publication, type PublicationStream, Publications } from './publications.js';

const schema = readFileSync(join(import.meta.dirname, 'sqlite-publications.sql'), 'utf8');

export class SqlitePublications extends Publications {
  /** Null: opened for reading, and nothing was ever published. */
  private readonly database: DatabaseSync | null;

  constructor(data: string, readOnly: boolean) {
    super();
    const path = join(data, 'proof', 'checkpoints.db');
    this.database = readOnly ? openToRead(path) : openToWrite(path);
  }

  async append(stream: PublicationStream, revision: number, text: string): Promise<boolean> {
    if (this.database === null) return false;
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const next = this.lastOf(stream) + 1;
      if (next === revision)
        this.database
          .prepare('INSERT INTO publication (stream, revision, text) VALUES (?, ?, ?)')
          .run(stream, next, text);
      this.database.exec('COMMIT');
      return next === revision;
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  async read(stream: PublicationStream, from: number, limit: number): Promise<readonly Publication[]> {
    const rows = this.database
      ?.prepare('SELECT revision, text FROM publication WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?')
      .all(stream, from, limit);
    return (rows ?? []).map((row) => ({ revision: Number(row.revision), text: String(row.text) }));
  }

  async last(stream: PublicationStream): Promise<number> {
    return this.lastOf(stream);
  }

  async close(): Promise<void> {
    if (this.database?.isOpen) this.database.close();
  }

  private lastOf(stream: PublicationStream): number {
    const row = this.database?.prepare('SELECT max(revision) AS last FROM publication WHERE stream = ?').get(stream);
    return Number(row?.last ?? -1);
  }
}

function openToWrite(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  // FULL on every open: WAL alone may lose the last commits with the power, and a lost checkpoint could be signed again differently.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
  database.exec(schema);
  return database;
}

function openToRead(path: string): DatabaseSync | null {
  return existsSync(path) ? new DatabaseSync(path, { readOnly: true }) : null;
}
