/** Opens the sealed values that an answer shows, for readers who may see them. What cannot be opened stays out; the fold says why. */

import type { RecordId } from '../record/ids.js';
import { openSealed, type SealedValues } from '../vault/seal.js';
import type { Vault } from '../vault/vault.js';
import type { GatheredRecord, Opened } from './facts.js';

/** Only what an answer can show is opened for it; what is held about a person is shown whole. */
const SHOWN = /^(decision\.(made|withheld|explained|contested)|consent\.(given|renewed)|signal\.received)$/;

export async function openFor(
  vault: Vault,
  records: readonly GatheredRecord[],
  which: 'shown' | 'all' = 'shown',
): Promise<Opened> {
  const sealed = records.filter(
    ({ header }) => header.sealed !== undefined && (which === 'all' || SHOWN.test(header.type)),
  );
  const subjects = [...new Set(sealed.flatMap(({ header }) => header.subject ?? []))];
  const keys = await vault.dataKeys(subjects);
  const opened = new Map<RecordId, SealedValues>();
  for (const { header } of sealed) {
    if (header.sealed === undefined || header.subject === undefined) continue;
    const result = openSealed(keys.get(header.subject), header, header.sealed);
    if (result.status === 'opened') opened.set(header.id, result.values);
  }
  return opened;
}

/** For readers who work with pseudonyms. */
export const nothingOpened: Opened = new Map();
