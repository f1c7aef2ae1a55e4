/** Resident memory by the log's size: fresh services over a small log and over a large one, measured after the same load. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openEmbeddedLog } from '../src/log/embedded-log.js';
import { instantOf, parsePseudonym, recordIdOf, streamName } from '../src/record/ids.js';
import { encodeRecord, type NewRecord, type RecordHeader } from '../src/record/record.js';
import { type Figure, median, print } from './figures.js';
import type { Load, Loaded } from './load.js';
import { Helper, startService } from './service-process.js';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});

/**
 * At the smaller size the caches of SQLite and of the index must be full already, or they would be counted as growth: the read models' keys of 400,000 records
 * do not fill theirs of 64 MiB yet, those of 1.5 million do.
 */
const SIZES = options.quick ? [60_000, 120_000] : [1_500_000, 2_500_000];
const WARM_UP_EVENTS = options.quick ? 5_000 : 20_000;
const AT_ONCE = 1_000;
/** Two services over one log differ by as much as 27 MiB: the median of a few is what is compared. */
const STARTS = options.quick ? 1 : 3;
/** As spread as real pseudonyms are: the read models find them by their first 48 bits. */
const people = Array.from({ length: 50_000 }, () => parsePseudonym(randomUUID()));
const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'));
let made = 0;
/** The folder's tokens are shown once, at the first start. */
let token = '';
try {
  const small = await residentWith(SIZES[0] ?? 0);
  const large = await residentWith(SIZES[1] ?? 0);
  const figures: Figure[] = [
    {
      figure: `resident memory of the service over ${small.records} records`,
      value: small.bytes / 2 ** 20,
      unit: 'MiB',
    },
    {
      figure: `resident memory of the service over ${large.records} records`,
      value: large.bytes / 2 ** 20,
      unit: 'MiB',
    },
    {
      figure: 'resident memory after warm-up, per record',
      value: Math.max(0, (large.bytes - small.bytes) / (large.records - small.records)),
      unit: 'bytes',
      bar: 16,
      below: true,
    },
  ];
  print(figures, options.json);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function residentWith(records: number): Promise<{ readonly bytes: number; readonly records: number }> {
  await fillTo(records);
  // The first start brings the read models to the log's end; what that took is not what a warm service takes.
  const building = await startService([], folder, token);
  token = building.producer;
  await building.caughtUp();
  await building.stop();
  const starts: number[] = [];
  while (starts.length < STARTS) starts.push(await residentOnce());
  return { bytes: median(starts), records: made };
}

/** What a service holds when it has started and taken a load. */
async function residentOnce(): Promise<number> {
  const service = await startService([], folder, token);
  const load = new Helper('load.ts');
  const request: Load = {
    url: service.url,
    token: service.producer,
    form: 'batch',
    connections: 4,
    each: 100,
    milliseconds: 600_000,
    events: WARM_UP_EVENTS,
    people: 5_000,
  };
  const { events } = await load.ask<Loaded>(request);
  load.stop();
  await service.caughtUp();
  made += events;
  await setTimeout(2_000);
  const bytes = service.resident();
  await service.stop();
  return bytes;
}

async function fillTo(records: number): Promise<void> {
  const log = await openEmbeddedLog(join(folder, 'log'));
  while (made < records) {
    const batch = Array.from({ length: AT_ONCE }, () => decision(made++));
    await Promise.all(batch.map(({ stream, record }) => log.append(stream, [record], 'any')));
  }
  await log.close();
}

function decision(at: number): { readonly stream: RecordHeader['stream']; readonly record: NewRecord } {
  const stream = streamName(`decision-old-${at}`);
  const subject = people[at % people.length];
  if (subject === undefined) throw new Error('There are no people.');
  const digest = randomBytes(32).toString('hex');
  // The service's own records follow, and a clock that went back would be told of.
  const now = instantOf(Date.now());
  const header: RecordHeader = {
    format: 1,
    id: recordIdOf('/bench/memory', `e${at}`),
    type: 'decision.made',
    version: 1,
    stream,
    subject,
    eventId: `e${at}`,
    occurredAt: now,
    recordedAt: now,
    source: '/bench/memory',
    actor: 'token-1',
    contentTag: digest,
    bodyDigest: digest,
  };
  const data = { decisionId: `old-${at}`, purpose: 'dpv:Marketing', outcome: { action: 'offer', label: 'Offer' } };
  return { stream, record: encodeRecord(header, { salt: randomUUID().replaceAll('-', ''), data }) };
}
