/** Carries out what a log says was erased, in the vault that was just put beside it, before anybody can ask that vault for a key. */
import type { Config } from '../config.js';
import { openLog } from '../log/log.module.js';
import { reapplyErasures } from '../protection/apply-erasures.js';
import { openVault, openVaultStore } from '../vault/vault.module.js';

/** @returns how many persons of whom the vault still held a key */
export async function eraseAgain(config: Config): Promise<number> {
  // A vault copied later than its log would take erasures still to come for carried out.
  const store = await openVaultStore(config);
  await store?.forgetApplied();
  await store?.close();
  const log = await openLog({ ...config, readOnly: true });
  try {
    const vault = await openVault(config);
    try {
      return await reapplyErasures(log, vault);
    } finally {
      await vault.close();
    }
  } finally {
    await log.close();
  }
}
