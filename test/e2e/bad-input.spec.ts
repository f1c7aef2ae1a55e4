/** Everything that can be wrong with what is sent: each gets its own answer, its neighbours are recorded, and the service goes on. */
import {
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
  token = await service.token('producer', ['/shop']);
});
afterAll(() => service.close());

const good = (id: string, changes: Record<string, unknown> = {}): Record<string, unknown> =>
  exampleEvent('campaign.ended', id, changes);
const send = (type: string, body: Parameters<typeof post>[3], headers?: Record<string, string>) =>
  post(`${service.url}/v1/events`, token, type, body, headers);
const withText = (event: object, from: string, to: string): string => JSON.stringify(event).replace(from, to);
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const invalidUtf8 = (id: string): Buffer<ArrayBuffer> => {
  const [before = '', after = ''] = JSON.stringify(good(id, { note: 'X-X' })).split('X-X');
  return Buffer.concat([Buffer.from(`${before}M`), Buffer.from([0xfc]), Buffer.from(`ller${after}`)]);
};

const decision = exampleEvent('decision.made', 'd');
const wrong: readonly [
  name: string,
  sent: (id: string) => string | Buffer<ArrayBuffer>,
  status: number,
  code: string,
  pointer: string,
][] = [
  ['JSON that ends too early', (id) => JSON.stringify(good(id)).slice(0, -1), 400, 'malformed', ''],
  [
    'a key twice',
    (id) => withText(good(id), '"campaignId":', '"campaignId":"x","campaignId":'),
    400,
    'malformed',
    '/data/campaignId',
  ],
  [
    'a prototype-polluting key',
    (id) => withText(good(id), '"campaignId":', '"__proto__":{"admin":true},"campaignId":'),
    400,
    'malformed',
    '/data/__proto__',
  ],
  [
    'a constructor with a prototype',
    (id) => withText(good(id), '"campaignId":', '"constructor":{"prototype":{}},"campaignId":'),
    400,
    'malformed',
    '/data/constructor',
  ],
  ['invalid UTF-8', invalidUtf8, 400, 'malformed', '/note'],
  [
    'a number beyond double precision',
    (id) => withText(good(id, { wave: 1 }), '"wave":1', '"wave":9007199254740993'),
    400,
    'malformed',
    '/wave',
  ],
  ['half a surrogate pair', (id) => withText(good(id, { note: 'X-X' }), 'X-X', '\\ud83d'), 400, 'malformed', '/note'],
  ['nesting of 100 levels', (id) => withText(good(id, { data: 'X-X' }), '"X-X"', deep(100)), 400, 'malformed', ''],
  [
    'nesting of 400,000 levels',
    (id) => withText(good(id, { data: 'X-X' }), '"X-X"', deep(400_000)),
    400,
    'malformed',
    '',
  ],
  ['no object', () => '"text"', 422, 'invalid', ''],
  ['no id', () => JSON.stringify({ ...good(''), id: undefined }), 422, 'invalid', '/id'],
  ['an id of 257 characters', () => JSON.stringify(good('i'.repeat(257))), 422, 'invalid', '/id'],
  ['another specversion', (id) => JSON.stringify(good(id, { specversion: '0.3' })), 422, 'invalid', '/specversion'],
  ['a wrong time', (id) => JSON.stringify(good(id, { time: '2026-13-01T00:00:00Z' })), 422, 'invalid', '/time'],
  ['an unknown type', (id) => JSON.stringify(good(id, { type: 'com.example.other' })), 422, 'invalid', '/type'],
  [
    'a type that only the ledger writes',
    (id) => JSON.stringify(good(id, { type: 'subject.erased' })),
    422,
    'invalid',
    '/type',
  ],
  [
    'an unknown version',
    (id) => JSON.stringify(good(id, { dataschema: '/v1/schemas/campaign.ended/99' })),
    422,
    'invalid',
    '/dataschema',
  ],
  ['no data', (id) => JSON.stringify(good(id, { data: undefined })), 422, 'invalid', '/data'],
  ['data that is a list', (id) => JSON.stringify(good(id, { data: [] })), 422, 'invalid', '/data'],
  [
    'a missing field',
    (id) => JSON.stringify({ ...decision, id, data: { ...Object(decision.data), purpose: undefined } }),
    422,
    'invalid',
    '/data/purpose',
  ],
  [
    'a field too many',
    (id) => JSON.stringify({ ...decision, id, data: { ...Object(decision.data), colour: 'red' } }),
    422,
    'invalid',
    '/data/colour',
  ],
  [
    'an ill-typed field',
    (id) => JSON.stringify({ ...decision, id, data: { ...Object(decision.data), score: 'high' } }),
    422,
    'invalid',
    '/data/score',
  ],
  [
    'an id within data that is too long',
    (id) => JSON.stringify({ ...decision, id, data: { ...Object(decision.data), decisionId: 'x'.repeat(129) } }),
    422,
    'invalid',
    '/data/decisionId',
  ],
  [
    'a decision about nobody',
    (id) => JSON.stringify({ ...decision, id, subject: undefined }),
    422,
    'invalid',
    '/subject',
  ],
  [
    'a subject where none belongs',
    (id) => JSON.stringify(good(id, { subject: 'crm:C-1' })),
    422,
    'invalid',
    '/subject',
  ],
  [
    'a subject without scheme',
    (id) => JSON.stringify({ ...decision, id, subject: 'C-10442' }),
    422,
    'invalid',
    '/subject',
  ],
  [
    'another producer’s source',
    (id) => JSON.stringify(good(id, { source: '/bank' })),
    403,
    'foreign-source',
    '/source',
  ],
  [
    'data that is not JSON',
    (id) => JSON.stringify(good(id, { data: '<a/>', datacontenttype: 'application/xml' })),
    415,
    'unsupported-media-type',
    '/datacontenttype',
  ],
  ['2 MiB', (id) => JSON.stringify(good(id, { note: 'x'.repeat(2 * 1024 * 1024) })), 413, 'too-large', ''],
];

test.each(wrong)('%s is refused, alone and among others', async (name, sent, status, code, pointer) => {
  const body = sent(`alone-${name}`);
  const alone = await send(ONE, typeof body === 'string' ? body : new Uint8Array(body));
  expect(alone.status).toBe(status);
  expect(alone.type).toMatch(/^application\/problem\+json/);
  expect(alone.body).toMatchObject({
    type: `/errors/${code}`,
    title: expect.any(String),
    status,
    detail: expect.any(String),
    code,
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  const places = alone.body.errors.map((error: { pointer: string }) => error.pointer);
  if (pointer !== '') expect(places).toContain(pointer);

  const first = `first-${name}`;
  const last = `last-${name}`;
  const among = sent(`among-${name}`);
  if (among.length > 1_500_000) return;
  const batch = Buffer.concat([
    Buffer.from(`[${JSON.stringify(good(first))},`),
    Buffer.from(among),
    Buffer.from(`,${JSON.stringify(good(last))}]`),
  ]);
  const answered = await send(BATCH, new Uint8Array(batch));
  if (name === 'JSON that ends too early') {
    // Where the element ends cannot be told, so the whole is no list.
    expect(answered).toMatchObject({ status: 400, body: { code: 'malformed' } });
    return;
  }
  expect(answered).toMatchObject({
    status: 200,
    body: { recorded: 2, rejectedCount: 1, rejected: [{ index: 1, problem: { code } }] },
  });

  const lines = Buffer.concat([
    Buffer.from(`${JSON.stringify(good(first))}\n`),
    Buffer.from(among),
    Buffer.from(`\n${JSON.stringify(good(last))}\n`),
  ]);
  expect(await send(LINES, new Uint8Array(lines))).toMatchObject({
    status: 200,
    body: { recorded: 0, duplicates: 2, rejectedCount: 1, rejected: [{ index: 1, problem: { code } }] },
  });
});

test.each([
  ['application/xml', '<event/>'],
  ['text/plain', 'hello'],
  ['application/cloudevents+xml', '<event/>'],
  ['application/cloudevents+json; charset=utf-16', '{}'],
  ['application/octet-stream', '\u0000'],
  ['', 'something'],
])('the media type %j is refused with 415', async (type, body) => {
  expect(await send(type, new TextEncoder().encode(body))).toMatchObject({
    status: 415,
    body: { code: 'unsupported-media-type' },
  });
});

test('a compressed body is refused with 415', async () => {
  expect(await send(ONE, JSON.stringify(good('gzip')), { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
});

test.each(['', '{', '[{', '[{"a":1}', '{"specversion":"1.0"}', '[1] x'])(
  'a batch that reads %j is refused as a whole',
  async (body) => {
    expect(await send(BATCH, body)).toMatchObject({ status: 400, body: { code: 'malformed' } });
  },
);

test('a batch of 100 MiB and one of 10,001 events are refused with 413, and nothing of them is recorded', async () => {
  const before = (await service.records()).length;
  const huge = new Uint8Array(100 * 1024 * 1024).fill(0x20);
  const answered = await send(BATCH, huge).catch((error: unknown) => error);
  // Some clients hear the answer only when they have sent everything, and then find the connection closed.
  if (!(answered instanceof Error)) expect(answered).toMatchObject({ status: 413, body: { code: 'too-large' } });
  const many = JSON.stringify(Array.from({ length: 10_001 }, (_, index) => ({ id: index })));
  expect(await send(BATCH, many)).toMatchObject({ status: 413, body: { code: 'too-large' } });
  expect((await service.records()).length).toBe(before);
});

test('a record of exactly the limit is taken, one more byte is not', async () => {
  const text = (id: string, bytes: number): string =>
    JSON.stringify(exampleEvent('campaign.ended', id, { source: '/shop', note: 'x'.repeat(bytes) }));
  const probe = await send(ONE, text('limit-probe', 900_000));
  const record = (await service.records()).find(({ header }) => header.id === probe.body.id);
  if (record === undefined) throw new Error('the probe was not recorded');
  const spent =
    Buffer.byteLength(JSON.stringify(record.header)) + Buffer.byteLength(JSON.stringify(record.body)) - 900_000;
  expect((await send(ONE, text('limit-exact', 1_000_000 - spent))).status).toBe(201);
  expect(await send(ONE, text('limit-above', 1_000_000 - spent + 1))).toMatchObject({
    status: 413,
    body: { code: 'too-large' },
  });
});

test('who has no token, or one of another role, may not send', async () => {
  const auditor = await service.token('auditor');
  const url = `${service.url}/v1/events`;
  expect(await post(url, 'none', ONE, JSON.stringify(good('x')))).toMatchObject({
    status: 401,
    body: { code: 'unauthenticated' },
  });
  expect(await post(url, auditor, ONE, JSON.stringify(good('x')))).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  });
});

test('an unknown address is 404 and an unknown method 405, as problem details', async () => {
  const missing = await fetch(`${service.url}/v1/nowhere`);
  expect(missing.status).toBe(404);
  expect(await missing.json()).toMatchObject({ code: 'missing', status: 404 });
  const method = await fetch(`${service.url}/v1/events`, { method: 'PUT', body: '{}' });
  expect(method.status).toBe(405);
  expect(method.headers.get('allow')).toBe('POST');
  expect(await method.json()).toMatchObject({ code: 'method-not-allowed', status: 405 });
});

test('after all this the service still records', async () => {
  expect((await send(ONE, JSON.stringify(good('at-the-end')))).status).toBe(201);
});
