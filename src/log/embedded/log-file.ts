/** The log's SQLite file: how it is opened for writing (durable, alone) and for reading (beside a writer), and how its rows are read. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Position, RecordId, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { CommittedRecord, ReadableRecord } from '../../record/record.js';
import { uuidOfHex } from '../../record/uuid.js';

/** Header and body as text with the number of their bytes: for SQLite the same bytes, for the engine ten times cheaper than a blob each. */
export const COLUMNS =
  'position, stream, revision, hex(id), CAST(header AS TEXT), length(header), CAST(body AS TEXT), length(body)';

/** The same as blobs, for bytes that are no text. */
export const RAW_COLUMNS = 'position, stream, revision, hex(id), header, length(header), body, length(body)';

const schema = readFileSync(new URL('./log.sql', import.meta.url), 'utf8');

/** Of a log made anew; one that is there keeps its own. In SQLite's usual 4 KiB only one record of an ordinary size has room (decision 0201). */
const PAGE_BYTES = 16_384;
/** A checkpoint of the write-ahead log: rarer ones stall appends less often, larger ones make a restart slower. */
const CHECKPOINT_BYTES = 32 * 1024 * 1024;

/**
 * Opens the log for writing and makes it where it is absent.
 * `synchronous=FULL` is set on every open, after the journal mode, and read back: some builds of SQLite fall back to NORMAL.
 */
export function openForWriting(folder: string): DatabaseSync {
  const database = new DatabaseSync(logPath(folder), { timeout: 5_000 });
  try {
    database.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      PRAGMA cache_size = -8192; PRAGMA journal_size_limit = ${2 * CHECKPOINT_BYTES};`);
    const pageBytes = Number(database.prepare('PRAGMA page_size').get()?.page_size);
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_BYTES / pageBytes}`);
    database.exec(schema);
    assertDurable(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @throws LedgerError `unavailable` where a commit would not wait for the disk */
export function assertDurable(database: DatabaseSync): void {
  const journal = database.prepare('PRAGMA journal_mode').get();
  const synchronous = database.prepare('PRAGMA synchronous').get();
  if (journal?.journal_mode !== 'wal' || synchronous?.synchronous !== 2)
    throw new LedgerError(
      'unavailable',
      `The log refuses to write: SQLite reports journal_mode ${String(journal?.journal_mode)} and synchronous ${String(synchronous?.synchronous)}, not wal and 2 (FULL).`,
    );
}

/** @throws LedgerError `missing` where there is no log */
export function openForReading(folder: string): DatabaseSync {
  if (!existsSync(logPath(folder)))
    throw new LedgerError(
      'missing',
      `There is no log in ${folder}. Point LEDGER_DATA at a ledger's data folder, or start the service once.`,
    );
  const database = new DatabaseSync(logPath(folder), { readOnly: true, timeout: 5_000 });
  try {
    database.prepare('PRAGMA schema_version').get();
    return database;
  } catch (error) {
    database.close();
    // Even a reader makes the write-ahead log's index; on a medium that cannot be written the file alone is read, if it is complete.
    const code = sqliteCode(error);
    if ((code !== SQLITE_CANTOPEN && code !== SQLITE_READONLY) || existsSync(`${logPath(folder)}-wal`)) throw error;
    const url = pathToFileURL(logPath(folder));
    url.searchParams.set('immutable', '1');
    return new DatabaseSync(url, { readOnly: true });
  }
}

/**
 * Holds the folder for one writer. The lock is SQLite's own lock on a file beside the log: it ends with the process, however that ends.
 * @throws LedgerError `already-locked` where another writer holds it
 */
export function lockFolder(folder: string): DatabaseSync {
  makeDurably(folder);
  const lock = new DatabaseSync(join(folder, 'writer.lock'), { timeout: 250 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (sqliteCode(error) !== SQLITE_BUSY) throw error;
    throw new LedgerError(
      'already-locked',
      `Another process writes to ${folder}. Stop it, or point LEDGER_DATA at another folder; commands that only read work beside it.`,
    );
  }
}

const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_CANTOPEN = 14;

/** SQLite's primary result code, null where the error is not SQLite's. */
export function sqliteCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : null;
}

/** A folder is durable when those above it are: SQLite itself looks after the files in it. */
function makeDurably(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    const above = openSync(dirname(made), 'r');
    fsyncSync(above);
    closeSync(above);
  }
}

type Row = readonly [
  position: Position,
  stream: StreamName,
  revision: number,
  hex: string,
  header: string | Uint8Array,
  headerBytes: number,
  body: string | Uint8Array,
  bodyBytes: number,
];

/** One row of `COLUMNS` or `RAW_COLUMNS`, as an array; null where text does not say its bytes: they are then to be read raw. */
export function committedRecord(row: unknown): CommittedRecord | null {
  const [position, stream, revision, hex, headerRead, headerBytes, bodyRead, bodyBytes] = row as Row;
  const header = storedBytes(headerRead, headerBytes);
  const body = storedBytes(bodyRead, bodyBytes);
  return header === null || body === null
    ? null
    : { position, stream, revision, id: uuidOfHex(hex) as RecordId, header, body };
}

/** The same, its parts left as they were read. */
export function readableRecord(row: unknown): ReadableRecord | null {
  const [position, stream, revision, hex, header, headerBytes, body, bodyBytes] = row as Row;
  const said = saysItsBytes(header, headerBytes) && saysItsBytes(body, bodyBytes);
  return said ? { position, stream, revision, id: uuidOfHex(hex) as RecordId, header, body } : null;
}

function storedBytes(read: string | Uint8Array, length: number): Uint8Array | null {
  if (typeof read !== 'string') return read;
  const bytes = Buffer.from(read, 'utf8');
  return bytes.length === length && !read.includes('\ufffd') ? bytes : null;
}

/** Bytes that are not UTF-8 were read as U+FFFD, and text may end at a zero byte; every other text has one encoding only. */
function saysItsBytes(read: string | Uint8Array, length: number): boolean {
  if (typeof read !== 'string') return true;
  // Where both lengths are the same, the text is ASCII, or each byte that is none was read as a U+FFFD.
  return (read.length === length || Buffer.byteLength(read) === length) && !read.includes('\ufffd');
}

function logPath(folder: string): string {
  return join(folder, 'log.db');
}
