import { tmpdir } from 'node:os';
import type { Pseudonym } from '../../src/record/ids.js';
import { openVault, type VaultConfig } from '../../src/vault/vault.module.js';
import { vaultContract } from '../contract/vault.contract.js';
import { type PostgresServer, startPostgres } from '../support/postgres-server.js';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server.stop());

vaultContract('PostgreSQL', async () => {
  const { url, drop } = await server.database();
  return {
    open: (...keys) => openVault(config(url, { vaultKey: keys.join(' ') })),
    stored: (pseudonym) => stored(url, pseudonym),
    bytes: () => server.bytes(url),
    remove: drop,
  };
});

describe('the shared vault', () => {
  it('makes its tables once when eight instances start at the same time', async () => {
    const { url, drop } = await server.database();
    const vaults = await Promise.all(Array.from({ length: 8 }, () => openVault(config(url, {}))));
    const answers = await Promise.all(vaults.map((vault) => vault.subjectsOf(['crm:1'])));
    expect(new Set(answers.map(([subject]) => subject?.pseudonym)).size).toBe(1);
    await Promise.all(vaults.map((vault) => vault.close()));
    await drop();
  });

  it('reading only, makes no tables, and answers what it knows where they are', async () => {
    const { url, drop } = await server.database();
    const none = await openVault(config(url, { readOnly: true }));
    expect(await none.find('crm:1')).toBeNull();
    expect(await server.query(url, `SELECT to_regclass('vault_setting') AS there`)).toEqual([{ there: null }]);
    const writing = await openVault(config(url, {}));
    const [subject] = await writing.subjectsOf(['crm:1']);
    const reading = await openVault(config(url, { readOnly: true }));
    expect(await reading.find('crm:1')).toBe(subject?.pseudonym);
    await expect(reading.subjectsOf(['crm:2'])).rejects.toMatchObject({ code: 'unavailable' });
    for (const vault of [none, writing, reading]) await vault.close();
    await drop();
  });

  it('asks for a master key: a development key would be another one in each instance', async () => {
    await expect(openVault(config('postgres://127.0.0.1:1/none', { vaultKey: null }))).rejects.toMatchObject({
      code: 'configuration',
    });
  });

  it('says that it is unavailable where no server answers, and does not repeat the connection string', async () => {
    const refusal = expect.objectContaining({ code: 'unavailable', message: expect.not.stringContaining('secret') });
    await expect(openVault(config('postgres://ledger:secret@127.0.0.1:1/none', {}))).rejects.toEqual(refusal);
  });

  it('leaves no trace although statistics were taken and an old snapshot still sees the rows', async () => {
    const { url, drop } = await server.database();
    const vault = await openVault(config(url, {}));
    const subjects = await vault.subjectsOf(Array.from({ length: 400 }, (_, index) => `crm:${index}`));
    const victim = subjects[7];
    if (victim === undefined) throw new Error('no subject');
    const traces = await stored(url, victim.pseudonym);
    await server.query(url, 'ANALYZE');
    expect((await server.bytes(url)).includes(traces[0] ?? '')).toBe(true);
    const snapshot = await openSnapshot(url);
    await vault.erase([victim.pseudonym]);
    const bytes = await server.bytes(url);
    expect(traces).toHaveLength(2);
    expect(traces.filter((trace) => bytes.includes(trace))).toEqual([]);
    expect((await vault.dataKeys(subjects.map(({ pseudonym }) => pseudonym))).size).toBe(399);
    await snapshot.end();
    await vault.close();
    await drop();
  });

  it('erases and makes subjects at the same time, from two instances, without losing one', async () => {
    const { url, drop } = await server.database();
    const [a, b] = [await openVault(config(url, {})), await openVault(config(url, {}))];
    const first = await a.subjectsOf(Array.from({ length: 200 }, (_, index) => `crm:${index}`));
    const erased = first.slice(0, 40).map(({ pseudonym }) => pseudonym);
    const work: Promise<unknown>[] = [];
    for (let turn = 0; turn < 10; turn++) {
      const part = erased.slice(turn * 4, turn * 4 + 4);
      work.push(a.erase(part), b.erase(part.toReversed()));
      work.push(b.subjectsOf(Array.from({ length: 50 }, (_, index) => `crm:new-${turn}-${index}`)));
      work.push(a.dataKeys(first.slice(100).map(({ pseudonym }) => pseudonym)));
    }
    await Promise.all(work);
    const alive = await b.dataKeys(first.map(({ pseudonym }) => pseudonym));
    expect(alive.size).toBe(160);
    const rows = await server.query(
      url,
      'SELECT (SELECT count(*) FROM vault_subject) AS s, (SELECT count(*) FROM vault_reference) AS r',
    );
    expect(rows).toEqual([{ s: '660', r: '660' }]);
    await Promise.all([a.close(), b.close()]);
    await drop();
  });

  it('is durable when it answers, although the server is set not to be', async () => {
    const { url, drop } = await server.database();
    const vault = await openVault(config(url, {}));
    const [setting] = await server.query(url, `SELECT current_setting('synchronous_commit') AS is`);
    expect(setting).toEqual({ is: 'off' });
    const [before] = await server.query(url, 'SELECT pg_current_wal_insert_lsn()::text AS written');
    await vault.subjectsOf(['crm:1']);
    const [after] = await server.query(url, 'SELECT pg_current_wal_flush_lsn() > $1::pg_lsn AS flushed', [
      before?.written,
    ]);
    expect(after).toEqual({ flushed: true });
    await vault.close();
    await drop();
  });
});

async function openSnapshot(url: string) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await client.query('SELECT 1 FROM pg_class LIMIT 1');
  return client;
}

async function stored(url: string, pseudonym: Pseudonym): Promise<readonly Buffer[]> {
  const [row] = await server.query(url, 'SELECT lookup, wrapped FROM vault_subject WHERE pseudonym = $1', [pseudonym]);
  return [row?.lookup, row?.wrapped].filter((value) => Buffer.isBuffer(value));
}

function config(url: string, changes: Partial<VaultConfig>): VaultConfig {
  return { data: tmpdir(), vault: { kind: 'postgres', url }, vaultKey: 'a1'.repeat(32), readOnly: false, ...changes };
}
