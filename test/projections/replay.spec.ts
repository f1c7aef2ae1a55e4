/** `ledger replay`: what the records give is what answers, or the model that differs is named. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedLog } from '../../src/log/embedded-log.js';
import { buildReadModels } from '../../src/projections/build.js';
import { projections } from '../../src/projections/catalogue.js';
import { feedOf } from '../../src/projections/feed.js';
import { generationsFolder, readModelsPath } from '../../src/projections/generations.js';
import { runCommand } from '../support/command-line.js';
import { append, stretch } from '../support/plain-records.js';

const EMBEDDED = { LEDGER_LOG: 'embedded' };

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'replay-'));
});
afterEach(() => rmSync(data, { recursive: true }));

async function filled(): Promise<string> {
  const log = await openEmbeddedLog(join(data, 'log'));
  await append(log, ...stretch(60));
  await buildReadModels(generationsFolder(data), feedOf(log), projections);
  // Recorded after what the read models hold: no difference.
  await append(log, ...stretch(20));
  await log.close();
  return readModelsPath(data) ?? '';
}

it('finds all models the same, up to where the live ones stand', async () => {
  await filled();
  const { code, stdout } = await runCommand(['replay'], data, EMBEDDED);
  expect([code, stdout.split('\n').at(-2)]).toEqual([
    0,
    'The 60 records up to position 60 give the read models that answer.',
  ]);
  const names = [...stdout.matchAll(/^same +(\S+) +[0-9a-f]{64}$/gm)].map(([, name]) => name);
  expect(names).toEqual(projections.map(({ name }) => name).toSorted());
});

it('names the model that says something else', async () => {
  const live = new DatabaseSync(await filled());
  live.exec('UPDATE leaf SET at = at + 1 WHERE leaf = 7');
  live.close();
  const { code, stdout } = await runCommand(['replay', '--json'], data, EMBEDDED);
  const { same, models } = JSON.parse(stdout) as {
    same: boolean;
    models: readonly { name: string; live: string; replayed: string }[];
  };
  expect([code, same]).toEqual([1, false]);
  expect(models.filter(({ live: one, replayed }) => one !== replayed).map(({ name }) => name)).toEqual(['leaf']);
});

it('cannot run where there are no read models', async () => {
  const { code, stderr } = await runCommand(['replay'], data, EMBEDDED);
  expect([code, stderr]).toEqual([2, expect.stringContaining('There are no read models')]);
});
