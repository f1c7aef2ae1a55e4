/** Sections of an answer, first part: what was decided, by what right, with which data, and how. */
import { event, records, sentences, term, tiers, value } from './answer-parts.js';
import { count, flag, instant, json, list, number, object, oneOf, optional, orNull, text } from './shape.js';

const regime = object('A set of duties and whether it applies to this decision.', {
  id: text,
  law: text,
  applies: flag,
  reason: text,
  records,
});

/** Members of the header; what the service adds stands in `answer.ts`. */
export const header = {
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
};

export const decision = object('What was decided.', {
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

export const permission = object('By what right.', {
  purpose: orNull(term),
  basis: orNull(term),
  consent: orNull(consent),
  assessment: orNull(
    object('The assessment behind a legitimate interest.', {
      ref: text,
      kind: optional(text),
      status: optional(text),
      records,
    }),
  ),
  objections: list(object('An objection that stood at that instant.', { kind: text, from: instant, records })),
  signals: list(
    object('A privacy signal as it was received.', {
      kind: text,
      at: instant,
      effect: text,
      decoded: optional(json),
      records,
    }),
  ),
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

export const data = object('What was used about the person.', {
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

export const procedure = object('How it was decided.', {
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
  policy: orNull(
    object('The policy that was applied.', { id: text, version: text, publishedAt: optional(instant), records }),
  ),
  factors: list(
    object('What counted, the most important first.', { input: text, label: text, weight: number, records }),
  ),
  method: orNull(
    object('How the factors were found out.', {
      name: text,
      version: text,
      baseline: optional(json),
      atDecisionTime: flag,
      limits: text,
      records,
    }),
  ),
  alternatives: list(
    object('What else could have been chosen.', {
      id: text,
      score: optional(number),
      rejectedBecause: optional(text),
      records,
    }),
  ),
  sentences,
});

export const counterfactuals = object('What would have changed the result.', {
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
