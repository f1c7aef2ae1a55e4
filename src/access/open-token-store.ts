/** Opens the access database where the configuration keeps it: shared where the vault is shared, for that is where several instances meet. */
import type { Config } from '../config.js';
import { openPostgresTokenStore } from './postgres-token-store.js';
import { SqliteTokenStore } from './sqlite-token-store.js';
import type { TokenStore } from './token-store.js';

export async function openTokenStore({
  vault,
  data,
  readOnly,
}: Pick<Config, 'vault' | 'data' | 'readOnly'>): Promise<TokenStore> {
  return vault.kind === 'postgres' ? openPostgresTokenStore(vault.url, readOnly) : new SqliteTokenStore(data, readOnly);
}
