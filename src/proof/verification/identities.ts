/**
 * Whether every stream's revisions count from 0 without gaps, and no record id occurs twice, in memory that does not grow with the log:
 * what is needed of each record (32 bytes) goes to scratch files by hash, and each file is judged alone.
 */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A record that does not follow the one before it under the same hash of its stream, or shares a hash of its id with it. */
export interface Irregular {
  readonly kind: 'revision' | 'copy';
  readonly position: number;
  /** Position of the one before; its own where it is the first. */
  readonly before: number;
  /** Revision that would follow. */
  readonly expected: number;
}

export interface Identities {
  /** @param stream, id their keys */
  add(position: number, revision: number, stream: number, id: number): void;
  /** To be read once, after the last `add`. Ordered within a scratch file only. */
  irregular(): Generator<Irregular>;
  close(): void;
}

const PER_FILE = 250_000;
/** Key, position, revision as doubles. */
const FIELDS = 3;
const BUFFERED = 1_024;

/** @param expectedRecords decides how many scratch files there are; a wrong guess costs memory, not truth */
export function identities(expectedRecords: number): Identities {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-verify-'));
  const parts = Math.max(1, Math.min(256, Math.ceil(expectedRecords / PER_FILE)));
  const streams = scratch(folder, 'stream', parts);
  const ids = scratch(folder, 'id', parts);
  return {
    add(position, revision, stream, id) {
      streams.add(stream, position, revision);
      ids.add(id, position, 0);
    },
    *irregular() {
      for (let part = 0; part < parts; part++) {
        yield* gaps(streams.sorted(part));
        yield* copies(ids.sorted(part));
      }
    },
    close() {
      streams.close();
      ids.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Rows = { readonly count: number; readonly at: (row: number, field: number) => number };

function* gaps(rows: Rows): Generator<Irregular> {
  for (let row = 0; row < rows.count; row++) {
    const follows = row > 0 && rows.at(row - 1, 0) === rows.at(row, 0);
    const expected = follows ? rows.at(row - 1, 2) + 1 : 0;
    if (rows.at(row, 2) === expected) continue;
    yield { kind: 'revision', position: rows.at(row, 1), before: rows.at(follows ? row - 1 : row, 1), expected };
  }
}

function* copies(rows: Rows): Generator<Irregular> {
  for (let row = 1; row < rows.count; row++)
    if (rows.at(row - 1, 0) === rows.at(row, 0))
      yield { kind: 'copy', position: rows.at(row, 1), before: rows.at(row - 1, 1), expected: 0 };
}

function scratch(folder: string, name: string, parts: number) {
  const files = Array.from({ length: parts }, (_, part) => {
    const path = join(folder, `${name}-${part}`);
    return { path, descriptor: openSync(path, 'w'), buffer: new Float64Array(FIELDS * BUFFERED), used: 0 };
  });
  const flush = (file: (typeof files)[number]): void => {
    if (file.used > 0) writeSync(file.descriptor, new Uint8Array(file.buffer.buffer, 0, 8 * file.used));
    file.used = 0;
  };
  return {
    add(key: number, position: number, revision: number): void {
      const file = files[key % parts];
      if (file === undefined) return;
      file.buffer[file.used] = key;
      file.buffer[file.used + 1] = position;
      file.buffer[file.used + 2] = revision;
      file.used += FIELDS;
      if (file.used === FIELDS * BUFFERED) flush(file);
    },
    /** Rows in order of key, then position. They were added in order of position, and the sort is stable. */
    sorted(part: number): Rows {
      const file = files[part];
      if (file === undefined) return { count: 0, at: () => 0 };
      flush(file);
      const bytes = readFileSync(file.path);
      const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
      const count = values.length / FIELDS;
      const order = new Uint32Array(count).map((_, row) => row);
      order.sort((a, b) => (values[FIELDS * a] ?? 0) - (values[FIELDS * b] ?? 0) || a - b);
      return { count, at: (row, field) => values[FIELDS * (order[row] ?? 0) + field] ?? 0 };
    },
    close(): void {
      for (const file of files) closeSync(file.descriptor);
    },
  };
}

/** The first 48 bits of a record id, which is a hash already. */
export function idKey(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** 53 bits of a stream's name, spread well and cheap (cyrb53). Two streams that collide look irregular, and are told apart when they are read again. */
export function streamKey(text: string): number {
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    h1 = Math.imul(h1 ^ code, 2654435761);
    h2 = Math.imul(h2 ^ code, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return 4294967296 * (2097151 & h2) + (h1 >>> 0);
}
