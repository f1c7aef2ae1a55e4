/** Rotation of the master key: every wrapped key anew under another one, in small steps that may stop anywhere and be taken by several at once. */
import type { KeyObject } from 'node:crypto';
import type { Pseudonym } from '../record/ids.js';
import type { MasterKeys } from './master-keys.js';
import { namedKeyIdentity, type Rewrapped, subjectIdentity, type VaultStore } from './vault-store.js';

const PAGE = 500;

/**
 * First the vault is told to take nothing more under the old key, then each row is wrapped anew where it is not yet; so a second pass, or another instance's,
 * finds only what is left. See docs/decisions/0304-master-key-rotation.md.
 */
export async function rewrapEverything(
  store: VaultStore,
  masters: MasterKeys,
  next: KeyObject,
): Promise<{ readonly rewrapped: number }> {
  const id = masters.add(next);
  await store.useMaster(id);
  masters.use(id);
  let rewrapped = 0;
  const named: Rewrapped[] = [];
  for (const { name, key } of await store.namedKeys()) {
    if (key !== null && key.master !== id)
      named.push({ name, from: key.master, to: masters.rewrap(key, namedKeyIdentity(name)) });
  }
  rewrapped += await store.rewrapNamedKeys(named);
  let after: Pseudonym | null = null;
  while (true) {
    const page = await store.pageOfSubjects(after, PAGE);
    const last = page.at(-1);
    if (last === undefined) break;
    const rows = page
      .filter((row) => row.master !== id)
      .map((row) => ({ name: row.pseudonym, from: row.master, to: masters.rewrap(row, subjectIdentity(row)) }));
    if (rows.length > 0) rewrapped += await store.rewrapSubjects(rows);
    after = last.pseudonym;
  }
  await store.scrub();
  return { rewrapped };
}
