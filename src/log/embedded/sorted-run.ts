/**
 * A sorted run: an immutable file of the index over a span of positions. An entry is 8 bytes, the key above, the position's distance from the
 * span's first below, sorted. Fences (every 512th key) and a Bloom filter stay in memory, about 2 bytes a record; a look-up reads one block of 4 KiB.
 * It is written under another name, renamed when whole, and carries checksums: a file that is not whole is built again from the log.
 */
import { closeSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { BloomFilter } from './bloom-filter.js';

const MAGIC = 0x4c474958;
const HEADER_BYTES = 64;
const BLOCK = 512;
const WRITE_ENTRIES = 32_768;

export interface RunSpan {
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** Keys of the record at `last`: a run of another log, or of this one before a backup was put back, does not fit. */
  readonly stamp: readonly [idKey: number, streamKey: number];
}

/** Writes a run from entries in ascending order of key, then position. */
export function writeRun(
  path: string,
  { first, last, count, stamp }: RunSpan,
  entries: Iterable<readonly [keys: Uint32Array, distances: Uint32Array, length: number]>,
): void {
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w');
  try {
    const bloom = new BloomFilter(count);
    const fences = new Uint32Array(Math.ceil(count / BLOCK));
    let written = 0;
    let sum = 0;
    let room = new Uint32Array();
    for (const [keys, distances, length] of entries) {
      if (room.length < 2 * length) room = new Uint32Array(2 * length);
      const pairs = room.subarray(0, 2 * length);
      for (let index = 0; index < length; index++) {
        const key = keys[index] ?? 0;
        pairs[2 * index] = distances[index] ?? 0;
        pairs[2 * index + 1] = key;
        bloom.add(key);
        if ((written + index) % BLOCK === 0) fences[(written + index) / BLOCK] = key;
      }
      const bytes = bytesOf(pairs);
      writeAll(file, bytes, HEADER_BYTES + 8 * written);
      sum = crc32(bytes, sum);
      written += length;
    }
    if (written !== count) throw new Error(`run of ${count} entries got ${written}`);
    const resident = Buffer.concat([bytesOf(fences), bloom.bytes]);
    writeAll(file, resident, HEADER_BYTES + 8 * count);
    writeAll(file, header({ first, last, count, stamp }, sum, crc32(resident)), 0);
  } catch (error) {
    closeSync(file);
    rmSync(temporary, { force: true });
    throw error;
  }
  closeSync(file);
  renameSync(temporary, path);
}

export class SortedRun implements RunSpan {
  readonly #file: number;
  readonly #fences: Uint32Array;
  readonly #bloom: BloomFilter;
  readonly #sum: number;
  readonly #block = new Uint32Array(2 * BLOCK);
  #held = -1;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly stamp: readonly [number, number];

  /** @throws Error where the file is not a whole run */
  constructor(readonly path: string) {
    this.#file = openSync(path, 'r');
    try {
      const head = this.#read(HEADER_BYTES, 0);
      if (head.readUInt32LE(0) !== MAGIC || head.readUInt32LE(60) !== crc32(head.subarray(0, 60)))
        throw new Error(`${path} is not a run`);
      this.first = head.readDoubleLE(8);
      this.last = head.readDoubleLE(16);
      this.count = head.readUInt32LE(24);
      this.#sum = head.readUInt32LE(28);
      this.stamp = [head.readUInt32LE(36), head.readUInt32LE(40)];
      const fenceBytes = 4 * Math.ceil(this.count / BLOCK);
      const resident = this.#read(fenceBytes + BloomFilter.bytesFor(this.count), HEADER_BYTES + 8 * this.count);
      if (crc32(resident) !== head.readUInt32LE(32)) throw new Error(`${path} is damaged`);
      this.#fences = new Uint32Array(resident.buffer, resident.byteOffset, fenceBytes / 4);
      this.#bloom = new BloomFilter(this.count, resident.subarray(fenceBytes));
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /** Whether every entry is as it was written. Reads the whole file. */
  whole(): boolean {
    let sum = 0;
    for (const [bytes] of this.#blocks(WRITE_ENTRIES)) sum = crc32(bytes, sum);
    return sum === this.#sum;
  }

  /** False where the key certainly is not here; costs no read. */
  mayHold(key: number): boolean {
    return this.#bloom.mayHold(key);
  }

  /** Entries under `key`, as a half-open range of entry numbers, ascending in position. */
  range(key: number): readonly [start: number, end: number] {
    const start = this.#lowerBound(key);
    return [start, key === 0xffffffff ? this.count : this.#lowerBound(key + 1)];
  }

  position(entry: number): number {
    this.#hold(Math.floor(entry / BLOCK));
    return this.first + (this.#block[2 * (entry % BLOCK)] ?? 0);
  }

  /** All entries in order, in blocks, for merging. A block's arrays are filled anew for the next one. */
  *entries(): Generator<
    readonly [keys: Uint32Array<ArrayBuffer>, positions: Float64Array<ArrayBuffer>, length: number]
  > {
    const keys = new Uint32Array(WRITE_ENTRIES);
    const positions = new Float64Array(WRITE_ENTRIES);
    for (const [bytes, length] of this.#blocks(WRITE_ENTRIES)) {
      const pairs = new Uint32Array(bytes.buffer, bytes.byteOffset, 2 * length);
      for (let index = 0; index < length; index++) {
        positions[index] = this.first + (pairs[2 * index] ?? 0);
        keys[index] = pairs[2 * index + 1] ?? 0;
      }
      yield [keys, positions, length];
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #lowerBound(key: number): number {
    let block = lowerBound(this.#fences.length, (index) => this.#fences[index] ?? 0, key);
    block = Math.max(0, block - 1);
    this.#hold(block);
    const length = Math.min(BLOCK, this.count - block * BLOCK);
    return block * BLOCK + lowerBound(length, (index) => this.#block[2 * index + 1] ?? 0, key);
  }

  #hold(block: number): void {
    if (this.#held === block) return;
    this.#held = -1;
    const length = Math.min(BLOCK, this.count - block * BLOCK);
    readAll(this.#file, bytesOf(this.#block).subarray(0, 8 * length), HEADER_BYTES + 8 * block * BLOCK);
    this.#held = block;
  }

  *#blocks(entries: number): Generator<readonly [bytes: Buffer, length: number]> {
    const room = Buffer.allocUnsafeSlow(8 * entries);
    for (let at = 0; at < this.count; at += entries) {
      const length = Math.min(entries, this.count - at);
      const bytes = room.subarray(0, 8 * length);
      readAll(this.#file, bytes, HEADER_BYTES + 8 * at);
      yield [bytes, length];
    }
  }

  #read(length: number, at: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    readAll(this.#file, bytes, at);
    return bytes;
  }
}

function header({ first, last, count, stamp }: RunSpan, entriesSum: number, residentSum: number): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.writeUInt32LE(MAGIC, 0);
  head.writeDoubleLE(first, 8);
  head.writeDoubleLE(last, 16);
  head.writeUInt32LE(count, 24);
  head.writeUInt32LE(entriesSum, 28);
  head.writeUInt32LE(residentSum, 32);
  head.writeUInt32LE(stamp[0], 36);
  head.writeUInt32LE(stamp[1], 40);
  head.writeUInt32LE(crc32(head.subarray(0, 60)), 60);
  return head;
}

/** The first index whose value is not below `key`. */
function lowerBound(length: number, at: (index: number) => number, key: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bytesOf(array: Uint32Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
}

function readAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) {
    const read = readSync(file, bytes, done, bytes.length - done, at + done);
    if (read === 0) throw new Error('the run ends early');
    done += read;
  }
}
