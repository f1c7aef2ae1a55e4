/**
 * What an erasure leaves, on which ground and until when. It is recorded as English sentences, which stand in the certificate for ever; a page in another
 * language knows them again by their words. Pure.
 */
import type { Remainder } from '../catalogue/protection.js';
import type { Instant } from '../record/ids.js';

/** `{key}`, at the end, is the id of a master key. Whoever changes a sentence leaves the old one to be shown in English. */
export const remainsWords = {
  'remains.open.what':
    'The records’ open fields: what was decided, when, by which model and rules, under a name that nobody can resolve',
  'remains.open.ground': 'Accountability and legal claims (GDPR Art. 5(2), 17(3)(b) and (e))',
  'remains.groups.what': 'Group attributes of decisions, sealed under a key for each year and opened only to count',
  'remains.groups.ground': 'Bias audits (GDPR Art. 17(3)(b) and (d))',
  'remains.fence.what': 'A keyed hash of each reference, from which nobody can be found',
  'remains.fence.ground':
    'What is sent about the person later must be recognised to be discarded (GDPR Art. 17(1), 21(3))',
  'remains.backups.what': 'The destroyed keys in earlier backups of the vault, wrapped by master key {key}',
  'remains.backups.ground':
    'Security of processing (GDPR Art. 32(1)(c)). Nobody can unwrap them once the next rotation of the master key is done and that key is destroyed; a restored backup destroys them before it serves a key',
} as const;

const said = (name: 'open' | 'groups' | 'fence' | 'backups', key = '') => ({
  what: remainsWords[`remains.${name}.what`].replace('{key}', key),
  ground: remainsWords[`remains.${name}.ground`],
});

/** Said before the erasure is done. */
export function remainsOf(
  now: Instant,
  auditYears: number,
  masterKey: string,
  backupsUntil: Instant,
): readonly Remainder[] {
  return [
    said('open'),
    { ...said('groups'), until: `${Number(now.slice(0, 4)) + auditYears + 1}-01-01T00:00:00Z` },
    said('fence'),
    { ...said('backups', masterKey), until: backupsUntil },
  ];
}

export type RemainsKey = keyof typeof remainsWords;

/** Which of the sentences was recorded, and with which master key; undefined where it is none of today's. */
export function recorded(text: string): { readonly name: RemainsKey; readonly key: string } | undefined {
  for (const name of names) {
    const [before = '', after] = remainsWords[name].split('{key}');
    if (after === undefined && text === before) return { name, key: '' };
    if (after !== undefined && text.startsWith(before)) return { name, key: text.slice(before.length) };
  }
  return undefined;
}

function isName(name: string): name is RemainsKey {
  return Object.hasOwn(remainsWords, name);
}
const names = Object.keys(remainsWords).filter(isName);
