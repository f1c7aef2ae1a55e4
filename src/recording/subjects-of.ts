/** The people and keys that a turn of events needs, asked for once. */
import type { KeyObject } from 'node:crypto';
import type { Pseudonym } from '../record/ids.js';
import type { Subject, Vault } from '../vault/vault.js';
import type { SubjectKey } from './make-record.js';
import type { Judged } from './turn.js';

export interface Subjects {
  readonly of: (item: Judged) => SubjectKey | undefined;
  readonly pseudonymOf: (reference: string) => string;
  readonly tagKey: KeyObject;
  readonly groupsKey: KeyObject | null;
  /** Fenced subjects who are to be known again once these events are recorded. */
  readonly comingBack: readonly Pseudonym[];
}

/** With these a person who was erased wants to be known again. */
export const LIFTS_FENCE: ReadonlySet<string> = new Set(['consent.given', 'subject.reauthorised']);

/** @param year the UTC year in which the events are recorded */
export async function subjectsFor(vault: Vault, items: readonly Judged[], year: number): Promise<Subjects> {
  const references = new Set<string>();
  const pseudonyms = new Set<Pseudonym>();
  for (const { subject, pseudonym, references: others } of items) {
    if (subject !== undefined) references.add(subject);
    if (pseudonym !== undefined) pseudonyms.add(pseudonym);
    for (const other of others) references.add(other);
  }
  const byReference = new Map<string, Subject>();
  if (references.size > 0) {
    const found = await vault.subjectsOf([...references]);
    for (const [index, reference] of [...references].entries()) {
      const subject = found[index];
      if (subject !== undefined) byReference.set(reference, subject);
    }
  }
  const dataKeys = pseudonyms.size === 0 ? NO_KEYS : await vault.dataKeys([...pseudonyms]);
  const back = new Map<Judged, Pseudonym>();
  const returned = new Set<Pseudonym>();
  // In order: what comes before the consent stays fenced, what comes after it is kept.
  const keys = new Map<Judged, SubjectKey>();
  for (const item of items) {
    const { subject: reference, pseudonym, liftsFence } = item;
    if (pseudonym !== undefined) {
      keys.set(item, { pseudonym, dataKey: dataKeys.get(pseudonym) ?? null, fenced: false });
      continue;
    }
    const subject = reference === undefined ? undefined : byReference.get(reference);
    if (subject === undefined) continue;
    if (subject.fenced && liftsFence) {
      back.set(item, subject.pseudonym);
      returned.add(subject.pseudonym);
    }
    const { dataKey } = subject;
    keys.set(item, {
      pseudonym: subject.pseudonym,
      dataKey,
      fenced: subject.fenced && !returned.has(subject.pseudonym),
    });
  }
  return {
    of: (item) => keys.get(item),
    pseudonymOf: (reference) => byReference.get(reference)?.pseudonym ?? reference,
    tagKey: await vault.tagKey(),
    groupsKey: items.some(({ groups }) => groups) ? await vault.groupsKey(year) : null,
    comingBack: [...new Set(back.values())],
  };
}

const NO_KEYS: ReadonlyMap<Pseudonym, KeyObject> = new Map();
