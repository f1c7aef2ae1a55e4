/** `ledger import`: alone, through a running service, interrupted and run again. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, startCommand } from '../support/command-line.js';
import { dataFolder, exampleEvent, startService } from '../support/running-service.js';

let folder: string;
beforeEach(() => {
  folder = dataFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const event = (id: string, changes: Record<string, unknown> = {}): string =>
  JSON.stringify(exampleEvent('campaign.ended', id, changes));

async function recorded(data: string): Promise<readonly string[]> {
  const service = await startService(data);
  try {
    return (await service.records()).map((record) => record.header.eventId);
  } finally {
    await service.close();
  }
}

test('records a file, lists what was refused by its line, and finds everything known when it is run again', async () => {
  const file = join(folder, 'story.ndjson');
  writeFileSync(file, [event('a'), '', '{"broken', event('b', { type: 'nothing.known' }), event('c')].join('\n'));
  const first = await runCommand(['import', file, '--json'], folder);
  expect(first).toMatchObject({ code: 1 });
  expect(JSON.parse(first.stdout)).toEqual({
    lines: 5,
    recorded: 2,
    duplicates: 0,
    rejected: 2,
    rejects: `${file}.rejects.ndjson`,
  });
  const rejects = readFileSync(`${file}.rejects.ndjson`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rejects).toMatchObject([
    { line: 3, id: null, problem: { code: 'malformed' } },
    { line: 4, id: 'b', problem: { code: 'invalid' } },
  ]);
  expect(existsSync(`${file}.import.json`)).toBe(false);

  writeFileSync(file, [event('a'), event('c'), event('d')].join('\n'));
  const again = await runCommand(['import', file], folder);
  expect(again).toMatchObject({ code: 0, stdout: '3 lines: 1 recorded, 2 known already, 0 refused.\n' });
  expect(existsSync(`${file}.rejects.ndjson`)).toBe(false);
  expect(await recorded(folder)).toEqual(['a', 'c', 'd']);
}, 180_000);

test('killed in the middle and run again, it goes on and records nothing twice', async () => {
  const file = join(folder, 'long.ndjson');
  const count = 6_000;
  writeFileSync(
    file,
    Array.from({ length: count }, (_, index) => (index === 10 ? 'not json' : event(`e-${index}`))).join('\n'),
  );
  const child = startCommand(['import', file], folder);
  while (!existsSync(`${file}.import.json`) && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  await new Promise((resolve) => child.on('close', resolve));
  expect(existsSync(`${file}.import.json`)).toBe(true);

  const again = await runCommand(['import', file, '--json'], folder);
  expect(again.stderr).toContain('Going on after line');
  expect(again.code).toBe(1);
  const rejects = readFileSync(`${file}.rejects.ndjson`, 'utf8').trim().split('\n');
  expect(rejects.map((line) => JSON.parse(line).line)).toEqual([11]);
  const ids = await recorded(folder);
  expect(ids).toHaveLength(count - 1);
  expect(new Set(ids).size).toBe(count - 1);
}, 180_000);

test('goes through a running service with a token from the environment; beside one without --url it says what to do', async () => {
  const service = await startService(folder);
  try {
    const file = join(folder, 'story.ndjson');
    writeFileSync(file, `${event('a')}\n${event('b', { source: '/bank' })}\n`);
    const token = await service.token('producer', ['/shop']);
    const through = await runCommand(['import', file, '--url', service.url], folder, { LEDGER_TOKEN: token });
    expect(through.stdout).toContain('2 lines: 1 recorded, 0 known already, 1 refused');
    expect(through.code).toBe(1);
    expect(readFileSync(`${file}.rejects.ndjson`, 'utf8')).toContain('foreign-source');
    expect(await runCommand(['import', file, '--url', service.url], folder)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('LEDGER_TOKEN'),
    });
    const refused = await runCommand(['import', file, '--url', service.url], folder, { LEDGER_TOKEN: 'none' });
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('401') });
    const beside = await runCommand(['import', file], folder);
    expect(beside.code).toBe(2);
    expect(beside.stderr).toContain('Another process');
  } finally {
    await service.close();
  }
}, 180_000);

test('a file that is not there is told, with exit code 2', async () => {
  expect(await runCommand(['import', join(folder, 'none.ndjson')], folder)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('none.ndjson'),
  });
}, 180_000);
