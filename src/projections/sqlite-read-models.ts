/** The read models as they answer: one read-only connection to the current set, exchanged when another set becomes the current one. */
import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { LedgerError } from '../record/ledger-error.js';
import { generationPath, readPointer } from './generations.js';
import { ReadModels, type SqlValue } from './projection.js';

const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 5;
/** How often it looks whether another set has become the current one. */
const POINTER_EVERY_MS = 250;
const CACHE_KIB = 16_384;

/** Of all read models, the one that is least far: those that wait for a new version stand still. */
const REACHED = `SELECT
  min(g.position, coalesce((SELECT min(coalesce(frozen_position, -1)) FROM projection WHERE frozen_size IS NOT NULL), g.position)) AS position,
  min(g.size, coalesce((SELECT min(frozen_size) FROM projection), g.size)) AS size FROM progress g`;

interface Opened {
  readonly generation: number;
  readonly database: DatabaseSync;
  readonly statements: Map<string, StatementSync>;
}

export class SqliteReadModels extends ReadModels {
  #opened: Opened | null = null;
  readonly #looking: NodeJS.Timeout;

  /** @param folder `<data>/read-models`; it may be empty still */
  constructor(readonly folder: string) {
    super();
    this.#looking = setInterval(() => this.#exchange(), POINTER_EVERY_MS).unref();
  }

  all<Row>(sql: string, ...parameters: readonly SqlValue[]): readonly Row[] {
    return this.#answer((statement) => statement(sql).all(...parameters) as unknown as readonly Row[]);
  }

  get<Row>(sql: string, ...parameters: readonly SqlValue[]): Row | undefined {
    return this.#answer((statement) => statement(sql).get(...parameters) as unknown as Row | undefined);
  }

  together<T>(read: () => T): T {
    const database = this.#current()?.database;
    if (database === undefined || database.isTransaction) return read();
    database.exec('BEGIN');
    try {
      return read();
    } finally {
      database.exec('COMMIT');
    }
  }

  reached(): { readonly position: number | null; readonly size: number } {
    if (this.#current() === null) return { position: null, size: 0 };
    const row = this.get<{ position: number | null; size: number }>(REACHED);
    return { position: row?.position === -1 ? null : (row?.position ?? null), size: row?.size ?? 0 };
  }

  waitFor(position: number): Promise<void> {
    return this.#until(() => (this.reached().position ?? -1) >= position, `position ${position}`);
  }

  waitForSize(size: number): Promise<void> {
    return this.#until(() => this.reached().size >= size, `${size} leaves`);
  }

  close(): void {
    clearInterval(this.#looking);
    this.#opened?.database.close();
    this.#opened = null;
  }

  async #until(there: () => boolean, goal: string): Promise<void> {
    const deadline = performance.now() + WAIT_MS;
    for (let pause = 1; !there(); pause = Math.min(pause + 1, LOOK_EVERY_MS)) {
      if (performance.now() > deadline) {
        const { position, size } = this.reached();
        const now = `they are at position ${position ?? 'none'} with ${size} leaves`;
        throw new LedgerError('not-yet', `The read models have not reached ${goal} within ten seconds; ${now}.`);
      }
      await setTimeout(pause);
    }
  }

  #answer<T>(ask: (statement: (sql: string) => StatementSync) => T): T {
    const opened = this.#current();
    if (opened === null)
      throw new LedgerError('unavailable', 'There are no read models yet; they are being built from the log.');
    try {
      return ask((sql) => {
        const known = opened.statements.get(sql);
        if (known !== undefined) return known;
        const statement = opened.database.prepare(sql);
        opened.statements.set(sql, statement);
        return statement;
      });
    } catch (cause) {
      const frozen = opened.database.prepare('SELECT 1 FROM projection WHERE frozen_size IS NOT NULL').get();
      if (frozen === undefined) throw cause;
      const detail =
        'A read model of a new version is being built from the log, and the old one cannot answer this; ask again later.';
      throw new LedgerError('unavailable', detail, [], { cause });
    }
  }

  #current(): Opened | null {
    if (this.#opened === null) this.#exchange();
    return this.#opened;
  }

  #exchange(): void {
    const generation = readPointer(this.folder, 'current');
    if (generation === null || generation === this.#opened?.generation) return;
    const path = generationPath(this.folder, generation);
    if (!existsSync(path)) return;
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    this.#opened?.database.close();
    this.#opened = { generation, database, statements: new Map() };
  }
}
