/** A whole ledger moves: the same records, digests, order, root, checkpoints and keys in another place, and nothing of whom was erased. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Config, readConfig } from '../../src/config.js';
import { recordOf } from '../../src/moving/check-file.js';
import { exportLedger } from '../../src/moving/export-ledger.js';
import { importLedger } from '../../src/moving/import-ledger.js';
import { readLedgerFile } from '../../src/moving/ledger-file.js';
import { openParts } from '../../src/moving/parts.js';
import { readOn } from '../../src/proof/publications.js';
import { verifyLedger } from '../../src/proof/verification/verify-ledger.js';
import type { Instant, Pseudonym } from '../../src/record/ids.js';
import { Vault } from '../../src/vault/vault.js';
import { collectedEvent as collected } from '../support/collected-event.js';
import { runCommand } from '../support/command-line.js';
import { describeWithEventStoreDb, eventStoreDb, freshLedgerName } from '../support/eventstoredb-server.js';
import { type PostgresServer, startPostgres } from '../support/postgres-server.js';
import { Service } from '../support/service.js';

const KEY = 'ab'.repeat(32);
const environment = { LEDGER_VAULT_KEY: KEY, LEDGER_LOG: 'embedded', LEDGER_LOG_LEVEL: 'silent' };
const NOW = '2026-11-24T12:00:00.000Z' as Instant;
const request = { article: '17(1)(b)', reason: 'consent withdrawn' };

let folder: string;
let source: Service;
let file: string;
/** Still known, and erased. */
let ada: Pseudonym;
let bob: Pseudonym;
let bobKey: { readonly wrapped: Uint8Array; readonly lookup: Uint8Array };
let token: string;

const configOf = (name: string, changes: Record<string, string> = {}): Config =>
  readConfig({ LEDGER_DATA: join(folder, name), ...environment, ...changes });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-moving-'));
  source = await Service.start(environment);
  await source.record(...Array.from({ length: 40 }, (_, n) => collected(`a-${n}`, 'crm:ada', `Ada ${n}`)));
  await source.record(...Array.from({ length: 5 }, (_, n) => collected(`b-${n}`, 'crm:bob', `Bob ${n}`)));
  ada = await pseudonymOf(source, 'crm:ada');
  bob = await pseudonymOf(source, 'crm:bob');
  using database = new DatabaseSync(join(source.data, 'vault', 'vault.db'), { readOnly: true });
  const row = database.prepare('SELECT wrapped, lookup FROM subject WHERE pseudonym = ?').get(bob);
  bobKey = { wrapped: row?.wrapped as Uint8Array, lookup: row?.lookup as Uint8Array };
  const erased = await source.ask(`/v1/consumers/${bob}/erasure`, { as: 'privacy-officer', body: request });
  expect(erased.status).toBe(200);
  await source.record(collected('a-last', 'crm:ada', 'Ada last'));
  await checkpointed(source);
  token = await source.tokenOf('support');
  file = join(folder, 'ledger.ndjson');
  await exportLedger(readConfig({ LEDGER_DATA: source.data, ...environment }), file, NOW);
});

afterAll(async () => {
  await source.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('embedded to embedded', () => {
  let moved: Config;

  beforeAll(async () => {
    moved = configOf('moved');
    await importLedger(moved, file);
  });

  it('keeps records, digests, streams, revisions and their order', async () => {
    expect(await contentOf(moved)).toEqual(await contentOf(configAt(source.data)));
  });

  it('keeps the root, and every checkpoint and key that was published', async () => {
    const verified = await verify(moved);
    expect(verified).toMatchObject({ intact: true, problems: [], root: (await verify(configAt(source.data))).root });
    expect(verified.checkpoints).toBeGreaterThan(0);
    expect(await publishedIn(moved)).toEqual(await publishedIn(configAt(source.data)));
  });

  it('holds nothing that could open what was erased, neither in the file nor in the new place', async () => {
    const encoded = [bobKey.wrapped, bobKey.lookup].map((bytes) => Buffer.from(bytes).toString('base64'));
    const text = readFileSync(file, 'utf8');
    for (const secret of encoded) expect(text).not.toContain(secret);
    for (const secret of [bobKey.wrapped, bobKey.lookup]) expect(filesWith(moved.data, secret)).toEqual([]);
  });

  it('serves on: the same people, tokens and certificates, and later checkpoints continue the earlier ones', async () => {
    const first = await runCommand(['verify', '--json', '--no-witnesses'], moved.data, environment);
    const before = JSON.parse(first.stdout) as { size: number };
    const service = await serviceOn(moved.data);
    try {
      expect(await pseudonymOf(service, 'crm:ada')).toBe(ada);
      expect(await service.app.get(Vault).find('crm:bob')).toBeNull();
      const wait = await countOf(moved.data);
      const timeline = await service.ask(`/v1/consumers/${ada}/timeline?wait=${wait}`, { as: { token } });
      expect(timeline.status).toBe(200);
      expect(timeline.body).toContain('Ada last');
      const state = await service.ask(`/v1/consumers/${bob}/erasure`, { as: 'privacy-officer' });
      expect(state.json()).toMatchObject({ erasure: { status: 'erased', consumer: bob } });
      await service.record(collected('a-moved', 'crm:ada', 'Ada moved'));
      const repeat = await service.ask('/v1/events', {
        as: 'producer',
        body: { specversion: '1.0', ...collected('a-3', 'crm:ada', 'Ada 3') },
        headers: { 'content-type': 'application/cloudevents+json' },
      });
      expect(repeat.json()).toMatchObject({ duplicate: true });
      const size = await checkpointed(service, moved.data);
      const consistency = await service.ask(`/v1/proofs/consistency?from=${before.size}&to=${size}`, { as: 'auditor' });
      expect(consistency.status).toBe(200);
    } finally {
      await service.app.close();
    }
    expect(await verify(moved)).toMatchObject({ intact: true });
  });
});

describe('an import', () => {
  it('is refused where there is a ledger already', async () => {
    await expect(importLedger(configAt(source.data), file)).rejects.toMatchObject({ code: 'already-locked' });
    const inhabited = configOf('inhabited');
    await importLedger(inhabited, file);
    await expect(importLedger(inhabited, file)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is refused for another origin, and without the master key, before anything is stored', async () => {
    const other = configOf('other', { LEDGER_ORIGIN: 'other.example' });
    await expect(importLedger(other, file)).rejects.toMatchObject({ code: 'configuration' });
    const wrongKey = configOf('wrong-key', { LEDGER_VAULT_KEY: 'cd'.repeat(32) });
    await expect(importLedger(wrongKey, file)).rejects.toMatchObject({ code: 'unavailable' });
    const noKey = configOf('no-key', { LEDGER_VAULT_KEY: '' });
    await expect(importLedger(noKey, file)).rejects.toMatchObject({ code: 'configuration' });
    for (const { data } of [other, wrongKey, noKey]) expect(existsSync(data)).toBe(false);
  });

  it.each<readonly [string, (lines: string[]) => string[], RegExp]>([
    ['cut off', (lines) => lines.slice(0, -3), /ends after line \d+/],
    ['cut in a line', (lines) => [...lines.slice(0, 20), (lines[20] ?? '').slice(0, 50)], /line 21 /],
    ['without a line', (lines) => lines.toSpliced(20, 1), /line \d+|leaf|records/],
    ['with two records swapped', swapRecords, /revision|between line|checkpoint|was signed|not as it was written/],
    ['with an altered value', (lines) => lines.map((line) => line.replace('"account form"', '"Account form"')), /body/],
    ['with an altered key', (lines) => lines.map((line) => line.replace('"mark":"', '"mark":"A')), /between line/],
    ['with something behind its end', (lines) => [...lines, '{"kind":"fence","mark":"AA=="}'], /behind its end/],
  ])('of a file %s is refused, naming the place', async (_, damage, place) => {
    const damaged = join(folder, 'damaged.ndjson');
    writeFileSync(damaged, `${damage(readFileSync(file, 'utf8').trimEnd().split('\n')).join('\n')}\n`);
    const target = configOf('damaged');
    await expect(importLedger(target, damaged)).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringMatching(place),
    });
    expect(existsSync(target.data)).toBe(false);
  });

  it('that was killed goes on where it is run again, and no service starts in between', async () => {
    const { data } = configOf('killed');
    const environmentOf = { ...environment, LEDGER_DATA: data };
    // Killed from within, as soon as records are stored and before the vault is.
    const dist = join(import.meta.dirname, '..', '..', 'dist');
    const script = `const { importLedger } = await import(${JSON.stringify(join(dist, 'moving', 'import-ledger.js'))});
      const { readConfig } = await import(${JSON.stringify(join(dist, 'config.js'))});
      const kill = (step) => step === 'imported' && process.kill(process.pid, 'SIGKILL');
      await importLedger(readConfig(${JSON.stringify(environmentOf)}), ${JSON.stringify(file)}, kill);`;
    writeFileSync(join(folder, 'killed.mjs'), script);
    const killed = spawnSync(process.execPath, [join(folder, 'killed.mjs')], { encoding: 'utf8' });
    expect(killed).toMatchObject({ signal: 'SIGKILL', stderr: '' });
    expect(await countOf(data)).toBeGreaterThan(0);
    const served = await runCommand(['serve'], folder, { ...environmentOf, LEDGER_PORT: '0' });
    expect(served).toMatchObject({ code: 2, stderr: expect.stringContaining('not finished') });
    const again = await runCommand(['import', '--ledger', file, '--json'], folder, environmentOf);
    // What it says of its progress depends on how long it takes.
    expect({ code: again.code, stderr: again.code === 0 ? '' : again.stderr }).toEqual({ code: 0, stderr: '' });
    expect(await contentOf(configOf('killed'))).toEqual(await contentOf(configAt(source.data)));
  }, 120_000);

  it('erases again whom the log calls erased, whatever the file holds', async () => {
    // The vault as it was before the erasure, beside the log as it is: what a restored backup would be.
    const old = await Service.start(environment);
    await old.record(collected('o-1', 'crm:olga', 'Olga'));
    const olga = await pseudonymOf(old, 'crm:olga');
    const vault = join(old.data, 'vault', 'vault.db');
    using database = new DatabaseSync(vault, { readOnly: true });
    const before = join(folder, 'before.db');
    database.prepare('VACUUM INTO ?').run(before);
    const row = database.prepare('SELECT wrapped FROM subject WHERE pseudonym = ?').get(olga);
    await old.ask(`/v1/consumers/${olga}/erasure`, { as: 'privacy-officer', body: request });
    await old.app.close();
    for (const name of readdirSync(join(old.data, 'vault'))) rmSync(join(old.data, 'vault', name));
    copyFileSync(before, vault);
    const path = join(folder, 'old.ndjson');
    await exportLedger(configAt(old.data), path, NOW);
    expect(readFileSync(path, 'utf8')).not.toContain(Buffer.from(row?.wrapped as Uint8Array).toString('base64'));
    const target = configOf('olga');
    await importLedger(target, path);
    expect(filesWith(target.data, row?.wrapped as Uint8Array)).toEqual([]);
    rmSync(old.data, { recursive: true, force: true });
  });
});

describe('an export', () => {
  it('beside a running service that records on is the ledger as it stood at one moment', async () => {
    const config = configAt(source.data);
    const path = join(folder, 'live.ndjson');
    let writing = true;
    const writer = (async () => {
      for (let n = 0; writing; n++) await source.record(collected(`live-${n}`, 'crm:ada', `Live ${n}`));
    })();
    await exportLedger(config, path, NOW);
    writing = false;
    await writer;
    const target = configOf('live');
    await importLedger(target, path);
    expect(await verify(target)).toMatchObject({ intact: true });
  });

  it('never writes over a file', async () => {
    await expect(exportLedger(configAt(source.data), file, NOW)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('without --ledger gives the records as lines, as GET /v1/records does', async () => {
    const { code, stdout } = await runCommand(['export', '--type', 'subject.erased'], source.data, environment);
    expect(code).toBe(0);
    const served = await source.ask('/v1/records?type=subject.erased', { as: 'auditor' });
    expect(stdout).toBe(served.body);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('from the SQLite vault to PostgreSQL and back', () => {
  let postgres: PostgresServer;

  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it('keeps every key, fence and reference', async () => {
    const { url } = await postgres.database();
    const shared = configOf('shared', { LEDGER_VAULT: url });
    await importLedger(shared, file);
    expect(await vaultOf(shared)).toEqual(await vaultOf(configAt(source.data)));
    const path = join(folder, 'shared.ndjson');
    await exportLedger(shared, path, NOW);
    const back = configOf('back');
    await importLedger(back, path);
    expect(await vaultOf(back)).toEqual(await vaultOf(configAt(source.data)));
    for (const name of ['shared', 'back']) {
      const changes: Record<string, string> = name === 'shared' ? { LEDGER_VAULT: url } : {};
      const service = await serviceOn(configOf(name).data, changes);
      expect(await pseudonymOf(service, 'crm:ada')).toBe(ada);
      expect(await service.app.get(Vault).dataKeys([ada, bob])).toMatchObject({ size: 1 });
      await service.app.close();
    }
  });
});

describeWithEventStoreDb('from the embedded log to EventStoreDB and back', () => {
  it('keeps records, order, root and checkpoints', async () => {
    const server = { LEDGER_LOG: 'eventstoredb', LEDGER_EVENTSTOREDB: eventStoreDb, LEDGER_NAME: freshLedgerName() };
    const shared = configOf('server', server);
    await importLedger(shared, file);
    const path = join(folder, 'server.ndjson');
    await exportLedger(shared, path, NOW);
    const back = configOf('from-server');
    await importLedger(back, path);
    const original = (await contentIn(file)).records;
    expect((await contentOf(shared)).slice(0, original.length)).toEqual(original);
    expect(await contentOf(back)).toEqual(original);
    expect(await publishedIn(back)).toEqual(await publishedIn(shared));
    expect((await verify(back)).root).toBe((await contentIn(file)).root);
  }, 120_000);
});

function configAt(data: string): Config {
  return readConfig({ LEDGER_DATA: data, ...environment });
}

async function serviceOn(data: string, changes: Record<string, string> = {}): Promise<Service> {
  const service = await Service.start({ ...environment, LEDGER_DATA: data, ...changes });
  while ((await service.ask('/health/ready')).status !== 200) await new Promise((resolve) => setTimeout(resolve, 50));
  return service;
}

async function pseudonymOf(service: Service, reference: string): Promise<Pseudonym> {
  const found = await service.app.get(Vault).find(reference);
  if (found === null) throw new Error('not found');
  return found;
}

/** Waits until a checkpoint covers every record. */
async function checkpointed(service: Service, data = service.data): Promise<number> {
  for (;;) {
    const records = await countOf(data);
    const answer = await service.ask('/checkpoint', { as: 'auditor' });
    const size = Number(answer.body.split('\n')[1]);
    if (answer.status === 200 && size >= records) return size;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function countOf(data: string): Promise<number> {
  return (await contentOf(configAt(data))).length;
}

async function contentOf(config: Config): Promise<readonly (readonly [string, number, string, string, string])[]> {
  const { log, close } = await openParts({ ...config, readOnly: true });
  const content: [string, number, string, string, string][] = [];
  for await (const page of log.readAll())
    for (const { stream, revision, id, header, body } of page)
      content.push([stream, revision, id, Buffer.from(header).toString(), Buffer.from(body).toString()]);
  await close();
  return content;
}

async function publishedIn(config: Config): Promise<readonly string[]> {
  const { publications, close } = await openParts({ ...config, readOnly: true });
  const texts: string[] = [];
  for (const stream of ['keys', 'checkpoints'] as const)
    for await (const { text } of readOn(publications, stream)) texts.push(text);
  await close();
  return texts;
}

async function vaultOf(config: Config): Promise<unknown> {
  const { vault, close } = await openParts({ ...config, readOnly: true });
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const subjects = (await vault?.pageOfRows(null, 100))?.map((row) => [
    row.pseudonym,
    hex(row.lookup),
    hex(row.mark),
    hex(row.wrapped),
    row.master,
  ]);
  const marks = (await vault?.pageOfMarks(null, 100))?.map(hex);
  const keys = (await vault?.namedKeys())?.map(({ name, key }) => [name, key && hex(key.wrapped)]).sort();
  const master = await vault?.master('');
  await close();
  return { subjects, marks, keys, master };
}

function verify(config: Config) {
  return verifyLedger({ config: { ...config, readOnly: true }, keys: [], foreign: new Map(), readModels: false });
}

function filesWith(data: string, secret: Uint8Array): readonly string[] {
  const names = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return names
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(Buffer.from(secret)));
}

function swapRecords(lines: string[]): string[] {
  const first = lines.findIndex((line) => line.startsWith('{"kind":"record"'));
  return lines.toSpliced(first, 2, lines[first + 1] ?? '', lines[first] ?? '');
}

/** The records and the root that a file holds. */
async function contentIn(path: string) {
  const records: (readonly [string, number, string, string, string])[] = [];
  let root = '';
  for await (const line of readLedgerFile(path))
    if (line.kind === 'end') root = line.root;
    else if (line.kind === 'record') {
      const { id, header, body } = recordOf(line);
      records.push([line.stream, line.revision, id, Buffer.from(header).toString(), Buffer.from(body).toString()]);
    }
  return { records, root };
}
