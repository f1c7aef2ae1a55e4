/** Events of decisions: made, withheld, explained, looked at again, and what came of them. */
import {
  Contribution,
  Counterfactual,
  DecisionBasis,
  DecisionDetail,
  DecisionInput,
  DecisionStep,
  ExplanationMethod,
  Outcome,
} from './decision-parts.js';
import { Flag, Id, Listed, Name, Nested, OneOf, optional, Term, When } from './field.js';
import { LedgerEvent } from './ledger-event.js';

const stream = 'decision-<decisionId>';
const subject = 'crm:C-10442';
const AUTOMATION = ['full', 'assisted', 'human'];
const SIGNIFICANCE = ['none', 'similar', 'legal'];

const contributions = [
  { input: 'runningShoesAffinity', weight: 0.21 },
  { input: 'daysSinceLastPurchase', weight: 0.08 },
  { input: 'averageBasket', weight: -0.03 },
];
const explanationMethod = { name: 'SHAP', version: '0.46', baseline: 'mean of the training data' };
const counterfactuals = [
  { changes: [{ input: 'runningShoesAffinity', to: 0.52 }], outcome: 'none', actionable: false },
  { changes: [{ input: 'consent', to: false }], outcome: 'none', actionable: true },
];

@LedgerEvent({
  type: 'decision.made',
  stream,
  says: 'A marketing decision about the person was made.',
  example: {
    subject,
    time: '2026-03-02T09:14:00Z',
    data: {
      decisionId: 'dec-8812',
      question: 'Which offer, if any, does this person get by e-mail?',
      outcome: { action: 'offer', label: '15 % off running shoes', value: true },
      purpose: 'dpv:PersonalisedAdvertising',
      model: { id: 'spring-propensity', version: '4.2.0' },
      policy: { id: 'frequency-cap', version: '3' },
      basis: { kind: 'eu-gdpr:A6-1-a', consentRecordId: 'cr-3391', noticeVersion: '3' },
      inputs: [
        {
          name: 'purchases',
          value: 14,
          category: 'pd:Purchase',
          origin: 'observed',
          collectionIds: ['col-purchases-10442'],
        },
        {
          name: 'runningShoesAffinity',
          value: 0.81,
          category: 'pd:Interest',
          origin: 'inferred',
          collectionIds: ['col-affinity-10442'],
        },
        {
          name: 'country',
          value: 'DE',
          category: 'pd:Country',
          origin: 'provided',
          collectionIds: ['col-country-10442'],
        },
      ],
      steps: [
        { kind: 'eligibility', field: 'consent', operator: 'is', expected: 'valid', actual: 'valid', result: 'passed' },
        {
          kind: 'cap',
          ruleId: 'frequency-cap-7d',
          field: 'messagesIn7Days',
          operator: '<',
          expected: 3,
          actual: 1,
          result: 'passed',
          text: 'At most 3 messages in 7 days',
        },
        { kind: 'model', field: 'score', operator: '>=', expected: 0.6, actual: 0.74, result: 'passed' },
        { kind: 'ranking', result: 'first of 3', text: 'The offer with the highest score is taken' },
      ],
      score: 0.74,
      threshold: 0.6,
      contributions,
      explanationMethod,
      counterfactuals,
      candidates: [
        { id: 'shoes-15', score: 0.74 },
        { id: 'socks', score: 0.51, rejectedBecause: 'lower score' },
        { id: 'club', score: 0.33, rejectedBecause: 'lower score' },
      ],
      automation: 'full',
      significance: 'none',
      consequences: 'none known',
      randomisation: { experiment: 'spring-run-uplift', arm: 'treatment', holdout: false },
      groups: { gender: 'female', ageBand: '30-44' },
      campaignId: 'spring-run',
      channel: 'email',
    },
  },
})
export class DecisionMade extends DecisionDetail {
  @Name('What was to be decided') question!: string;
  @Nested('What was decided', () => Outcome) outcome!: Outcome;
  @Term('What for') purpose!: string;
  @Nested('By what right', () => DecisionBasis) basis!: DecisionBasis;
  @Listed('What was used about the person', () => DecisionInput) inputs!: DecisionInput[];
  @Listed('The steps actually applied, in order', () => DecisionStep) steps!: DecisionStep[];
  @OneOf('How far it was automated', AUTOMATION) automation!: string;
  @OneOf('Its effect on the person', SIGNIFICANCE) significance!: string;
}

@LedgerEvent({
  type: 'decision.withheld',
  stream,
  says: 'The person did not get what the decision was about, for a reason other than its outcome.',
  example: {
    subject,
    time: '2026-03-09T09:14:00Z',
    data: {
      decisionId: 'dec-9120',
      reason: 'noConsent',
      purpose: 'dpv:PersonalisedAdvertising',
      question: 'Which offer, if any, does this person get by e-mail?',
      steps: [
        {
          kind: 'eligibility',
          field: 'consent',
          operator: 'is',
          expected: 'valid',
          actual: 'withdrawn',
          result: 'failed',
        },
      ],
      automation: 'full',
      significance: 'none',
      groups: { gender: 'female', ageBand: '30-44' },
      campaignId: 'spring-run',
      channel: 'email',
    },
  },
})
export class DecisionWithheld extends DecisionDetail {
  @OneOf('Why it was withheld', [
    'noConsent',
    'objection',
    'suppression',
    'cap',
    'minor',
    'sensitive',
    'ineligible',
    'holdout',
    'policy',
  ])
  reason!: string;
  @Name('What was to be decided', optional) question?: string;
  @Nested('What would have been decided', () => Outcome, optional) outcome?: Outcome;
  @Term('What for', optional) purpose?: string;
  @Nested('By what right', () => DecisionBasis, optional) basis?: DecisionBasis;
  @Listed('What was used about the person', () => DecisionInput, optional) inputs?: DecisionInput[];
  @Listed('The steps actually applied, in order', () => DecisionStep, optional) steps?: DecisionStep[];
  @OneOf('How far it was automated', AUTOMATION, optional) automation?: string;
  @OneOf('Its effect on the person', SIGNIFICANCE, optional) significance?: string;
}

@LedgerEvent({
  type: 'decision.explained',
  stream,
  says: 'What counted in a decision was calculated.',
  example: {
    subject,
    time: '2026-03-02T09:14:05Z',
    data: { decisionId: 'dec-8812', contributions, counterfactuals, explanationMethod, atDecisionTime: true },
  },
})
export class DecisionExplained {
  @Id('The decision') decisionId!: string;
  @Listed('What counted, and how much', () => Contribution) contributions!: Contribution[];
  @Listed('What would have changed the result', () => Counterfactual, optional) counterfactuals?: Counterfactual[];
  @Nested('How that was found out', () => ExplanationMethod) explanationMethod!: ExplanationMethod;
  @Flag('Whether it was calculated when the decision was made') atDecisionTime!: boolean;
}

@LedgerEvent({
  type: 'outcome.observed',
  stream,
  says: 'What came of the decision was observed.',
  subject: 'optional',
  example: {
    subject,
    time: '2026-03-04T17:30:00Z',
    data: { decisionId: 'dec-8812', label: 'converted', positive: true, observedAt: '2026-03-04T17:28:12Z' },
  },
})
export class OutcomeObserved {
  @Id('The decision') decisionId!: string;
  @Name('What was observed, for example converted or repaid') label!: string;
  @Flag('Whether that is the result the model predicts; errors are judged by it') positive!: boolean;
  @When('When it was observed') observedAt!: string;
}
