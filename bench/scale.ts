/** What a ledger of a given size weighs, from bytes a record that are measured here and now on a small real one. Anyone can run it with their own numbers. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEmbeddedLog } from '../src/log/embedded-log.js';
import { fill } from '../src/projections/build.js';
import { projections } from '../src/projections/catalogue.js';
import { feedOf } from '../src/projections/feed.js';
import { append, stretch } from '../test/support/plain-records.js';
import { type Figure, print } from './figures.js';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    consumers: { type: 'string', default: '100000000' },
    records: { type: 'string', default: '2000000000' },
    'record-bytes': { type: 'string', default: '1800' },
  },
});

const consumers = Number(options.consumers);
const records = Number(options.records);
const recordBytes = Number(options['record-bytes']);
const sample = options.quick ? 20_000 : 100_000;
/** A subject's row in the vault: pseudonym, wrapped key, look-up hash, and their indexes. */
const VAULT_BYTES = 350;
const TREE_BYTES = (32 * 256) / 255;
const SECONDS_A_YEAR = 365 * 86_400;
const PEAK = 5;

const folder = mkdtempSync(join(tmpdir(), 'bench-scale-'));
try {
  print(await simulate(), options.json);
} finally {
  rmSync(folder, { recursive: true });
}

async function simulate(): Promise<readonly Figure[]> {
  const log = await openEmbeddedLog(join(folder, 'log'));
  const made = stretch(sample);
  for (let at = 0; at < made.length; at += 1_000) await append(log, ...made.slice(at, at + 1_000));
  const content = made.reduce((sum, { record }) => sum + record.header.length + record.body.length, 0) / sample;
  const path = join(folder, 'models.db');
  const { seconds } = await fill(path, feedOf(log), projections);
  const rebuild = sample / seconds;
  await log.close();
  const stored = bytesIn(join(folder, 'log')) / sample;
  const models = statSync(path).size / sample;
  const overhead = stored - content;
  const TB = 1e12;
  return [
    { figure: `log beside the content, measured over ${sample} records`, value: overhead, unit: 'bytes/record' },
    { figure: 'read models, measured', value: models, unit: 'bytes/record' },
    { figure: 'read models built, measured', value: rebuild, unit: 'records/s' },
    {
      figure: `log a year, ${recordBytes} bytes of content`,
      value: ((recordBytes + overhead) * records) / TB,
      unit: 'TB',
    },
    { figure: 'read models a year, each instance', value: (models * records) / TB, unit: 'TB' },
    { figure: 'tree a year', value: (TREE_BYTES * records) / TB, unit: 'TB' },
    { figure: `vault of ${consumers} consumers`, value: (VAULT_BYTES * consumers) / TB, unit: 'TB' },
    { figure: 'records a second, mean', value: records / SECONDS_A_YEAR, unit: 'records/s' },
    {
      figure: `records a second, peak of ${PEAK} times the mean`,
      value: (PEAK * records) / SECONDS_A_YEAR,
      unit: 'records/s',
    },
    { figure: 'one instance builds a year of read models in', value: records / rebuild / 3_600, unit: 'hours' },
  ];
}

function bytesIn(path: string): number {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
