/** The story of docs/design/example-answer.md: one consumer, two decisions, a withdrawal, and a message that should not have been sent. */
import { CaseRecords, example, type Sent } from './case-records.js';

const collected = {
  purposes: ['dpv:PersonalisedAdvertising'],
  legalBasis: { kind: 'eu-gdpr:A6-1-a', consentRecordId: 'cr-3391' },
  noticeRef: 'pn-7',
  sensitivity: 'ordinary',
  retainUntil: '2028-01-12T00:00:00Z',
};

export const campaignEvents: readonly Sent[] = [
  example('training.completed'),
  example('model.registered'),
  example('policy.published'),
  example('biasaudit.completed'),
  example('model.approved'),
  example('campaign.proposed'),
  example('campaign.approved'),
];

export const consentEvents: readonly Sent[] = [
  example('notice.served'),
  example('consent.given'),
  example('data.collected'),
  example('data.observed', { ...collected, values: { purchases: 14 } }, '2026-02-19T20:00:00Z'),
  example('data.inferred'),
];

const decisionMade = example('decision.made').data;

/** `dec-8812`: an offer, decided, sent and opened. */
export const offerEvents: readonly Sent[] = [
  example('decision.made', {
    ...decisionMade,
    inputs: [
      {
        name: 'purchases',
        value: 14,
        category: 'pd:Purchase',
        origin: 'observed',
        collectionIds: ['col-purchases-10442'],
      },
      {
        name: 'interest in running shoes',
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
    contributions: [
      { input: 'interest in running shoes', weight: 0.21 },
      { input: 'days since last purchase', weight: 0.08 },
      { input: 'average basket', weight: -0.03 },
    ],
    counterfactuals: [
      { changes: [{ input: 'interest in running shoes', to: 0.51 }], outcome: 'no offer', actionable: false },
    ],
  }),
  example('message.sent'),
  example('message.delivered'),
  example('interaction.observed'),
];

/** The withdrawal, `dec-9120` withheld because of it, and `msg-771` sent all the same. */
export const afterwards: readonly Sent[] = [
  example('consent.withdrawn'),
  example('decision.withheld'),
  example(
    'message.sent',
    { messageId: 'msg-771', campaignId: 'members-night', decisionId: 'dec-9300', checkedSize: 18_260 },
    '2026-03-10T08:00:00Z',
  ),
  example('complaint.received'),
];

export function story(): CaseRecords {
  return new CaseRecords().add(...campaignEvents, ...consentEvents, ...offerEvents, ...afterwards);
}
