import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openVault, type VaultConfig } from '../../src/vault/vault.module.js';
import { type VaultStorage, vaultContract } from '../contract/vault.contract.js';

vaultContract('SQLite', async (): Promise<VaultStorage> => {
  const data = mkdtempSync(join(tmpdir(), 'vault-'));
  return {
    open: (...keys) => openVault(config(data, { vaultKey: keys.join(' ') })),
    stored: async (pseudonym) => {
      const database = new DatabaseSync(join(data, 'vault', 'vault.db'), { readOnly: true });
      const row = database.prepare('SELECT lookup, wrapped FROM subject WHERE pseudonym = ?').get(pseudonym);
      database.close();
      return [row?.lookup, row?.wrapped].flatMap((value) => (value instanceof Uint8Array ? [Buffer.from(value)] : []));
    },
    bytes: async () => everyByte(data),
    remove: async () => rmSync(data, { recursive: true }),
  };
});

describe('the vault in a data folder', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'vault-'));
  });
  afterEach(() => rmSync(data, { recursive: true }));

  it('makes a development key for the first start, for its owner only, and says so loudly each time', async () => {
    for (let start = 0; start < 2; start++) {
      const vault = await openVault(config(data, { vaultKey: null }));
      expect(vault.notices).toEqual([expect.stringContaining('DEVELOPMENT KEY')]);
      await vault.close();
    }
    expect(statSync(join(data, 'vault', 'development.key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(data, 'vault', 'vault.db')).mode & 0o777).toBe(0o600);
  });

  it('says nothing where a key is configured, and asks for it where it is not given again', async () => {
    const vault = await openVault(config(data, {}));
    expect(vault.notices).toEqual([]);
    await vault.close();
    await expect(openVault(config(data, { vaultKey: null }))).rejects.toMatchObject({ code: 'configuration' });
  });

  it('reading only, answers what it knows and writes nothing', async () => {
    const writing = await openVault(config(data, {}));
    const [subject] = await writing.subjectsOf(['crm:1']);
    const reading = await openVault(config(data, { readOnly: true }));
    const before = readFileSync(join(data, 'vault', 'vault.db'));
    expect((await reading.subjectsOf(['crm:1']))[0]?.pseudonym).toBe(subject?.pseudonym);
    await expect(reading.subjectsOf(['crm:2'])).rejects.toMatchObject({ code: 'unavailable' });
    await expect(reading.erase([])).rejects.toMatchObject({ code: 'unavailable' });
    expect(readFileSync(join(data, 'vault', 'vault.db')).equals(before)).toBe(true);
    await reading.close();
    expect(await writing.find('crm:2')).toBeNull();
    await writing.close();
  });

  it('reading only where no vault is, knows nobody and makes no file', async () => {
    const vault = await openVault(config(data, { readOnly: true }));
    expect(await vault.find('crm:1')).toBeNull();
    expect((await vault.dataKeys([])).size).toBe(0);
    await expect(vault.subjectsOf(['crm:1'])).rejects.toMatchObject({ code: 'unavailable' });
    await vault.close();
    expect(readdirSync(data)).toEqual([]);
  });

  it('notices a key or a reference that was moved to another row', async () => {
    const vault = await openVault(config(data, {}));
    await vault.subjectsOf(['crm:1', 'crm:2']);
    await vault.close();
    const database = new DatabaseSync(join(data, 'vault', 'vault.db'));
    const [a, b] = database.prepare('SELECT pseudonym, wrapped FROM subject').all();
    database.prepare('UPDATE subject SET wrapped = ? WHERE pseudonym = ?').run(a?.wrapped ?? '', b?.pseudonym ?? '');
    database.close();
    const again = await openVault(config(data, {}));
    await expect(again.subjectsOf(['crm:1', 'crm:2'])).rejects.toMatchObject({ code: 'corrupt' });
    await again.close();
  });

  it('leaves no trace after many subjects came and went among each other', async () => {
    const vault = await openVault(config(data, {}));
    const traces: Buffer[] = [];
    for (let round = 0; round < 6; round++) {
      const names = Array.from({ length: 400 }, (_, index) => `crm:${round}-${index}`);
      const subjects = await vault.subjectsOf(names);
      const gone = subjects.filter((_, index) => (round % 2 === 0 ? index % 9 === 0 : index % 3 !== 0));
      const database = new DatabaseSync(join(data, 'vault', 'vault.db'), { readOnly: true });
      const row = database.prepare('SELECT lookup, wrapped FROM subject WHERE pseudonym = ?');
      for (const { pseudonym } of gone)
        for (const value of Object.values(row.get(pseudonym) ?? {}))
          if (value instanceof Uint8Array) traces.push(Buffer.from(value));
      database.close();
      await vault.erase(gone.map(({ pseudonym }) => pseudonym));
    }
    const bytes = everyByte(data).toString('latin1');
    expect(traces.length).toBeGreaterThan(1_500);
    expect(traces.filter((trace) => bytes.includes(trace.toString('latin1')))).toEqual([]);
    await vault.close();
  });
});

function config(data: string, changes: Partial<VaultConfig>): VaultConfig {
  return { data, vault: { kind: 'sqlite' }, vaultKey: 'a1'.repeat(32), readOnly: false, ...changes };
}

/** Database, journal and shared memory, whole: free pages too. */
function everyByte(data: string): Buffer {
  return Buffer.concat(
    readdirSync(join(data, 'vault'))
      .filter((name) => name.startsWith('vault.db'))
      .map((name) => readFileSync(join(data, 'vault', name))),
  );
}
