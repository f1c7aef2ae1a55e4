/** The room of keys: provides the vault that the configuration names. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config.js';
import { LedgerError } from '../record/ledger-error.js';
import { AbsentVault } from './absent-vault.js';
import { openKeyedVault } from './keyed-vault.js';
import { type MasterKeys, masterKeysOf } from './master-keys.js';
import { openPostgresStore } from './postgres-vault.js';
import { openSqliteStore, sqliteVaultExists } from './sqlite-vault.js';
import { Vault } from './vault.js';
import { type VaultStore, vaultFolder } from './vault-store.js';

/** What of the configuration concerns the vault. */
export type VaultConfig = Pick<Config, 'data' | 'vault' | 'vaultKey' | 'readOnly'>;

/**
 * Opens the vault. Reading only, it makes and writes nothing: where there is no vault yet, everything reads as unknown.
 * @throws LedgerError `configuration` where the vault exists and no master key is given · `unavailable` where it cannot be opened or is another key's
 */
export async function openVault(config: VaultConfig): Promise<Vault> {
  if (config.readOnly && config.vault.kind === 'sqlite' && !sqliteVaultExists(config.data)) return new AbsentVault();
  const { masters, notices } = masterKeys(config);
  const store = await openVaultStore(config);
  if (store === null) return new AbsentVault();
  try {
    return await openKeyedVault(store, masters, notices);
  } catch (error) {
    await store.close();
    throw error;
  }
}

@Module({
  providers: [{ provide: Vault, inject: [Config], useFactory: openVault }],
  exports: [Vault],
})
export class VaultModule implements OnApplicationShutdown {
  constructor(@Inject(Vault) private readonly vault: Vault) {}

  onApplicationShutdown(): Promise<void> {
    return this.vault.close();
  }
}

/** The rows behind the vault, for what moves them whole. Null where it is opened for reading only and there is none yet. */
export async function openVaultStore(config: VaultConfig): Promise<VaultStore | null> {
  if (config.readOnly && config.vault.kind === 'sqlite' && !sqliteVaultExists(config.data)) return null;
  return config.vault.kind === 'postgres'
    ? openPostgresStore(config.vault.url, config.readOnly)
    : openSqliteStore(config.data, config.readOnly);
}

/** The development key's file: made where neither the configuration nor an earlier start gave a key, so that a newcomer can begin at once. */
export function developmentKeyFile(data: string): string {
  return join(vaultFolder(data), 'development.key');
}

/** @throws LedgerError `configuration` where the vault needs a key that was not given */
export function masterKeys(config: VaultConfig): { readonly masters: MasterKeys; readonly notices: readonly string[] } {
  if (config.vaultKey !== null) return { masters: masterKeysOf(config.vaultKey), notices: [] };
  const file = developmentKeyFile(config.data);
  if (config.vault.kind === 'sqlite' && existsSync(file))
    return { masters: masterKeysOf(readFileSync(file, 'utf8').trim()), notices: [developmentNotice(file)] };
  if (config.readOnly || config.vault.kind !== 'sqlite' || sqliteVaultExists(config.data))
    throw new LedgerError(
      'configuration',
      'The vault needs its master key: set LEDGER_VAULT_KEY or LEDGER_VAULT_KEY_FILE.',
    );
  mkdirSync(vaultFolder(config.data), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  return { masters: masterKeysOf(readFileSync(file, 'utf8').trim()), notices: [developmentNotice(file)] };
}

function developmentNotice(file: string): string {
  return `DEVELOPMENT KEY IN USE: LEDGER_VAULT_KEY is not set, so personal data is protected by a key that lies beside it, in ${file}. Good for trying out, not for people's data.`;
}
