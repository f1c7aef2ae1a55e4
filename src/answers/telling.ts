/** What every section is told from: the case, the reader, and words that carry their records. Pure. */
import { label } from '../catalogue/vocabulary.js';
import type { Instant, RecordId } from '../record/ids.js';
import type { Sentence, Tier } from './answer-parts.js';
import type { CaseFile } from './case.js';
import type { Fact } from './facts.js';
import type { MessageKey } from './narrative/en.js';
import type { Narrator, Values } from './narrative/narrator.js';

type Cited = Fact | RecordId | undefined;

export interface Telling {
  readonly file: CaseFile;
  readonly tier: Tier;
  readonly now: Instant;
  readonly words: Narrator;
  /** A sentence and the records it rests on. */
  say(key: MessageKey, values: Values, ...cited: readonly Cited[]): Sentence;
}

export function tellingOf(file: CaseFile, tier: Tier, words: Narrator): Telling {
  return {
    file,
    tier,
    now: file.question.now,
    words,
    say: (key, values, ...cited) => ({ text: words.say(key, values), records: idsOf(...cited) }),
  };
}

/** Record ids in the order in which they are cited, each once. */
export function idsOf(...cited: readonly Cited[]): readonly RecordId[] {
  const ids = new Set<RecordId>();
  for (const item of cited) if (item !== undefined) ids.add(typeof item === 'string' ? item : item.id);
  return [...ids];
}

/** A term of the vocabulary with its words. */
export function termOf(term: string): { readonly term: string; readonly label: string } {
  return { term, label: label(term) };
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The members that are there: keeps answers free of `undefined`, which JSON cannot say. */
export function present<T extends object>(members: T): Present<T> {
  const there: { [name: string]: unknown } = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) there[name] = value;
  return there as Present<T>;
}
