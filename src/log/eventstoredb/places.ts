/**
 * Where each record of the log stands: id and stream → position and revision, kept beside the log by each instance, fed in the log's order. The server
 * forgets ids; this does not. It holds nothing that the log does not say and is built anew where it is missing. Each record is one row at the table's end,
 * found through the sorted runs that the embedded log uses too, so that a record costs the same however many there are.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { Position, RecordId, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import { uuidOfHex, writeUuid } from '../../record/uuid.js';
import { prepareRuns } from '../embedded/build-runs.js';
import type { FullChunk, IndexerData } from '../embedded/indexer.worker.js';
import { idKey, streamKey } from '../embedded/keys.js';
import { lockFolder } from '../embedded/log-file.js';
import { CHUNK_RECORDS, RecordIndex } from '../embedded/record-index.js';
import type { StoredRecord } from './pack.js';

export interface Place {
  readonly position: Position;
  readonly stream: StreamName;
  readonly revision: number;
  /** Number of the event that holds it, in its stream. */
  readonly event: number;
  readonly id: RecordId;
}

/** The end of a stream: the revision of its last record, and the number of its last event; -1 where it has none. */
export type Tail = Pick<Place, 'revision' | 'event'>;

/** `position` is the record's number here, from 1 without gaps, as the runs need it; `place` is its position in the log. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS record (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, event INTEGER NOT NULL, id BLOB NOT NULL, place INTEGER NOT NULL) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS record_place ON record (place);
  CREATE TABLE IF NOT EXISTS reached (one INTEGER PRIMARY KEY CHECK (one = 1), place INTEGER NOT NULL) STRICT;`;
const NOT_WRITTEN = 'The index of records beside the log cannot be written; make room on the disk and restart.';
const COLUMNS = 'place, stream, revision, event, hex(id)';
const NOTHING: Tail = { revision: -1, event: -1 };
const REMEMBERED_STREAMS = 20_000;
/** A commit costs more than a record, and what a crash takes away is read from the log again. */
const COMMIT_MILLISECONDS = 200;
const COMMIT_RECORDS = 10_000;

export class Places {
  readonly #database: DatabaseSync;
  readonly #lock: DatabaseSync | null;
  readonly #index: RecordIndex;
  readonly #indexer: Worker;
  readonly #insert: StatementSync;
  readonly #setReached: StatementSync;
  readonly #byNumber: StatementSync;
  readonly #tails = new Map<StreamName, Tail>();
  #reached: Position | null;
  #uncommitted = 0;
  #timer: NodeJS.Timeout | null = null;

  /**
   * @param folder one process at a time
   * @throws LedgerError `already-locked`
   */
  constructor(folder: string, chunkRecords = CHUNK_RECORDS) {
    mkdirSync(folder, { recursive: true });
    this.#lock = lockFolder(folder);
    this.#database = new DatabaseSync(join(folder, 'log.db'));
    // What a power cut takes away is read from the log again.
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8192;');
    this.#database.exec(SCHEMA);
    const runs = join(folder, 'index');
    prepareRuns(runs, chunkRecords, this.#database);
    this.#index = new RecordIndex(this.#database, runs, chunkRecords);
    this.#index.catchUp();
    const workerData: IndexerData = { folder, index: runs, chunkRecords };
    this.#indexer = new Worker(new URL('../embedded/indexer.worker.js', import.meta.url), { workerData });
    this.#indexer.on('message', () => this.#index.adopt());
    this.#indexer.unref();
    this.#insert = this.#database.prepare('INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)');
    this.#setReached = this.#database.prepare(
      'INSERT INTO reached VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET place = excluded.place',
    );
    this.#byNumber = this.#database.prepare(`SELECT ${COLUMNS} FROM record WHERE position = ?`);
    const reached = this.#database.prepare('SELECT place FROM reached').get()?.place;
    this.#reached = reached === undefined ? null : (Number(reached) as Position);
  }

  /** Up to where it knows the log. */
  get reached(): Position | null {
    return this.#reached;
  }

  /** How many records it knows. */
  get size(): number {
    return this.#index.last;
  }

  add(records: readonly StoredRecord[], reached: Position): void {
    if (!this.#database.isTransaction) {
      // SQLite has given up an earlier commit, and memory knows more than the file.
      if (this.#uncommitted > 0) throw new LedgerError('unavailable', NOT_WRITTEN);
      this.#database.exec('BEGIN');
    }
    const full: FullChunk[] = [];
    for (const { id, stream, revision, event, position } of records) {
      const bytes = new Uint8Array(16);
      writeUuid(id, bytes, 0);
      const number = this.#index.last + 1;
      this.#insert.run(number, stream, revision, event, bytes, position);
      const chunk = this.#index.add(number, idKey(bytes), streamKey(stream));
      if (chunk !== null) full.push({ first: chunk.first, keys: chunk.keys });
      if (this.#tails.size > REMEMBERED_STREAMS) this.#tails.clear();
      this.#tails.set(stream, { revision, event });
    }
    this.#reached = reached;
    this.#uncommitted += Math.max(1, records.length);
    if (full.length > 0 || this.#uncommitted >= COMMIT_RECORDS) this.#commit();
    else this.#timer ??= setTimeout(() => this.#commit(), COMMIT_MILLISECONDS).unref();
    for (const chunk of full) this.#indexer.postMessage(chunk);
  }

  #commit(): void {
    clearTimeout(this.#timer ?? undefined);
    this.#timer = null;
    if (!this.#database.isTransaction || this.#reached === null) return;
    try {
      this.#setReached.run(this.#reached);
      this.#database.exec('COMMIT');
      this.#uncommitted = 0;
    } catch {
      // A full disk: tried again later, or refused at the next record where SQLite has given the transaction up.
      this.#timer = setTimeout(() => this.#commit(), COMMIT_MILLISECONDS).unref();
    }
  }

  /** The first record of this id in the log's order: that one is the record, whatever came later. */
  find(id: RecordId): Place | null {
    const bytes = new Uint8Array(16);
    writeUuid(id, bytes, 0);
    let first: Place | null = null;
    this.#index.newest(idKey(bytes), (number) => {
      const place = this.#at(number);
      if (place?.id === id) first = place;
      return false;
    });
    return first;
  }

  tail(stream: StreamName): Tail {
    const remembered = this.#tails.get(stream);
    if (remembered !== undefined) return remembered;
    let last = NOTHING;
    this.#index.newest(streamKey(stream), (number) => {
      const place = this.#at(number);
      if (place?.stream !== stream) return false;
      last = place;
      return true;
    });
    return last;
  }

  /** The first record at or after a position. */
  from(position: number): Place | null {
    return this.#where('place >= ? ORDER BY place LIMIT 1', position);
  }

  /** The last record before a position. */
  before(position: number): Place | null {
    return this.#where('place < ? ORDER BY place DESC LIMIT 1', position);
  }

  async close(): Promise<void> {
    this.#commit();
    clearTimeout(this.#timer ?? undefined);
    await this.#indexer.terminate();
    this.#index.close();
    this.#database.close();
    this.#lock?.close();
  }

  #at(number: number): Place | null {
    return placeOf(this.#byNumber.get(number));
  }

  #where(condition: string, position: number): Place | null {
    return placeOf(this.#database.prepare(`SELECT ${COLUMNS} FROM record WHERE ${condition}`).get(position));
  }
}

function placeOf(row: Record<string, unknown> | undefined): Place | null {
  if (row === undefined) return null;
  return {
    position: Number(row.place) as Position,
    stream: String(row.stream) as StreamName,
    revision: Number(row.revision),
    event: Number(row.event),
    id: uuidOfHex(String(row['hex(id)'])) as RecordId,
  };
}
