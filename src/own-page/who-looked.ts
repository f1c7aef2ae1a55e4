/** Who looked at a person's record, told to that person: when, somebody in which role, at what, and what for. Names and ids of staff stay out. Pure. */
import type { GatheredRecord } from '../answers/facts.js';
import type { Narrator } from '../answers/narrative/narrator.js';
import type { Instant, RecordId } from '../record/ids.js';

export interface Look {
  readonly at: Instant;
  readonly role: string;
  /** Whether it was the person themself. */
  readonly own: boolean;
  readonly what: string;
  readonly purpose: string;
  readonly text: string;
  readonly record: RecordId;
}

/** @param record an `access.recorded` or a `value.unmasked` */
export function lookOf({ header, body: { data } }: GatheredRecord, words: Narrator): Look {
  const unmasked = header.type === 'value.unmasked';
  const field = (name: string): string => (typeof data[name] === 'string' ? data[name] : '');
  const role = field('role');
  const what = unmasked ? 'unmask' : field('what');
  const purpose = unmasked ? field('reason') : field('purpose');
  const own = role === 'consumer';
  const decision = field('decisionId') === '' ? 'a decision about you' : `the decision ${field('decisionId')}`;
  const did = (deeds[what] ?? `looked at your record (${what})`).replace('{decision}', decision);
  const why = own ? '' : `, for: ${purpose}`;
  const text = `On ${words.moment(header.occurredAt)} ${people[role] ?? 'somebody'} ${did}${why}.`;
  return { at: header.occurredAt, role, own, what, purpose, text, record: header.id };
}

const people: Readonly<Record<string, string>> = {
  support: 'somebody of the support staff',
  auditor: 'an auditor',
  'privacy-officer': 'a privacy officer',
  operator: 'somebody who runs the service',
  consumer: 'you',
};

/** What is read, as the routes name it. */
const deeds: Readonly<Record<string, string>> = {
  overview: 'read what is held about you',
  timeline: 'read your timeline',
  decisions: 'read the list of decisions about you',
  explanation: 'read how {decision} was made',
  replay: 'went through the records of {decision} one by one',
  evidence: 'took the evidence file of {decision}',
  export: 'took a copy of your data',
  report: 'read the report about you',
  erasure: 'read how your erasure stands',
  link: 'made a link to this page for you',
  message: 'read a message that was sent to you',
  unmask: 'looked behind the number that stands for your name',
  'own-page': 'opened this page',
};
