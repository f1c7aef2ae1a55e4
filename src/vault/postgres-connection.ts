/** The connections of the shared vault: pooled, durable, with its tables made by the first instance that comes, and faults in the ledger's words. */
import { readFileSync } from 'node:fs';
import pg, { type PoolClient } from 'pg';
import { LedgerError } from '../record/ledger-error.js';

export interface Postgres {
  query(sql: string, values: readonly unknown[]): Promise<readonly { readonly [column: string]: unknown }[]>;
  /** Repeated where the server broke a deadlock or a lock could not be had in time. */
  transaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** In order; the number that were run stands in `vault_setting`. */
const MIGRATIONS = ['postgres-vault.sql'];
/** Held while migrations run; "vault" in ASCII. */
const MIGRATION_LOCK = 0x7661756c74;
const ATTEMPTS = 5;
/** Deadlock, serialisation failure, lock not available. */
const WORTH_REPEATING = new Set(['40P01', '40001', '55P03']);

/** @returns null where it is opened for reading only and there are no tables yet */
export async function connect(url: string, readOnly: boolean): Promise<Postgres | null> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: 10_000,
    // Awaited by the pool before the connection is handed out.
    onConnect: (client) => client.query(readOnly ? READ_ONLY : DURABLE).then(() => undefined),
  });
  // A connection that breaks is replaced by the pool; what was running on it hears of it by its own rejection.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    if (!readOnly) await migrate(pool);
    else if (!(await hasTables(pool))) {
      await pool.end();
      return null;
    }
  } catch (error) {
    await pool.end();
    throw inOurWords(error);
  }
  return {
    query: (sql, values) => repeating(async () => (await pool.query(sql, [...values])).rows),
    transaction: (work) => repeating(() => inTransaction(pool, work)),
    close: () => (pool.ended ? Promise.resolve() : pool.end()),
  };
}

/** A server may be set to answer before it has flushed; a subject must be durable when its pseudonym is first used. */
const DURABLE = `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`;

const READ_ONLY = 'SET default_transaction_read_only = on';

async function migrate(pool: pg.Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const from = (await hasTables(client)) ? await migrationsRun(client) : 0;
    for (const file of MIGRATIONS.slice(from))
      await client.query(readFileSync(new URL(`./${file}`, import.meta.url), 'utf8'));
    const sql = `INSERT INTO vault_setting VALUES ('migrations', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value`;
    if (from < MIGRATIONS.length) await client.query(sql, [String(MIGRATIONS.length)]);
  });
}

async function hasTables(on: pg.Pool | PoolClient): Promise<boolean> {
  const { rows } = await on.query(`SELECT to_regclass('vault_setting') IS NOT NULL AS there`);
  return rows[0]?.there === true;
}

async function migrationsRun(client: PoolClient): Promise<number> {
  const { rows } = await client.query(`SELECT value FROM vault_setting WHERE name = 'migrations'`);
  const run = Number(rows[0]?.value ?? 0);
  if (run > MIGRATIONS.length)
    throw new LedgerError('unavailable', 'The vault was made by a newer release of this service; start that one.');
  return run;
}

async function inTransaction<Result>(pool: pg.Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // Who waits for an exclusive lock holds up everybody behind him; better to let them pass and come again.
    await client.query(`SET LOCAL lock_timeout = '5s'`);
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // A connection in an unknown state is not given to the next.
    await client.query('ROLLBACK').then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
}

async function repeating<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !WORTH_REPEATING.has(codeOf(error))) throw inOurWords(error);
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}

/** The server's own text may quote values; its code does not. */
function inOurWords(error: unknown): LedgerError {
  if (error instanceof LedgerError) return error;
  const reason = codeOf(error) || 'the connection was lost';
  return new LedgerError('unavailable', `The vault's PostgreSQL does not answer as it should: ${reason}.`, [], {
    cause: error,
  });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/**
 * Writes the living rows into new files. VACUUM FULL would not do: it carries along deleted rows that an older snapshot (a running backup) may still see,
 * whereas TRUNCATE leaves them behind with the old files.
 */
export async function rewrite(client: PoolClient, table: string): Promise<void> {
  await client.query(`CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM ${table}`);
  await client.query(`TRUNCATE ${table}`);
  await client.query(`INSERT INTO ${table} SELECT * FROM kept`);
  await client.query('DROP TABLE kept');
}
