/**
 * The terms events use for purposes, legal bases, data categories, rights and notices: names and broader terms as W3C DPV 2.3 publishes
 * them, labels and sentences in our own words. An unknown term is no error anywhere: it is shown as it was sent.
 */
import { readFileSync } from 'node:fs';

export type TermKind = 'purpose' | 'legalBasis' | 'dataCategory' | 'right' | 'notice' | 'consentType' | 'consentStatus';

export interface VocabularyTerm {
  readonly kind: TermKind;
  readonly broader: readonly string[];
  /** A few plain words, lowercase where the language allows, fit for the middle of a sentence. */
  readonly label: string;
  /** The same in other languages, for the terms that answers use most. */
  readonly labels?: { readonly de: string; readonly fr: string; readonly es: string };
  /** What it means, to a consumer. */
  readonly sentence?: string;
}

const terms: ReadonlyMap<string, VocabularyTerm> = new Map(
  Object.entries(JSON.parse(readFileSync(new URL('./vocabulary.json', import.meta.url), 'utf8'))),
);

const closures = new Map<string, ReadonlySet<string>>();

/** All terms, by name. */
export function allTerms(): ReadonlyMap<string, VocabularyTerm> {
  return terms;
}

export function isKnown(term: string): boolean {
  return terms.has(term);
}

/** What kind of thing a term names, null where it is unknown. */
export function kindOf(term: string): TermKind | null {
  return terms.get(term)?.kind ?? null;
}

/** Plain words for a term: in English where there are none in that language, the term itself where it is unknown. */
export function label(term: string, language = 'en'): string {
  const known = terms.get(term);
  if (known === undefined) return term;
  switch (language.slice(0, 2).toLowerCase()) {
    case 'de':
      return known.labels?.de ?? known.label;
    case 'fr':
      return known.labels?.fr ?? known.label;
    case 'es':
      return known.labels?.es ?? known.label;
    default:
      return known.label;
  }
}

/** What a term means, in one plain sentence; null where we have none. */
export function sentence(term: string): string | null {
  return terms.get(term)?.sentence ?? null;
}

/** Every broader term, nearest first, without the term itself. */
export function ancestors(term: string): readonly string[] {
  return [...closureOf(term)].slice(1);
}

/** Whether `broader` is the term itself or one of its broader terms: a consent to marketing covers direct marketing. An unknown term covers itself. */
export function covers(broader: string, narrower: string): boolean {
  return broader === narrower || closureOf(narrower).has(broader);
}

/** Special categories of personal data (GDPR Art. 9) and data on crimes (Art. 10), which ask for the same care. */
export function isSpecialCategory(term: string): boolean {
  return SPECIAL.some((special) => covers(special, term));
}

const SPECIAL: readonly string[] = ['dpv:SpecialCategoryPersonalData', 'dpv:SensitivePersonalData', 'pd:Criminal'];

function closureOf(term: string): ReadonlySet<string> {
  const known = closures.get(term);
  if (known !== undefined) return known;
  const closure = new Set([term]);
  for (const member of closure) for (const broader of terms.get(member)?.broader ?? []) closure.add(broader);
  // Only known terms are kept, so that what producers send cannot make the memory grow.
  if (terms.has(term)) closures.set(term, closure);
  return closure;
}
