import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVault, type VaultConfig } from '../../src/vault/vault.module.js';

const oldKey = 'a1'.repeat(32);
const newKey = Buffer.alloc(32, 0xb2).toString('base64');

/** Each run starts a whole process. */
const PATIENCE_MS = 120_000;

describe('ledger vault rotate-key', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'vault-'));
  });
  afterEach(() => rmSync(data, { recursive: true }));

  it(
    'wraps everything anew under the key of a file, and the service starts with it alone',
    async () => {
      const vault = await openVault(config(oldKey));
      const [subject] = await vault.subjectsOf(['crm:1']);
      await vault.close();
      writeFileSync(join(data, 'next.key'), `${newKey}\n`);

      const first = await ledger(['--new-key-file', join(data, 'next.key'), '--json'], { LEDGER_VAULT_KEY: oldKey });
      expect(first).toEqual({ code: 0, out: { masterKey: expect.stringMatching(/^[0-9a-f]{16}$/), rewrapped: 4 } });
      const rotated = await openVault(config(newKey));
      expect(await rotated.find('crm:1')).toBe(subject?.pseudonym);
      await rotated.close();
      await expect(openVault(config(oldKey))).rejects.toMatchObject({ code: 'unavailable' });
    },
    PATIENCE_MS,
  );

  it(
    'without a new key, or with a bad one, says where to give it and changes nothing',
    async () => {
      const environments = [{}, { LEDGER_VAULT_KEY_NEXT: 'short' }, { LEDGER_VAULT_KEY_NEXT_FILE: '/nowhere/at-all' }];
      const answers = await Promise.all(
        environments.map((given) => ledger([], { LEDGER_VAULT_KEY: oldKey, ...given })),
      );
      expect(answers).toEqual(environments.map(() => ({ code: 2, out: expect.stringMatching(/new master key/) })));
      const vault = await openVault(config(oldKey));
      await vault.close();
    },
    PATIENCE_MS,
  );

  function config(vaultKey: string): VaultConfig {
    return { data, vault: { kind: 'sqlite' }, vaultKey, readOnly: false };
  }

  function ledger(options: readonly string[], environment: Readonly<Record<string, string>>) {
    const entry = join(import.meta.dirname, '../../dist/cli.js');
    const env = { ...environment, LEDGER_DATA: data, PATH: process.env.PATH ?? '' };
    return new Promise<{ code: number; out: unknown }>((resolve) => {
      execFile(process.execPath, [entry, 'vault', 'rotate-key', ...options], { env, cwd: data }, (error, out, err) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 2;
        resolve({ code, out: code === 0 ? JSON.parse(out) : err });
      });
    });
  }
});
