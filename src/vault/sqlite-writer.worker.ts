/** The thread behind `sqlite-writer.ts`: one connection that writes, one transaction a message. */
import { readFileSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Outcome, Transaction } from './sqlite-writer.js';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread.');

const PATIENCE_MS = 5_000;

const { file } = workerData as { readonly file: string };
const database = open();
const prepared = new Map<string, StatementSync>();

port.on('message', (message: Transaction | 'close') => {
  if (message !== 'close') return port.postMessage(run(message));
  database.close();
  port.close();
});
port.postMessage({ changes: [] } satisfies Outcome);

function open(): DatabaseSync {
  const opened = new DatabaseSync(file, { timeout: PATIENCE_MS });
  // The order matters: journal_mode first, and synchronous on every open, for some builds fall back to NORMAL under WAL.
  opened.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY',
  );
  opened.exec(readFileSync(new URL('./sqlite-vault.sql', import.meta.url), 'utf8'));
  for (const [pragma, right] of [
    ['synchronous', 2],
    ['secure_delete', 1],
  ] as const) {
    const is = opened.prepare(`PRAGMA ${pragma}`).get()?.[pragma];
    if (is !== right) throw new Error(`PRAGMA ${pragma} is ${is} although it was set to ${right}`);
  }
  // A process that was killed may have left a journal that still holds what an erasure took out.
  truncate(opened);
  return opened;
}

function run({ statements, scrub }: Transaction): Outcome {
  try {
    const changes = statements.length === 0 ? [] : transact(statements);
    if (scrub) truncate(database);
    return { changes };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

function transact(statements: Transaction['statements']): number[] {
  database.exec('BEGIN IMMEDIATE');
  try {
    const changes = statements.map(({ sql, values }) => Number(statement(sql).run(...values).changes));
    database.exec('COMMIT');
    return changes;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function statement(sql: string): StatementSync {
  let known = prepared.get(sql);
  if (known === undefined) {
    known = database.prepare(sql);
    prepared.set(sql, known);
  }
  return known;
}

/** Old page images stand in the journal until it is cut: `TRUNCATE` waits for readers, copies every page and leaves zero bytes. */
function truncate(target: DatabaseSync): void {
  const deadline = performance.now() + PATIENCE_MS;
  while (target.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy !== 0) {
    // SQLite waits for readers by itself, but not for another process that is copying the journal at this moment.
    if (performance.now() > deadline)
      throw new Error('another process holds it open and its journal still has what was erased; repeat this');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}
