/**
 * The log port. Every sentence here has a case in `test/contract/event-log.contract.ts`, which every driver runs, whole.
 * No update, delete, force or truncate exists in it.
 */
import { type Position, type RecordId, type StreamName, streamName } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { CommittedRecord, NewRecord, ReadableRecord } from '../record/record.js';

/** `none`: the stream must not exist. A number: the stream's last revision must be that one, counted from 0. `any`: no condition. */
export type ExpectedRevision = 'none' | 'any' | number;

/** Where a record stands. `duplicate`: it was there already, and this is its old place. */
export interface Appended {
  readonly position: Position;
  readonly revision: number;
  readonly duplicate: boolean;
}

export interface StreamRange {
  /** First revision, inclusive; the stream's beginning (or its end, backwards) where absent. */
  readonly from?: number;
  /** Last revision, inclusive. */
  readonly to?: number;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
}

export interface AllRange {
  /** First position, inclusive; the log's beginning (or its end, backwards) where absent. */
  readonly from?: Position;
  /** Last position, inclusive. */
  readonly to?: Position;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
}

/** One step of a follower: the next records, maybe none, and the position up to which nothing more will come. */
export interface FollowBatch<Record = CommittedRecord> {
  readonly records: readonly Record[];
  readonly position: Position;
  /** True where the log held nothing beyond `position` when this batch was read. */
  readonly caughtUp: boolean;
}

/** The files in which a log on this machine lies, for whoever verifies that they are whole. */
export interface LogFiles {
  /** Paths of SQLite files. */
  readonly databases: readonly string[];
  /** The other files that are not as they were written. */
  damaged(): Iterable<{ readonly file: string; readonly reason: string }>;
}

/** Records of one stream that follow each other in the global order. */
export interface Run {
  readonly stream: StreamName;
  readonly records: readonly NewRecord[];
}

export const MAX_RECORD_BYTES = 1_000_000;

/** Why a log that was opened beside a running service takes nothing. */
export const READ_ONLY = 'The log was opened for reading only.';

/** What every driver refuses of an append before it asks its storage. @throws LedgerError `invalid` for a name that is none · `too-large` */
export function checkAppend({ stream, records }: Run): void {
  streamName(stream);
  for (const { id, header, body } of records) {
    const size = header.length + body.length;
    if (size <= MAX_RECORD_BYTES) continue;
    throw new LedgerError('too-large', `The record ${id} has ${size} bytes; at most ${MAX_RECORD_BYTES} are stored.`);
  }
}

/**
 * What any driver takes in one append, counted over headers and bodies of at most 500 records; beyond it a driver whose server has a limit refuses the
 * whole append as `too-large`. Whoever has more cuts it where it need not be one.
 */
export const APPEND_BYTES = 1_000_000;

/** A log of records: named streams in one global order. The class is the injection token; drivers extend it. */
export abstract class EventLog {
  /** Whether positions count from 1 without gaps. */
  abstract readonly gapless: boolean;

  /** Null where the log lies on a server, which looks after its own files. */
  abstract readonly files: LogFiles | null;

  /**
   * Appends records to the end of one stream, all or nothing, and answers when they are durable: present exactly once after a crash or power loss.
   * Among concurrent appends with the same expectation exactly one wins. Appends stand in the log in the order in which they were asked for, also
   * across streams, as long as none has to be tried again.
   * Results stand in the order of `records`.
   * A record whose id exists already is a duplicate: its old position is returned, whatever `expected` says, for ever, also inside one batch;
   * the others of the batch are appended if the expectation holds for them.
   * @throws LedgerError `wrong-revision` (stream, expected and actual in the message) · `conflict` where the id exists with another content tag ·
   *   `too-large` where header and body together exceed 1,000,000 bytes · `unavailable` where nothing can be stored (reason in the message) ·
   *   `unknown-outcome` where it may or may not be stored and a repeat is safe
   */
  abstract append(
    stream: StreamName,
    records: readonly NewRecord[],
    expected: ExpectedRevision,
  ): Promise<readonly Appended[]>;

  /**
   * Appends what other streams' records stand between, so that all of it stands in this order: for a whole ledger that moves in.
   * @throws LedgerError what `append` throws; then a beginning may be stored, and a repeat goes on behind it
   */
  abstract appendInOrder(runs: readonly Run[]): Promise<readonly (readonly Appended[])[]>;

  /** The committed records among these ids, by id; an unknown id is absent. Sees every append that was answered. */
  abstract lookup(ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, CommittedRecord>>;

  /** One stream's records in pages, in order of revision. A stream that does not exist is empty. */
  abstract readStream(stream: StreamName, range?: StreamRange): AsyncIterable<readonly CommittedRecord[]>;

  /** All records in pages, in the order in which their appends were answered. */
  abstract readAll(range?: AllRange): AsyncIterable<readonly CommittedRecord[]>;

  /** The records at these positions, in the order asked. @throws LedgerError `missing` where one holds no record of ours */
  abstract readAt(positions: readonly Position[]): Promise<readonly CommittedRecord[]>;

  /**
   * Everything after `after` (from the beginning where null): first the history, then live, nothing lost or repeated between the two.
   * The next batch is read only when the consumer asks for it. It survives a dropped connection and ends when `signal` aborts.
   */
  abstract follow(after: Position | null, signal: AbortSignal): AsyncIterable<FollowBatch>;

  /** The same for whoever parses each record and keeps none: where a driver reads text, its bytes are never made. */
  followReadable(after: Position | null, signal: AbortSignal): AsyncIterable<FollowBatch<ReadableRecord>> {
    return this.follow(after, signal);
  }

  /** The last committed position, null where the log is empty. */
  abstract head(): Promise<Position | null>;

  /** Whether writing works at this moment, and why not: for readiness and for reads that must be recorded. */
  abstract writable(): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>;

  /** Answers what is in flight, then releases files and connections. */
  abstract close(): Promise<void>;
}
