/** Answers as they are served, of every kind that the tests know: each tier, a withheld decision, an erased one, what is missing, and names that no plain text can hold. */
import type { MadeAnswer } from '../../src/answers/answer.js';
import { type Asked, explain } from '../../src/answers/explain.js';
import { alice, CaseRecords, example, instant, type Sent } from './case-records.js';
import { afterwards, campaignEvents, consentEvents, offerEvents, story } from './story.js';

const asked: Asked = { decisionId: 'dec-8812', now: instant('2026-03-20T00:00:00Z'), tier: 'consumer', language: 'en' };

export function madeAnswer(records: CaseRecords, changes: Partial<Asked> = {}, opened = records.opened): MadeAnswer {
  const answer = explain(records.records, opened, { ...asked, ...changes });
  if (answer === null) throw new Error('no answer');
  const size = records.records.length;
  const made = {
    id: 'ans-1',
    madeAt: asked.now,
    position: String(size),
    size,
    digest: '00',
    checkpoint: { origin: 'ledger.example/shop 1', size, root: 'cm9vdA==', covers: true, note: 'the note' },
  };
  return { ...answer, header: { ...made, ...answer.header } };
}

/** A name with everything in it that a qualified name, a page or a font may stumble over. */
export const oddName = 'Ωμέγα “Łódź” & Sons, <Ltd.>:(a\\b) 100% 漢字 🦊\u0000.';

/** A decision that a person took part in, with a signal, an objection, an assessment, recipients, an incident, an explanation made later and an earlier answer. */
export function busyCase(): CaseRecords {
  const decided = { ...example('decision.made').data };
  const { contributions: _later, ...data } = decided;
  const events: readonly Sent[] = [
    ...campaignEvents,
    ...consentEvents,
    example('signal.received', {}, '2026-02-01T08:00:00Z'),
    example('processing.objected', {}, '2026-02-28T08:00:00Z'),
    example('assessment.recorded'),
    example('data.shared', { recipients: [oddName, 'Versandpost GmbH'], collectionIds: ['col-purchases-10442'] }),
    example('incident.opened', { cause: 'spring-propensity saw old data' }),
    example('decision.made', {
      ...data,
      basis: { kind: 'eu-gdpr:A6-1-f', assessmentRef: String(example('assessment.recorded').data.ref ?? 'lia-1') },
      automation: 'assisted',
      reviewer: 'staff-9',
      outcome: { ...Object(decided.outcome), label: oddName },
      inputs: [
        { name: oddName, value: { [oddName]: ['a', 1, null] }, category: 'shop:Unknown', origin: 'observed' },
        { name: 'empty', value: '', category: 'pd:Purchase', origin: 'observed', collectionIds: ['col-gone'] },
      ],
    }),
    ...offerEvents.slice(1),
    example('decision.explained'),
    example('inquiry.answered', {}, '2026-03-04T14:00:00Z'),
    ...afterwards,
  ];
  return new CaseRecords().add(...events);
}

export function madeAnswers(): readonly (readonly [string, MadeAnswer])[] {
  const erased = new CaseRecords().add(
    ...campaignEvents,
    ...consentEvents,
    ...offerEvents,
    example('subject.erased', { pseudonyms: [alice] }),
  );
  const cases: readonly (readonly [string, CaseRecords, Partial<Asked>?, CaseRecords['opened']?])[] = [
    ['dec-8812 for the consumer', story()],
    ['dec-8812 for support', story(), { tier: 'support' }],
    ['dec-8812 for the auditor', story(), { tier: 'auditor' }, new Map()],
    ['dec-8812 in German', story(), { language: 'de' }],
    ['dec-8812 in French', story(), { language: 'fr' }],
    ['dec-8812 in Spanish', story(), { language: 'es' }],
    ['dec-8812 as it was known', story(), { asOf: { size: 17 }, at: instant('2026-03-02T09:20:00Z') }],
    ['dec-9120, withheld', story(), { decisionId: 'dec-9120' }],
    ['an erased one', erased, {}, new Map()],
    ['one of which little is recorded', new CaseRecords().add(example('decision.made'))],
    ['a busy one for the consumer', busyCase()],
    ['a busy one for support', busyCase(), { tier: 'support' }],
  ];
  return cases.map(([name, records, changes, opened]) => [name, madeAnswer(records, changes, opened)]);
}
