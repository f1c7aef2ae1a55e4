/** For each rule a case that breaks its duty and nothing else: `goodCase` with something changed. */
import { changed, goodCase, type ToldEvent, told } from './good-case.js';

export const input = (changes: object) => ({
  name: 'purchases',
  value: 14,
  category: 'pd:Purchase',
  origin: 'observed',
  collectionIds: ['col-purchases-10442'],
  ...changes,
});
const message = (time: string, changes = {}, more = {}): ToldEvent =>
  told('message.sent', time, { messageId: 'msg-771', ...changes }, more);

export const breaches: readonly (readonly [string, readonly ToldEvent[]])[] = [
  [
    'consent-missing',
    changed(goodCase, 'consent.given', { purposes: ['dpv:PersonalisedAdvertising'], dataCategories: ['pd:Purchase'] }),
  ],
  ['consent-missing', changed(changed(goodCase, 'consent.given', null), 'notice.served', {})],
  [
    'consent-ended-before-use',
    [...goodCase.slice(0, 12), told('consent.withdrawn', '2026-03-01T00:00:00Z'), ...goodCase.slice(12, 13)],
  ],
  ['consent-ended-before-use', changed(goodCase.slice(0, 13), 'consent.given', { expiresAt: '2026-03-01T00:00:00Z' })],
  [
    'objection-ignored',
    [...goodCase.slice(0, 12), told('processing.objected', '2026-03-01T00:00:00Z'), ...goodCase.slice(12, 13)],
  ],
  ['purpose-mismatch', changed(goodCase, 'data.observed', { purposes: ['dpv:ServiceProvision'] })],
  [
    'special-category-without-explicit-consent',
    changed(goodCase, 'data.observed', { sensitivity: 'special' }).map((event) =>
      event.type === 'consent.given'
        ? { ...event, data: { ...event.data, consentType: 'dpv:ExpressedConsent' } }
        : event,
    ),
  ],
  ['inferred-sensitive-data', changed(goodCase, 'data.inferred', { sensitivity: 'special' })],
  ['data-past-retention', changed(goodCase, 'data.observed', { retainUntil: '2026-03-01T00:00:00Z' })],
  ['data-without-notice', changed(goodCase, 'data.observed', { noticeRef: null })],
  ['data-without-notice', changed(goodCase, 'data.observed', { noticeRef: 'pn-8' })],
  [
    'message-after-objection',
    [
      ...goodCase,
      told('consent.withdrawn', '2026-03-05T19:22:31Z'),
      message('2026-03-10T08:00:00Z', { decisionId: 'dec-9200' }),
    ],
  ],
  [
    'message-after-objection',
    [
      ...goodCase,
      told('optout.received', '2026-03-05T19:22:31Z'),
      message('2026-03-10T08:00:00Z', { decisionId: 'dec-9200' }),
    ],
  ],
  ['message-without-decision', [...goodCase, message('2026-03-10T08:00:00Z', { decisionId: null })]],
  ['message-without-disclosure', changed(goodCase, 'message.sent', { disclosureShown: false })],
  ['decision-without-reasons', changed(goodCase, 'decision.made', { contributions: [] })],
  ['human-review-missing', changed(goodCase, 'decision.made', { significance: 'legal' })],
  ['model-unregistered', changed(goodCase, 'model.registered', { version: '4.1.0' })],
  ['model-unapproved', changed(goodCase, 'model.approved', { version: '4.1.0' })],
  [
    'model-retired',
    [
      ...goodCase.slice(0, 12),
      told('model.retired', '2026-03-01T00:00:00Z', { by: 'staff-7', version: '4.2.0' }),
      ...goodCase.slice(12),
    ],
  ],
  ['bias-audit-missing', changed(goodCase, 'biasaudit.completed', null)],
  [
    'bias-audit-outdated',
    changed(goodCase, 'biasaudit.completed', { conclusion: 'approved', followUpAt: '2026-02-20T00:00:00Z' }),
  ],
  ['bias-audit-failed', changed(goodCase, 'biasaudit.completed', { conclusion: 'rejected' })],
  ['bias-audit-follow-up-missing', changed(goodCase, 'biasaudit.completed', { followUpAt: null })],
  ['bias-audit-follow-up-missing', changed(goodCase, 'biasaudit.completed', { followUpAt: '2026-03-20T00:00:00Z' })],
  ['policy-unpublished', changed(goodCase, 'policy.published', { version: '2' })],
  ['campaign-unapproved', changed(goodCase, 'campaign.approved', null)],
  [
    'campaign-unapproved',
    [...goodCase.slice(0, 12), told('campaign.paused', '2026-03-01T08:00:00Z'), ...goodCase.slice(12)],
  ],
  ['campaign-outside-dates', changed(goodCase, 'campaign.proposed', { endsAt: '2026-03-01T12:00:00Z' })],
  ['campaign-without-owner', changed(goodCase, 'campaign.proposed', { owner: null })],
  ['approver-training-expired', changed(goodCase, 'training.completed', { validUntil: '2026-02-20T00:00:00Z' })],
  ['erased-subject-reappears', changed(goodCase, 'interaction.observed', {}, { fenced: true })],
  [
    'two-subjects-under-one-id',
    [
      ...goodCase,
      told(
        'message.delivered',
        '2026-03-02T09:21:00Z',
        { messageId: 'msg-760', decisionId: 'dec-8812' },
        { who: 'bob' },
      ),
    ],
  ],
  ['second-decision-under-one-id', [...goodCase, told('decision.made', '2026-03-02T10:00:00Z')]],
  ['time-ahead-of-clock', changed(goodCase, 'interaction.observed', {}, { recorded: '2026-03-02T10:50:00Z' })],
  [
    'inquiry-overdue',
    [
      ...goodCase,
      told('inquiry.received', '2026-02-20T10:00:00Z', { decisionId: 'dec-8812', dueAt: '2026-03-20T10:00:00Z' }),
    ],
  ],
  [
    'inquiry-extended-without-reason',
    [
      ...goodCase,
      told('inquiry.received', '2026-03-03T10:00:00Z', { decisionId: 'dec-8812', dueAt: '2026-04-03T10:00:00Z' }),
      told('inquiry.extended', '2026-03-04T10:00:00Z', { reason: null, dueAt: '2026-06-03T10:00:00Z' }),
    ],
  ],
];
