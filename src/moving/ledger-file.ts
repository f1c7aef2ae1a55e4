/**
 * The file in which a whole ledger moves (docs/decisions/0204): lines of JSON, one thing each, written and read in constant memory. Every thousand lines
 * a mark holds the SHA-256 of all bytes before it, and so does the last line: a file that was cut off or altered is refused with the place.
 */
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { StoredToken } from '../access/token-store.js';
import { LedgerError } from '../record/ledger-error.js';

/** The first line. */
export interface LedgerLine {
  readonly kind: 'ledger';
  readonly format: 1;
  /** Names this export: an interrupted import goes on with the same file only. */
  readonly export: string;
  readonly origin: string;
  readonly madeAt: string;
  /** Which master key wraps the vault's keys; null where there is no vault. */
  readonly master: string | null;
}

/** A record with its canonical header and body, in the log's global order. */
export interface RecordLine {
  readonly kind: 'record';
  readonly stream: string;
  readonly revision: number;
  /** SHA-256 of the header, lowercase hexadecimal: the entry of the tree. */
  readonly digest: string;
  readonly header: unknown;
  readonly body: unknown;
}

/** What was signed or published. A checkpoint stands behind the last record that it covers. */
export interface PublicationLine {
  readonly kind: 'publication';
  readonly stream: string;
  readonly text: string;
}

/** Byte strings are base64. Keys are wrapped by the master key, references are keyed hashes, as in the vault. */
export type VaultLine =
  | {
      readonly kind: 'subject';
      readonly pseudonym: string;
      readonly lookup: string;
      readonly mark: string;
      readonly wrapped: string;
      readonly master: string;
    }
  | { readonly kind: 'key'; readonly name: string; readonly wrapped: string | null; readonly master: string | null }
  | { readonly kind: 'fence'; readonly mark: string };

/** An API token: the hash of its secret, in base64, what it may, until when. */
export interface TokenLine {
  readonly kind: 'token';
  readonly token: Omit<StoredToken, 'secretHash'> & { readonly secretHash: string };
}

export interface EndLine {
  readonly kind: 'end';
  readonly records: number;
  /** Root over all records, base64 as in a checkpoint. */
  readonly root: string;
  readonly digest: string;
}

export type FileLine = LedgerLine | RecordLine | PublicationLine | VaultLine | TokenLine | EndLine;

interface MarkLine {
  readonly kind: 'mark';
  readonly digest: string;
}

const MARK_EVERY = 1_000;
const BUFFER_BYTES = 1 << 20;
/** A record has at most a million bytes, which JSON may make longer. */
const MAX_LINE_BYTES = 16 << 20;

/** Writes beside the name and takes the name when the file is whole and on the disk. */
export class LedgerFileWriter {
  readonly #hash = createHash('sha256');
  readonly #descriptor: number;
  #waiting: string[] = [];
  #waitingBytes = 0;
  #lines = 0;

  /** @throws LedgerError `conflict` where there is such a file already */
  constructor(private readonly path: string) {
    if (existsSync(path)) throw new LedgerError('conflict', `${path} exists already; name another file.`);
    this.#descriptor = openSync(`${path}.partial`, 'w', 0o600);
  }

  /** @param json without an end of line */
  write(json: string): void {
    this.#put(json);
    if (++this.#lines % MARK_EVERY === 0) this.#put(JSON.stringify({ kind: 'mark', digest: this.#digest() }));
  }

  end(line: Omit<EndLine, 'kind' | 'digest'>): void {
    this.#put(JSON.stringify({ kind: 'end', ...line, digest: this.#digest() }));
    this.#flush();
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    renameSync(`${this.path}.partial`, this.path);
  }

  abandon(): void {
    closeSync(this.#descriptor);
    rmSync(`${this.path}.partial`, { force: true });
  }

  #put(json: string): void {
    this.#waiting.push(json, '\n');
    this.#waitingBytes += json.length + 1;
    if (this.#waitingBytes >= BUFFER_BYTES) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.from(this.#waiting.join(''));
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#hash.update(bytes);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at);
  }

  #digest(): string {
    this.#flush();
    return this.#hash.copy().digest('hex');
  }
}

/** The lines in order, marks left out. @throws LedgerError `missing` · `corrupt` that names the place */
export async function* readLedgerFile(path: string): AsyncGenerator<FileLine> {
  if (!existsSync(path)) throw new LedgerError('missing', `There is no file ${path}.`);
  const hash = createHash('sha256');
  let number = 0;
  let sound = 1;
  let ended = false;
  for await (const bytes of linesOf(path)) {
    number += 1;
    const line = parseLine(bytes, path, number);
    if (ended) throw damaged(path, `line ${number} stands behind its end`);
    if (number === 1 && line.kind !== 'ledger') throw damaged(path, 'its first line is not that of a ledger');
    if (line.kind === 'mark' || line.kind === 'end') {
      if (line.digest !== hash.copy().digest('hex'))
        throw damaged(path, `something between line ${sound} and line ${number} is not as it was written`);
      sound = number;
      ended = line.kind === 'end';
    }
    hash.update(bytes).update('\n');
    if (line.kind !== 'mark') yield line;
  }
  if (!ended) throw damaged(path, `it ends after line ${number}, before its own end`);
}

function parseLine(bytes: Buffer, path: string, number: number): FileLine | MarkLine {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null && 'kind' in value) return value as FileLine | MarkLine;
  } catch {
    // Said below.
  }
  throw damaged(path, `line ${number} is not one of a ledger's`);
}

async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: BUFFER_BYTES })) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, Buffer.from(chunk)]);
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
      yield bytes.subarray(start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > MAX_LINE_BYTES) throw damaged(path, 'a line is longer than any record');
  }
  if (rest.length > 0) yield rest;
}

function damaged(path: string, what: string): LedgerError {
  return new LedgerError(
    'corrupt',
    `${path} is damaged: ${what}. Nothing of it can be trusted; make the export again.`,
  );
}
