/** The log's file while it is open for writing: what is committed, what one group decides on top of it, and the rows it adds. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ErrorCode } from '../../record/ledger-error.js';
import type { FramedRecord, FramedRequest } from './append-frame.js';
import { prepareRuns } from './build-runs.js';
import type { Chunk } from './chunk.js';
import { idKey, streamKey } from './keys.js';
import { assertDurable, openForWriting } from './log-file.js';
import { RecordIndex } from './record-index.js';

export interface Place {
  readonly position: number;
  readonly revision: number;
  readonly duplicate: boolean;
}

export interface Failure {
  readonly code: ErrorCode;
  readonly detail: string;
}

/** Place of each record, or why nothing of the request was stored. */
export type Outcome = readonly Place[] | Failure;

/** What a group of requests has decided and not yet committed. */
export class Group {
  readonly places = new Map<string, Known>();
  readonly revisions = new Map<string, number>();
  /** Id key and stream key of each new record, in order. */
  readonly keys: number[] = [];
}

interface Known {
  readonly place: Place;
  readonly contentTag: string;
}

export interface Decision {
  readonly outcome: Outcome;
  /** The records to insert; their places stand in the outcome. */
  readonly fresh: readonly { readonly record: FramedRecord; readonly place: Place }[];
}

const REMEMBERED_STREAMS = 8_192;
const PROBE_BYTES = 1 << 18;

export class OpenLog {
  readonly index: RecordIndex;
  readonly #database: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #insert: StatementSync;
  readonly #identity: StatementSync;
  readonly #place: StatementSync;
  /** Last revisions of streams written lately. */
  #revisions = new Map<string, number>();
  #olderRevisions = new Map<string, number>();
  #proven = false;

  /** @param fresh nothing else uses the index yet, so that it can be put in order */
  constructor(
    readonly folder: string,
    chunkRecords: number,
    fresh: boolean,
  ) {
    this.#database = openForWriting(folder);
    try {
      const runs = join(folder, 'index');
      if (fresh) prepareRuns(runs, chunkRecords, this.#database);
      this.#begin = this.#database.prepare('BEGIN IMMEDIATE');
      this.#commit = this.#database.prepare('COMMIT');
      this.#insert = this.#database.prepare('INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)');
      this.#identity = arrays(this.#database.prepare('SELECT id, revision, header FROM record WHERE position = ?'));
      this.#place = arrays(this.#database.prepare('SELECT stream, revision FROM record WHERE position = ?'));
      this.index = new RecordIndex(this.#database, runs, chunkRecords);
      this.index.catchUp();
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  /** What would become of a request after what is committed and what the group has decided. Changes nothing. */
  decide({ stream, expected, records }: FramedRequest, group: Group): Decision {
    const last = group.revisions.get(stream) ?? this.#lastRevision(stream);
    const within = new Map<string, Known>();
    const places: Place[] = [];
    const fresh: { record: FramedRecord; place: Place }[] = [];
    for (const record of records) {
      const id = record.id.toString('latin1');
      const known = within.get(id) ?? group.places.get(id) ?? this.#committed(record.id);
      if (known === null) {
        const step = fresh.length + 1;
        const place = {
          position: this.index.last + group.keys.length / 2 + step,
          revision: last + step,
          duplicate: false,
        };
        within.set(id, { place, contentTag: record.contentTag });
        fresh.push({ record, place });
        places.push(place);
      } else if (known.contentTag === record.contentTag) {
        places.push({ ...known.place, duplicate: true });
      } else {
        const detail = `The record ${record.id.toString('hex')} exists at position ${known.place.position} with other content.`;
        return { outcome: { code: 'conflict', detail }, fresh: [] };
      }
    }
    const holds = expected === 'any' || last === (expected === 'none' ? -1 : expected);
    if (fresh.length === 0 || holds) return { outcome: places, fresh };
    const actual = last === -1 ? 'does not exist' : `is at revision ${last}`;
    const wanted = expected === 'none' ? 'not to exist' : `to be at revision ${expected}`;
    const detail = `The stream ${stream} was expected ${wanted} and ${actual}.`;
    return { outcome: { code: 'wrong-revision', detail }, fresh: [] };
  }

  /** Inserts what was decided, in a transaction that the first record of a group opens. */
  store(stream: string, { fresh }: Decision, group: Group): void {
    const key = streamKey(stream);
    for (const { record, place } of fresh) {
      if (group.keys.length === 0) this.#begin.run();
      this.#insert.run(place.position, stream, place.revision, record.id, record.header, record.body);
      group.keys.push(idKey(record.id), key);
      group.places.set(record.id.toString('latin1'), { place, contentTag: record.contentTag });
      group.revisions.set(stream, place.revision);
    }
  }

  /** Makes the group durable and remembers it. @returns the chunks of the index that became full */
  commit(group: Group): readonly Chunk[] {
    this.#commit.run();
    if (!this.#proven) {
      // A new database reports FULL before its first write and may report NORMAL after it.
      assertDurable(this.#database);
      this.#proven = true;
    }
    const full: Chunk[] = [];
    for (let at = 0; at < group.keys.length; at += 2) {
      const chunk = this.index.add(this.index.last + 1, group.keys[at] ?? 0, group.keys[at + 1] ?? 0);
      if (chunk !== null) full.push(chunk);
    }
    for (const [stream, revision] of group.revisions) this.#remember(stream, revision);
    return full;
  }

  /** Writes to the folder, durably, what a small group would need. @throws where it cannot */
  probe(): void {
    const path = join(this.folder, 'probe');
    try {
      writeFileSync(path, new Uint8Array(PROBE_BYTES), { flush: true });
    } finally {
      rmSync(path, { force: true });
    }
    this.#database.exec('BEGIN IMMEDIATE; ROLLBACK');
  }

  close(): void {
    this.index.close();
    this.#database.close();
  }

  #committed(id: Buffer): Known | null {
    let known: Known | null = null;
    this.index.newest(idKey(id), (position) => {
      const row = this.#identity.get(position) as unknown as readonly [Uint8Array, number, Uint8Array] | undefined;
      if (row === undefined || id.compare(row[0]) !== 0) return false;
      known = { place: { position, revision: row[1], duplicate: true }, contentTag: contentTag(row[2]) };
      return true;
    });
    return known;
  }

  /** -1 where the stream does not exist. */
  #lastRevision(stream: string): number {
    const remembered = this.#revisions.get(stream) ?? this.#olderRevisions.get(stream);
    if (remembered !== undefined) return remembered;
    let last = -1;
    this.index.newest(streamKey(stream), (position) => {
      const row = this.#place.get(position) as unknown as readonly [string, number] | undefined;
      if (row === undefined || row[0] !== stream) return false;
      last = row[1];
      return true;
    });
    return last;
  }

  /** Two generations instead of a least-recently-used list: the older one is dropped whole, so remembering costs the same always. */
  #remember(stream: string, revision: number): void {
    this.#revisions.set(stream, revision);
    if (this.#revisions.size < REMEMBERED_STREAMS) return;
    this.#olderRevisions = this.#revisions;
    this.#revisions = new Map();
  }
}

function arrays(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true);
  return statement;
}

function contentTag(header: Uint8Array): string {
  const parsed: unknown = JSON.parse(Buffer.from(header).toString());
  return String(Object(parsed).contentTag);
}
