/**
 * One database of read models while it is written: applies records and the new position in one transaction, exactly once.
 * `synchronous=NORMAL` in WAL mode may lose the last transactions with the power, never part of one: the position is always that of the effects.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { JsonObject } from '../record/canonical.js';
import { type Instant, instantOf, millisecondsOf, type Position } from '../record/ids.js';
import { type FirstOccurrences, firstOccurrences } from './leaf.js';
import type { OpenHeader, Prepare, ProjectedRecord, Projecting, Projection, ReadRecord } from './projection.js';

/** Something that operations must know; goes to the logs with its code. */
export interface Alarm {
  readonly code: 'skew' | 'duplicate-copy';
  readonly position: Position;
  readonly detail: string;
}

/** How far a record's clock may be behind the newest one before it is an alarm. */
const SKEW_MS = 5_000;
/**
 * `scratch` is for a file that nobody reads yet and that is thrown away where the program or the power ends before it is whole: no journal, no
 * syncing; who builds it syncs the file once, at the end.
 */
const durability = {
  live: 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;',
  scratch: 'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;',
} as const;
const INDEX = /CREATE INDEX [^;]*;/g;
/** Measured best of 4 to 32 KiB for rebuilds; larger pages cost a live service more to write. */
const PAGE_BYTES = 8_192;
const CACHE_KIB = 65_536;
const CHECKPOINT_PAGES = 8_192;

const progressSchema = `
  CREATE TABLE progress (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER, size INTEGER NOT NULL, effective TEXT NOT NULL, skewed INTEGER NOT NULL);
  INSERT INTO progress VALUES (1, NULL, 0, '', 0);
  CREATE TABLE projection (name TEXT PRIMARY KEY, version INTEGER NOT NULL, frozen_position INTEGER, frozen_size INTEGER) WITHOUT ROWID;`;

export class Projector implements Disposable {
  /** Names of read models in this file that this program's version cannot carry on; they stand still until a new file replaces this one. */
  readonly outdated: readonly string[];
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #running: readonly Projecting[];
  readonly #ids: FirstOccurrences | null;
  #position: Position | null = null;
  #size = 0;
  /** Milliseconds since 1970; before the first record less than any. */
  #effectiveAt = Number.NEGATIVE_INFINITY;
  #skewed = 0;
  #pending = 0;
  #open = false;

  /** Opens the file and makes it where it is absent. */
  constructor(
    path: string,
    projections: readonly Projection[],
    readonly onAlarm: (alarm: Alarm) => void = () => undefined,
    readonly mode: keyof typeof durability = 'live',
  ) {
    this.#database = new DatabaseSync(path, { timeout: 10_000 });
    this.#database.exec(`PRAGMA page_size = ${PAGE_BYTES}; ${durability[mode]} PRAGMA cache_size = -${CACHE_KIB};
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA journal_size_limit = 67108864;`);
    if (!this.#prepared("SELECT 1 FROM sqlite_master WHERE name = 'progress'").get()) this.#create(projections);
    this.#readProgress();
    this.outdated = this.#freezeOutdated(projections);
    const live = projections.filter((projection) => !this.outdated.includes(projection.name));
    // Every read model names records by leaf: without `leaf` none can go on.
    const standing = this.outdated.includes('leaf');
    this.#ids = standing ? null : firstOccurrences(this.#prepare, () => this.#flush());
    this.#running = standing ? [] : live.map((projection) => projection.start(this.#prepare));
  }

  /** The last position whose effects are committed. */
  get position(): Position | null {
    return this.#position;
  }

  /** Leaves so far, with those not committed yet. */
  get size(): number {
    return this.#size;
  }

  /** Records applied and not committed yet. */
  get pending(): number {
    return this.#pending;
  }

  /** False where the file's `leaf` is of another version: then nothing in it can go on. */
  get canAdvance(): boolean {
    return this.#ids !== null;
  }

  /**
   * Applies records, in the transaction that `commit` ends.
   * @throws LedgerError `corrupt` where the body of one is not JSON; nothing of the batch is kept then
   */
  apply(records: readonly ReadRecord[]): void {
    if (records.length === 0) return;
    if (!this.#open) {
      this.#database.exec('BEGIN IMMEDIATE');
      this.#open = true;
    }
    try {
      for (const record of records) this.#one(record);
    } catch (error) {
      this.rollback();
      throw error;
    }
    this.#pending += records.length;
  }

  /** Makes everything applied, and the position, visible at once. */
  commit(position: Position): void {
    if (!this.#open) this.#database.exec('BEGIN IMMEDIATE');
    this.#open = true;
    this.#ids?.flush();
    this.#flush();
    this.#prepared('UPDATE progress SET position = ?, size = ?, effective = ?, skewed = ?').run(
      position,
      this.#size,
      this.#size === 0 ? '' : instantOf(this.#effectiveAt),
      this.#skewed,
    );
    this.#database.exec('COMMIT');
    this.#open = false;
    this.#pending = 0;
    this.#position = position;
  }

  /** Makes the indexes of a scratch file: sorting once costs far less than keeping them in order. */
  finish(projections: readonly Projection[]): void {
    for (const { schema } of projections) for (const [index] of schema.matchAll(INDEX)) this.#database.exec(index);
  }

  /** Gives up what is not committed. The projector is of no more use: what its projections remember may be ahead of the tables. */
  rollback(): void {
    if (this.#open) this.#database.exec('ROLLBACK');
    this.#open = false;
  }

  [Symbol.dispose](): void {
    this.rollback();
    this.#database.close();
  }

  #flush(): void {
    for (const one of this.#running) one.flush?.();
  }

  #one(record: ReadRecord): void {
    if (this.#ids === null) return;
    const { position, recordedAt } = record;
    if (!this.#ids.isFirst(record.id, position, this.#size, record.digest)) {
      this.onAlarm({ code: 'duplicate-copy', position, detail: 'A later copy of a record; it has no leaf.' });
      return;
    }
    const projected = new Projected(record, this.#size, this.#effective(recordedAt, position));
    this.#size++;
    for (const one of this.#running) one.on(projected);
  }

  /** The running maximum of `recordedAt`. */
  #effective(recordedAt: number, position: Position): number {
    const behind = this.#effectiveAt - recordedAt;
    if (behind > SKEW_MS) {
      this.#skewed++;
      this.onAlarm({ code: 'skew', position, detail: `A clock was ${behind} ms behind the newest recorded time.` });
    }
    this.#effectiveAt = Math.max(this.#effectiveAt, recordedAt);
    return this.#effectiveAt;
  }

  #create(projections: readonly Projection[]): void {
    this.#database.exec('BEGIN IMMEDIATE');
    this.#database.exec(progressSchema);
    for (const { name, version, schema } of projections) {
      this.#database.exec(this.mode === 'scratch' ? schema.replaceAll(INDEX, '') : schema);
      this.#prepared('INSERT INTO projection (name, version) VALUES (?, ?)').run(name, version);
    }
    this.#database.exec('COMMIT');
  }

  #readProgress(): void {
    const row = this.#prepared('SELECT position, size, effective, skewed FROM progress').get();
    this.#position = typeof row?.position === 'number' ? (row.position as Position) : null;
    this.#size = Number(row?.size);
    if (this.#size > 0) this.#effectiveAt = millisecondsOf(String(row?.effective) as Instant);
    this.#skewed = Number(row?.skewed);
  }

  /** Once left out of a commit, a read model has missed records: it stays outdated even where its old version comes back. */
  #freezeOutdated(projections: readonly Projection[]): readonly string[] {
    const rows = this.#prepared('SELECT name, version, frozen_size FROM projection').all();
    const known = new Map(rows.map((row) => [String(row.name), row]));
    const freeze = this.#prepared(
      `UPDATE projection SET frozen_position = (SELECT position FROM progress), frozen_size = (SELECT size FROM progress)
       WHERE name = ? AND frozen_size IS NULL`,
    );
    const wanted = new Map(projections.map((projection) => [projection.name, projection.version]));
    const stale = rows.filter((row) => row.frozen_size !== null || wanted.get(String(row.name)) !== row.version);
    for (const row of stale) freeze.run(String(row.name));
    const absent = projections.filter((projection) => !known.has(projection.name));
    return [...stale.map((row) => String(row.name)), ...absent.map((projection) => projection.name)];
  }

  readonly #prepare: Prepare = (sql) => this.#prepared(sql);

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** A record with its place and its time in the ledger. */
class Projected implements ProjectedRecord {
  readonly position: Position;
  readonly header: OpenHeader;
  readonly id: Uint8Array;
  readonly digest: Uint8Array;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly #record: ReadRecord;

  constructor(
    record: ReadRecord,
    readonly leaf: number,
    readonly effectiveAt: number,
  ) {
    this.position = record.position;
    this.header = record.header;
    this.id = record.id;
    this.digest = record.digest;
    this.occurredAt = record.occurredAt;
    this.recordedAt = record.recordedAt;
    this.#record = record;
  }

  get fields(): JsonObject {
    return this.#record.fields;
  }
}
