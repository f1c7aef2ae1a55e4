/** Appends to EventStoreDB and catching up with it, beside the bare client doing the same in the same run. Needs LEDGER_EVENTSTOREDB. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EventStoreDBClient, type ReadPosition } from '@eventstore/db-client';
import { placeOf } from '../src/log/eventstoredb/pack.js';
import { type EventStoreDbLog, openEventStoreDbLog, openEventStoreDbReader } from '../src/log/eventstoredb-log.js';
import { recordIdOf, streamName } from '../src/record/ids.js';
import type { NewRecord } from '../src/record/record.js';
import { type Figure, median, print } from './figures.js';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});
const connection = process.env.LEDGER_EVENTSTOREDB ?? '';
const ROUNDS = options.quick ? 3 : 5;
const ROUND_MILLISECONDS = options.quick ? 1_500 : 4_000;
const RECORD_BYTES = 1_800;
const BAR = 0.7;
let made = 0;

if (connection === '') process.stderr.write('SKIPPED: set LEDGER_EVENTSTOREDB to a real server (esdb://…).\n');
else await measure();

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-eventstoredb-'));
  const source = { connection, name: `bench-${randomUUID()}` };
  const log = await openEventStoreDbLog(source, folder);
  const client = EventStoreDBClient.connectionString(connection);
  const figures: Figure[] = [];
  try {
    for (const { name, size, callers } of [
      { name: '1 an append, 32 in flight', size: 1, callers: 32 },
      { name: '100 an append, 8 in flight', size: 100, callers: 8 },
    ]) {
      await rate(size, callers, () => ours(log, size), 500);
      const values: number[] = [];
      const baselines: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        baselines.push(await rate(size, callers, () => bare(client, source.name, size)));
        values.push(await rate(size, callers, () => ours(log, size)));
      }
      figures.push({
        figure: `append, ${name}`,
        value: median(values),
        unit: 'records/s',
        baseline: median(baselines),
        bar: BAR,
      });
    }
    figures.push(await catchUp(source, client));
  } finally {
    await log.close();
    await client.dispose();
    rmSync(folder, { recursive: true });
  }
  print(figures, options.json);
}

function record(): NewRecord {
  const id = recordIdOf('bench', `${process.pid}-${made++}`);
  const contentTag = createHash('sha256').update(id).digest('hex');
  const header = Buffer.from(JSON.stringify({ contentTag, id }).padEnd(RECORD_BYTES * 0.6));
  return { id, contentTag, header, body: Buffer.alloc(RECORD_BYTES - header.length, 97) };
}

function ours(log: EventStoreDbLog, size: number): Promise<unknown> {
  return log.append(streamName(`decision-${randomUUID()}`), Array.from({ length: size }, record), 'any');
}

/** The same bytes and the same condition. */
function bare(client: EventStoreDBClient, name: string, size: number): Promise<unknown> {
  const events = Array.from({ length: size }, () => {
    const { header, body } = record();
    const data = new Uint8Array(Buffer.concat([header, body]));
    return {
      id: randomUUID(),
      contentType: 'application/octet-stream',
      type: 'bare',
      data,
      metadata: undefined,
    } as const;
  });
  return client.appendToStream(`${name}~bare/${randomUUID()}`, events, { expectedRevision: 'no_stream' });
}

async function rate(size: number, callers: number, step: () => Promise<unknown>, milliseconds = ROUND_MILLISECONDS) {
  const start = performance.now();
  let count = 0;
  const run = async (): Promise<void> => {
    for (; performance.now() < start + milliseconds; count += size) await step();
  };
  await Promise.all(Array.from({ length: callers }, run));
  return count / ((performance.now() - start) / 1_000);
}

/** The follower of the read models against the client's own filtered subscription over the same records. */
async function catchUp(from: { connection: string; name: string }, client: EventStoreDBClient): Promise<Figure> {
  const values: number[] = [];
  const baselines: number[] = [];
  let records = 0;
  // Records share events there.
  let last = 0n;
  for (let round = 0; round < ROUNDS; round++) {
    const reader = openEventStoreDbReader(from);
    const stop = new AbortController();
    let start = performance.now();
    let count = 0;
    for await (const batch of reader.follow(null, stop.signal)) {
      count += batch.records.length;
      last = BigInt(placeOf(batch.position));
      if (batch.caughtUp) stop.abort();
    }
    values.push(count / ((performance.now() - start) / 1_000));
    await reader.close();
    records = count;
    // From where the ledger begins, as ours: a server in use holds much before.
    let begun: ReadPosition = 'start';
    for await (const { event } of client.readStream(`${from.name}~ledger`, { maxCount: 1 }))
      begun = event?.position ?? 'start';
    start = performance.now();
    const subscription = client.subscribeToAll({
      fromPosition: begun,
      filter: { filterOn: 'streamName', prefixes: [`${from.name}/`], maxSearchWindow: 500, checkpointInterval: 4 },
    });
    for await (const { event } of subscription) if (event !== undefined && event.position.commit >= last) break;
    baselines.push(records / ((performance.now() - start) / 1_000));
    await subscription.unsubscribe();
  }
  return {
    figure: `catch-up over ${records} records`,
    value: median(values),
    unit: 'records/s',
    baseline: median(baselines),
    bar: BAR,
  };
}
