/** Each rule with a case that breaks it and nothing else, beside the case in which nothing is wrong. */
import { caseFile } from '../../src/answers/case.js';
import type { Finding } from '../../src/oversight/finding.js';
import { findingsOf, rules } from '../../src/oversight/findings/rules.js';
import { parseInstant } from '../../src/record/ids.js';
import { changed, gathered, goodCase, type ToldEvent, told } from '../support/good-case.js';

const now = parseInstant('2026-04-01T00:00:00Z');

function findings(events: readonly ToldEvent[], gaps: ReadonlyMap<string, number> = new Map()): readonly Finding[] {
  if (now === null) throw new Error('no instant');
  const file = caseFile(gathered(events), new Map(), { decisionId: 'dec-8812', now });
  if (file === null) throw new Error('no case');
  return findingsOf(file, gaps);
}

const found = (events: readonly ToldEvent[]): readonly string[] => findings(events).map((finding) => finding.rule);
const input = (changes: object) => ({
  name: 'purchases',
  value: 14,
  category: 'pd:Purchase',
  origin: 'observed',
  collectionIds: ['col-purchases-10442'],
  ...changes,
});
const message = (time: string, changes = {}, more = {}): ToldEvent =>
  told('message.sent', time, { messageId: 'msg-771', ...changes }, more);

const breaches: readonly (readonly [string, readonly ToldEvent[]])[] = [
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

describe('findings', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(found(goodCase)).toEqual([]);
  });

  it.each(breaches)('%s: found where its duty is broken, and nothing else with it', (rule, events) => {
    expect([...new Set(found(events))]).toEqual([rule]);
  });

  it('has a case above for every rule', () => {
    expect(rules.map((rule) => rule.id).filter((id) => !breaches.some(([rule]) => rule === id))).toEqual([]);
  });

  it('accepts explicit consent for specially protected data', () => {
    expect(found(changed(goodCase, 'data.observed', { sensitivity: 'special' }))).toEqual([]);
  });

  it('does not ask for a review by a person where one took part', () => {
    expect(found(changed(goodCase, 'decision.made', { significance: 'legal', reviewer: 'staff-12' }))).toEqual([]);
  });

  it('takes an explanation that was calculated later as reasons', () => {
    const later = told('decision.explained', '2026-03-03T09:14:05Z', { atDecisionTime: false });
    expect(found([...changed(goodCase, 'decision.made', { contributions: [] }), later])).toEqual([]);
  });

  it('files inputs without recorded collections under nothing: what is not there cannot be judged', () => {
    expect(found(changed(goodCase, 'decision.made', { inputs: [input({ collectionIds: [] })] }))).toEqual([]);
  });

  it('names late reports that hid a finding, and only those', () => {
    const lateWithdrawal = told('consent.withdrawn', '2026-03-01T00:00:00Z', {}, { recorded: '2026-03-03T00:00:00Z' });
    const result = findings([...goodCase.slice(0, 13), lateWithdrawal]);
    expect(result.map(({ rule, knowableAtDecision }) => [rule, knowableAtDecision])).toEqual([
      ['consent-ended-before-use', false],
      ['late-report', false],
    ]);
    const harmless = told('notice.served', '2026-02-01T00:00:00Z', {}, { recorded: '2026-03-03T00:00:00Z' });
    expect(found([...goodCase, harmless])).toEqual([]);
  });

  it('says whether a fault could be known when the decision was made', () => {
    const early = [
      ...goodCase.slice(0, 12),
      told('consent.withdrawn', '2026-03-01T00:00:00Z'),
      ...goodCase.slice(12, 13),
    ];
    expect(findings(early)[0]?.knowableAtDecision).toBe(true);
  });

  it('reports numbers that a producer of the case never sent', () => {
    expect(findings(goodCase, new Map([['/shop', 3]])).map(({ rule, values }) => [rule, values.count])).toEqual([
      ['producer-gap', 3],
    ]);
    expect(findings(goodCase, new Map([['/elsewhere', 3]]))).toEqual([]);
  });

  it('calls overdue what was overdue on the day that is asked about', () => {
    const events = changed(goodCase, 'biasaudit.completed', { followUpAt: '2026-03-20T00:00:00Z' });
    const at = parseInstant('2026-03-10T00:00:00Z');
    if (now === null || at === null) throw new Error('no instant');
    const file = caseFile(gathered(events), new Map(), { decisionId: 'dec-8812', now, at });
    expect(file && findingsOf(file, new Map())).toEqual([]);
  });

  it('gives one breach the same id whatever else is known', () => {
    const ids = (events: readonly ToldEvent[]) => findings(events).map((finding) => finding.id);
    const broken = changed(goodCase, 'message.sent', { disclosureShown: false });
    expect(ids(broken)).toEqual(['message-without-disclosure:msg-760']);
    expect(ids([...broken, told('notice.served', '2026-03-20T18:00:00Z')])).toEqual(ids(broken));
  });
});
