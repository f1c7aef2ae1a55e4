/** The access database in PostgreSQL, beside the shared vault: a token made on one instance works on all. */
import type { Instant } from '../record/ids.js';
import { parseInstant } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { connect, type Postgres } from '../vault/postgres-connection.js';
import { parseRole, type Role } from './roles.js';
import { type StoredToken, TokenStore } from './token-store.js';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS access_token (
    id text PRIMARY KEY, name text, roles text[] NOT NULL, sources text[] NOT NULL, secret_hash bytea NOT NULL, development boolean NOT NULL,
    created_at text NOT NULL, expires_at text, revoked_at text, last_used_at text
  );
  CREATE TABLE IF NOT EXISTS access_secret (name text PRIMARY KEY, bytes bytea NOT NULL);`;
/** Held while the tables are made, for CREATE IF NOT EXISTS fails where two come at once; "access" in ASCII. */
const SCHEMA_LOCK = 0x616363657373;

type Row = { readonly [column: string]: unknown };

/** Reading only, nothing is made: without tables there is no token. @throws LedgerError `unavailable` */
export async function openPostgresTokenStore(url: string, readOnly: boolean): Promise<TokenStore> {
  const database = await connect(url, readOnly);
  if (database === null) return new PostgresTokenStore(null);
  try {
    if (!readOnly)
      await database.transaction(async (client) => {
        await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
        await client.query(SCHEMA);
      });
    const [there] = await database.query(`SELECT to_regclass('access_token') IS NOT NULL AS there`, []);
    if (there?.there === true) return new PostgresTokenStore(database);
    await database.close();
    return new PostgresTokenStore(null);
  } catch (error) {
    await database.close();
    throw error;
  }
}

class PostgresTokenStore extends TokenStore {
  constructor(private readonly database: Postgres | null) {
    super();
  }

  async add(token: StoredToken): Promise<void> {
    await this.#query('INSERT INTO access_token VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
      token.id,
      token.name,
      token.roles,
      token.sources,
      Buffer.from(token.secretHash),
      token.development,
      token.createdAt,
      token.expiresAt,
      token.revokedAt,
      token.lastUsedAt,
    ]);
  }

  async find(id: string): Promise<StoredToken | null> {
    const [row] = await this.#query('SELECT * FROM access_token WHERE id = $1', [id]);
    return row === undefined ? null : tokenOf(row);
  }

  async list(): Promise<readonly StoredToken[]> {
    return (await this.#query('SELECT * FROM access_token ORDER BY created_at, id', [])).map(tokenOf);
  }

  async revoke(id: string, at: Instant): Promise<boolean> {
    const sql = 'UPDATE access_token SET revoked_at = coalesce(revoked_at, $1) WHERE id = $2 RETURNING id';
    return (await this.#query(sql, [at, id])).length === 1;
  }

  async used(id: string, at: Instant): Promise<void> {
    await this.#query('UPDATE access_token SET last_used_at = greatest(last_used_at, $1) WHERE id = $2', [at, id]);
  }

  async secret(name: string, candidate: Uint8Array): Promise<Uint8Array> {
    const known = 'SELECT bytes FROM access_secret WHERE name = $1';
    const [row] = await this.#query(known, [name]);
    if (row !== undefined) return bytes(row.bytes);
    const insert = 'INSERT INTO access_secret VALUES ($1, $2) ON CONFLICT (name) DO NOTHING';
    await this.#query(insert, [name, Buffer.from(candidate)]);
    const [made] = await this.#query(known, [name]);
    return this.database === null ? candidate : bytes(made?.bytes);
  }

  async close(): Promise<void> {
    await this.database?.close();
  }

  async #query(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.database === null ? [] : this.database.query(sql, values);
  }
}

function tokenOf(row: Row): StoredToken {
  return {
    id: String(row.id),
    name: row.name === null ? null : String(row.name),
    roles: strings(row.roles).map(roleOf),
    sources: strings(row.sources),
    secretHash: bytes(row.secret_hash),
    development: row.development === true,
    createdAt: instant(row.created_at),
    expiresAt: maybeInstant(row.expires_at),
    revokedAt: maybeInstant(row.revoked_at),
    lastUsedAt: maybeInstant(row.last_used_at),
  };
}

function strings(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw corrupt();
  return value.map(String);
}

function bytes(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw corrupt();
  return new Uint8Array(value);
}

function roleOf(name: string): Role {
  const role = parseRole(name);
  if (role === null) throw corrupt();
  return role;
}

function instant(value: unknown): Instant {
  const parsed = parseInstant(String(value));
  if (parsed === null) throw corrupt();
  return parsed;
}

function maybeInstant(value: unknown): Instant | null {
  return value === null || value === undefined ? null : instant(value);
}

function corrupt(): LedgerError {
  return new LedgerError('corrupt', 'The access database holds a token that cannot be read.');
}
