/** What every section of an answer is made of: sentences, terms, values and their records. */
import type { RecordId } from '../record/ids.js';
import { instant, json, list, object, oneOf, optional, type Shape, type Shaped, text } from './shape.js';

export const tiers = ['consumer', 'support', 'auditor'] as const;
export type Tier = (typeof tiers)[number];

export const recordId: Shape<RecordId> = { schema: { type: 'string', format: 'uuid' } };
export const records = list(recordId);
const sentence = object('One thing the answer says, and the records it rests on.', { text, records });
export type Sentence = Shaped<typeof sentence>;
export const sentences = list(sentence);
export const term = object('A term of the vocabulary, and in words.', { term: text, label: text });

/** A value of the person: shown, or why it is not. */
export const value = {
  value: optional(json),
  valueState: oneOf('shown', 'erased', 'fenced', 'withheld', 'absent'),
};

export const event = object('What happened next.', { type: text, at: instant, text, records });
