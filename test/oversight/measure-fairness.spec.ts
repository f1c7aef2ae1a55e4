/** `GET /v1/fairness` over the whole service, with real records: what is counted, what stays closed, what an erasure changes (nothing). */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { EventLog } from '../../src/log/event-log.js';
import { streamName } from '../../src/record/ids.js';
import { decodeRecord, type StoredRecord } from '../../src/record/record.js';
import { Vault } from '../../src/vault/vault.js';
import { caughtUp } from '../support/caught-up.js';
import { Service } from '../support/service.js';

interface Group {
  readonly value: string;
  readonly n: number;
  readonly selected: number;
  readonly suppressed?: true;
}
interface Answer {
  readonly n: number;
  readonly missing: number;
  readonly reference: string | null;
  readonly groups: readonly Group[];
  readonly comparisons: readonly object[];
  readonly span: { readonly from: string; readonly to: string; readonly positions: { from: string; to: string } };
}

const MODEL = 'ranker';
let service: Service;
let count = 0;

const event = (type: string, person: string | null, data: object, time = '2026-03-02T09:00:00Z'): object => ({
  id: `f-${count++}`,
  source: 'urn:shop',
  type,
  time,
  ...(person !== null && { subject: `crm:${person}` }),
  data,
});

/** What a decision is in these tests: who, under which id, with which groups, selected or not. */
const made = (person: string, decisionId: string, groups: object | null, more: object = {}, time?: string): object => {
  const { groups: _, ...example } = { ...definitionOf('decision.made')?.example.data };
  const outcome = { action: 'offer', label: 'an offer', value: true };
  const model = { id: MODEL, version: '1' };
  return event(
    'decision.made',
    person,
    { ...example, decisionId, outcome, model, campaignId: 'run-1', ...(groups && { groups }), ...more },
    time,
  );
};
const notSelected = { outcome: { action: 'none', label: 'no offer', value: false } };
const withheld = (person: string, decisionId: string, groups: object): object => {
  const { groups: _, ...example } = { ...definitionOf('decision.withheld')?.example.data };
  const model = { id: MODEL, version: '1' };
  return event('decision.withheld', person, { ...example, decisionId, model, campaignId: 'run-1', groups });
};
const observed = (person: string | null, decisionId: string, positive: boolean, observedAt = '2026-03-05T00:00:00Z') =>
  event('outcome.observed', person, { decisionId, label: 'converted', positive, observedAt });

const people = (letter: string, many: number) => Array.from({ length: many }, (_, index) => `${letter}${index}`);
const woman = { gender: 'female', ageBand: '30-44' };
const man = { gender: 'male', ageBand: '30-44' };

/** 12 women: 6 selected, 3 not, 3 withheld. 15 men, each twice: 24 selected, 6 not. 9 others, whom no answer counts. 2 decisions without groups. */
const ledger = [
  ...people('w', 6).map((who) => made(who, `d-${who}`, woman)),
  ...people('w', 9)
    .slice(6)
    .map((who) => made(who, `d-${who}`, woman, notSelected)),
  ...people('w', 12)
    .slice(9)
    .map((who) => withheld(who, `d-${who}`, woman)),
  ...people('m', 15).map((who) => made(who, `d-${who}`, man)),
  ...people('m', 9).map((who) => made(who, `e-${who}`, man)),
  ...people('m', 15)
    .slice(9)
    .map((who) => made(who, `e-${who}`, man, notSelected)),
  ...people('x', 9).map((who) => made(who, `d-${who}`, { gender: 'diverse' })),
  made('n0', 'd-n0', null),
  made('n1', 'd-n1', { ageBand: '60+' }),
  // Women: one right and one wrong selection, one person missed. Men: one right selection.
  observed('w0', 'd-w0', true),
  observed(null, 'd-w1', false),
  observed('w9', 'd-w9', true),
  observed('m0', 'd-m0', true),
];

const ask = (query: string, as: 'auditor' | 'support' = 'auditor') => service.ask(`/v1/fairness?${query}`, { as });
const measure = async (query: string): Promise<Answer> => {
  const answer = await ask(query);
  if (answer.status !== 200) throw new Error(answer.body);
  return answer.json<Answer>();
};
/** The read models answer 503 until the first of the new ones are there. */
async function builtAnew(): Promise<void> {
  for (let tries = 0; tries < 2_000; tries++) {
    try {
      await caughtUp(service.app);
      return;
    } catch {
      await setTimeout(10);
    }
  }
}
async function recordsIn(stream: string): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  for await (const page of service.app.get(EventLog).readStream(streamName(stream)))
    records.push(...page.map(decodeRecord));
  return records;
}
const groupOf = (answer: Answer, value: string) => answer.groups.find((group) => group.value === value);

beforeAll(async () => {
  service = await Service.start();
  await service.record(...ledger);
  await caughtUp(service.app);
});

afterAll(() => service.stop());

describe('GET /v1/fairness', () => {
  // Before other tests record more.
  it('answers what docs/fairness.md shows', async () => {
    const page = readFileSync(new URL('../../docs/fairness.md', import.meta.url), 'utf8');
    const [, query = ''] = /fairness\?([^']*)'/.exec(page) ?? [];
    const [, shown = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    const answer = await measure(query);
    // Positions are the log's own.
    expect({ ...answer, span: { ...answer.span, positions: expect.anything() } }).toEqual(JSON.parse(shown));
  });

  it('counts decisions made and withheld; the withheld are never selected', async () => {
    const answer = await measure('attribute=gender');
    expect(answer).toMatchObject({
      attribute: 'gender',
      reference: 'male',
      n: 42,
      missing: 2,
      missingBecause: { notRecorded: 2, keyDestroyed: 0, unreadable: 0 },
      groups: [
        { value: 'diverse', suppressed: true },
        { value: 'female', n: 12, selected: 6, selectionRate: 0.5, verdict: 'insufficient evidence' },
        { value: 'male', n: 30, selected: 24, selectionRate: 0.8, verdict: 'pass' },
      ],
      comparisons: [
        {
          value: 'female',
          disparateImpact: 0.5 / 0.8,
          statisticalParityDifference: 0.5 - 0.8,
          fourFifths: 'insufficient evidence',
        },
      ],
      demographicParityRatio: 0.5 / 0.8,
      demographicParityDifference: 0.8 - 0.5,
      span: { from: '2026-03-02', to: '2026-03-02' },
    });
    expect(answer.groups[0]).toEqual({ value: 'diverse', suppressed: true });
  });

  it('judges errors by the outcomes that were observed', async () => {
    const answer = await measure('attribute=gender');
    expect(groupOf(answer, 'female')).toMatchObject({
      labelled: { n: 3, truePositives: 1, falsePositives: 1, trueNegatives: 0, falseNegatives: 1 },
      truePositiveRate: 0.5,
      falsePositiveRate: 1,
      falseNegativeRate: 0.5,
      precision: 0.5,
    });
    expect(groupOf(answer, 'male')).toMatchObject({ truePositiveRate: 1, falsePositiveRate: 'undefined' });
    expect(answer).toMatchObject({
      comparisons: [{ equalOpportunityDifference: -0.5, averageOddsDifference: 'undefined' }],
      equalizedOddsDifference: 'undefined',
    });
  });

  it('counts intersections, with the values in the order asked', async () => {
    const answer = await measure('attribute=gender,ageBand&reference=female,30-44');
    expect(answer).toMatchObject({ attribute: 'gender,ageBand', reference: 'female,30-44', n: 42, missing: 11 });
    expect(answer.groups.map(({ value }) => value)).toEqual(['female,30-44', 'male,30-44']);
    expect((await measure('attribute=ageBand,gender')).groups.map(({ value }) => value)).toEqual([
      '30-44,female',
      '30-44,male',
    ]);
  });

  it('keeps to a model version, a campaign, a purpose', async () => {
    expect((await measure(`attribute=gender&model=${MODEL}&version=1&campaign=run-1`)).n).toBe(42);
    expect(await measure(`attribute=gender&model=${MODEL}&version=2`)).toMatchObject({
      reference: null,
      n: 0,
      missing: 0,
      groups: [],
      comparisons: [],
      demographicParityRatio: 'undefined',
      span: { from: null, to: null, positions: null },
    });
    expect((await measure('attribute=gender&campaign=none')).n).toBe(0);
    expect((await measure('attribute=gender&processingPurpose=dpv:PersonalisedAdvertising')).n).toBe(42);
    expect((await measure('attribute=gender&processingPurpose=dpv:Marketing')).n).toBe(0);
    // Why somebody asks chooses nothing.
    expect((await measure('attribute=gender&purpose=audit')).n).toBe(42);
  });

  it('counts the last outcome, values that are no yes or no by their action, and commas within values', async () => {
    const wait = await service.record(
      ...people('o', 10).map((who) =>
        made(who, `o-${who}`, { 'a,b': 'x', place: 'a,b', other: 'c\\d' }, { campaignId: 'run-2' }),
      ),
      made(
        'o0',
        'o-none',
        { place: 'a,b', other: 'c\\d' },
        { campaignId: 'run-2', outcome: { action: 'none', label: 'nothing', value: 3 } },
      ),
      made(
        'o0',
        'o-some',
        { place: 'a,b', other: 'c\\d' },
        { campaignId: 'run-2', outcome: { action: 'limit', label: '300', value: 300 } },
      ),
      observed('o0', 'o-o0', false, '2026-03-09T00:00:00Z'),
      observed('o0', 'o-o0', true, '2026-03-08T00:00:00+02:00'),
    );
    const answer = await measure(`attribute=place,other&campaign=run-2&wait=${wait}`);
    expect(answer.groups).toMatchObject([
      { value: 'a\\,b,c\\\\d', n: 12, selected: 11, labelled: { n: 1, falsePositives: 1 } },
    ]);
    expect((await measure('attribute=place&campaign=run-2')).reference).toBe('a,b');
  });

  it('leaves out second decisions and other people’s records under an id, and counts what a correction put in place', async () => {
    const first = made('s0', 's-s0', woman, { campaignId: 'run-3' });
    const wrong = made('s1', 's-s1', woman, { campaignId: 'run-3' });
    await service.record(
      first,
      wrong,
      ...people('s', 10)
        .slice(2)
        .map((who) => made(who, `s-${who}`, woman, { campaignId: 'run-3' })),
      made('s0', 's-s0', man, { campaignId: 'run-3', ...notSelected }),
      made('stranger', 's-s2', man, { campaignId: 'run-3', ...notSelected }),
      observed('stranger', 's-s2', false),
    );
    await caughtUp(service.app);
    const before = await measure('attribute=gender&campaign=run-3');
    expect(before.groups).toMatchObject([{ value: 'female', n: 10, selected: 10, labelled: { n: 0 } }]);
    const right = made('s1', 's-s1', woman, { campaignId: 'run-3', ...notSelected });
    await service.record(right);
    const [recordId, replacedBy] = (await recordsIn('decision-s-s1')).map(({ header }) => header.id);
    const correction = { ...definitionOf('record.corrected')?.example.data, recordId, replacedBy };
    await service.record(event('record.corrected', 's1', { ...correction, stream: 'decision-s-s1' }));
    await caughtUp(service.app);
    const after = await measure('attribute=gender&campaign=run-3');
    expect(after.groups).toMatchObject([{ value: 'female', n: 10, selected: 9 }]);
  });

  it('counts linked pseudonyms as one person, who may also be told of under another', async () => {
    await service.record(
      ...people('l', 10).map((who) => made(who, `l-${who}`, woman, { campaignId: 'run-4' })),
      event('identity.linked', 'l0', { otherSubject: 'crm:elsewhere' }),
      observed('elsewhere', 'l-l0', true),
    );
    await caughtUp(service.app);
    expect((await measure('attribute=gender&campaign=run-4')).groups).toMatchObject([{ labelled: { n: 1 } }]);
    await service.record(event('identity.linked', 'l0', { otherSubject: 'crm:l1' }));
    await caughtUp(service.app);
    expect((await measure('attribute=gender&campaign=run-4')).groups).toEqual([{ value: 'female', suppressed: true }]);
  });

  it('counts whole days of UTC, the first and the last included', async () => {
    await service.record(
      ...people('t', 10).map((who) => made(who, `t-${who}`, woman, { campaignId: 'run-5' }, '2026-04-01T00:00:00Z')),
      ...people('t', 10).map((who) =>
        made(who, `u-${who}`, woman, { campaignId: 'run-5' }, '2026-04-02T23:59:59.999Z'),
      ),
      ...people('t', 10).map((who) =>
        made(who, `v-${who}`, woman, { campaignId: 'run-5' }, '2026-04-03T00:30:00+02:00'),
      ),
      ...people('t', 10).map((who) => made(who, `x-${who}`, woman, { campaignId: 'run-5' }, '2026-04-03T00:00:00Z')),
    );
    await caughtUp(service.app);
    const of = (from: string, to: string) => measure(`attribute=gender&campaign=run-5&from=${from}&to=${to}`);
    expect((await of('2026-04-01', '2026-04-02')).n).toBe(30);
    expect((await of('2026-04-02', '2026-04-02')).n).toBe(20);
    expect(await of('2026-04-03', '2026-05-31')).toMatchObject({
      n: 10,
      span: { from: '2026-04-03', to: '2026-05-31' },
    });
    const { span } = await measure('attribute=gender&campaign=run-5');
    expect([span.from, span.to]).toEqual(['2026-04-01', '2026-04-03']);
    const records = await service.ask('/v1/records?type=decision.made', { as: 'auditor' });
    const places = records.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ body }) => body.data.campaignId === 'run-5')
      .map(({ position }) => Number(position));
    expect(places).toHaveLength(40);
    expect(span.positions).toEqual({ from: String(Math.min(...places)), to: String(Math.max(...places)) });
  });

  it('says the same after a person is erased, whose decisions no longer open', async () => {
    const query = 'attribute=gender,ageBand&to=2026-03-31&campaign=run-1';
    const before = await measure(query);
    const consumer = await service.app.get(Vault).find('crm:w0');
    const erased = await service.ask(`/v1/consumers/${consumer}/erasure`, {
      as: 'privacy-officer',
      body: { article: '17(1)(b)', reason: 'consent withdrawn' },
    });
    expect(erased.status).toBeLessThan(300);
    await caughtUp(service.app);
    expect((await service.app.get(Vault).dataKeys(consumer === null ? [] : [consumer])).size).toBe(0);
    expect(await measure(query)).toEqual(before);
  });

  it('says the same after the read models are built anew', async () => {
    const queries = ['attribute=gender', 'attribute=gender,ageBand&campaign=run-1', 'attribute=place&campaign=run-2'];
    const before = await Promise.all(queries.map(measure));
    service = await service.restart({}, () => rmSync(join(service.data, 'read-models'), { recursive: true }));
    await builtAnew();
    expect(await Promise.all(queries.map(measure))).toEqual(before);
  });

  it('does not guess an outcome that was taken away', async () => {
    await service.record(
      ...people('r', 11).map((who) => made(who, `r-${who}`, woman, { campaignId: 'run-6', ...notSelected })),
    );
    await caughtUp(service.app);
    const [first] = await recordsIn('decision-r-r0');
    const body = { fields: ['/outcome/action', '/outcome/value'], reason: 'it named a third person' };
    const url = `/v1/records/${first?.header.id}/redaction`;
    expect((await service.ask(url, { as: 'privacy-officer', body })).status).toBeLessThan(300);
    await caughtUp(service.app);
    expect(await measure('attribute=gender&campaign=run-6')).toMatchObject({
      missing: 1,
      missingBecause: { unreadable: 1 },
      groups: [{ value: 'female', n: 10, selected: 0 }],
    });
  });

  it.each([
    ['', '/attribute', /must name a group attribute/],
    ['attribute=gender,', '/attribute', /once each/],
    ['attribute=gender,gender', '/attribute', /once each/],
    ['attribute=a,b,c,d,e,f', '/attribute', /at most 5/],
    ['attribute=gender&from=yesterday', '/from', /whole day \(UTC\)/],
    ['attribute=gender&to=2026-03-02T09:00:00Z', '/to', /whole day \(UTC\)/],
    ['attribute=gender&to=2026-02-30', '/to', /whole day \(UTC\)/],
    ['attribute=gender&from=2026-03-02&to=2026-03-01', '/to', /not be before from/],
    ['attribute=gender&groups=female', '/groups', /is not a parameter/],
    ['attribute=gender&attribute=ageBand', '/attribute', /more than once/],
    ['attribute=gender&reference=none', '/reference', /names no group of this span; ask without it/],
    ['attribute=gender&reference=diverse', '/reference', /too small to be shown; ask without it/],
  ])('refuses %s and says what would be right', async (query, pointer, detail) => {
    const answer = await ask(query);
    expect([answer.status, answer.json()]).toMatchObject([
      400,
      { code: 'bad-request', errors: expect.arrayContaining([{ pointer, detail: expect.stringMatching(detail) }]) },
    ]);
    expect(String(answer.headers['content-type'])).toContain('application/problem+json');
  });

  it('is for auditors alone', async () => {
    for (const as of ['support', 'producer', 'privacy-officer', 'operator'] as const) {
      const answer = await service.ask('/v1/fairness?attribute=gender', { as });
      expect([answer.status, answer.json<{ code: string }>().code]).toEqual([403, 'forbidden']);
    }
  });

  it('is recorded as a bulk read with its query, once, and records no group', async () => {
    await measure('attribute=gender&from=2026-03-01&to=2026-03-31');
    const reads = await recordsIn('access-bulk');
    expect(reads.at(-1)?.body.data).toMatchObject({
      role: 'auditor',
      what: 'fairness',
      query: { attribute: 'gender', from: '2026-03-01', to: '2026-03-31' },
    });
    expect(JSON.stringify(reads.slice(-1))).not.toContain('male');
  });
});

describe('GET /v1/fairness after the audit key of the year is destroyed', () => {
  it('counts those decisions as missing, and says why', async () => {
    const query = 'attribute=gender&to=2026-03-31&campaign=run-1';
    const { n, missing, groups } = await measure(query);
    const [first] = await recordsIn('decision-d-w1');
    const year = Number(first?.header.recordedAt.slice(0, 4));
    await service.app.get(Vault).destroyGroupsKey(year);
    const hidden = groups.filter(({ suppressed }) => suppressed).length * 9;
    expect(await measure(query)).toMatchObject({
      n: 0,
      reference: null,
      groups: [],
      missing: n + missing + hidden,
      // One decision was sent without any groups.
      missingBecause: { notRecorded: 1, keyDestroyed: n + missing + hidden - 1, unreadable: 0 },
    });
  });
});
