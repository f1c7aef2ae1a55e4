/** What support and auditors read about a person, over the whole service and the story in `examples/`. */
import { readFileSync } from 'node:fs';
import { Service } from '../support/service.js';

interface Item {
  readonly type: string;
  readonly personal: string;
  readonly data: Record<string, unknown>;
  readonly leaf: number;
}
interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

const story = readFileSync(new URL('../../examples/story.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

describe('a person’s record', () => {
  let service: Service;
  let consumer: string;

  beforeAll(async () => {
    service = await Service.start();
    const position = await service.record(...story, {
      ...story[2],
      id: 'other-1',
      sequence: undefined,
      subject: 'crm:C-2',
      data: { ...story[2].data, language: 'en' },
    });
    const found = await service.ask(`/v1/consumers/lookup?wait=${position}`, { body: { reference: 'crm:C-10442' } });
    consumer = found.json<{ consumer: string }>().consumer;
    await service.ask(`/v1/decisions?wait=${position}`, { as: 'auditor' });
  });

  afterAll(() => service.stop());

  it('is found by a reference in the body, for support alone', async () => {
    expect(consumer).toMatch(/^[0-9a-f-]{36}$/);
    expect((await service.ask('/v1/consumers/lookup', { body: { reference: 'crm:nobody' } })).status).toBe(404);
    expect(
      (await service.ask('/v1/consumers/lookup', { body: { reference: 'crm:C-10442' }, as: 'auditor' })).status,
    ).toBe(403);
    const wrong = await service.ask('/v1/consumers/lookup', { body: { name: 'crm:C-10442' } });
    expect(wrong.json()).toMatchObject({ status: 400, code: 'bad-request', errors: [{ pointer: '/reference' }] });
  });

  it('shows consents as intervals, data with its values, and what stands against advertising', async () => {
    const overview = (await service.ask(`/v1/consumers/${consumer}`)).json<Record<string, never>>();
    expect(overview).toMatchObject({
      consumer,
      linked: [consumer],
      erased: null,
      consents: [
        {
          consentRecordId: 'cr-3391',
          from: '2026-01-12T08:59:02Z',
          to: '2026-03-05T19:22:31Z',
          endedBy: 'withdrawn',
          valid: false,
        },
      ],
      counts: { 'decision.made': 1, 'decision.withheld': 1, 'message.sent': 2 },
    });
    expect(overview.data).toHaveLength(3);
    expect(overview.data).toContainEqual(
      expect.objectContaining({
        collectionId: 'col-country-10442',
        how: 'collected',
        values: { country: 'DE' },
        state: 'shown',
      }),
    );
  });

  it('keeps personal values closed for auditors', async () => {
    const overview = (await service.ask(`/v1/consumers/${consumer}`, { as: 'auditor' })).json<{
      data: readonly { state: string; values: unknown }[];
    }>();
    expect(overview.data.map(({ state, values }) => [state, values])).toEqual(Array(3).fill(['sealed', null]));
  });

  it('lists every record about the person, newest first, in pages that fit together', async () => {
    const all: Item[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: PageOf<Item> = (
        await service.ask(`/v1/consumers/${consumer}/timeline?limit=4${next && `&cursor=${next}`}`)
      ).json();
      all.push(...page.items);
      next = page.next;
    }
    const about = story.filter((event) => event.subject === 'crm:C-10442').map((event) => event.type);
    // That the record was read is in the record too.
    expect(all.map(({ type }) => type).filter((type) => type !== 'access.recorded')).toEqual([...about].reverse());
    expect(all.find(({ type }) => type === 'complaint.received')).toMatchObject({
      personal: 'opened',
      data: { text: expect.stringContaining('switched this off') },
    });
    const closed: PageOf<Item> = (await service.ask(`/v1/consumers/${consumer}/timeline`, { as: 'auditor' })).json();
    expect(closed.items.find(({ type }) => type === 'complaint.received')).toMatchObject({
      personal: 'sealed',
      data: expect.not.objectContaining({ text: expect.anything() }),
    });
  });

  it('lists the person’s decisions, each in a sentence', async () => {
    const page: PageOf<{ id: string; sentence: string }> = (
      await service.ask(`/v1/consumers/${consumer}/decisions`)
    ).json();
    expect(page.items.map(({ id, sentence }) => [id, sentence])).toEqual([
      ['dec-9120', 'On 2026-03-09 nothing was sent in the campaign spring-run, because there was no valid consent.'],
      [
        'dec-8812',
        expect.stringMatching(
          /^On 2026-03-02 the model spring-propensity 4\.2\.0 decided “offer” by email in the campaign spring-run for /,
        ),
      ],
    ]);
  });

  it.each(['', '/timeline', '/decisions'])(
    'answers 404 for an unknown person and asks for a purpose: %s',
    async (path) => {
      const unknown = await service.ask(`/v1/consumers/00000000-0000-4000-8000-000000000000${path}`);
      expect(unknown.json()).toMatchObject({ status: 404, code: 'missing' });
      const purposeless = await service.ask(`/v1/consumers/${consumer}${path}`, { headers: { 'x-purpose': '' } });
      expect(purposeless.json()).toMatchObject({ status: 400, code: 'purpose-missing' });
    },
  );
});

describe('decisions', () => {
  let service: Service;

  beforeAll(async () => {
    service = await Service.start();
    const made = story.find((event) => event.type === 'decision.made');
    const more = Array.from({ length: 30 }, (_, index) => ({
      ...made,
      id: `more-${index}`,
      sequence: undefined,
      subject: `crm:M-${index}`,
      time: `2026-03-${String(1 + (index % 20)).padStart(2, '0')}T10:00:00Z`,
      data: { ...made.data, decisionId: `dec-m-${index}`, campaignId: index % 2 === 0 ? 'spring-run' : 'summer-run' },
    }));
    const position = await service.record(...story, ...more);
    await service.ask(`/v1/decisions?wait=${position}`, { as: 'auditor' });
  });

  afterAll(() => service.stop());

  const search = async (query: string) =>
    (await service.ask(`/v1/decisions?${query}`, { as: 'auditor' })).json<
      PageOf<{ id: string; campaign: string; kind: string; occurredAt: string }>
    >();

  it('are found by campaign, kind and time, in pages without gap or repeat', async () => {
    const all: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await search(`campaign=spring-run&limit=5${next && `&cursor=${next}`}`);
      expect(page.items.every(({ campaign }) => campaign === 'spring-run')).toBe(true);
      all.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(new Set(all).size).toBe(17);
    expect(all).toHaveLength(17);
    expect((await search('kind=withheld')).items.map(({ id }) => id)).toEqual(['dec-9120']);
    expect(
      (await search('from=2026-03-05&to=2026-03-06')).items.every(({ occurredAt }) =>
        occurredAt.startsWith('2026-03-05'),
      ),
    ).toBe(true);
    expect((await search('model=nobody')).items).toEqual([]);
  });

  it('are sampled the same way for the same seed, and another way for another', async () => {
    const draw = async (seed: number) => (await search(`sample=8&seed=${seed}&size=50`)).items.map(({ id }) => id);
    const first = await draw(7);
    expect(first).toHaveLength(8);
    expect(await draw(7)).toEqual(first);
    expect(await draw(8)).not.toEqual(first);
  });

  it('come as CSV and NDJSON too', async () => {
    const csv = await service.ask('/v1/decisions?kind=withheld', { as: 'auditor', headers: { accept: 'text/csv' } });
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body.split('\r\n')).toEqual([
      expect.stringContaining('id,consumer,kind'),
      expect.stringContaining('dec-9120'),
      '',
    ]);
    const lines = await service.ask('/v1/decisions?limit=3', {
      as: 'auditor',
      headers: { accept: 'application/x-ndjson' },
    });
    expect(
      lines.body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toHaveLength(3);
    expect(lines.headers.link).toMatch(/^<\/v1\/decisions\?limit=3&cursor=[\w-]+>; rel="next"$/);
  });

  it.each([
    ['from=yesterday', '/from'],
    ['sample=0', '/sample'],
    ['kind=maybe', '/kind'],
    ['modle=x', '/modle'],
    ['cursor=xyz', '/cursor'],
    ['limit=1&limit=2', '/limit'],
  ])('refuse %s and name the place', async (query, pointer) => {
    expect((await service.ask(`/v1/decisions?${query}`, { as: 'auditor' })).json()).toMatchObject({
      status: 400,
      code: 'bad-request',
      errors: [{ pointer }],
    });
  });

  it('are replayed record by record, each with the answer after it', async () => {
    const replay = (await service.ask('/v1/decisions/dec-8812/replay?limit=100', { as: 'auditor' })).json<
      PageOf<{
        step: number;
        record: { type: string };
        answer: { findings: { items: readonly { rule: string }[] } } | null;
        changed: readonly string[];
      }>
    >();
    const types = replay.items.map(({ record }) => record.type);
    const decided = types.indexOf('decision.made');
    expect(replay.items.slice(0, decided).every(({ answer }) => answer === null)).toBe(true);
    const rulesAfter = (step: number) => replay.items.at(step)?.answer?.findings.items.map(({ rule }) => rule);
    // The audit's follow-up comes later in the log; until then it is missing.
    expect(rulesAfter(decided)).toEqual(['bias-audit-follow-up-missing']);
    expect(rulesAfter(-1)).toEqual(['message-after-objection', 'message-without-decision']);
    const withdrawn = replay.items.find(({ record }) => record.type === 'consent.withdrawn');
    expect(withdrawn?.changed).toContain('permission');
    expect((await service.ask('/v1/decisions/nobody/replay', { as: 'auditor' })).status).toBe(404);
  });
});
