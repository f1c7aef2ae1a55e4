/**
 * Finds records by id and by stream: sorted runs on disk for full chunks, chunks in memory for what is newer.
 * It holds nothing that the log does not say; every thread and process has its own and fills it from the log.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { openRuns } from './build-runs.js';
import { Chunk } from './chunk.js';
import { idKey, streamKey } from './keys.js';
import type { SortedRun } from './sorted-run.js';

/** Records in a chunk: 1.5 MiB of memory, and one small run. */
export const CHUNK_RECORDS = 65_536;

export class RecordIndex {
  #runs: SortedRun[] = [];
  #chunks: Chunk[] = [];
  #last = 0;
  readonly #newer: StatementSync;

  constructor(
    private readonly log: DatabaseSync,
    readonly folder: string,
    readonly size: number = CHUNK_RECORDS,
  ) {
    this.#newer = log.prepare(
      'SELECT position, id, stream FROM record WHERE position > ? ORDER BY position LIMIT 1000',
    );
    this.#newer.setReturnArrays(true);
    this.adopt();
  }

  /** The last position that it knows. */
  get last(): number {
    return this.#last;
  }

  /** Takes over the runs that were built since, and forgets the chunks that they cover. */
  adopt(): void {
    const runs = openRuns(this.folder, this.size, this.log, this.#runs);
    for (const run of this.#runs) if (!runs.includes(run)) run.close();
    this.#runs = runs;
    const covered = runs.at(-1)?.last ?? 0;
    this.#chunks = this.#chunks.filter((chunk) => chunk.last > covered);
    this.#last = Math.max(this.#last, covered);
  }

  /** Reads what the log holds beyond `last`. @returns true where a chunk became full */
  catchUp(): boolean {
    let filled = false;
    for (;;) {
      const rows = this.#newer.all(this.#last);
      for (const row of rows) {
        const [position, id, stream] = row as unknown as readonly [number, Uint8Array, string];
        if (this.add(position, idKey(id), streamKey(stream)) !== null) filled = true;
      }
      if (rows.length < 1_000) return filled;
    }
  }

  /** @returns the chunk that this filled, so that a run can be built */
  add(position: number, id: number, stream: number): Chunk | null {
    if (position !== this.#last + 1) throw new Error(`position ${position} does not follow ${this.#last}`);
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || chunk.count === this.size) {
      chunk = new Chunk(position, this.size);
      this.#chunks.push(chunk);
    }
    chunk.add(id, stream);
    this.#last = position;
    return chunk.count === this.size ? chunk : null;
  }

  /** The newest position under `key` that `accept` takes, 0 where there is none. */
  newest(key: number, accept: (position: number) => boolean): number {
    for (let index = this.#chunks.length - 1; index >= 0; index--) {
      const position = this.#chunks[index]?.newest(key, accept) ?? 0;
      if (position !== 0) return position;
    }
    for (let index = this.#runs.length - 1; index >= 0; index--) {
      const run = this.#runs[index];
      if (!run?.mayHold(key)) continue;
      const [start, end] = run.range(key);
      for (let entry = end - 1; entry >= start; entry--) {
        const position = run.position(entry);
        if (accept(position)) return position;
      }
    }
    return 0;
  }

  /** The positions under `key`, ascending, as they are now: how many, and the one at an index. */
  postings(key: number): Postings {
    const segments: { readonly length: number; readonly at: (index: number) => number }[] = [];
    for (const run of this.#runs) {
      if (!run.mayHold(key)) continue;
      const [start, end] = run.range(key);
      if (end > start) segments.push({ length: end - start, at: (index) => run.position(start + index) });
    }
    for (const chunk of this.#chunks) {
      const positions = chunk.positions(key);
      if (positions.length > 0) segments.push({ length: positions.length, at: (index) => positions[index] ?? 0 });
    }
    return {
      length: segments.reduce((sum, segment) => sum + segment.length, 0),
      at: (index) => {
        let rest = index;
        for (const segment of segments) {
          if (rest < segment.length) return segment.at(rest);
          rest -= segment.length;
        }
        return 0;
      },
    };
  }

  close(): void {
    for (const run of this.#runs) run.close();
    this.#runs = [];
    this.#chunks = [];
  }
}

export interface Postings {
  readonly length: number;
  readonly at: (index: number) => number;
}
