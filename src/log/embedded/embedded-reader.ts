/**
 * Reads the embedded log on the calling thread, beside the writer, in whichever thread of the service or another process. It never writes.
 * Reads are cut into pages of about a mebibyte, each its own short SQLite read, so that they neither hold the event loop nor the write-ahead log.
 */
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { Position, RecordId, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { CommittedRecord, ReadableRecord } from '../../record/record.js';
import { writeUuid } from '../../record/uuid.js';
import type { AllRange, FollowBatch, StreamRange } from '../event-log.js';
import { HeadSignal, newRecords } from './head-signal.js';
import { idKey, streamKey } from './keys.js';
import { COLUMNS, committedRecord, openForReading, RAW_COLUMNS, readableRecord } from './log-file.js';
import { CHUNK_RECORDS, type Postings, RecordIndex } from './record-index.js';

const PAGE_BYTES = 1_048_576;
const PAGE_RECORDS = 2_000;

/** Null where a row's text does not say its bytes. */
type Read<R> = (row: unknown) => R | null;

export class EmbeddedReader {
  readonly #database: DatabaseSync;
  readonly #signal: HeadSignal | null;
  readonly #forwards: StatementSync;
  readonly #backwards: StatementSync;
  readonly #at: StatementSync;
  readonly #raw: StatementSync;
  readonly #head: StatementSync;
  #index: RecordIndex | null = null;
  /** The writer tells this reader about every commit before it answers. */
  #fed = false;

  /** @param head memory in which the writer of this process announces commits; without it the reader polls */
  constructor(
    readonly folder: string,
    head: SharedArrayBuffer | null = null,
    readonly chunkRecords: number = CHUNK_RECORDS,
  ) {
    this.#database = openForReading(folder);
    this.#signal = head === null ? null : new HeadSignal(head);
    const prepare = (sql: string): StatementSync => {
      const statement = this.#database.prepare(sql);
      statement.setReturnArrays(true);
      return statement;
    };
    const span = `SELECT ${COLUMNS} FROM record WHERE position BETWEEN ? AND ? ORDER BY position`;
    this.#forwards = prepare(`${span} LIMIT ?`);
    this.#backwards = prepare(`${span} DESC LIMIT ?`);
    this.#at = prepare(`SELECT ${COLUMNS} FROM record WHERE position = ?`);
    this.#raw = prepare(`SELECT ${RAW_COLUMNS} FROM record WHERE position = ?`);
    this.#head = prepare('SELECT max(position) FROM record');
  }

  /** The last committed position, 0 where the log is empty. */
  headNow(): number {
    if (this.#signal !== null) return this.#signal.head;
    const [head] = this.#head.get() as unknown as readonly [number | null];
    return head ?? 0;
  }

  async head(): Promise<Position | null> {
    const head = this.headNow();
    return head === 0 ? null : positionOf(head);
  }

  async *readAll(range: AllRange = {}): AsyncGenerator<readonly CommittedRecord[]> {
    const backwards = range.direction === 'backwards';
    let low = Number((backwards ? range.to : range.from) ?? 0);
    let high = Number((backwards ? range.from : range.to) ?? Number.MAX_SAFE_INTEGER);
    let left = range.limit ?? Number.POSITIVE_INFINITY;
    while (left > 0 && low <= high) {
      const statement = backwards ? this.#backwards : this.#forwards;
      const { records, more } = this.#page(statement, low, high, left, committedRecord);
      const last = records.at(-1);
      if (last === undefined) return;
      yield records;
      if (!more) return;
      left -= records.length;
      if (backwards) high = last.position - 1;
      else low = last.position + 1;
      await setImmediate();
    }
  }

  async *readStream(stream: StreamName, range: StreamRange = {}): AsyncGenerator<readonly CommittedRecord[]> {
    const step = range.direction === 'backwards' ? -1 : 1;
    const key = streamKey(stream);
    let postings = this.#fresh().postings(key);
    let index = this.#startOf(stream, postings, step, range.from);
    let left = range.limit ?? Number.POSITIVE_INFINITY;
    while (left > 0 && index >= 0 && index < postings.length) {
      const records: CommittedRecord[] = [];
      let ended = false;
      this.#together(() => {
        for (let bytes = 0; left > 0 && bytes < PAGE_BYTES && index >= 0 && index < postings.length; index += step) {
          const record = this.#record(postings.at(index));
          if (record.stream !== stream) continue;
          ended = range.to !== undefined && (record.revision - range.to) * step > 0;
          if (ended) return;
          records.push(record);
          left--;
          bytes += record.header.length + record.body.length;
        }
      });
      if (records.length > 0) yield records;
      if (ended) return;
      if (index >= 0 && index < postings.length) await setImmediate();
      // Asked anew for each page: runs may have been merged meanwhile, but an entry's number stays.
      postings = this.#fresh().postings(key);
    }
  }

  async readAt(positions: readonly Position[]): Promise<readonly CommittedRecord[]> {
    return this.#together(() => positions.map((position) => this.#record(position)));
  }

  async lookup(ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, CommittedRecord>> {
    const index = this.#fresh();
    const found = new Map<RecordId, CommittedRecord>();
    const scratch = new Uint8Array(16);
    for (const id of ids) {
      writeUuid(id, scratch, 0);
      index.newest(idKey(scratch), (position) => {
        const record = this.#record(position);
        if (record.id !== id) return false;
        found.set(id, record);
        return true;
      });
    }
    return found;
  }

  follow(after: Position | null, signal: AbortSignal): AsyncGenerator<FollowBatch> {
    return this.#follow(after, signal, committedRecord);
  }

  followReadable(after: Position | null, signal: AbortSignal): AsyncGenerator<FollowBatch<ReadableRecord>> {
    return this.#follow(after, signal, readableRecord);
  }

  async *#follow<R extends ReadableRecord>(after: Position | null, signal: AbortSignal, read: Read<R>) {
    let position = after;
    let told = false;
    while (!signal.aborted && this.#database.isOpen) {
      const seen = this.headNow();
      const from = (position ?? 0) + 1;
      const { records } = this.#page(this.#forwards, from, Math.max(seen, from), Number.POSITIVE_INFINITY, read);
      const last = records.at(-1);
      if (last !== undefined) position = last.position;
      const caughtUp = (position ?? 0) >= seen;
      if (position !== null && (last !== undefined || !told)) yield { records, position, caughtUp };
      told = true;
      if (signal.aborted) return;
      if (caughtUp) await newRecords(this.#signal, seen, signal);
      else await setImmediate();
    }
  }

  /** Takes over runs of the index that were built since. */
  adoptRuns(): void {
    this.#index?.adopt();
  }

  /** The writer's thread committed records with these keys, the last of them at `head`: from now on the index need not be read from the log. */
  absorb(head: number, keys: readonly number[]): void {
    this.#fed = true;
    const index = this.#index;
    if (index === null) return;
    const first = head - keys.length / 2 + 1;
    if (first > index.last + 1) index.catchUp();
    for (let at = 2 * Math.max(0, index.last + 1 - first); at < keys.length; at += 2)
      index.add(index.last + 1, keys[at] ?? 0, keys[at + 1] ?? 0);
  }

  close(): void {
    this.#index?.close();
    this.#database.close();
  }

  /** The index with everything that is committed; made on first use, for followers do not need it. */
  #fresh(): RecordIndex {
    if (this.#fed && this.#index !== null) return this.#index;
    this.#index ??= new RecordIndex(this.#database, join(this.folder, 'index'), this.chunkRecords);
    const index = this.#index;
    if (index.last < this.headNow() && index.catchUp() && this.#signal === null) index.adopt();
    return index;
  }

  /** One lock of the file for many records. */
  #together<T>(read: () => T): T {
    this.#database.exec('BEGIN');
    try {
      return read();
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  #record(position: number): CommittedRecord {
    return this.#stored(this.#at.get(position), position, committedRecord);
  }

  #stored<R>(row: unknown, position: number, read: Read<R>): R {
    const record = row === undefined ? null : (read(row) ?? read(this.#raw.get(position)));
    if (record === null) throw new LedgerError('missing', `No record of this log stands at position ${position}.`);
    return record;
  }

  /** Records of a span until they are many or large; `more` where the span was not exhausted. */
  #page<R extends ReadableRecord>(statement: StatementSync, low: number, high: number, limit: number, read: Read<R>) {
    const records: R[] = [];
    const most = Math.min(limit, PAGE_RECORDS);
    let bytes = 0;
    for (const row of statement.iterate(low, high, most)) {
      const record = this.#stored(row, Number(row[0]), read);
      records.push(record);
      bytes += record.header.length + record.body.length;
      if (bytes >= PAGE_BYTES) return { records, more: true };
    }
    return { records, more: records.length === most };
  }

  /** Where in a stream's postings to start; foreign records under the same key only push a revision to the right. */
  #startOf(stream: string, postings: Postings, step: number, from: number | undefined): number {
    if (from === undefined) return step > 0 ? 0 : postings.length - 1;
    let index = from;
    let at = -1;
    for (; index < postings.length; index++) {
      const record = this.#record(postings.at(index));
      if (record.stream !== stream) continue;
      if (record.revision >= from) return index;
      at = index;
    }
    return step > 0 ? index : at === -1 ? postings.length - 1 : at;
  }
}

function positionOf(head: number): Position {
  return head as Position;
}
