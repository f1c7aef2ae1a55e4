/** The vault that several instances share: PostgreSQL. An erasure rewrites the tables' parts that held the keys, for a deleted row stays in its file. */
import type { Position, Pseudonym } from '../record/ids.js';
import type { Wrapped } from './master-keys.js';
import { connect, type Postgres, rewrite } from './postgres-connection.js';
import type { NamedKeyRow, Rewrapped, StoredSubject, SubjectRow, VaultPart, VaultStore } from './vault-store.js';

const SUBJECT = `SELECT s.pseudonym, s.lookup, s.wrapped, s.master, f.mark IS NOT NULL AS fenced`;
const FENCED = `LEFT JOIN vault_fence f ON f.mark = s.mark`;
const BY_LOOKUP = `${SUBJECT} FROM unnest($1::bytea[]) AS asked (lookup)
  JOIN vault_reference r ON r.lookup = asked.lookup JOIN vault_subject s ON s.pseudonym = r.pseudonym ${FENCED}`;
const BY_PSEUDONYM = `${SUBJECT} FROM unnest($1::uuid[]) AS asked (pseudonym) JOIN vault_subject s ON s.pseudonym = asked.pseudonym ${FENCED}`;
const PAGE = `${SUBJECT} FROM vault_subject s ${FENCED} WHERE $1::uuid IS NULL OR s.pseudonym > $1 ORDER BY s.pseudonym LIMIT $2`;
const ROWS = `SELECT pseudonym, lookup, mark, wrapped, master FROM vault_subject WHERE $1::uuid IS NULL OR pseudonym > $1 ORDER BY pseudonym LIMIT $2`;
const MARKS = 'SELECT mark FROM vault_fence WHERE mark > $1 ORDER BY mark LIMIT $2';
const TAKE_SUBJECT = 'INSERT INTO vault_subject VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING';
const TAKE_REFERENCE = 'INSERT INTO vault_reference (pseudonym, lookup) VALUES ($1, $2) ON CONFLICT DO NOTHING';
const TAKE_MARK = 'INSERT INTO vault_fence VALUES ($1) ON CONFLICT DO NOTHING';
const TAKE_KEY = 'INSERT INTO vault_named_key VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
// FOR SHARE waits for a rotation that is changing the master key and then sees the new one: nothing is added under the old key afterwards.
const IN_USE = `SELECT value FROM vault_setting WHERE name = 'master' FOR SHARE`;
// In order of the look-up hash, so that two instances that add the same people wait for one another instead of locking each other out.
const ADD_SUBJECTS = `WITH in_use AS MATERIALIZED (${IN_USE}),
  given AS MATERIALIZED (SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[], $5::text[]) AS g (pseudonym, lookup, mark, wrapped, master)
    WHERE master = (SELECT value FROM in_use)),
  won AS (INSERT INTO vault_reference (lookup, pseudonym) SELECT lookup, pseudonym FROM given ORDER BY lookup ON CONFLICT DO NOTHING RETURNING pseudonym)
  INSERT INTO vault_subject (pseudonym, lookup, mark, wrapped, master)
  SELECT g.pseudonym, g.lookup, g.mark, g.wrapped, g.master FROM given g JOIN won USING (pseudonym)`;
const ADD_NAMED_KEY = `WITH in_use AS MATERIALIZED (${IN_USE})
  INSERT INTO vault_named_key SELECT $1, $2::bytea, $3 WHERE $3 = (SELECT value FROM in_use) ON CONFLICT DO NOTHING`;
// Waits for every statement that is adding, and holds up the next: so nobody meets the exclusive locks of an erasure halfway through his own.
const ALONE = `SELECT 1 FROM vault_setting WHERE name = 'master' FOR UPDATE`;
// In the order in which readers lock the parts: those of the references first, each table's as they were made.
const PARTS_OF = `SELECT DISTINCT kind, part::oid, part::text AS name FROM (
    SELECT 1 AS kind, r.tableoid::regclass AS part FROM vault_subject s JOIN vault_reference r ON r.lookup = s.lookup WHERE s.pseudonym = ANY ($1::uuid[])
    UNION ALL SELECT 2, s.tableoid::regclass FROM vault_subject s WHERE s.pseudonym = ANY ($1::uuid[])
  ) AS touched ORDER BY 1, 2`;
const ERASE = `WITH gone AS (DELETE FROM vault_subject WHERE pseudonym = ANY ($1::uuid[]) RETURNING pseudonym, lookup, mark),
  fenced AS (INSERT INTO vault_fence SELECT mark FROM gone ON CONFLICT DO NOTHING),
  forgotten AS (DELETE FROM vault_reference r USING gone WHERE r.lookup = gone.lookup)
  SELECT pseudonym FROM gone`;
const KEY_PARTS = `SELECT relid::regclass::text AS name FROM pg_partition_tree('vault_subject') WHERE isleaf UNION ALL SELECT 'vault_named_key'`;
const DESTROY_NAMED_KEY = `INSERT INTO vault_named_key (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET wrapped = NULL, master = NULL`;
const COUNTED = `INSERT INTO vault_setting VALUES ('destructions', '1') ON CONFLICT (name) DO UPDATE SET value = (vault_setting.value::bigint + 1)::text`;
const LIFT_FENCE = `WITH lifted AS (DELETE FROM vault_fence WHERE mark = (SELECT mark FROM vault_subject WHERE pseudonym = $1)) ${COUNTED}`;
const MARK_APPLIED = `INSERT INTO vault_setting VALUES ('applied', $1)
  ON CONFLICT (name) DO UPDATE SET value = greatest(vault_setting.value::bigint, excluded.value::bigint)::text`;

/**
 * Opens the shared vault; where need be makes its tables, once, however many instances start at the same time.
 * @returns null where it is opened for reading only and has no tables yet
 * @throws LedgerError `unavailable`
 */
export async function openPostgresStore(url: string, readOnly: boolean): Promise<VaultStore | null> {
  const postgres = await connect(url, readOnly);
  return postgres === null ? null : new PostgresStore(postgres);
}

class PostgresStore implements VaultStore {
  constructor(private readonly postgres: Postgres) {}

  async master(first: string): Promise<string> {
    const known = await this.#setting('master');
    if (known !== null) return known;
    await this.postgres.query(`INSERT INTO vault_setting VALUES ('master', $1) ON CONFLICT DO NOTHING`, [first]);
    return (await this.#setting('master')) ?? first;
  }

  async useMaster(id: string): Promise<void> {
    await this.postgres.query(`UPDATE vault_setting SET value = $1 WHERE name = 'master'`, [id]);
  }

  async byLookup(lookups: readonly Uint8Array[]): Promise<readonly (StoredSubject | undefined)[]> {
    const asked = lookups.map(bytes);
    const rows = await this.postgres.query(BY_LOOKUP, [asked]);
    const found = new Map(rows.map(subjectOf).map((subject) => [bytes(subject.lookup).toString('hex'), subject]));
    return asked.map((lookup) => found.get(lookup.toString('hex')));
  }

  async byPseudonym(pseudonyms: readonly Pseudonym[]): Promise<readonly StoredSubject[]> {
    return (await this.postgres.query(BY_PSEUDONYM, [pseudonyms])).map(subjectOf);
  }

  async addSubjects(rows: readonly SubjectRow[]): Promise<void> {
    await this.postgres.query(ADD_SUBJECTS, [
      rows.map(({ pseudonym }) => pseudonym),
      rows.map(({ lookup }) => bytes(lookup)),
      rows.map(({ mark }) => bytes(mark)),
      rows.map(({ wrapped }) => bytes(wrapped)),
      rows.map(({ master }) => master),
    ]);
  }

  /** One transaction: rows out, marks in, the files written anew. It holds up the others on these parts alone, a 32nd of the vault each. */
  erase(pseudonyms: readonly Pseudonym[]): Promise<readonly Pseudonym[]> {
    return this.postgres.transaction(async (client) => {
      await client.query(ALONE);
      const touched = (await client.query({ text: PARTS_OF, values: [pseudonyms] })).rows.map(nameOf);
      if (touched.length === 0) return [];
      await client.query(`LOCK TABLE ${touched.join(', ')} IN ACCESS EXCLUSIVE MODE`);
      const { rows } = await client.query({ text: ERASE, values: [pseudonyms] });
      for (const part of touched) await rewrite(client, part);
      await client.query(COUNTED);
      return rows.map(({ pseudonym }) => pseudonym as Pseudonym);
    });
  }

  async liftFence(pseudonym: Pseudonym): Promise<void> {
    await this.postgres.query(LIFT_FENCE, [pseudonym]);
  }

  async isFenced(mark: Uint8Array): Promise<boolean> {
    return (await this.postgres.query('SELECT 1 FROM vault_fence WHERE mark = $1', [bytes(mark)])).length > 0;
  }

  async destructions(): Promise<string> {
    return (await this.#setting('destructions')) ?? '0';
  }

  async namedKeys(): Promise<readonly NamedKeyRow[]> {
    return (await this.postgres.query('SELECT name, wrapped, master FROM vault_named_key', [])).map(namedKeyOf);
  }

  async addNamedKey(name: string, { wrapped, master }: Wrapped): Promise<void> {
    await this.postgres.query(ADD_NAMED_KEY, [name, bytes(wrapped), master]);
  }

  destroyNamedKey(name: string): Promise<void> {
    return this.postgres.transaction(async (client) => {
      await client.query(ALONE);
      await client.query(DESTROY_NAMED_KEY, [name]);
      await rewrite(client, 'vault_named_key');
      await client.query(COUNTED);
    });
  }

  async pageOfSubjects(after: Pseudonym | null, limit: number): Promise<readonly StoredSubject[]> {
    return (await this.postgres.query(PAGE, [after, limit])).map(subjectOf);
  }

  rewrapSubjects(rows: readonly Rewrapped[]): Promise<number> {
    return this.#rewrap('vault_subject', 'pseudonym', 'uuid', rows);
  }

  rewrapNamedKeys(rows: readonly Rewrapped[]): Promise<number> {
    return this.#rewrap('vault_named_key', 'name', 'text', rows);
  }

  async scrub(): Promise<void> {
    for (const part of (await this.postgres.query(KEY_PARTS, [])).map(nameOf)) {
      await this.postgres.transaction(async (client) => {
        await client.query(ALONE);
        await client.query(`LOCK TABLE ${part} IN ACCESS EXCLUSIVE MODE`);
        await rewrite(client, part);
      });
    }
  }

  async pageOfRows(after: Pseudonym | null, limit: number): Promise<readonly SubjectRow[]> {
    const rows = await this.postgres.query(ROWS, [after, limit]);
    return rows.map((row) => ({ ...subjectOf(row), mark: row.mark as Buffer }));
  }

  async pageOfMarks(after: Uint8Array | null, limit: number): Promise<readonly Uint8Array[]> {
    const rows = await this.postgres.query(MARKS, [bytes(after ?? new Uint8Array()), limit]);
    return rows.map(({ mark }) => mark as Buffer);
  }

  takeIn({ subjects, marks, namedKeys }: VaultPart): Promise<void> {
    return this.postgres.transaction(async (client) => {
      for (const { pseudonym, lookup, mark, wrapped, master } of subjects) {
        const values = [pseudonym, bytes(lookup), bytes(mark), bytes(wrapped), master];
        await client.query(TAKE_SUBJECT, values);
        await client.query(TAKE_REFERENCE, values.slice(0, 2));
      }
      for (const mark of marks) await client.query(TAKE_MARK, [bytes(mark)]);
      for (const { name, key } of namedKeys)
        await client.query(TAKE_KEY, [name, key && bytes(key.wrapped), key?.master]);
    });
  }

  async appliedTo(): Promise<Position | null> {
    const value = await this.#setting('applied');
    return value === null ? null : (Number(value) as Position);
  }

  async markApplied(position: Position): Promise<void> {
    await this.postgres.query(MARK_APPLIED, [String(position)]);
  }

  async forgetApplied(): Promise<void> {
    await this.postgres.query(`DELETE FROM vault_setting WHERE name = 'applied'`, []);
  }

  close(): Promise<void> {
    return this.postgres.close();
  }

  async #rewrap(table: string, column: string, type: string, rows: readonly Rewrapped[]): Promise<number> {
    const sql = `UPDATE ${table} t SET wrapped = g.wrapped, master = g.master
      FROM unnest($1::${type}[], $2::text[], $3::bytea[], $4::text[]) AS g (name, was, wrapped, master)
      WHERE t.${column} = g.name AND t.master = g.was RETURNING 1`;
    const ordered = rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const changed = await this.postgres.query(sql, [
      ordered.map(({ name }) => name),
      ordered.map(({ from }) => from),
      ordered.map(({ to }) => bytes(to.wrapped)),
      ordered.map(({ to }) => to.master),
    ]);
    return changed.length;
  }

  async #setting(name: string): Promise<string | null> {
    const [row] = await this.postgres.query('SELECT value FROM vault_setting WHERE name = $1', [name]);
    return row === undefined ? null : String(row.value);
  }
}

type Row = { readonly [column: string]: unknown };

function subjectOf(row: Row): StoredSubject {
  return {
    pseudonym: row.pseudonym as Pseudonym,
    lookup: row.lookup as Buffer,
    wrapped: row.wrapped as Buffer,
    master: String(row.master),
    fenced: row.fenced === true,
  };
}

function namedKeyOf({ name, wrapped, master }: Row): NamedKeyRow {
  return { name: String(name), key: wrapped instanceof Uint8Array ? { wrapped, master: String(master) } : null };
}

/** Names of tables come from the catalogue, quoted there where they need it. */
function nameOf(row: Row): string {
  return String(row.name);
}

/** node-postgres knows buffers only. */
function bytes(value: Uint8Array): Buffer {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
