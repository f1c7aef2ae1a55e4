/**
 * Writes the sorted runs of the index from the log. Which runs there are follows from the number of full chunks alone: the widest spans of
 * 4ⁿ chunks first, so that an entry is rewritten only log₄(chunks) times, and a look-up asks a handful of files.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { idKey, streamKey } from './keys.js';
import { SortedRun, writeRun } from './sorted-run.js';

const FAN = 4;
/** Chunks in the widest run: 67 million records. */
const WIDEST = FAN ** 5;
const MERGE_ENTRIES = 32_768;

interface Span {
  /** Number of the first chunk, from 0, and how many. */
  readonly chunk: number;
  readonly width: number;
}

/**
 * Makes every run that `chunks` full chunks ask for, and removes the others.
 * @param size records in a chunk
 * @param keysOf the keys of the chunk that starts at a position
 */
export function buildRuns(folder: string, chunks: number, size: number, keysOf: (first: number) => Uint32Array): void {
  mkdirSync(folder, { recursive: true });
  const wanted = layout(chunks);
  const present = new Set(readdirSync(folder));
  const ensure = (span: Span): string => {
    const name = fileName(span, size);
    const path = join(folder, name);
    if (present.has(name)) return path;
    if (span.width === 1) writeChunk(path, span.chunk * size + 1, keysOf(span.chunk * size + 1));
    else mergeRuns(path, parts(span).map(ensure));
    present.add(name);
    return path;
  };
  const keep = new Set(wanted.map((span) => ensure(span)));
  for (const name of present) if (!keep.has(join(folder, name))) rmSync(join(folder, name), { force: true });
}

/** Once before a log is written: removes runs that are damaged or of another log, and builds what is missing. */
export function prepareRuns(folder: string, size: number, log: DatabaseSync): void {
  removeDamagedRuns(folder, log);
  const head = Number(log.prepare('SELECT max(position) AS head FROM record').get()?.head ?? 0);
  buildRuns(folder, Math.floor(head / size), size, (first) => keysFromLog(log, first, size));
}

/**
 * The runs in the folder that lie end to end from the log's first record, the widest where several cover a span. Others are left alone.
 * @param already open ones, to be taken over
 */
export function openRuns(
  folder: string,
  size: number,
  log: DatabaseSync,
  already: readonly SortedRun[] = [],
): SortedRun[] {
  const open = new Map(already.map((run) => [run.path, run]));
  const runs: SortedRun[] = [];
  let chunk = 0;
  for (let width = WIDEST; width >= 1; ) {
    const path = join(folder, fileName({ chunk, width }, size));
    const run = open.get(path) ?? openRun(path, log);
    if (run === null) width /= FAN;
    else {
      runs.push(run);
      chunk += width;
    }
  }
  return runs;
}

function removeDamagedRuns(folder: string, log: DatabaseSync): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const run = openRun(join(folder, name), log);
    if (!run?.whole()) rmSync(join(folder, name), { force: true });
    run?.close();
  }
}

function openRun(path: string, log: DatabaseSync): SortedRun | null {
  if (!existsSync(path)) return null;
  try {
    const run = new SortedRun(path);
    const [id, stream] = keysFromLog(log, run.last, 1);
    if (id === run.stamp[0] && stream === run.stamp[1]) return run;
    run.close();
  } catch {
    // Not a run, or merged away at this moment.
  }
  return null;
}

function layout(chunks: number): Span[] {
  const spans: Span[] = [];
  let chunk = 0;
  for (let width = WIDEST; width >= 1; width /= FAN)
    for (; chunk + width <= chunks; chunk += width) spans.push({ chunk, width });
  return spans;
}

function parts(span: Span): Span[] {
  const width = span.width / FAN;
  return Array.from({ length: FAN }, (_, part) => ({ chunk: span.chunk + part * width, width }));
}

function fileName({ chunk, width }: Span, size: number): string {
  return `${chunk * size + 1}-${(chunk + width) * size}.run`;
}

/** Id key and stream key of each record of a chunk, in order. */
export function keysFromLog(log: DatabaseSync, first: number, size: number): Uint32Array {
  const keys = new Uint32Array(2 * size);
  const select = log.prepare('SELECT id, stream FROM record WHERE position BETWEEN ? AND ? ORDER BY position');
  select.setReturnArrays(true);
  let filled = 0;
  // In small pages: a reader that stands long keeps the write-ahead log from being reused.
  for (let at = first; at < first + size; at += 1_000) {
    for (const row of select.all(at, Math.min(at + 999, first + size - 1))) {
      const [id, stream] = row as unknown as readonly [Uint8Array, string];
      keys[filled++] = idKey(id);
      keys[filled++] = streamKey(stream);
    }
  }
  return keys;
}

/** Key and distance in one number that sorts as wanted: 32 bits of key above 21 of distance. */
const DISTANCES = 2 ** 21;

function writeChunk(path: string, first: number, chunk: Uint32Array): void {
  const packed = new Float64Array(chunk.length);
  for (const [index, key] of chunk.entries()) packed[index] = key * DISTANCES + (index >>> 1);
  packed.sort();
  const keys = new Uint32Array(chunk.length);
  const distances = new Uint32Array(chunk.length);
  for (const [index, value] of packed.entries()) {
    keys[index] = Math.floor(value / DISTANCES);
    distances[index] = value % DISTANCES;
  }
  const stamp = [chunk.at(-2) ?? 0, chunk.at(-1) ?? 0] as const;
  const span = { first, last: first + chunk.length / 2 - 1, count: chunk.length, stamp };
  writeRun(path, span, [[keys, distances, chunk.length]]);
}

function mergeRuns(path: string, paths: readonly string[]): void {
  const runs = paths.map((part) => new SortedRun(part));
  try {
    const first = runs[0]?.first ?? 0;
    const { last, stamp } = runs.at(-1) ?? { last: 0, stamp: [0, 0] as const };
    const count = runs.reduce((sum, run) => sum + run.count, 0);
    writeRun(path, { first, last, count, stamp }, merged(runs, first));
  } finally {
    for (const run of runs) run.close();
  }
}

/** Runs stand in order of position, so the earliest of equal keys comes from the first run that has it. */
function* merged(runs: readonly SortedRun[], first: number) {
  const heads = runs.map((run) => new Head(run));
  const keys = new Uint32Array(MERGE_ENTRIES);
  const distances = new Uint32Array(MERGE_ENTRIES);
  let length = 0;
  for (;;) {
    let least: Head | undefined;
    for (const head of heads) if (head.key < (least?.key ?? Number.POSITIVE_INFINITY)) least = head;
    if (least === undefined) break;
    keys[length] = least.key;
    distances[length] = least.position - first;
    least.advance();
    if (++length === MERGE_ENTRIES) {
      yield [keys, distances, length] as const;
      length = 0;
    }
  }
  yield [keys, distances, length] as const;
}

/** Where a merge stands in one run; `key` is infinite at its end. */
class Head {
  key = 0;
  position = 0;
  #at = -1;
  #length = 0;
  #keys = new Uint32Array();
  #positions = new Float64Array();
  readonly #entries: ReturnType<SortedRun['entries']>;

  constructor(run: SortedRun) {
    this.#entries = run.entries();
    this.advance();
  }

  advance(): void {
    if (++this.#at === this.#length) {
      const next = this.#entries.next();
      if (next.done) {
        this.key = Number.POSITIVE_INFINITY;
        return;
      }
      [this.#keys, this.#positions, this.#length] = next.value;
      this.#at = 0;
    }
    this.key = this.#keys[this.#at] ?? 0;
    this.position = this.#positions[this.#at] ?? 0;
  }
}
