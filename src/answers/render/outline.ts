/** An answer as it is read from top to bottom: its sections with their headings and sentences, in the order of interest. */
import type { Answer, MadeAnswer, SectionName } from '../answer.js';
import type { Sentence } from '../answer-parts.js';
import { isLanguage, Narrator } from '../narrative/narrator.js';
import { zoneOf } from '../narrative/zone.js';

export interface OutlinedSection {
  readonly name: SectionName;
  readonly heading: string;
  /** `steps` and `rights` read as lists, all others as paragraphs. */
  readonly form: 'paragraph' | 'list';
  readonly sentences: readonly Sentence[];
}

const order: readonly SectionName[] = [
  'decision',
  'permission',
  'data',
  'procedure',
  'counterfactuals',
  'consequences',
  'recipients',
  'findings',
  'controls',
  'fairness',
  'withheld',
  'history',
  'proof',
  'header',
];

const lists: readonly SectionName[] = ['procedure', 'controls', 'withheld', 'header', 'findings', 'data'];

/** What the service adds outside the deterministic part has its sentence here. */
export function outlineOf(answer: Answer | MadeAnswer): readonly OutlinedSection[] {
  const words = wordsOf(answer);
  return order.map((name) => ({
    name,
    heading: words.say(`heading.${name}`),
    form: lists.includes(name) ? 'list' : 'paragraph',
    sentences:
      name === 'proof' ? [...answer.proof.sentences, ...standing(answer.header, words)] : answer[name].sentences,
  }));
}

/** The records behind the answer, under their heading, and what a reference to them is called. */
export function recordsOf(answer: Answer) {
  const words = wordsOf(answer);
  return {
    heading: words.say('proof.records', { count: answer.proof.records.length }),
    cited: words.say('proof.cited'),
    entries: answer.proof.records.map(({ id, type, leaf, digest }) => ({
      id,
      type,
      text: words.say('proof.record', { leaf: String(leaf), digest }),
    })),
  };
}

function wordsOf({ header: { language, tier } }: Answer): Narrator {
  const who = tier === 'auditor' ? 'other' : 'you';
  return new Narrator(isLanguage(language) ? language : 'en', who, zoneOf(undefined));
}

function standing(header: Answer['header'] | MadeAnswer['header'], words: Narrator): readonly Sentence[] {
  if (!('checkpoint' in header) || header.checkpoint === null) return [];
  const { size, origin, covers } = header.checkpoint;
  return [{ text: words.say(covers ? 'proof.under' : 'proof.not-yet-under', { size, origin }), records: [] }];
}
