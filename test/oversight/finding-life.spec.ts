/** The life of a finding, and the routes that show findings and record what was done about them. */
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { decide, type FindingCommand, statusAfter } from '../../src/oversight/finding-life.js';
import { type RecordId, recordIdOf } from '../../src/record/ids.js';
import { caughtUp } from '../support/caught-up.js';
import { type Asked, Service } from '../support/service.js';

const record = recordIdOf('/governance', 'remedy-1');
const acknowledge: FindingCommand = { name: 'acknowledge', reason: undefined };
const remedy: FindingCommand = { name: 'remedy', record, remedy: undefined, effectiveAt: undefined };
const dismiss: FindingCommand = { name: 'dismiss', reason: 'a test' };

describe('the life of a finding', () => {
  it.each([
    ['open', acknowledge, 'finding.acknowledged'],
    ['open', remedy, 'finding.remedied'],
    ['open', dismiss, 'finding.dismissed'],
    ['acknowledged', remedy, 'finding.remedied'],
    ['acknowledged', dismiss, 'finding.dismissed'],
  ] as const)('%s → %j', (status, command, type) => {
    const [event, ...others] = decide('campaign-unapproved:c-1', status, command, 'token-4');
    expect([event?.type, others]).toEqual([type, []]);
    expect(event?.data).toMatchObject({
      findingId: 'campaign-unapproved:c-1',
      rule: 'campaign-unapproved',
      by: 'token-4',
    });
    expect(statusAfter([type])).toBe(type.slice('finding.'.length));
  });

  it('is not told what is so already', () => {
    for (const [status, command] of [
      ['acknowledged', acknowledge],
      ['remedied', remedy],
      ['dismissed', dismiss],
    ] as const)
      expect(decide('r:x', status, command, 't')).toEqual([]);
  });

  it('ends once', () => {
    const refused = expect.objectContaining({ code: 'conflict' });
    for (const command of [acknowledge, dismiss])
      expect(() => decide('r:x', 'remedied', command, 't')).toThrow(refused);
    for (const command of [acknowledge, remedy])
      expect(() => decide('r:x', 'dismissed', command, 't')).toThrow(refused);
  });

  it('begins open', () => expect(statusAfter([])).toBe('open'));
});

interface Item {
  readonly id: string;
  readonly rule: string;
  readonly severity: string;
  readonly status: string;
  readonly decisionId: string;
  readonly records: readonly string[];
}
interface Page {
  readonly items: readonly Item[];
  readonly next: string | null;
}

describe('findings over the whole service', () => {
  let service: Service;
  let position: string;
  let count = 0;
  const event = (type: string, subject: string | undefined, time: string, data: object) => ({
    id: `f-${count++}`,
    source: '/shop',
    type,
    time,
    ...(subject !== undefined && { subject }),
    data: { ...definitionOf(type)?.example.data, ...data },
  });
  const decided = (number: number) => [
    event('decision.made', `crm:f-${number}`, `2026-03-0${number}T09:00:00Z`, { decisionId: `dec-f${number}` }),
    event('message.sent', `crm:f-${number}`, `2026-03-0${number}T10:00:00Z`, {
      messageId: `msg-f${number}`,
      decisionId: `dec-f${number}`,
    }),
  ];
  const list = async (query: string): Promise<Page> => {
    const answer = await service.ask(`/v1/findings?${query}&wait=${position}`, { as: 'auditor' });
    if (answer.status !== 200) throw new Error(answer.body);
    return answer.json<Page>();
  };
  const settle = (id: string, command: string, body: object, more: Asked = {}) =>
    service.ask(`/v1/findings/${id}/${command}`, { as: 'privacy-officer', body, ...more });
  const codeOf = (answer: { readonly status: number; readonly body: string }) => [
    answer.status,
    JSON.parse(answer.body).code,
  ];

  beforeAll(async () => {
    service = await Service.start();
    // The first decision is reported after its outcome, which another system noted.
    const outcome = event('outcome.observed', 'crm:f-1', '2026-03-03T09:00:00Z', { decisionId: 'dec-f1' });
    await service.record({ ...outcome, id: 'outcome-first', source: '/till' });
    count = 0;
    position = await service.record(
      ...[1, 2, 3].flatMap(decided),
      event('processing.objected', 'crm:f-2', '2026-03-01T09:00:00Z', {}),
      ...decided(4).slice(0, 1),
      event('record.corrected', 'crm:f-4', '2026-03-05T09:00:00Z', {
        recordId: recordIdOf('/shop', 'f-7'),
        stream: 'decision-dec-f4',
        replacedBy: undefined,
        fields: undefined,
      }),
      event('remedy.applied', undefined, '2026-03-13T09:00:00Z', {}),
    );
  });
  afterAll(() => service.stop());

  it('are listed with the decision in whose case they stand, newest first', async () => {
    const { items, next } = await list('limit=500');
    expect(next).toBeNull();
    const decisions = items.map(({ decisionId }) => decisionId);
    expect([...new Set(decisions)]).toEqual(['dec-f3', 'dec-f2', 'dec-f1']);
    for (const { decisionId } of items) {
      const own = items.filter((item) => item.decisionId === decisionId);
      const answer = await service.ask(`/v1/decisions/${decisionId}/explanation`, { as: 'auditor' });
      const said = answer.json<{ findings: { items: Item[] } }>().findings.items;
      expect(own.map(({ id, status }) => [id, status])).toEqual(said.map(({ id, status }) => [id, status]));
    }
  });

  it('are none of a decision that its producer took back', async () => {
    const search = await service.ask('/v1/decisions?from=2026-03-04', { as: 'auditor' });
    expect(search.json<{ items: { id: string }[] }>().items.map(({ id }) => id)).toEqual(['dec-f4']);
    expect(await list('from=2026-03-04')).toEqual({ items: [], next: null });
  });

  it('are chosen by rule, severity, status, and as decisions are', async () => {
    const all = (await list('limit=500')).items;
    const objected = await list('rule=objection-ignored');
    expect(objected.items.map(({ id }) => id)).toEqual(['objection-ignored:dec-f2']);
    const high = await list('severity=high&limit=500');
    expect(high.items).toEqual(all.filter(({ severity }) => severity === 'high'));
    expect(high.items.length).toBeLessThan(all.length);
    expect((await list('status=remedied')).items).toEqual([]);
    expect((await list('campaign=no-such')).items).toEqual([]);
    const day = await list('from=2026-03-01&to=2026-03-02&limit=500');
    expect([...new Set(day.items.map(({ decisionId }) => decisionId))]).toEqual(['dec-f1']);
  });

  it('come in pages that lose and repeat nothing', async () => {
    const all = (await list('limit=500')).items;
    const found: Item[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`limit=1${cursor}`);
      found.push(...page.items);
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(found).toEqual(all);
  });

  it('are acknowledged and remedied, which every answer then says, and no more after that', async () => {
    const id = 'objection-ignored:dec-f2';
    const taken = await settle(id, 'acknowledge', { reason: 'looked into' });
    expect([taken.status, taken.json()]).toMatchObject([
      200,
      { id, rule: 'objection-ignored', status: 'acknowledged' },
    ]);
    expect((await settle(id, 'acknowledge', {})).json<{ steps: unknown[] }>().steps).toHaveLength(1);
    const shows = recordIdOf('/shop', `f-${count - 1}`);
    const nowhere: RecordId = recordIdOf('/shop', 'nowhere');
    expect(codeOf(await settle(id, 'remedy', { record: nowhere }))).toEqual([400, 'bad-request']);
    // It took effect before somebody acknowledged that there was a fault, and settles it all the same.
    const effectiveAt = '2026-03-03T00:00:00Z';
    const done = await settle(id, 'remedy', { record: shows, remedy: 'the list is checked again', effectiveAt });
    expect(done.json()).toMatchObject({
      status: 'remedied',
      steps: [{ type: 'finding.acknowledged' }, { type: 'finding.remedied' }],
    });
    expect(codeOf(await settle(id, 'dismiss', { reason: 'no' }))).toEqual([409, 'conflict']);
    const steps = done.json<{ steps: { record: string }[] }>().steps;
    await caughtUp(service.app);
    const shown = (await list('rule=objection-ignored')).items;
    expect(shown).toMatchObject([{ id, status: 'remedied' }]);
    expect(shown[0]?.records).toContain(steps.at(-1)?.record);
    expect((await list('rule=objection-ignored&status=open')).items).toEqual([]);
  });

  it('are found by the decision of their message, or by the one that is named', async () => {
    expect((await settle('message-after-objection:msg-f2', 'dismiss', { reason: 'a test message' })).status).toBe(200);
    const [unregistered] = (await list('rule=model-unregistered')).items;
    const id = encodeURIComponent(unregistered?.id ?? '');
    expect(codeOf(await settle(id, 'acknowledge', {}))).toEqual([400, 'bad-request']);
    const named = await settle(id, 'acknowledge', { decisionId: unregistered?.decisionId });
    expect([named.status, named.json<{ status: string }>().status]).toEqual([200, 'acknowledged']);
  });

  it.each([
    [
      'a finding that no answer holds',
      'consent-missing:dec-f2',
      'acknowledge',
      { decisionId: 'dec-f1' },
      404,
      'missing',
    ],
    [
      'a decision that is not recorded',
      'objection-ignored:dec-f2',
      'dismiss',
      { decisionId: 'no', reason: 'x' },
      404,
      'missing',
    ],
    ['no reason', 'objection-ignored:dec-f2', 'dismiss', {}, 400, 'bad-request'],
    ['no record', 'objection-ignored:dec-f2', 'remedy', {}, 400, 'bad-request'],
    ['what is no member', 'objection-ignored:dec-f2', 'acknowledge', { note: 'x' }, 400, 'bad-request'],
  ])('refuses %s', async (_, id, command, body, status, code) => {
    expect(codeOf(await settle(id, command, body))).toEqual([status, code]);
  });

  it('refuse wrong parameters and other roles, and the reading is recorded', async () => {
    for (const query of ['rule=no-such', 'severity=grave', 'limit=0', 'colour=red', 'cursor=x'])
      expect(codeOf(await service.ask(`/v1/findings?${query}`, { as: 'auditor' }))).toEqual([400, 'bad-request']);
    expect((await service.ask('/v1/findings', { as: 'support' })).status).toBe(403);
    expect((await settle('r:x', 'dismiss', { reason: 'x' }, { as: 'support' })).status).toBe(403);
    const reads = await service.ask('/v1/records?type=access.recorded', { as: 'auditor' });
    expect(reads.body).toContain('"what":"findings"');
  });
});
