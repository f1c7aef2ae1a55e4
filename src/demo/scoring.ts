/** What a model says about a person, and why: the score, what counted, what would have changed it, and the steps around it. */
import type { Json, JsonObject } from '../record/canonical.js';
import { at, DAY } from './calendar.js';
import type { Campaign } from './campaigns.js';
import { OFFER, PAY_LATER, versionAt } from './models.js';
import { logistic, rounded } from './random.js';
import { ADVERTISING, CONSENT, channelOf, type Person, type Profile } from './world.js';

const CAP_SINCE = at('2026-05-04T09:00');

/** Weights of the score, in log-odds for one unit away from what is usual; a constant noise stands for what models cannot see. */
const USUAL = { orders: 3, daysSinceLastOrder: 70, averageBasket: 62, outdoorInterest: 0.5 } as const;

export interface Judged {
  readonly data: JsonObject;
  readonly score: number;
  readonly offered: boolean;
}

export function judge(person: Person, campaign: Campaign, profile: Profile, now: number): Judged {
  const used = {
    orders: profile.orders,
    daysSinceLastOrder: Math.floor((now - person.lastOrder) / DAY),
    averageBasket: profile.averageBasket,
    outdoorInterest: profile.affinity,
  };
  const parts = {
    orders: 0.35 * Math.log((1 + used.orders) / (1 + USUAL.orders)),
    daysSinceLastOrder: -0.006 * Math.min(180, used.daysSinceLastOrder - USUAL.daysSinceLastOrder),
    averageBasket: 0.25 * Math.log(used.averageBasket / USUAL.averageBasket),
    outdoorInterest: 3.6 * (used.outdoorInterest - USUAL.outdoorInterest),
  };
  const z = parts.orders + parts.daysSinceLastOrder + parts.averageBasket + parts.outdoorInterest;
  const lifted = person.fault === null ? z - 0.15 : Math.max(z, 0.6);
  const score = rounded(logistic(lifted));
  const offered = score >= campaign.threshold;
  const [first, second, third] = campaign.offers;
  const significant = campaign.model === PAY_LATER;
  const needed = used.outdoorInterest - (lifted - Math.log(campaign.threshold / (1 - campaign.threshold))) / 3.6;
  const data = {
    question: questionOf(campaign),
    outcome: offered
      ? { action: significant ? 'propose-limit' : 'offer', label: first, value: true }
      : { action: 'none', label: 'no offer', value: false },
    purpose: ADVERTISING,
    model: { id: campaign.model, version: versionAt(campaign.model, now) },
    policy: { id: 'frequency-cap', version: capVersion(now) },
    basis: {
      kind: CONSENT,
      ...(person.consent !== null && { consentRecordId: person.consent }),
      noticeVersion: person.noticeVersion,
    },
    inputs: inputsOf(person, profile, used),
    steps: stepsOf(person, campaign, score, offered, now),
    score,
    threshold: campaign.threshold,
    contributions: Object.entries(parts).map(([input, weight]) => ({
      input,
      weight: rounded(weight * score * (1 - score), 3),
    })),
    explanationMethod: { name: 'SHAP', version: '0.46', baseline: 'mean of the training data' },
    counterfactuals: [
      ...(needed > 0 && needed < 1
        ? [
            {
              changes: [{ input: 'outdoorInterest', to: rounded(needed) }],
              outcome: offered ? 'no offer' : first,
              actionable: false,
            },
          ]
        : []),
      { changes: [{ input: 'consent', to: 'withdrawn' }], outcome: 'no offer', actionable: true },
    ],
    candidates: [
      { id: first, score, ...(!offered && { rejectedBecause: 'below the threshold' }) },
      { id: second, score: rounded(score * 0.71), rejectedBecause: 'lower score' },
      { id: third, score: rounded(score * 0.48), rejectedBecause: 'lower score' },
    ],
    automation: significant ? 'assisted' : 'full',
    ...(significant && {
      reviewer: 'staff-12',
      consequences: 'Whether an invoice can be paid later, and up to which amount',
    }),
    significance: significant ? 'similar' : 'none',
    ...(!significant && { consequences: 'none known' }),
    ...(campaign.model === OFFER && {
      randomisation: { experiment: `${campaign.id}-uplift`, arm: 'treatment', holdout: false },
    }),
    groups: { gender: person.gender, ageBand: person.ageBand },
    campaignId: campaign.id,
    channel: channelOf(person),
  };
  return { data, score, offered };
}

function inputsOf(person: Person, profile: Profile, used: Readonly<Record<string, number>>): Json[] {
  const figure = (name: string): Json => ({
    name,
    value: used[name] ?? 0,
    category: 'pd:Purchase',
    origin: 'derived',
    collectionIds: [profile.behaviour],
  });
  const given = (name: string, category: string, value: string, origin: string, id: string | null): Json[] =>
    id === null ? [] : [{ name, value, category, origin, collectionIds: [id] }];
  return [
    figure('orders'),
    figure('daysSinceLastOrder'),
    figure('averageBasket'),
    {
      name: 'outdoorInterest',
      value: profile.affinity,
      category: 'pd:Interest',
      origin: 'inferred',
      collectionIds: [profile.interest],
    },
    ...given('country', 'pd:Country', person.country, 'provided', person.account),
    ...given('region', 'pd:Region', 'as obtained', 'obtained', person.region),
  ];
}

function stepsOf(person: Person, campaign: Campaign, score: number, offered: boolean, now: number): Json[] {
  const expected = mostInAWeek(now);
  return [
    eligibility('valid', 'passed'),
    {
      kind: 'suppression',
      field: 'objection',
      operator: 'is',
      expected: 'none',
      actual: 'none',
      result: 'passed',
      text: 'Nobody is addressed who objected',
    },
    {
      kind: 'cap',
      ruleId: 'frequency-cap-7d',
      field: 'messagesIn7Days',
      operator: '<',
      expected,
      actual: sentInAWeek(person, now),
      result: 'passed',
      text: `At most ${expected} messages in 7 days`,
    },
    {
      kind: 'model',
      field: 'score',
      operator: '>=',
      expected: campaign.threshold,
      actual: score,
      result: offered ? 'passed' : 'failed',
      text: 'The model gives what is needed',
    },
    ...(offered ? [{ kind: 'ranking', result: 'first of 3', text: 'The offer with the highest score is taken' }] : []),
  ];
}

export function eligibility(actual: string, result: string): JsonObject {
  return {
    kind: 'eligibility',
    field: 'consent',
    operator: 'is',
    expected: 'valid',
    actual,
    result,
    text: 'There is a valid consent',
  };
}

export function questionOf(campaign: Campaign): string {
  return campaign.model === PAY_LATER
    ? 'Which invoice limit is proposed to this person?'
    : 'Which offer, if any, does this person get?';
}

export function sentInAWeek(person: Person, now: number): number {
  return person.messages.filter((sent) => now - sent < 7 * DAY).length;
}

export function mostInAWeek(now: number): number {
  return now < CAP_SINCE ? 3 : 2;
}

export function capVersion(now: number): string {
  return now < CAP_SINCE ? '3' : '4';
}
