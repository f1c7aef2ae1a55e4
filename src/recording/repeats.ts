/** Whether an event whose id is known says what was recorded under that id. Sealing is random, so tags are compared, never bytes. */
import { definitionOf } from '../catalogue/catalogue.js';
import { parsePseudonym } from '../record/ids.js';
import { type CommittedRecord, decodeRecord } from '../record/record.js';
import type { Vault } from '../vault/vault.js';
import { tagOf } from './make-record.js';
import type { Prepared } from './prepare.js';
import { referencesIn, withPseudonyms } from './references.js';

/** Where the key of somebody concerned is destroyed, nothing can be compared and the id alone decides. */
export async function isSameContent(vault: Vault, item: Prepared, committed: CommittedRecord): Promise<boolean> {
  const { header, body } = decodeRecord(committed);
  const stored = definitionOf(header.type, header.version);
  const others = stored === undefined ? [] : referencesIn(stored, body.data);
  const concerned = [...(header.subject === undefined ? [] : [header.subject]), ...others.map(parsePseudonym)];
  const keys = await vault.dataKeys(concerned);
  if (concerned.some((pseudonym) => !keys.has(pseudonym))) return true;
  const { subject, pseudonym } = item.fact;
  const sent = pseudonym ?? (subject === undefined ? undefined : ((await vault.find(subject)) ?? undefined));
  if (sent !== header.subject) return false;
  const named = new Map<string, string>();
  for (const reference of item.references) named.set(reference, (await vault.find(reference)) ?? reference);
  const data = withPseudonyms(item.definition, item.data, (reference) => named.get(reference) ?? reference);
  const key = header.subject === undefined ? await vault.tagKey() : keys.get(header.subject);
  return key !== undefined && tagOf(item, item.definition.split(data), header.subject, key) === header.contentTag;
}
