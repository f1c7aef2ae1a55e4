/** The demo's year: the same seed tells it byte for byte, every event is valid, and each planted fault is found where the file says and nowhere else. */
import { createHash } from 'node:crypto';
import { definitionOf, definitions } from '../../src/catalogue/catalogue.js';
import { notPlanted } from '../../src/demo/faults/faults.js';
import { fill, type Ledger, playedRoles } from '../../src/demo/fill.js';
import type { DemoEvent } from '../../src/demo/journal.js';
import { type Year, yearOf } from '../../src/demo/year.js';
import { lateReport } from '../../src/oversight/findings/late-report.js';
import { producerGap } from '../../src/oversight/findings/producer-gap.js';
import { rules } from '../../src/oversight/findings/rules.js';
import { type RunningService, startService } from '../support/running-service.js';

const SMALL = { consumers: 60, seed: 7 };

function told(year: Year): readonly DemoEvent[] {
  return [...year.events].flat();
}

describe('the year as it is told', () => {
  const events = told(yearOf(SMALL));

  it('is the same for the same seed, and another for another', () => {
    const digest = (all: readonly DemoEvent[]) => createHash('sha256').update(JSON.stringify(all)).digest('hex');
    expect(digest(told(yearOf(SMALL)))).toBe(digest(events));
    expect(digest(told(yearOf({ ...SMALL, seed: 8 })))).not.toBe(digest(events));
  });

  it('holds valid events only, with terms of the vocabulary', () => {
    const wrong = events.flatMap(({ type, data }) => [
      ...(definitionOf(type)?.check(data) ?? [{ pointer: '', detail: `no type ${type}` }]),
      ...(definitionOf(type)?.unknownTerms(data) ?? []),
    ]);
    expect(wrong).toEqual([]);
  });

  it('tells, with enough people, of every type that a shop sends in such a year', () => {
    const many = new Set(told(yearOf({ consumers: 1_500, seed: 7 })).map(({ type }) => type));
    const sendable = definitions.filter(({ writtenBy }) => writtenBy === 'producer').map(({ type }) => type);
    expect(sendable.filter((type) => !many.has(type))).toEqual(NOT_IN_THIS_YEAR);
  });

  it('numbers what each producer sends without a gap, but for the one that is planted', () => {
    const numbers = Map.groupBy(events, ({ source }) => source);
    const gaps = [...numbers].flatMap(([source, sent]) => {
      const last = Math.max(...sent.map(({ sequence }) => Number(sequence)));
      return last === sent.length ? [] : [source];
    });
    expect(gaps).toEqual(['/kiosk-lyon']);
  });
});

describe('the faults', () => {
  let service: RunningService;
  let ledger: Ledger;
  const year = yearOf(SMALL);
  const found = new Map<string, Set<string>>();

  beforeAll(async () => {
    service = await startService();
    const [producer, support, auditor, privacy] = await Promise.all(playedRoles.map((role) => service.token(role)));
    const tokens = { producer, support, auditor, 'privacy-officer': privacy } as Ledger['tokens'];
    ledger = { url: service.url, tokens };
    await fill(ledger, year, () => undefined);
    const records = await service.records();
    const decisions = records.flatMap(({ header }) =>
      /^decision\.(made|withheld)$/.test(header.type) ? [header.stream.slice('decision-'.length)] : [],
    );
    for (const decision of new Set(decisions)) {
      const answer = await fetch(`${service.url}/v1/decisions/${decision}/explanation`, {
        headers: { authorization: `Bearer ${support}`, 'x-purpose': 'test' },
      });
      const { findings } = (await answer.json()) as { findings: { items: readonly { rule: string }[] } };
      found.set(decision, new Set(findings.items.map(({ rule }) => rule)));
    }
  }, 120_000);

  afterAll(() => service.close());

  it('are found at each decision that is named, and at no other', () => {
    const expected = new Map([...found.keys()].map((decision) => [decision, new Set<string>()]));
    for (const { decisionId, rule } of year.planted) expected.get(decisionId)?.add(rule);
    expect(found.size).toBeGreaterThan(150);
    expect(sorted(found)).toEqual(sorted(expected));
  });

  it('are of every kind that anybody can cause from outside', () => {
    const kinds = [...rules, lateReport([]), producerGap(new Map())].map(({ id }) => id);
    const planted = new Set(year.planted.map(({ rule }) => rule));
    expect(kinds.filter((rule) => !planted.has(rule))).toEqual(Object.keys(notPlanted));
  });

  it('can be sent again: nothing is recorded twice', async () => {
    const again = await fill(ledger, yearOf(SMALL), () => undefined);
    expect(again.duplicates).toBe(again.sent);
    const headers = { authorization: `Bearer ${ledger.tokens.support}`, 'x-purpose': 'test' };
    const answer = await fetch(`${service.url}/v1/inquiries?overdue=true`, { headers });
    const { items } = (await answer.json()) as { items: readonly { decisionId: string }[] };
    const overdue = year.planted.filter(({ rule }) => rule === 'inquiry-overdue');
    expect(items.map(({ decisionId }) => decisionId)).toEqual(overdue.map(({ decisionId }) => decisionId));
  }, 60_000);
});

/** Rare, or of another kind of business. */
const NOT_IN_THIS_YEAR: readonly string[] = [
  'consent.invalidated',
  'identity.unlinked',
  'processing.restricted',
  'subject.reauthorised',
  'data.anonymised',
  'data.erased',
  'decision.explained',
  'decision.overridden',
  'message.presented',
  'record.corrected',
];

function sorted(findings: ReadonlyMap<string, ReadonlySet<string>>) {
  return [...findings].flatMap(([decision, all]) => [...all].sort().map((rule) => `${decision} ${rule}`)).sort();
}
