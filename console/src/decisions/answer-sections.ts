/** The sections of an answer under the headings of its page, in the order of interest. */
import type { Schemas } from '../api.js';
import type { paths } from '../api-types.js';

/** As it could be given after some record. */
export type Answer = NonNullable<Schemas['ReplayStep']['answer']>;
/** As it is given now: its header says also when and where it was made. */
export type MadeAnswer =
  paths['/v1/decisions/{id}/explanation']['get']['responses'][200]['content']['application/json'];
export type Sentence = Answer['decision']['sentences'][number];
export type SectionName = keyof Answer;

/** Why a value does not stand there. */
export const notShown = {
  erased: 'erased',
  fenced: 'discarded on arrival',
  withheld: 'not shown to this reader',
  absent: 'not recorded',
} as const;

export const sections: readonly (readonly [name: SectionName, heading: string])[] = [
  ['decision', 'What was decided'],
  ['permission', 'By what right'],
  ['data', 'What was used about the person'],
  ['procedure', 'How it was decided'],
  ['counterfactuals', 'What would have changed it'],
  ['consequences', 'What it means for the person'],
  ['recipients', 'Who received it, and how long it is kept'],
  ['findings', 'What went wrong'],
  ['controls', 'What the person can do'],
  ['fairness', 'Whether the model treats people alike'],
  ['withheld', 'What is not shown here'],
  ['history', 'Earlier answers'],
  ['proof', 'How anybody can check this'],
  ['header', 'Which rules apply'],
];
