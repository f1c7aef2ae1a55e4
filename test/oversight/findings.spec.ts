/** Each rule with a case that breaks it and nothing else, beside the case in which nothing is wrong. */
import { caseFile } from '../../src/answers/case.js';
import type { Finding } from '../../src/oversight/finding.js';
import { findingsOf, rules } from '../../src/oversight/findings/rules.js';
import { parseInstant } from '../../src/record/ids.js';
import { breaches, input } from '../support/breaches.js';
import { changed, gathered, goodCase, type ToldEvent, told } from '../support/good-case.js';

const now = parseInstant('2026-04-01T00:00:00Z');

function findings(events: readonly ToldEvent[], gaps: ReadonlyMap<string, number> = new Map()): readonly Finding[] {
  if (now === null) throw new Error('no instant');
  const file = caseFile(gathered(events), new Map(), { decisionId: 'dec-8812', now });
  if (file === null) throw new Error('no case');
  return findingsOf(file, gaps);
}

const found = (events: readonly ToldEvent[]): readonly string[] => findings(events).map((finding) => finding.rule);
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
