/** Events in every form a producer may send them, over real HTTP. */
import { openSealed } from '../../src/vault/seal.js';
import { Vault } from '../../src/vault/vault.js';
import {
  type Answered,
  BATCH,
  exampleEvent,
  LINES,
  ONE,
  post,
  type RunningService,
  startService,
} from '../support/running-service.js';

let service: RunningService;
let token: string;
beforeAll(async () => {
  service = await startService();
  token = await service.token('producer');
});
afterAll(() => service.close());

const send = (type: string, body: Parameters<typeof post>[3], headers?: Record<string, string>): Promise<Answered> =>
  post(`${service.url}/v1/events`, token, type, body, headers);
const sendOne = (event: unknown): Promise<Answered> => send(ONE, JSON.stringify(event));
const recordOf = async (id: string) => (await service.records()).find((record) => record.header.id === id);

describe('one event', () => {
  test('is recorded with 201, and a repeat is the same fact with 200', async () => {
    const event = exampleEvent('decision.made', 'one-1');
    const first = await sendOne(event);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      stream: 'decision-dec-8812',
      revision: 0,
      position: expect.stringMatching(/^\d+$/),
      recordedAt: expect.stringMatching(/Z$/),
      duplicate: false,
    });
    const again = await sendOne(event);
    expect(again.status).toBe(200);
    expect(again.body).toEqual({ ...first.body, duplicate: true });
  });

  test('the same fact in another form, with another zone and other trace context, is a repeat', async () => {
    const event = exampleEvent('campaign.ended', 'one-2', {
      time: '2026-05-03T12:00:00+02:00',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      count: 5,
      flag: true,
    });
    const first = await sendOne(event);
    expect(first.status).toBe(201);
    const headers = {
      'ce-specversion': '1.0',
      'ce-id': 'one-2',
      'ce-source': '/shop',
      'ce-type': 'campaign.ended',
      'ce-time': '2026-05-03T10:00:00Z',
      'ce-count': '5',
      'ce-flag': 'true',
    };
    const again = await send('application/json', JSON.stringify(event.data), headers);
    expect(again.body).toEqual({ ...first.body, duplicate: true });
  });

  test.each([
    ['other data', { data: { ...Object(exampleEvent('campaign.ended', '').data), reason: 'another one' } }],
    ['another time', { time: '2026-05-03T10:00:01Z' }],
    ['another extension', { note: 'x' }],
    ['no time', { time: null }],
  ])('a repeat with %s is refused as conflict', async (name, changes) => {
    const event = exampleEvent('campaign.ended', `conflict-${name}`, { time: '2026-05-03T10:00:00Z' });
    expect((await sendOne(event)).status).toBe(201);
    const refused = await sendOne({ ...event, ...changes });
    expect(refused).toMatchObject({
      status: 409,
      type: expect.stringContaining('application/problem+json'),
      body: { code: 'conflict' },
    });
  });

  test('without time occurs when it is recorded, and says so', async () => {
    const answered = await sendOne(exampleEvent('campaign.ended', 'one-3', { time: undefined }));
    const record = await recordOf(answered.body.id);
    expect(record?.header.timeAbsent).toBe(true);
    expect(record?.header.occurredAt).toBe(record?.header.recordedAt);
  });

  test('keeps ids, trace and sequence open and seals unknown extensions of an event about a person', async () => {
    const event = exampleEvent('consent.given', 'one-4', {
      correlationid: 'journey-1',
      causationid: 'click-9',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      sequence: '41',
      shopper: 'Jana Nováková',
    });
    const { body } = await sendOne(event);
    const record = await recordOf(body.id);
    if (record?.header.sealed === undefined || record.header.subject === undefined) throw new Error('nothing sealed');
    expect(record.header).toMatchObject({
      eventId: 'one-4',
      correlationId: 'journey-1',
      causationId: 'click-9',
      sequence: '41',
    });
    expect(record.header.extensions).toBeUndefined();
    const keys = await service.app.get(Vault).dataKeys([record.header.subject]);
    const opened = openSealed(keys.get(record.header.subject), record.header, record.header.sealed);
    expect(opened).toMatchObject({ status: 'opened', values: { '/extensions/shopper': 'Jana Nováková' } });
  });

  test('keeps unknown extensions of an event about nobody open, exactly as sent', async () => {
    const { body } = await sendOne(
      exampleEvent('campaign.ended', 'one-5', { region: 'Île-de-France', wave: 3, test: false }),
    );
    expect((await recordOf(body.id))?.header.extensions).toEqual({ region: 'Île-de-France', wave: 3, test: false });
  });

  test('tells of a term that is not in the vocabulary', async () => {
    const example = exampleEvent('decision.made', 'one-6');
    const data = { ...Object(example.data), decisionId: 'dec-term', purpose: 'dpv:SellingSnow' };
    const { status, body } = await sendOne({ ...example, data });
    expect(status).toBe(201);
    expect(body.warnings).toEqual([{ pointer: '/data/purpose', detail: expect.any(String) }]);
  });

  test('names another consumer by pseudonym only', async () => {
    const { body } = await sendOne(exampleEvent('identity.linked', 'one-7'));
    const record = await recordOf(body.id);
    expect(record?.body.data.otherSubject).toMatch(/^[0-9a-f-]{36}$/);
    expect((await sendOne(exampleEvent('identity.linked', 'one-7'))).body.duplicate).toBe(true);
  });
});

describe('a batch', () => {
  test('records every good event and names every bad one', async () => {
    const good = exampleEvent('campaign.ended', 'batch-1');
    const events = [
      good,
      { ...good, id: 'batch-2', type: 'campaign.vanished' },
      { ...good, id: 'batch-3', data: { campaignId: 7 } },
      good,
      { ...good, id: 'batch-1', note: 'other content' },
      { ...good, id: 'batch-4' },
    ];
    const { status, body } = await send(BATCH, JSON.stringify(events));
    expect(status).toBe(200);
    expect(body).toMatchObject({ recorded: 2, duplicates: 1, rejectedCount: 3 });
    expect(
      body.rejected.map((item: { index: number; id: string; problem: { code: string } }) => [
        item.index,
        item.id,
        item.problem.code,
      ]),
    ).toEqual([
      [1, 'batch-2', 'invalid'],
      [2, 'batch-3', 'invalid'],
      [4, 'batch-1', 'conflict'],
    ]);
    expect(body.rejected[1].problem.errors[0].pointer).toMatch(/^\/data\//);
    expect(body.position).toMatch(/^\d+$/);
  });

  test('may be empty', async () => {
    expect(await send(BATCH, '[]')).toMatchObject({
      status: 200,
      body: { recorded: 0, duplicates: 0, rejected: [], rejectedCount: 0, position: null },
    });
  });

  test('keeps the order within a stream', async () => {
    const events = Array.from({ length: 300 }, (_, index) =>
      exampleEvent('audience.built', `order-${index}`, {
        data: { ...Object(exampleEvent('audience.built', '').data), campaignId: 'ordered', size: index },
      }),
    );
    expect((await send(BATCH, JSON.stringify(events))).body.recorded).toBe(300);
    const sizes = (await service.records())
      .filter((record) => record.header.stream === 'campaign-ordered')
      .map((record) => record.body.data.size);
    expect(sizes).toEqual(Array.from({ length: 300 }, (_, index) => index));
  });

  test('lists the first thousand rejections and counts all', async () => {
    const events = Array.from({ length: 1_200 }, (_, index) => ({ id: `x-${index}` }));
    const { body } = await send(BATCH, JSON.stringify(events));
    expect(body).toMatchObject({ recorded: 0, rejectedCount: 1_200 });
    expect(body.rejected).toHaveLength(1_000);
  });
});

describe('a stream of lines', () => {
  test('is recorded line by line, whatever the pieces it arrives in', async () => {
    const lines = [
      JSON.stringify(exampleEvent('campaign.ended', 'line-1')),
      '',
      '{"not":',
      JSON.stringify(exampleEvent('campaign.ended', 'line-2', { note: 'Zürich' })),
      `"${'x'.repeat(1_200_000)}"`,
      JSON.stringify(exampleEvent('campaign.ended', 'line-3')),
    ];
    const bytes = Buffer.from(lines.join('\n'));
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 997) controller.enqueue(bytes.subarray(at, at + 997));
        controller.close();
      },
    });
    const { status, body } = await send(LINES, pieces);
    expect(status).toBe(200);
    expect(body).toMatchObject({ recorded: 3, duplicates: 0, rejectedCount: 2 });
    expect(
      body.rejected.map((item: { index: number; problem: { code: string } }) => [item.index, item.problem.code]),
    ).toEqual([
      [2, 'malformed'],
      [4, 'too-large'],
    ]);
  });

  test('may be empty', async () => {
    expect(await send(LINES, '')).toMatchObject({ status: 200, body: { recorded: 0, rejectedCount: 0 } });
  });
});

describe('binary mode', () => {
  test('takes percent-encoded attributes and gives them back as meant', async () => {
    const { data } = exampleEvent('campaign.ended', '');
    const headers = {
      'ce-specversion': '1.0',
      'ce-id': 'binary%2D%E2%82%AC',
      'ce-source': '/shop',
      'ce-type': 'campaign.ended',
      'ce-note': 'Euro%20%E2%82%AC%20%F0%9F%98%80',
    };
    const { status, body } = await send('application/json; charset=utf-8', JSON.stringify(data), headers);
    expect(status).toBe(201);
    expect((await recordOf(body.id))?.header).toMatchObject({ eventId: 'binary-€', extensions: { note: 'Euro € 😀' } });
  });
});
