/** Generated requests over the whole OpenAPI document, as every role: each gets an answer, in time, and never a 5xx. The seed is fixed; a failure names the request. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import fc from 'fast-check';
import { roles } from '../../src/access/roles.js';
import { type Asked, Service } from '../support/service.js';

const SEED = 20261124;
const PER_ROUTE = 12;
const IN_TIME = 20_000;
/** How many refused and answered requests may leave how much behind: a leak of one request's body each would be many times this. */
const REPEATS = 600;
const MOST_GROWTH = 64 * 1024 * 1024;

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e999',
    'null',
    '__proto__',
    'constructor',
    '../..',
    '%',
    "'",
    '"',
    '\0',
    '💥',
    'a'.repeat(300),
  ),
  fc.constantFrom('2026-05-03', '2026-05-03T00:00:00Z', '2026-13-40T99:99:99Z', '9007199254740993', 'dec-1', 'crm:C-1'),
  fc.uuid(),
);
const body = fc.oneof(
  fc.json({ maxDepth: 5 }),
  fc.json().map((text) => text.slice(0, -1)),
  nasty,
  fc.constant('['.repeat(10_000)),
  fc.constantFrom(
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"a":1,"a":2}',
    '1e400',
  ),
  fc
    .record({ reason: fc.anything(), article: fc.anything(), minutes: fc.anything(), reference: fc.anything() })
    .map((value) => fc.stringify(value)),
);
const contentType = fc.constantFrom(
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'application/x-ndjson',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-7',
  '',
);
const accept = fc.constantFrom(
  '*/*',
  'application/json',
  'text/csv',
  'text/html',
  'application/pdf',
  'application/provenance+json',
  'application/x-ndjson',
  'nonsense',
  'a/b;q=2,*',
);

describe('every operation of the OpenAPI document', () => {
  let service: Service;

  beforeAll(async () => {
    service = await Service.start();
  });

  afterAll(() => service.stop());

  it('answers whatever it is sent, in time, and never by failing', async () => {
    const operations = operationsOf(service);
    expect(operations.length).toBeGreaterThan(10);
    for (const [index, operation] of operations.entries()) {
      const requests = fc.sample(requestFor(operation), { seed: SEED + index, numRuns: PER_ROUTE });
      for (const { url, asked, payload } of requests) {
        const shown = JSON.stringify({ method: operation.method, url, asked, payload: payload?.slice(0, 200) });
        const answer = await inTime(
          service.app.inject({
            method: operation.method,
            url,
            headers: { authorization: await bearer(service, asked.as), ...asked.headers },
            ...(payload !== undefined && { payload }),
          }),
          shown,
        );
        expect([shown, answer.statusCode < 500 || answer.body]).toEqual([shown, true]);
        // The formats of transparency logs outside /v1 say their errors in their own way.
        if (answer.statusCode >= 400 && url.startsWith('/v1/'))
          expect([shown, answer.headers['content-type']]).toEqual([shown, 'application/problem+json; charset=utf-8']);
      }
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect((await service.ask('/health/live')).status).toBe(200);
  }, 300_000);
});

describe('the same requests again and again', () => {
  it('leave nothing behind', async () => {
    const service = await Service.start();
    try {
      const deep = '['.repeat(200_000);
      const big = `{"reason":"${'x'.repeat(200_000)}"}`;
      const rounds = async (times: number): Promise<void> => {
        for (let round = 0; round < times; round++) {
          const raw = round % 2 === 0 ? deep : big;
          const headers = { 'content-type': 'application/cloudevents+json' };
          const refused = await service.ask('/v1/events', { as: 'producer', raw, headers });
          expect([400, 422, 429]).toContain(refused.status);
          await service.ask(`/v1/decisions/dec-${round}/explanation`);
          await service.ask(`/v1/nowhere-${round}`);
        }
      };
      await rounds(REPEATS / 4);
      const before = heap();
      await rounds(REPEATS);
      expect(heap() - before).toBeLessThan(MOST_GROWTH);
    } finally {
      await service.stop();
    }
  }, 300_000);
});

/** Bytes in use once everything that can go is gone. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

interface Operation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly parameters: readonly string[];
}

function operationsOf({ app }: Service): readonly Operation[] {
  const { paths } = SwaggerModule.createDocument(app, new DocumentBuilder().build());
  return Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'post'] as const).flatMap((verb) => {
      const operation = item[verb];
      if (operation === undefined) return [];
      const parameters = (operation.parameters ?? []).flatMap((parameter) =>
        'in' in parameter && parameter.in === 'query' ? [parameter.name] : [],
      );
      return [{ method: verb === 'get' ? ('GET' as const) : ('POST' as const), path, parameters }];
    }),
  );
}

/** Names of parameters that some route takes; `wait` is left out, for it waits. */
const NAMES = [
  'asOf',
  'at',
  'language',
  'tier',
  'model',
  'campaign',
  'outcome',
  'from',
  'to',
  'sample',
  'seed',
  'limit',
  'cursor',
  'stream',
  'type',
  'consumer',
  'who',
  'role',
  'attribute',
];

function requestFor({ method, path, parameters }: Operation) {
  const names = [...new Set([...parameters, ...NAMES])].filter((name) => name !== 'wait');
  const holes = path.match(/\{\w+\}|\*\w*/g) ?? [];
  const filled = fc.array(nasty, { minLength: holes.length, maxLength: holes.length });
  const query = fc.array(fc.tuple(fc.constantFrom(...names), nasty), { maxLength: 3 });
  return fc
    .record({ filled, query, as: fc.constantFrom(...roles), payload: body, contentType, accept, purpose: fc.boolean() })
    .map((drawn) => {
      let hole = 0;
      const url = path.replaceAll(/\{\w+\}|\*\w*/g, () => encode(drawn.filled[hole++] ?? 'x') || 'x');
      const search = drawn.query.map(([name, value]) => `${name}=${encode(value)}`).join('&');
      const headers = {
        accept: drawn.accept,
        ...(drawn.purpose && { 'x-purpose': 'fuzz' }),
        ...(method === 'POST' && drawn.contentType !== '' && { 'content-type': drawn.contentType }),
      };
      const asked: Asked = { as: drawn.as, headers };
      return {
        url: search === '' ? url : `${url}?${search}`,
        asked,
        payload: method === 'POST' ? drawn.payload : undefined,
      };
    });
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

async function bearer(service: Service, as: Asked['as']): Promise<string> {
  return `Bearer ${await service.tokenOf(typeof as === 'string' ? as : 'support')}`;
}

async function inTime<T>(answer: Promise<T>, shown: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`No answer within ${IN_TIME} ms: ${shown}`)), IN_TIME);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
