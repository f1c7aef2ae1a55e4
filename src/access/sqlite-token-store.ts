/** The access database as one SQLite file. Several processes may use it at once: the service reads it, `ledger token` writes beside it. */
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { type Instant, parseInstant } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { parseRole, type Role } from './roles.js';
import { type StoredToken, TokenStore } from './token-store.js';

const schema = `
  CREATE TABLE IF NOT EXISTS token (
    id           TEXT PRIMARY KEY,
    name         TEXT,
    roles        TEXT NOT NULL,
    sources      TEXT NOT NULL,
    secret_hash  BLOB NOT NULL,
    development  INTEGER NOT NULL,
    created_at   TEXT NOT NULL,
    expires_at   TEXT,
    revoked_at   TEXT,
    last_used_at TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
`;

export class SqliteTokenStore extends TokenStore {
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;
  readonly #used: StatementSync;

  /**
   * Opens `<data>/access/access.db`, made where it is not there. Reading only, nothing is made or written: without a file there is no token.
   * @throws LedgerError `unavailable` with the reason
   */
  constructor(data: string, readOnly = false) {
    super();
    const folder = join(data, 'access');
    const file = join(folder, 'access.db');
    try {
      const absent = readOnly && !existsSync(file);
      if (!readOnly) mkdirSync(folder, { recursive: true, mode: 0o700 });
      this.#database = new DatabaseSync(absent ? ':memory:' : file, { timeout: 5000, readOnly: readOnly && !absent });
      if (!readOnly) {
        chmodSync(file, 0o600);
        this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      }
      if (!readOnly || absent) this.#database.exec(schema);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new LedgerError('unavailable', `The access database ${file} cannot be opened: ${why}.`, [], { cause });
    }
    this.#find = this.#database.prepare('SELECT * FROM token WHERE id = ?');
    this.#used = this.#database.prepare('UPDATE token SET last_used_at = ? WHERE id = ?');
  }

  async add(token: StoredToken): Promise<void> {
    this.#database
      .prepare('INSERT INTO token VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        token.id,
        token.name,
        JSON.stringify(token.roles),
        JSON.stringify(token.sources),
        token.secretHash,
        token.development ? 1 : 0,
        token.createdAt,
        token.expiresAt,
        token.revokedAt,
        token.lastUsedAt,
      );
  }

  async find(id: string): Promise<StoredToken | null> {
    const row = this.#find.get(id);
    return row === undefined ? null : tokenOf(row);
  }

  async list(): Promise<readonly StoredToken[]> {
    return this.#database.prepare('SELECT * FROM token ORDER BY created_at, id').all().map(tokenOf);
  }

  async revoke(id: string, at: Instant): Promise<boolean> {
    const update = this.#database.prepare('UPDATE token SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?');
    return update.run(at, id).changes === 1;
  }

  async used(id: string, at: Instant): Promise<void> {
    this.#used.run(at, id);
  }

  async secret(name: string, candidate: Uint8Array): Promise<Uint8Array> {
    const known = this.#database.prepare('SELECT bytes FROM secret WHERE name = ?');
    if (known.get(name) === undefined) {
      this.#database.prepare('INSERT OR IGNORE INTO secret VALUES (?, ?)').run(name, candidate);
    }
    return bytes(known.get(name)?.bytes);
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}

function tokenOf(row: Record<string, SQLOutputValue>): StoredToken {
  return {
    id: text(row.id),
    name: optional(row.name),
    roles: strings(row.roles).map(roleOf),
    sources: strings(row.sources),
    secretHash: bytes(row.secret_hash),
    development: row.development === 1,
    createdAt: instant(text(row.created_at)),
    expiresAt: maybeInstant(row.expires_at),
    revokedAt: maybeInstant(row.revoked_at),
    lastUsedAt: maybeInstant(row.last_used_at),
  };
}

function text(value: SQLOutputValue | undefined): string {
  if (typeof value === 'string') return value;
  throw corrupt();
}

function optional(value: SQLOutputValue | undefined): string | null {
  return value === null ? null : text(value);
}

function bytes(value: SQLOutputValue | undefined): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw corrupt();
}

function strings(value: SQLOutputValue | undefined): readonly string[] {
  const list: unknown = JSON.parse(text(value));
  if (!Array.isArray(list)) throw corrupt();
  return list.map(String);
}

function roleOf(name: string): Role {
  const role = parseRole(name);
  if (role === null) throw corrupt();
  return role;
}

function instant(value: string): Instant {
  const parsed = parseInstant(value);
  if (parsed === null) throw corrupt();
  return parsed;
}

function maybeInstant(value: SQLOutputValue | undefined): Instant | null {
  const known = optional(value);
  return known === null ? null : instant(known);
}

function corrupt(): LedgerError {
  return new LedgerError('corrupt', 'The access database holds a token that cannot be read.');
}
