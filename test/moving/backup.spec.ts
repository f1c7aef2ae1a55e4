/** A backup is consistent while the service writes, and putting it back brings nobody back. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Config, readConfig } from '../../src/config.js';
import { backUp } from '../../src/moving/backup.js';
import { restore } from '../../src/moving/restore.js';
import { verifyLedger } from '../../src/proof/verification/verify-ledger.js';
import { type Instant, instantOf, type Pseudonym } from '../../src/record/ids.js';
import { backupsUntil, daysOf, inDays, noteBackup } from '../../src/vault/backups.js';
import { Vault } from '../../src/vault/vault.js';
import { collectedEvent } from '../support/collected-event.js';
import { runCommand } from '../support/command-line.js';
import { Service } from '../support/service.js';

const environment = { LEDGER_VAULT_KEY: 'ab'.repeat(32), LEDGER_LOG: 'embedded', LEDGER_LOG_LEVEL: 'silent' };
const now = (): Instant => instantOf(Date.now());

let folder: string;
let service: Service;
let ada: Pseudonym;
let bob: Pseudonym;
let bobKey: Uint8Array;
let backup: string;
let backupEnds: Instant;
let checkpoint: string;

const configAt = (data: string): Config => readConfig({ LEDGER_DATA: data, ...environment });
const collected = (id: string, subject: string): object => collectedEvent(id, subject, id);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-backup-'));
  service = await Service.start(environment);
  await service.record(collected('ada', 'crm:ada'), collected('bob', 'crm:bob'));
  ada = await pseudonymOf('crm:ada');
  bob = await pseudonymOf('crm:bob');
  bobKey = wrappedIn(service.data, bob) ?? new Uint8Array();
  let writing = true;
  const writer = (async () => {
    for (let n = 0; writing; n++) await service.record(collected(`live-${n}`, `crm:live-${n}`));
  })();
  const made = await backUp(configAt(service.data), join(folder, 'backups'), 50, now());
  writing = false;
  await writer;
  backup = made.folder;
  backupEnds = made.expiresAt;
  const erased = await service.ask(`/v1/consumers/${bob}/erasure`, {
    as: 'privacy-officer',
    body: { article: '17(1)(b)', reason: 'consent withdrawn' },
  });
  expect(erased.status).toBe(200);
  for (let size = 0; size === 0; await new Promise((done) => setTimeout(done, 50))) {
    checkpoint = (await service.ask('/checkpoint', { as: 'auditor' })).body;
    size = Number(checkpoint.split('\n')[1] ?? 0) >= (await recordsIn(service.data)) ? 1 : 0;
  }
  writeFileSync(join(folder, 'checkpoint.txt'), checkpoint);
});

afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('the certificate names the day when the last backup of the vault is gone', async () => {
  const state = await service.ask(`/v1/consumers/${bob}/erasure`, { as: 'privacy-officer' });
  expect(state.json()).toMatchObject({ erasure: { status: 'erased', backupsUntil: backupEnds } });
});

it('restores a ledger that verifies, although it was copied while records came in', async () => {
  const data = join(folder, 'restored');
  const restored = await restore(configAt(data), backup, null);
  expect(restored.files).toEqual(expect.arrayContaining(['log/log.db', 'vault/vault.db', 'proof/checkpoints.db']));
  expect(await verify(data)).toMatchObject({ intact: true, problems: [] });
  expect(wrappedIn(data, ada)).toBeDefined();
});

it('a whole old copy is found out by a checkpoint from later', async () => {
  const data = join(folder, 'rolled-back');
  await restore(configAt(data), backup, null);
  const args = ['verify', '--no-read-models', '--checkpoint', join(folder, 'checkpoint.txt')];
  const verified = await runCommand(args, data, environment);
  expect(verified).toMatchObject({ code: 1, stdout: expect.stringContaining('rollback:') });
});

describe('an old vault beside the log as it is', () => {
  const standing = (name: string): string => {
    const data = join(folder, name);
    cpSync(service.data, data, { recursive: true });
    rmSync(join(data, 'vault'), { recursive: true });
    return data;
  };

  it('brings nobody back: no file holds the key of who was erased', async () => {
    expect(readFileSync(join(backup, 'vault', 'vault.db')).includes(Buffer.from(bobKey))).toBe(true);
    const data = standing('old-vault');
    const { code, stdout } = await runCommand(['restore', backup, '--only', 'vault', '--json'], data, environment);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ files: ['vault/vault.db'], erasedAgain: 1 });
    const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const holding = files.filter((entry) =>
      readFileSync(join(entry.parentPath, entry.name)).includes(Buffer.from(bobKey)),
    );
    expect(holding).toEqual([]);
    expect(wrappedIn(data, ada)).toBeDefined();
  });

  it('brings nobody back where it was only copied there either: the next start erases before it answers', async () => {
    const data = standing('copied-vault');
    cpSync(join(backup, 'vault'), join(data, 'vault'), { recursive: true });
    const again = await Service.start({ ...environment, LEDGER_DATA: data });
    expect(await again.app.get(Vault).find('crm:bob')).toBeNull();
    expect(await again.app.get(Vault).dataKeys([ada, bob])).toMatchObject({ size: 1 });
    await again.stop();
    expect(wrappedIn(data, bob)).toBeUndefined();
  });

  it('carries out erasures that come after, although the vault had seen more of the log than is left', async () => {
    const data = join(folder, 'shorter-log');
    const late = await backUp(configAt(service.data), join(folder, 'late'), 1, now());
    // The log of the first backup, the vault of the second.
    await restore(configAt(data), backup, null);
    rmSync(join(data, 'vault'), { recursive: true });
    await restore(configAt(data), late.folder, 'vault');
    const again = await Service.start({ ...environment, LEDGER_DATA: data });
    while ((await again.ask('/health/ready')).status !== 200) await new Promise((done) => setTimeout(done, 50));
    await again.ask(`/v1/consumers/${ada}/erasure?wait=2`, {
      as: 'privacy-officer',
      body: { article: '17(1)(b)', reason: 'consent withdrawn' },
    });
    expect(await again.app.get(Vault).find('crm:ada')).toBeNull();
    await again.stop();
  });
});

describe('a restore', () => {
  it('never writes over anything', async () => {
    await expect(restore(configAt(service.data), backup, null)).rejects.toMatchObject({ code: 'conflict' });
    await expect(restore(configAt(service.data), backup, 'vault')).rejects.toMatchObject({ code: 'conflict' });
    const empty = join(folder, 'empty');
    await expect(restore(configAt(empty), backup, 'vault')).rejects.toMatchObject({ code: 'missing' });
  });

  it('refuses a backup that was altered, naming the file, and what is none', async () => {
    const altered = join(folder, 'altered');
    cpSync(backup, altered, { recursive: true });
    const path = join(altered, 'log', 'log.db');
    const bytes = readFileSync(path);
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const data = join(folder, 'never');
    await expect(restore(configAt(data), altered, null)).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('log/log.db'),
    });
    await expect(restore(configAt(data), join(folder, 'backups'), null)).rejects.toMatchObject({
      code: 'missing',
      message: expect.stringContaining(backup),
    });
    expect(existsSync(data)).toBe(false);
  });
});

describe('backups', () => {
  it('are removed when their time is over, and no key is among them', async () => {
    const config = configAt(service.data);
    const place = join(folder, 'expiring');
    const first = await backUp(config, place, 1, now());
    const later = await backUp(config, place, 1, inDays(now(), 2));
    expect(later.removed).toHaveLength(1);
    expect(existsSync(first.folder)).toBe(false);
    const names = readdirSync(later.folder, { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => /\.(pem|key)$/.test(name))).toEqual([]);
  });

  it('are not made of a ledger that is not there', async () => {
    await expect(backUp(configAt(join(folder, 'nowhere')), folder, 1, now())).rejects.toMatchObject({
      code: 'missing',
    });
  });
});

describe('what a certificate promises', () => {
  const at = '2026-11-24T12:00:00.000Z' as Instant;

  it('is the last expiry noted, and the configured days where those are longer', () => {
    const data = mkdtempSync(join(folder, 'noted-'));
    expect(backupsUntil(data, at, null)).toBe(inDays(at, 35));
    noteBackup(data, { madeAt: at, expiresAt: inDays(at, 30), what: 'backup' });
    noteBackup(data, { madeAt: at, expiresAt: inDays(at, 7), what: 'export' });
    expect(backupsUntil(data, at, null)).toBe(inDays(at, 30));
    expect(backupsUntil(data, at, 10)).toBe(inDays(at, 30));
    expect(backupsUntil(data, at, 60)).toBe(inDays(at, 60));
    expect(backupsUntil(data, inDays(at, 100), null)).toBe(inDays(at, 100));
  });

  it('is nothing where the note cannot be read', () => {
    const data = mkdtempSync(join(folder, 'noted-'));
    writeFileSync(join(data, 'backups.ndjson'), '{"expiresAt":"soon"}\n');
    expect(() => backupsUntil(data, at, null)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });

  it('is given in days', () => {
    expect([daysOf('30d'), daysOf('7')]).toEqual([30, 7]);
    for (const text of ['soon', '0d', '-3', '1.5d'])
      expect(() => daysOf(text)).toThrow(expect.objectContaining({ code: 'bad-request' }));
  });
});

async function pseudonymOf(reference: string): Promise<Pseudonym> {
  const found = await service.app.get(Vault).find(reference);
  if (found === null) throw new Error('not found');
  return found;
}

function wrappedIn(data: string, pseudonym: Pseudonym): Uint8Array | undefined {
  using database = new DatabaseSync(join(data, 'vault', 'vault.db'), { readOnly: true });
  return database.prepare('SELECT wrapped FROM subject WHERE pseudonym = ?').get(pseudonym)?.wrapped as Uint8Array;
}

async function recordsIn(data: string): Promise<number> {
  return (await verify(data)).records;
}

function verify(data: string) {
  const config = { ...configAt(data), readOnly: true };
  return verifyLedger({ config, keys: [], foreign: new Map(), readModels: false });
}
