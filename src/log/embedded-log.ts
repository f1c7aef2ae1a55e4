/** The embedded log driver: appends go to the writer's thread, reads are answered on the calling thread. */
import type { Position, RecordId, StreamName } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { CommittedRecord, NewRecord, ReadableRecord } from '../record/record.js';
import { EmbeddedReader } from './embedded/embedded-reader.js';
import { filesIn } from './embedded/files.js';
import { CHUNK_RECORDS } from './embedded/record-index.js';
import { WriterThread } from './embedded/writer-thread.js';
import {
  type AllRange,
  type Appended,
  checkAppend,
  EventLog,
  type ExpectedRevision,
  type FollowBatch,
  type LogFiles,
  READ_ONLY,
  type Run,
  type StreamRange,
} from './event-log.js';

export interface EmbeddedLogOptions {
  /** Opens for reading beside a running service: appends are refused. */
  readonly readOnly?: boolean;
  /** Bytes that may wait for the writer before appends are refused as `overloaded`. */
  readonly queueBytes?: number;
  /** Records in a chunk of the index. */
  readonly chunkRecords?: number;
}

/** What another thread of this process needs to read the log: pass it in `workerData`, open it with `openEmbeddedReader`. */
export interface EmbeddedLogSource {
  readonly folder: string;
  readonly head: SharedArrayBuffer | null;
}

const QUEUE_BYTES = 64 * 1024 * 1024;

/**
 * @param folder made where it is absent
 * @throws LedgerError `already-locked` where another process writes to it · `missing` where it is opened for reading and holds no log ·
 *   `unavailable` where it cannot be written · `corrupt`
 */
export async function openEmbeddedLog(folder: string, options: EmbeddedLogOptions = {}): Promise<EmbeddedLog> {
  const { readOnly = false, queueBytes = QUEUE_BYTES, chunkRecords = CHUNK_RECORDS } = options;
  const writer = readOnly ? null : await WriterThread.start(folder, chunkRecords, queueBytes);
  return new EmbeddedLog(new EmbeddedReader(folder, writer?.head ?? null, chunkRecords), writer);
}

/** A reader in another thread, or in another process where the source has no shared head. */
export function openEmbeddedReader({ folder, head }: EmbeddedLogSource): EventLog {
  return new EmbeddedLog(new EmbeddedReader(folder, head), null);
}

export class EmbeddedLog extends EventLog {
  readonly gapless = true;
  readonly files: LogFiles;
  readonly source: EmbeddedLogSource;

  constructor(
    private readonly reader: EmbeddedReader,
    private readonly writer: WriterThread | null,
  ) {
    super();
    this.files = filesIn(reader.folder);
    this.source = { folder: reader.folder, head: writer?.head ?? null };
    writer?.feed(reader);
  }

  async append(
    stream: StreamName,
    records: readonly NewRecord[],
    expected: ExpectedRevision,
  ): Promise<readonly Appended[]> {
    if (this.writer === null) throw new LedgerError('unavailable', READ_ONLY);
    checkAppend({ stream, records });
    return this.writer.append({ stream, records, expected });
  }

  /** The writer takes requests in the order in which they were asked, so they may wait for the disk together. */
  appendInOrder(runs: readonly Run[]): Promise<readonly (readonly Appended[])[]> {
    return Promise.all(runs.map(({ stream, records }) => this.append(stream, records, 'any')));
  }

  lookup(ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, CommittedRecord>> {
    return this.reader.lookup(ids);
  }

  readStream(stream: StreamName, range?: StreamRange): AsyncIterable<readonly CommittedRecord[]> {
    return this.reader.readStream(stream, range);
  }

  readAll(range?: AllRange): AsyncIterable<readonly CommittedRecord[]> {
    return this.reader.readAll(range);
  }

  readAt(positions: readonly Position[]): Promise<readonly CommittedRecord[]> {
    return this.reader.readAt(positions);
  }

  follow(after: Position | null, signal: AbortSignal): AsyncIterable<FollowBatch> {
    return this.reader.follow(after, signal);
  }

  override followReadable(after: Position | null, signal: AbortSignal): AsyncIterable<FollowBatch<ReadableRecord>> {
    return this.reader.followReadable(after, signal);
  }

  head(): Promise<Position | null> {
    return this.reader.head();
  }

  async writable(): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }> {
    const reason = this.writer === null ? READ_ONLY : await this.writer.whyNotWritable();
    return reason === null ? { ok: true } : { ok: false, reason };
  }

  async close(): Promise<void> {
    // The writer goes last: SQLite's last connection empties the write-ahead log into the file.
    await this.writer?.settled();
    this.reader.close();
    await this.writer?.close();
  }
}
