/** The vault of one machine: `<data>/vault/vault.db`. Reads run in the calling thread, writes in one of their own; what is deleted is overwritten. */
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { Position, Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { Wrapped } from './master-keys.js';
import { SqliteWriter, type SqlValue, type Statement } from './sqlite-writer.js';
import {
  type NamedKeyRow,
  type Rewrapped,
  type StoredSubject,
  type SubjectRow,
  type VaultPart,
  type VaultStore,
  vaultFolder,
} from './vault-store.js';

const SUBJECT = `SELECT pseudonym, lookup, wrapped, master, EXISTS (SELECT 1 FROM fence WHERE fence.mark = subject.mark) FROM subject`;
const BY_LOOKUP = `${SUBJECT} WHERE lookup = ?`;
const BY_PSEUDONYM = `${SUBJECT} WHERE pseudonym = ?`;
const PAGE = `${SUBJECT} WHERE pseudonym > ? ORDER BY pseudonym LIMIT ?`;
const ROWS = `SELECT pseudonym, lookup, mark, wrapped, master FROM subject WHERE pseudonym > ? ORDER BY pseudonym LIMIT ?`;
const MARKS = 'SELECT mark FROM fence WHERE mark > ? ORDER BY mark LIMIT ?';
// The condition stands inside the writing transaction: after a rotation nothing is added under the old master key.
const UNDER_MASTER = `WHERE (SELECT value FROM setting WHERE name = 'master') = ? ON CONFLICT DO NOTHING`;
const ADD_SUBJECT = `INSERT INTO subject (lookup, pseudonym, mark, wrapped, master) SELECT ?, ?, ?, ?, ? ${UNDER_MASTER}`;
/** In the transaction of what is destroyed or lifted. */
const COUNTED: Statement = {
  sql: `INSERT INTO setting VALUES ('destructions', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1`,
  values: [],
};
const ADD_NAMED_KEY = `INSERT INTO named_key (name, wrapped, master) SELECT ?, ?, ? ${UNDER_MASTER}`;

/** @throws LedgerError `unavailable` where the database cannot be opened */
export async function openSqliteStore(data: string, readOnly: boolean): Promise<VaultStore> {
  const file = join(vaultFolder(data), 'vault.db');
  if (!readOnly) mkdirSync(vaultFolder(data), { recursive: true, mode: 0o700 });
  const writer = readOnly ? null : await SqliteWriter.open(file);
  if (writer !== null) chmodSync(file, 0o600);
  return new SqliteStore(new DatabaseSync(file, { readOnly: true, timeout: 5_000 }), writer);
}

/** Whether a vault was ever made in this data folder. */
export function sqliteVaultExists(data: string): boolean {
  return existsSync(join(vaultFolder(data), 'vault.db'));
}

class SqliteStore implements VaultStore {
  readonly #read: (sql: string, ...values: SqlValue[]) => SQLOutputValue[][];

  constructor(
    private readonly database: DatabaseSync,
    private readonly writer: SqliteWriter | null,
  ) {
    const prepared = new Map<string, (values: SqlValue[]) => SQLOutputValue[][]>();
    this.#read = (sql, ...values) => {
      let run = prepared.get(sql);
      if (run === undefined) {
        const statement = database.prepare(sql);
        statement.setReturnArrays(true);
        // With `setReturnArrays` every row is an array of column values, which the types of `all` do not say.
        run = (given) => statement.all(...given) as unknown as SQLOutputValue[][];
        prepared.set(sql, run);
      }
      return run(values);
    };
  }

  async master(first: string): Promise<string> {
    const known = this.#setting('master');
    if (known !== undefined) return String(known);
    await this.#write([{ sql: `INSERT OR IGNORE INTO setting VALUES ('master', ?)`, values: [first] }]);
    return String(this.#setting('master'));
  }

  async useMaster(id: string): Promise<void> {
    await this.#write([{ sql: `UPDATE setting SET value = ? WHERE name = 'master'`, values: [id] }]);
  }

  async byLookup(lookups: readonly Uint8Array[]): Promise<readonly (StoredSubject | undefined)[]> {
    return lookups.map((lookup) => this.#read(BY_LOOKUP, lookup).map(subjectOf)[0]);
  }

  async byPseudonym(pseudonyms: readonly Pseudonym[]): Promise<readonly StoredSubject[]> {
    return pseudonyms.flatMap((pseudonym) => this.#read(BY_PSEUDONYM, pseudonym).map(subjectOf));
  }

  async addSubjects(rows: readonly SubjectRow[]): Promise<void> {
    await this.#write(
      rows.map(({ lookup, pseudonym, mark, wrapped, master }) => ({
        sql: ADD_SUBJECT,
        values: [lookup, pseudonym, mark, wrapped, master, master],
      })),
    );
  }

  async erase(pseudonyms: readonly Pseudonym[]): Promise<readonly Pseudonym[]> {
    const statements = pseudonyms.flatMap((pseudonym) => [
      { sql: 'INSERT OR IGNORE INTO fence SELECT mark FROM subject WHERE pseudonym = ?', values: [pseudonym] },
      { sql: 'DELETE FROM subject WHERE pseudonym = ?', values: [pseudonym] },
    ]);
    const changes = await this.#write([...statements, COUNTED], true);
    return pseudonyms.filter((_, index) => (changes[2 * index + 1] ?? 0) > 0);
  }

  async liftFence(pseudonym: Pseudonym): Promise<void> {
    const sql = 'DELETE FROM fence WHERE mark = (SELECT mark FROM subject WHERE pseudonym = ?)';
    await this.#write([{ sql, values: [pseudonym] }, COUNTED]);
  }

  async isFenced(mark: Uint8Array): Promise<boolean> {
    return this.#read('SELECT 1 FROM fence WHERE mark = ?', mark).length > 0;
  }

  async destructions(): Promise<string> {
    return String(this.#setting('destructions') ?? 0);
  }

  async namedKeys(): Promise<readonly NamedKeyRow[]> {
    return this.#read('SELECT name, wrapped, master FROM named_key').map(namedKeyOf);
  }

  async addNamedKey(name: string, { wrapped, master }: Wrapped): Promise<void> {
    await this.#write([{ sql: ADD_NAMED_KEY, values: [name, wrapped, master, master] }]);
  }

  async destroyNamedKey(name: string): Promise<void> {
    const sql =
      'INSERT INTO named_key (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET wrapped = NULL, master = NULL';
    await this.#write([{ sql, values: [name] }, COUNTED], true);
  }

  async pageOfSubjects(after: Pseudonym | null, limit: number): Promise<readonly StoredSubject[]> {
    return this.#read(PAGE, after ?? '', limit).map(subjectOf);
  }

  rewrapSubjects(rows: readonly Rewrapped[]): Promise<number> {
    return this.#rewrap('UPDATE subject SET wrapped = ?, master = ? WHERE pseudonym = ? AND master = ?', rows);
  }

  rewrapNamedKeys(rows: readonly Rewrapped[]): Promise<number> {
    return this.#rewrap('UPDATE named_key SET wrapped = ?, master = ? WHERE name = ? AND master = ?', rows);
  }

  async scrub(): Promise<void> {
    await this.#write([], true);
  }

  async pageOfRows(after: Pseudonym | null, limit: number): Promise<readonly SubjectRow[]> {
    return this.#read(ROWS, after ?? '', limit).map(rowOf);
  }

  async pageOfMarks(after: Uint8Array | null, limit: number): Promise<readonly Uint8Array[]> {
    return this.#read(MARKS, after ?? new Uint8Array(), limit).map(([mark]) => mark as Uint8Array);
  }

  async takeIn({ subjects, marks, namedKeys }: VaultPart): Promise<void> {
    await this.#write([
      ...subjects.map(({ lookup, pseudonym, mark, wrapped, master }) => ({
        sql: 'INSERT OR IGNORE INTO subject VALUES (?, ?, ?, ?, ?)',
        values: [lookup, pseudonym, mark, wrapped, master],
      })),
      ...marks.map((mark) => ({ sql: 'INSERT OR IGNORE INTO fence VALUES (?)', values: [mark] })),
      ...namedKeys.map(({ name, key }) => ({
        sql: 'INSERT OR IGNORE INTO named_key VALUES (?, ?, ?)',
        values: [name, key?.wrapped ?? null, key?.master ?? null],
      })),
    ]);
  }

  async appliedTo(): Promise<Position | null> {
    const value = this.#setting('applied');
    return value === undefined ? null : (Number(value) as Position);
  }

  async markApplied(position: Position): Promise<void> {
    const sql = `INSERT INTO setting VALUES ('applied', ?) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)`;
    await this.#write([{ sql, values: [position] }]);
  }

  async forgetApplied(): Promise<void> {
    await this.#write([{ sql: `DELETE FROM setting WHERE name = 'applied'`, values: [] }]);
  }

  async close(): Promise<void> {
    if (this.database.isOpen) this.database.close();
    await this.writer?.close();
  }

  async #rewrap(sql: string, rows: readonly Rewrapped[]): Promise<number> {
    const statements = rows.map(({ name, from, to }) => ({ sql, values: [to.wrapped, to.master, name, from] }));
    const changes = await this.#write(statements);
    return changes.reduce((sum, count) => sum + count, 0);
  }

  #setting(name: string): SQLOutputValue | undefined {
    return this.#read('SELECT value FROM setting WHERE name = ?', name)[0]?.[0];
  }

  async #write(statements: readonly Statement[], scrub = false): Promise<readonly number[]> {
    if (this.writer === null) throw new LedgerError('unavailable', 'The vault is open for reading only.');
    return this.writer.write(statements, scrub);
  }
}

function subjectOf(columns: readonly SQLOutputValue[]): StoredSubject {
  const [pseudonym, lookup, wrapped, master, fenced] = columns;
  return {
    pseudonym: pseudonym as Pseudonym,
    lookup: lookup as Uint8Array,
    wrapped: wrapped as Uint8Array,
    master: String(master),
    fenced: fenced === 1,
  };
}

function namedKeyOf([name, wrapped, master]: readonly SQLOutputValue[]): NamedKeyRow {
  const key = wrapped instanceof Uint8Array ? { wrapped, master: String(master) } : null;
  return { name: String(name), key };
}

function rowOf([pseudonym, lookup, mark, wrapped, master]: readonly SQLOutputValue[]): SubjectRow {
  return {
    pseudonym: pseudonym as Pseudonym,
    lookup: lookup as Uint8Array,
    mark: mark as Uint8Array,
    wrapped: wrapped as Uint8Array,
    master: String(master),
  };
}
