/** What an append costs: beside a raw `node:sqlite` loop of the same durability, and as the log grows to two million records. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { type EmbeddedLog, openEmbeddedLog } from '../src/log/embedded-log.js';
import { type RecordId, recordIdOf, streamName } from '../src/record/ids.js';
import type { NewRecord } from '../src/record/record.js';
import { type Figure, median, print } from './figures.js';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});

const ROUNDS = options.quick ? 3 : 5;
const ROUND_MILLISECONDS = options.quick ? 250 : 600;
const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000, 2_000_000].filter(
  (size) => !options.quick || size <= 300_000,
);
/** Caches and heaps have their size by then. */
const WARM = options.quick ? 100_000 : 1_000_000;
/** A rate is measured in parts: the median part is what a disturbed disk disturbs least. */
const PARTS = 5;
/** What the rate at the largest size is compared with. */
const SMALL = 100_000;
/** Records of the growth curve are small, so that the index weighs as much as it can. */
const SMALL_BYTES = 400;
const DECISION_BYTES = 1_800;

const folder = mkdtempSync(join(tmpdir(), 'bench-append-'));
const figures: Figure[] = [];
let made = 0;
try {
  await besideRaw();
  await growth();
} finally {
  rmSync(folder, { recursive: true });
}
print(figures, options.json);

function record(bytes: number): NewRecord {
  const id = recordIdOf('bench', `${made++}`);
  const header = Buffer.from(`{"contentTag":"${id}","id":"${id}"}`.padEnd(Math.floor(bytes * 0.6)));
  return { id, contentTag: id, header, body: Buffer.alloc(bytes - header.length, 97) };
}

function raw(path: string) {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8192;
    CREATE TABLE record (position INTEGER PRIMARY KEY, stream TEXT, revision INTEGER, id BLOB, header BLOB, body BLOB) STRICT`);
  const insert = database.prepare('INSERT INTO record (stream, revision, id, header, body) VALUES (?, ?, ?, ?, ?)');
  const id = randomBytes(16);
  return {
    insert(records: readonly NewRecord[]): void {
      database.exec('BEGIN IMMEDIATE');
      for (const { header, body } of records) insert.run('decision-a', 0, id, header, body);
      database.exec('COMMIT');
    },
    close: () => database.close(),
  };
}

/** Runs `step` for a while. @returns records a second, and the median milliseconds of a step */
async function rate(records: number, step: () => unknown): Promise<{ rate: number; p50: number }> {
  const times: number[] = [];
  const start = performance.now();
  while (performance.now() < start + ROUND_MILLISECONDS) {
    const before = performance.now();
    await step();
    times.push(performance.now() - before);
  }
  return { rate: (times.length * records) / ((performance.now() - start) / 1000), p50: median(times) };
}

/** Rounds of the raw loop and of the port alternate, so that both meet the same disk. */
async function besideRaw(): Promise<void> {
  const log = await openEmbeddedLog(join(folder, 'port'));
  const loop = raw(join(folder, 'raw.db'));
  const pool = Array.from({ length: 200 }, () => record(DECISION_BYTES));
  const cases = [
    { name: '1 a transaction, one caller', size: 1, callers: 1 },
    { name: '1 an append, 64 callers', size: 1, callers: 64, bar: 1.2 },
    { name: '10 a transaction', size: 10, callers: 1 },
    { name: '100 a transaction', size: 100, callers: 1 },
    { name: '100 appends of one turn, 4 turns in flight', size: 100, callers: 4 },
    { name: '1000 a transaction', size: 1_000, callers: 1 },
  ];
  for (const { name, size, callers, bar } of cases) {
    const fresh = (): NewRecord[] =>
      Array.from({ length: size }, (_, index) => ({
        ...(pool[index % pool.length] ?? record(1)),
        id: recordIdOf('bench', `${made++}`),
      }));
    const batch = (): Promise<unknown> =>
      callers === 4
        ? Promise.all(fresh().map((one) => log.append(streamName(`decision-${one.id}`), [one], 'any')))
        : log.append(streamName(`decision-${randomUUID()}`), fresh(), 'any');
    const ours: { rate: number; p50: number }[] = [];
    const theirs: { rate: number; p50: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(await rate(size, () => loop.insert(fresh())));
      const each = await Promise.all(Array.from({ length: callers }, () => rate(size, batch)));
      ours.push({ rate: each.reduce((sum, one) => sum + one.rate, 0), p50: median(each.map((one) => one.p50)) });
    }
    const value = median(ours.map((one) => one.rate));
    const baseline = median(theirs.map((one) => one.rate));
    figures.push({
      figure: `append, ${name}`,
      value,
      unit: 'records/s',
      baseline,
      ...(bar === undefined ? {} : { bar }),
    });
    if (callers > 1 || size > 1) continue;
    const p50 = median(theirs.map((one) => one.p50));
    figures.push({
      figure: 'append of one record, p50',
      value: median(ours.map((one) => one.p50)),
      unit: 'ms',
      baseline: p50,
    });
  }
  loop.close();
  await log.close();
}

/** A log that grows by look-ups and appends of a hundred records to as many streams, four at once, as the recording room does. */
async function begin(name: string) {
  const path = join(folder, name);
  const log = await openEmbeddedLog(path);
  let count = 0;
  const batch = async (): Promise<void> => {
    const records = Array.from({ length: 100 }, () => record(SMALL_BYTES));
    await log.lookup(records.map(({ id }) => id));
    await Promise.all(records.map((one) => log.append(streamName(`decision-${one.id}`), [one], 'any')));
    count += records.length;
  };
  return {
    path,
    log,
    count: () => count,
    /** @returns records a second on the way */
    async growTo(size: number): Promise<number> {
      const [before, start] = [count, performance.now()];
      const run = async (): Promise<void> => {
        while (count < size) await batch();
      };
      await Promise.all(Array.from({ length: 4 }, run));
      return (count - before) / ((performance.now() - start) / 1000);
    },
  };
}

type Growing = Awaited<ReturnType<typeof begin>>;

function partOf(size: number): number {
  return Math.max(1_000, size * 0.02);
}

async function growth(): Promise<void> {
  const growing = await begin('growth');
  const loop = raw(join(folder, 'growth-raw.db'));
  const most = SIZES.at(-1) ?? 0;
  let warm = { rss: 0, count: 0 };
  for (const size of SIZES) {
    const parts: number[] = [];
    await growing.growTo(size - PARTS * partOf(size));
    for (let left = PARTS - 1; left >= 0; left--) parts.push(await growing.growTo(size - left * partOf(size)));
    const theirs = Array.from({ length: 100 }, () => record(SMALL_BYTES));
    figures.push({
      figure: `look-up and append at ${size} records of ${SMALL_BYTES} bytes`,
      value: median(parts),
      unit: 'records/s',
      baseline: (await rate(100, () => loop.insert(theirs))).rate,
    });
    if (size === WARM) warm = { rss: resident(), count: growing.count() };
  }
  figures.push({
    figure: `resident memory a record, after ${WARM}`,
    value: (resident() - warm.rss) / (growing.count() - warm.count),
    unit: 'bytes',
    bar: 16,
    below: true,
  });
  loop.close();
  await besideSmall(growing, most);
  const { log, path } = growing;
  const count = growing.count();
  await reads(log, count);
  await log.close();
  const start = performance.now();
  await (await openEmbeddedLog(path)).close();
  figures.push({ figure: `open and close with ${count} records`, value: performance.now() - start, unit: 'ms' });
}

/** The large log and small ones in turns: the disk of a minute ago is another one. */
async function besideSmall(large: Growing, most: number): Promise<void> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let part = 1; part <= PARTS; part++) {
    ours.push(await large.growTo(most + part * partOf(most)));
    const small = await begin('small');
    await small.growTo(SMALL - PARTS * partOf(SMALL));
    theirs.push(await small.growTo(SMALL));
    await small.log.close();
    rmSync(small.path, { recursive: true });
  }
  figures.push({
    figure: `append rate at ${most} records beside ${SMALL}`,
    value: median(ours),
    unit: 'records/s',
    baseline: median(theirs),
    bar: 0.8,
  });
}

async function reads(log: EmbeddedLog, count: number): Promise<void> {
  const unknown = Array.from({ length: 100 }, (_, index) => recordIdOf('unknown', `${index}`));
  const known: RecordId[] = Array.from({ length: 100 }, (_, index) =>
    recordIdOf('bench', `${made - 1 - Math.floor((index * count) / 100)}`),
  );
  const negative = await rate(100, () => log.lookup(unknown));
  figures.push({ figure: 'lookup of 100 unknown ids, p50', value: negative.p50, unit: 'ms' });
  const positive = await rate(100, () => log.lookup(known));
  figures.push({ figure: 'lookup of 100 known ids, p50', value: positive.p50, unit: 'ms' });
  let read = 0;
  const start = performance.now();
  for await (const page of log.readAll()) read += page.length;
  const value = read / ((performance.now() - start) / 1000);
  figures.push({ figure: `readAll of ${read} records`, value, unit: 'records/s' });
}

function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}
