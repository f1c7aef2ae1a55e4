/**
 * Ingest over HTTP: the service as it ships, the load generator in another process on the same machine, and in between, on the same disk, a bare
 * `node:sqlite` loop of equal durability. Everything that is answered is validated, sealed and durable; the read models run all the while.
 */
import { parseArgs } from 'node:util';
import { type Figure, median, print } from './figures.js';
import type { Load, Loaded } from './load.js';
import type { Looped, Looping } from './raw-loop.js';
import { Helper, startService } from './service-process.js';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    /** Options of the service's node, for profiles. */
    node: { type: 'string', multiple: true, default: [] },
  },
});
const ROUNDS = options.quick ? 3 : 5;
/** Long enough for a service under way: the first moments after a pause show cold caches. */
const MILLISECONDS = options.quick ? 1_000 : 5_000;
const RAW_MILLISECONDS = options.quick ? 500 : 1_500;
/** Consumers whom the decisions are about. */
const PEOPLE = 5_000;

type Case = Pick<Load, 'form' | 'connections' | 'each' | 'events'> & { readonly name: string };
const cases: readonly Case[] = [
  { name: 'batch', form: 'batch', connections: 4, each: 100, events: 60_000 },
  { name: 'ndjson', form: 'ndjson', connections: 2, each: 5_000, events: 60_000 },
  { name: 'many', form: 'single', connections: 64, each: 1, events: 25_000 },
  { name: 'one', form: 'single', connections: 1, each: 1, events: 5_000 },
];

const service = await startService(options.node);
const load = new Helper('load.ts');
const loop = new Helper('raw-loop.ts');
const emmett = new Helper('emmett-loop.ts');
const figures: Figure[] = [];
try {
  // Compiled code, known consumers, warm files.
  await ask({ form: 'batch', connections: 4, each: 100, events: 20_000 }, 30_000);
  for (const one of cases) if (options.only === undefined || options.only === one.name) await measure(one);
} finally {
  load.stop();
  loop.stop();
  emmett.stop();
  await service.stop();
}
print(figures, options.json);

/** Rounds of the bare loop and of the service alternate, so that both meet the same machine. */
async function measure({ name, ...one }: Case): Promise<void> {
  const ours: Loaded[] = [];
  const theirs: Looped[] = [];
  const emmetts: Looped[] = [];
  const busy: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await service.caughtUp();
    const looping: Looping = { each: one.form === 'single' ? 1 : 100, milliseconds: RAW_MILLISECONDS };
    theirs.push(await loop.ask(looping));
    emmetts.push(await emmett.ask(looping));
    const before = service.busy();
    const loaded = await ask(one, MILLISECONDS);
    // Until the read models hold them too, so that all that an event costs is counted.
    await service.caughtUp();
    busy.push((1e6 * (service.busy() - before)) / loaded.events);
    ours.push(loaded);
  }
  const value = median(ours.map(({ perSecond }) => perSecond));
  const rate = (of: readonly Looped[]) => ({
    value,
    unit: 'events/s',
    baseline: median(of.map(({ perSecond }) => perSecond)),
  });
  if (name === 'batch') {
    figures.push({ figure: 'ingest, batches of 100, beside raw inserts of 100', ...rate(theirs), bar: 0.25 });
    figures.push({ figure: 'ingest, batches of 100', value, unit: 'events/s', bar: 12_000 });
    figures.push({ figure: 'ingest, batches of 100, beside emmett-sqlite', ...rate(emmetts), bar: 1.3 });
    figures.push({
      figure: 'ingest, processor time of all threads an event, read models included',
      value: median(busy),
      unit: 'µs',
    });
  } else if (name === 'ndjson') {
    figures.push({ figure: 'ingest, NDJSON streams, beside raw inserts of 100', ...rate(theirs) });
    figures.push({ figure: 'ingest, NDJSON streams, beside emmett-sqlite', ...rate(emmetts) });
  } else if (name === 'many') {
    const many = 'ingest, single events on 64 connections';
    figures.push({ figure: `${many}, beside raw single inserts`, ...rate(theirs), bar: 1.2 });
    figures.push({ figure: `${many}, beside single events of emmett-sqlite`, ...rate(emmetts) });
  } else {
    const one = {
      figure: 'ingest, single events on one connection, p50',
      value: median(ours.map(({ p50 }) => p50)),
      unit: 'ms',
    };
    const beside = (of: readonly Looped[]) => ({ baseline: median(of.map(({ p50 }) => p50)), below: true });
    figures.push({ ...one, figure: `${one.figure}, beside a raw insert`, ...beside(theirs), bar: 4 });
    figures.push({ ...one, figure: `${one.figure}, beside one of emmett-sqlite`, ...beside(emmetts) });
  }
}

function ask(one: Pick<Load, 'form' | 'connections' | 'each' | 'events'>, milliseconds: number): Promise<Loaded> {
  const request: Load = { url: service.url, token: service.producer, people: PEOPLE, milliseconds, ...one };
  return load.ask<Loaded>(request);
}
