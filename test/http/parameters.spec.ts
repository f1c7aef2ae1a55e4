/** Query parameters: what the OpenAPI document names is what each route takes, asked of the routes themselves; and how a set of them is read. */
import type { OpenAPIObject } from '@nestjs/swagger';
import { type DeclaredRead, READS } from '../../src/access/ledgered-reads.js';
import { type DeclaredRoute, Routes } from '../../src/access/routes.js';
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { openApiOf } from '../../src/http/openapi.js';
import { parameter, parametersOf } from '../../src/http/parameters.js';
import { caughtUp } from '../support/caught-up.js';
import { type Asked, Service } from '../support/service.js';

const SOMEBODY = '00000000-0000-4000-8000-00000000000a';
const EVERYWHERE = ['purpose', 'wait'];
/** Routes that read a set of parameters, and so refuse those that they do not know. */
const TAKING = [
  '/my',
  '/my/copy',
  '/my/decisions/:id',
  '/v1/access',
  '/v1/campaigns',
  '/v1/consumers/:consumer/decisions',
  '/v1/consumers/:consumer/report',
  '/v1/consumers/:consumer/timeline',
  '/v1/decisions',
  '/v1/decisions/:id/explanation',
  '/v1/decisions/:id/replay',
  '/v1/fairness',
  '/v1/findings',
  '/v1/inquiries',
  '/v1/models',
  '/v1/people',
  '/v1/policies',
  '/v1/records',
];

interface Named {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: object;
}

describe('the OpenAPI document', () => {
  let service: Service;
  let document: OpenAPIObject;
  let routes: readonly DeclaredRoute[];
  let link: string;

  beforeAll(async () => {
    service = await Service.start();
    document = openApiOf(service.app);
    routes = service.app
      .get(Routes)
      .all()
      .filter(({ roles }) => roles !== 'anyone');
    const { type, example } = definitionOf('consent.given') ?? missing('consent.given');
    await service.record({ id: 'e-1', source: '/tests', type, ...example, subject: 'crm:C-1' });
    await caughtUp(service.app);
    const found = await service.ask('/v1/consumers/lookup', { body: { reference: 'crm:C-1' } });
    const { consumer } = found.json<{ consumer: string }>();
    link = (await service.ask(`/v1/consumers/${consumer}/link`, { body: {} })).json<{ token: string }>().token;
  });

  afterAll(() => service.stop());

  function documented({ method, path }: DeclaredRoute): readonly Named[] {
    const item = document.paths[path.replaceAll(/:(\w+)/g, '{$1}')];
    const operation = method === 'POST' ? item?.post : item?.get;
    return (operation?.parameters ?? []) as readonly Named[];
  }

  function ask({ method, path, roles }: DeclaredRoute, query: string, more: Asked = {}) {
    const [role = 'support'] = roles === 'anyone' ? [] : roles;
    const url = path.replace(':consumer', SOMEBODY).replaceAll(/:(\w+)/g, 'none');
    const as = role === 'consumer' ? { token: link } : role;
    return service.ask(`${url}?${query}`, { method: method as 'GET', as, ...more });
  }

  it('names what each route takes, which the route says itself where it is asked for something else', async () => {
    const taking: string[] = [];
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const { body } = await ask(route, 'no-such-parameter=1');
      const [, list] = /no-such-parameter is not a parameter here; there are ([^;"]+)/.exec(body) ?? [];
      const taken = list?.split(', ') ?? [];
      if (taken.length > 0) taking.push(route.path);
      const named = documented(route).filter((one) => one.in === 'query');
      const own = named.map(({ name }) => name).filter((name) => taken.includes(name) || !EVERYWHERE.includes(name));
      expect([route.path, own]).toEqual([route.path, taken]);
    }
    expect(taking.sort()).toEqual(TAKING);
  });

  it('names each parameter once, says what it means, and of which type it is', () => {
    for (const route of routes) {
      const named = documented(route).filter((one) => one.in !== 'path');
      expect([route.path, new Set(named.map((one) => `${one.in} ${one.name}`)).size]).toEqual([
        route.path,
        named.length,
      ]);
      for (const { name, description, schema } of named) {
        const says = [route.path, name, (description ?? '').length > 10, 'type' in schema || 'anyOf' in schema];
        expect(says).toEqual([route.path, name, true, true]);
      }
    }
  });

  it('names wait where it is waited for', async () => {
    for (const route of routes) {
      const { body } = await ask(route, 'wait=no-place');
      const named = documented(route).some(({ name }) => name === 'wait');
      expect([route.method, route.path, named]).toEqual([route.method, route.path, body.includes('is not a position')]);
    }
  });

  it('names the purpose of a read, as a header and as a parameter, where it is recorded', async () => {
    for (const route of routes) {
      const read: DeclaredRead | undefined = Reflect.getMetadata(READS, route.target);
      const isOwn = route.roles !== 'anyone' && route.roles.every((role) => role === 'consumer');
      const named = documented(route).filter(({ name }) => name === 'purpose' || name === 'x-purpose');
      const places = named.map((one) => one.in).sort();
      expect([route.path, places]).toEqual([route.path, read === undefined || isOwn ? [] : ['header', 'query']]);
      const says = named.find(({ name }) => name === 'x-purpose')?.description ?? '';
      const { body } = await ask(route, '', { headers: { 'x-purpose': '' } });
      expect([route.path, says.includes('It is needed')]).toEqual([route.path, body.includes('purpose-missing')]);
    }
  });

  it('says of which values, between which bounds and what where it is absent', () => {
    const of = (path: string, named: string) =>
      documented(routes.find((route) => route.path === path && route.method === 'GET') ?? missing(path)).find(
        ({ name }) => name === named,
      );
    expect(of('/v1/findings', 'limit')?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 500, default: 50 });
    expect(of('/v1/findings', 'severity')?.schema).toMatchObject({
      type: 'string',
      enum: expect.arrayContaining(['high']),
    });
    expect(of('/v1/fairness', 'from')?.schema).toEqual({ type: 'string', format: 'date' });
    expect([of('/v1/fairness', 'attribute')?.required, of('/v1/fairness', 'reference')?.required]).toEqual([
      true,
      false,
    ]);
    expect(of('/v1/fairness', 'processingPurpose')?.description).toMatch(/^Only decisions for this purpose/);
  });

  it('names every part of an address as the address does', () => {
    const wrong = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.values(item).flatMap((operation: { parameters?: readonly { in: string; name: string }[] }) =>
        (operation.parameters ?? []).filter((one) => one.in === 'path' && !path.includes(`{${one.name}}`)),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('says what a look-up is sent', () => {
    const { requestBody } = document.paths['/v1/consumers/lookup']?.post ?? {};
    expect(requestBody).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/LookUpBody' } } },
    });
    expect(document.components?.schemas?.LookUpBody).toMatchObject({ required: ['reference'] });
  });
});

describe('a set of parameters', () => {
  const set = parametersOf(
    {
      name: parameter.text('A name'),
      many: parameter.usually(parameter.whole(1, 9, 'How many'), 3),
      kind: parameter.required(parameter.oneOf(['a', 'b'], 'Of which kind'), 'must be given'),
      from: parameter.day('The first day'),
      to: parameter.instant('Before when'),
    },
    ({ from, to }) => (from !== undefined && to !== undefined && from > to ? { to: 'must not be before from' } : {}),
  );

  it('is read into values', () => {
    expect(set.read({ kind: 'a', name: '', from: '2026-03-02', to: '2026-03-02T10:00:00+01:00' })).toMatchObject({
      name: undefined,
      many: 3,
      kind: 'a',
      from: '2026-03-02T00:00:00Z',
    });
  });

  it('takes the purpose and the place to wait for, which it does not declare', () => {
    expect(Object.keys(set.read({ kind: 'b', purpose: 'audit', wait: '1' }))).not.toContain('purpose');
  });

  it('names all that is wrong at once', () => {
    const wrong = { knd: 'a', name: ['x', 'y'], many: '10', from: '2026-03-02', to: '2026-03-01' };
    const errors = [
      { pointer: '/knd', detail: 'is not a parameter here; there are name, many, kind, from, to' },
      { pointer: '/name', detail: 'is given more than once' },
      { pointer: '/many', detail: 'must be a whole number from 1 to 9' },
      { pointer: '/kind', detail: 'must be given' },
      { pointer: '/to', detail: 'must not be before from' },
    ];
    expect(() => set.read(wrong)).toThrow(expect.objectContaining({ code: 'bad-request', errors }));
  });
});

function missing(name: string): never {
  throw new Error(`There is no ${name}.`);
}
