/** What we compare with: a bare `node:sqlite` insert loop of equal durability, in a process of its own. Asked and answered by messages. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { decisionEvent } from './decisions.js';

export interface Looping {
  /** Rows a transaction. */
  readonly each: number;
  readonly milliseconds: number;
}

export interface Looped {
  readonly perSecond: number;
  /** Milliseconds of a transaction. */
  readonly p50: number;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-raw-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const database = new DatabaseSync(join(folder, 'raw.db'));
database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE record (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id BLOB NOT NULL, event TEXT NOT NULL) STRICT`);
const insert = database.prepare('INSERT INTO record (stream, revision, id, event) VALUES (?, ?, ?, ?)');
/** Texts are made before the clock runs; it is the inserting that is measured. */
const texts = Array.from({ length: 1_000 }, () => JSON.stringify(decisionEvent(1_000)));

process.on('message', ({ each, milliseconds }: Looping) => {
  const times: number[] = [];
  let rows = 0;
  const start = performance.now();
  while (performance.now() - start < milliseconds) {
    const before = performance.now();
    database.exec('BEGIN IMMEDIATE');
    for (let row = 0; row < each; row++, rows++)
      insert.run(`decision-${rows}`, 0, randomBytes(16), texts[rows % texts.length] ?? '');
    database.exec('COMMIT');
    times.push(performance.now() - before);
  }
  const perSecond = (rows / (performance.now() - start)) * 1000;
  times.sort((a, b) => a - b);
  const looped: Looped = { perSecond, p50: times[Math.floor(times.length / 2)] ?? Number.NaN };
  process.send?.(looped);
});
