/** What proofs cost: integration beside raw SHA-256 of the same bytes, the latency of a proof as the tree grows, and reading a whole log again. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { openEmbeddedLog } from '../src/log/embedded-log.js';
import { generationPath, generationsFolder, writePointer } from '../src/projections/generations.js';
import { leaf } from '../src/projections/leaf.js';
import { merkleTree } from '../src/projections/merkle-tree.js';
import type { ProjectedRecord } from '../src/projections/projection.js';
import { Projector } from '../src/projections/projector.js';
import { SqliteReadModels } from '../src/projections/sqlite-read-models.js';
import { MerkleTree } from '../src/proof/merkle-tree.js';
import { SqlitePublications } from '../src/proof/sqlite-publications.js';
import { verifyLog } from '../src/proof/verification/verify-log.js';
import { canonical } from '../src/record/canonical.js';
import { bodyDigest, sha256 } from '../src/record/digest.js';
import { instantOf, recordIdOf, streamName } from '../src/record/ids.js';
import { encodeRecord, type NewRecord } from '../src/record/record.js';
import { type Figure, print } from './figures.js';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});

const SMALL = 10_000;
const LARGE = 2_000_000;
const HEADERS = options.quick ? 50_000 : 200_000;
const VERIFIED = options.quick ? [20_000, 60_000] : [100_000, 300_000];
const PROOFS = 5_000;
const BATCH = 1_000;

const folder = mkdtempSync(join(tmpdir(), 'bench-proof-'));
const figures: Figure[] = [];
try {
  integration();
  latency();
  await wholeLog();
} finally {
  rmSync(folder, { recursive: true });
}
print(figures, options.json);

function record(number: number): NewRecord {
  const data = { decisionId: `dec-${number}`, by: 'staff-7', reason: `The score was checked by hand, case ${number}` };
  const salt = number.toString(16).padStart(32, '0');
  const at = instantOf(1_770_000_000_000 + number);
  const eventId = `decision-engine-${number}`;
  return encodeRecord(
    {
      format: 1,
      id: recordIdOf('/decision-engine', eventId),
      eventId,
      type: 'decision.reviewed',
      version: 1,
      stream: streamName(`decision-dec-${number >> 2}`),
      occurredAt: at,
      recordedAt: at,
      source: '/decision-engine',
      actor: 'token-engine',
      contentTag: 'ab'.repeat(32),
      bodyDigest: bodyDigest(Buffer.from(salt, 'hex'), canonical(data)),
    },
    { salt, data },
  );
}

function integration(): void {
  const headers = Array.from({ length: HEADERS }, (_, number) => record(number).header);
  const raw = perSecond(HEADERS, () => {
    for (const header of headers) sha256(header);
  });
  using database = openTree('integration');
  const rate = perSecond(HEADERS, () => {
    fill(database, HEADERS, (number) => sha256(headers[number] ?? new Uint8Array()));
  });
  figures.push({ figure: 'proof.integration', value: rate, unit: 'records/s', baseline: raw, bar: 0.1 });
}

function latency(): void {
  const p99s = [SMALL, LARGE].map((size) => {
    using database = openTree(`tree-${size}`);
    fill(database, size, (number) => sha256(Buffer.from(`${number}`)));
    const models = new SqliteReadModels(generationsFolder(join(folder, `tree-${size}`)));
    const tree = new MerkleTree(models);
    for (let round = 0; round < 200; round++) tree.inclusion(pick(round, size), size);
    const times = Array.from({ length: PROOFS }, (_, round) => {
      const start = performance.now();
      tree.inclusion(pick(round + 200, size), size);
      return performance.now() - start;
    }).sort((a, b) => a - b);
    models.close();
    return times[Math.floor(PROOFS * 0.99)] ?? 0;
  });
  const [small = 0, large = 0] = p99s;
  figures.push({ figure: 'proof.inclusion.p99.10000', value: small, unit: 'ms', bar: 2, below: true });
  figures.push({ figure: 'proof.inclusion.p99.2000000', value: large, unit: 'ms', bar: 2, below: true });
  figures.push({
    figure: 'proof.inclusion.p99.growth',
    value: large,
    unit: 'ms',
    baseline: small,
    bar: 1.5,
    below: true,
  });
}

async function wholeLog(): Promise<void> {
  const peaks: number[] = [];
  let rate = 0;
  let cpu = 0;
  for (const count of VERIFIED) {
    const data = join(folder, `log-${count}`);
    const log = await openEmbeddedLog(join(data, 'log'));
    for (let number = 0; number < count; number += 4) {
      const stream = streamName(`decision-dec-${number >> 2}`);
      const records = [0, 1, 2, 3].map((more) => record(number + more));
      if (number % (4 * 64) === 0) await log.append(stream, records, 'any');
      else void log.append(stream, records, 'any');
    }
    await log.close();
    const again = await openEmbeddedLog(join(data, 'log'), { readOnly: true });
    let peak = 0;
    const before = process.cpuUsage();
    const start = performance.now();
    const verified = await verifyLog({
      log: again,
      publications: new SqlitePublications(data, true),
      trusted: { origin: 'bench', keys: [], witnesses: [] },
      threads: { kind: 'embedded', ...again.source },
      foreign: [],
      onProgress: () => {
        peak = Math.max(peak, process.memoryUsage().rss);
      },
    });
    if (verified.problemCount > 0 || verified.records !== count) throw new Error('the log of the bench is not whole');
    rate = (1_000 * count) / (performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    cpu = (user + system) / count;
    peaks.push(peak);
    await again.close();
  }
  const [less = 1, more = 0] = peaks;
  figures.push({ figure: 'proof.verify', value: rate, unit: 'records/s', bar: 60_000 });
  // Of all threads together: what the rate is made of, whatever else the machine does.
  figures.push({ figure: 'proof.verify.cpu', value: cpu, unit: 'µs/record' });
  // Three times the records: what grows with them would show.
  figures.push({
    figure: 'proof.verify.memory',
    value: more / 1_048_576,
    unit: 'MiB',
    baseline: less / 1_048_576,
    bar: 1.5,
    below: true,
  });
}

/** The tables of the tree in a set of read models of their own. */
function openTree(name: string): DatabaseSync {
  const models = generationsFolder(join(folder, name));
  const path = generationPath(models, 1);
  rmSync(models, { recursive: true, force: true });
  mkdirSync(models, { recursive: true });
  new Projector(path, [leaf, merkleTree])[Symbol.dispose]();
  writePointer(models, 'current', 1);
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  return database;
}

function fill(database: DatabaseSync, size: number, digestOf: (number: number) => Uint8Array): void {
  const { on, flush } = merkleTree.start((sql) => database.prepare(sql));
  for (let first = 0; first < size; first += BATCH) {
    database.exec('BEGIN IMMEDIATE');
    for (let number = first; number < Math.min(size, first + BATCH); number++)
      on({ leaf: number, digest: digestOf(number) } as ProjectedRecord);
    flush?.();
    database.exec('COMMIT');
  }
}

function perSecond(count: number, work: () => void): number {
  const start = performance.now();
  work();
  return (1_000 * count) / (performance.now() - start);
}

/** Spread over the whole tree, the same in every run. */
function pick(round: number, size: number): number {
  return (round * 2_654_435_761) % size;
}
