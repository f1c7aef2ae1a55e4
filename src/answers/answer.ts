/** What an answer is: one object with a key per section; every sentence and every thing taken from a record names its records. */
import type { JsonObject } from '../record/canonical.js';
import type { RecordId } from '../record/ids.js';
import { count, flag, instant, json, list, number, object, oneOf, optional, orNull, type Shape, type Shaped, text } from './shape.js';

export const tiers = ['consumer', 'support', 'auditor'] as const;
export type Tier = (typeof tiers)[number];

const recordId: Shape<RecordId> = { schema: { type: 'string', format: 'uuid' } };
const records = list(recordId);
const sentence = object('One thing the answer says, and the records it rests on.', { text, records });
export type Sentence = Shaped<typeof sentence>;
const sentences = list(sentence);
const term = object('A term of the vocabulary, and in words.', { term: text, label: text });

/** A value of the person: shown, or why it is not. */
const value = {
  value: optional(json),
  valueState: oneOf('shown', 'erased', 'fenced', 'withheld', 'absent'),
};

const regime = object('A set of duties and whether it applies to this decision.', {
  id: text,
  law: text,
  applies: flag,
  reason: text,
  records,
});

const header = object('What this answer is.', {
  decisionId: text,
  consumer: optional(text),
  language: text,
  tier: oneOf(...tiers),
  template: text,
  asOf: optional(text),
  at: optional(instant),
  zone: text,
  regimes: list(regime),
  regimesVersion: text,
  sentences,
});

const event = object('What happened next.', { type: text, at: instant, text, records });

const decision = object('What was decided.', {
  kind: oneOf('made', 'withheld'),
  question: optional(text),
  action: optional(text),
  label: optional(text),
  value: optional(json),
  reason: optional(text),
  occurredAt: instant,
  recordedAt: instant,
  channel: optional(text),
  campaign: orNull(
    object('The campaign it belongs to.', {
      id: text,
      name: optional(text),
      advertiser: optional(text),
      payer: optional(text),
      approvedBy: optional(text),
      approvedAt: optional(instant),
      records,
    }),
  ),
  automation: optional(text),
  significance: optional(text),
  reviewer: optional(text),
  experiment: orNull(object('The experiment it was part of.', { name: text, arm: text, holdout: flag, records })),
  followed: list(event),
  records,
  sentences,
});

const consent = object('The consent it relied on, as it stood at that instant.', {
  consentRecordId: text,
  status: text,
  at: instant,
  purposes: list(term),
  categories: list(term),
  notice: object('The notice shown before.', { id: text, version: text, digest: text, language: text }),
  method: text,
  jurisdiction: text,
  controller: text,
  givenAt: instant,
  expiresAt: optional(instant),
  endedAt: optional(instant),
  later: list(event),
  records,
});

const permission = object('By what right.', {
  purpose: orNull(term),
  basis: orNull(term),
  consent: orNull(consent),
  assessment: orNull(object('The assessment behind a legitimate interest.', { ref: text, kind: optional(text), status: optional(text), records })),
  objections: list(object('An objection that stood at that instant.', { kind: text, from: instant, records })),
  signals: list(object('A privacy signal as it was received.', { kind: text, at: instant, effect: text, decoded: optional(json), records })),
  records,
  sentences,
});

const origin = object('A collection that an input came from.', {
  collectionId: text,
  origin: oneOf('collected', 'observed', 'obtained', 'derived', 'inferred'),
  source: text,
  sourceSystem: text,
  collectedAt: instant,
  categories: list(term),
  notice: optional(text),
  sensitivity: text,
  retainUntil: optional(instant),
  method: optional(text),
  confidence: optional(number),
  derivedFrom: list(text),
  records,
});

const data = object('What was used about the person.', {
  inputs: list(
    object('One input.', {
      name: text,
      label: text,
      ...value,
      category: term,
      origin: text,
      ageDays: optional(count),
      collections: list(origin),
      missing: list(text),
      records,
    }),
  ),
  sentences,
});

const step = object('One step, as it was applied.', {
  kind: text,
  text,
  ruleId: optional(text),
  field: optional(text),
  operator: optional(text),
  expected: optional(json),
  actual: optional(json),
  actualState: value.valueState,
  result: text,
  records,
});

const procedure = object('How it was decided.', {
  steps: list(step),
  model: orNull(
    object('The model that was asked.', {
      id: text,
      version: text,
      predicts: optional(text),
      limits: optional(text),
      intendedUse: optional(text),
      approvedBy: optional(text),
      approvedAt: optional(instant),
      retiredAt: optional(instant),
      score: optional(number),
      threshold: optional(number),
      records,
    }),
  ),
  policy: orNull(object('The policy that was applied.', { id: text, version: text, publishedAt: optional(instant), records })),
  factors: list(object('What counted, the most important first.', { input: text, label: text, weight: number, records })),
  method: orNull(
    object('How the factors were found out.', { name: text, version: text, baseline: optional(json), atDecisionTime: flag, limits: text, records }),
  ),
  alternatives: list(object('What else could have been chosen.', { id: text, score: optional(number), rejectedBecause: optional(text), records })),
  sentences,
});

const counterfactuals = object('What would have changed the result.', {
  items: list(
    object('One change that would have led to another result.', {
      changes: list(object('One input and the value it would need.', { input: text, label: text, to: optional(json) })),
      outcome: text,
      actionable: flag,
      records,
    }),
  ),
  sentences,
});

const consequences = object('What it means for the person.', { text: orNull(text), significance: optional(text), records, sentences });

const recipients = object('Who received data.', {
  items: list(object('Somebody who received data.', { name: text, how: text, safeguard: optional(text), at: optional(instant), records })),
  retention: list(object('How long data is kept.', { collectionId: text, until: optional(instant), erased: flag, records })),
  sentences,
});

const controls = object('What the person can do.', {
  items: list(object('One right and how to use it.', { id: text, text, law: text })),
  authority: orNull(object('Who hears complaints.', { name: text, url: text })),
  sentences,
});

const fairness = object('How the model was checked for bias.', {
  audit: orNull(
    object('The last audit of this model version before the decision.', {
      auditId: text,
      at: instant,
      auditor: optional(text),
      independence: optional(text),
      attributes: list(text),
      conclusion: text,
      followUpAt: optional(instant),
      records,
    }),
  ),
  incidents: list(object('An incident that concerns it.', { incidentId: text, status: text, cause: optional(text), at: instant, records })),
  sentences,
});

const findings = object('What went wrong.', {
  items: list(
    object('A rule that was broken.', {
      id: text,
      rule: text,
      severity: oneOf('high', 'medium', 'low'),
      law: text,
      text,
      status: oneOf('open', 'acknowledged', 'remedied', 'dismissed'),
      knowableAtDecision: flag,
      concerns: object('What it is about.', { kind: text, id: text }),
      records,
    }),
  ),
  sentences,
});

const withheld = object('What this reader does not see.', {
  items: list(object('One thing that is not shown.', { what: text, ground: text, where: text })),
  sentences,
});

const proof = object('The records behind the answer, and how to check them.', {
  records: list(object('A cited record.', { id: recordId, type: text, leaf: count, digest: text, occurredAt: instant, recordedAt: instant })),
  doesNotShow: list(text),
  sentences,
});

const history = object('Earlier answers about the same decision.', {
  items: list(object('An earlier answer.', { inquiryId: text, at: instant, digest: optional(text), sinceThen: list(event), records })),
  sentences,
});

export const answerShape = object('The answer to "how was this decision made".', {
  header,
  decision,
  permission,
  data,
  procedure,
  counterfactuals,
  consequences,
  recipients,
  controls,
  fairness,
  findings,
  withheld,
  proof,
  history,
});

export type Answer = Shaped<typeof answerShape>;
export type SectionName = keyof Answer;
export const sectionNames = Object.keys(answerShape.schema.properties as JsonObject) as readonly SectionName[];

/** What the service adds to a header: where and when the answer was made. It stands outside the deterministic part. */
export const madeShape: Shape<Made> = object('Where and when this answer was made.', { id: text, at: instant, position: text, size: count, digest: text });
export interface Made {
  readonly id: string;
  readonly at: string;
  readonly position: string;
  readonly size: number;
  readonly digest: string;
}
