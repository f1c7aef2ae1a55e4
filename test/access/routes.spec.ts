/**
 * Every route of the running application × every role, from one table. A route that is not in the table fails here, so does one that shows
 * personal records without declaring the read: whoever adds a route decides both, in sight.
 */
import { type DeclaredRead, READS } from '../../src/access/ledgered-reads.js';
import { type Role, roles } from '../../src/access/roles.js';
import { type DeclaredRoute, Routes } from '../../src/access/routes.js';
import { openApiOf } from '../../src/http/openapi.js';
import { Service } from '../support/service.js';

type Read = 'consumer' | 'bulk' | 'shows nobody';
type Expected = readonly [roles: readonly Role[] | 'anyone', read: Read];

/** `shows nobody`: what it answers holds no record about a person. */
const table: Readonly<Record<string, Expected>> = {
  'GET /checkpoint': ['anyone', 'shows nobody'],
  'GET /errors/:code': ['anyone', 'shows nobody'],
  'GET /health/live': ['anyone', 'shows nobody'],
  'GET /health/ready': ['anyone', 'shows nobody'],
  'GET /metrics': ['anyone', 'shows nobody'],
  'GET /tile/*': ['anyone', 'shows nobody'],
  'GET /v1/keys': ['anyone', 'shows nobody'],
  'GET /v1/proofs/consistency': ['anyone', 'shows nobody'],
  'GET /v1/proofs/inclusion/:recordId': ['anyone', 'shows nobody'],
  'GET /v1/proofs/inclusion/:recordId/tlog-proof': ['anyone', 'shows nobody'],
  'GET /verify': ['anyone', 'shows nobody'],
  'GET /verify/modules/*': ['anyone', 'shows nobody'],
  'GET /verify/verify.css': ['anyone', 'shows nobody'],
  'GET /v1/whoami': [roles, 'shows nobody'],
  'GET /witness/:origin/checkpoint': ['anyone', 'shows nobody'],
  'GET /witness/key': ['anyone', 'shows nobody'],
  'POST /witness/add-checkpoint': ['anyone', 'shows nobody'],
  'GET /my': [['consumer'], 'consumer'],
  'GET /my/copy': [['consumer'], 'consumer'],
  'GET /my/decisions/:id': [['consumer'], 'consumer'],
  'POST /my/contest': [['consumer'], 'shows nobody'],
  'POST /my/erase': [['consumer'], 'shows nobody'],
  'POST /my/object': [['consumer'], 'shows nobody'],
  'POST /my/withdraw': [['consumer'], 'shows nobody'],
  'GET /v1/access': [['auditor', 'privacy-officer'], 'bulk'],
  'GET /v1/consumers/:consumer/erasure': [['privacy-officer'], 'consumer'],
  'GET /v1/consumers/:consumer/erasure/evidence': [['privacy-officer'], 'consumer'],
  'GET /v1/consumers/:consumer/export': [['support', 'privacy-officer', 'consumer'], 'consumer'],
  'GET /v1/consumers/:consumer': [['support', 'auditor'], 'consumer'],
  'GET /v1/consumers/:consumer/decisions': [['support', 'auditor'], 'consumer'],
  'GET /v1/consumers/:consumer/report': [['support'], 'consumer'],
  'GET /v1/consumers/:consumer/timeline': [['support', 'auditor'], 'consumer'],
  'GET /v1/decisions': [['auditor'], 'bulk'],
  'GET /v1/decisions/:id/evidence': [['auditor'], 'consumer'],
  'GET /v1/decisions/:id/replay': [['auditor'], 'consumer'],
  'GET /v1/decisions/:id/explanation': [['support', 'auditor', 'consumer'], 'consumer'],
  'GET /v1/campaigns': [['auditor'], 'shows nobody'],
  'GET /v1/campaigns/:id': [['auditor'], 'shows nobody'],
  'GET /v1/fairness': [['auditor'], 'bulk'],
  'GET /v1/messages/:id': [['support', 'auditor'], 'consumer'],
  'GET /v1/models': [['auditor'], 'shows nobody'],
  'GET /v1/models/:id': [['auditor'], 'shows nobody'],
  'GET /v1/people': [['auditor'], 'shows nobody'],
  'GET /v1/people/:id': [['auditor'], 'shows nobody'],
  'GET /v1/policies': [['auditor'], 'shows nobody'],
  'GET /v1/policies/:id': [['auditor'], 'shows nobody'],
  'GET /v1/records': [['auditor'], 'bulk'],
  'GET /v1/schemas/answer': ['anyone', 'shows nobody'],
  'GET /v1/sources': [['auditor', 'operator'], 'shows nobody'],
  'GET /v1/schemas': ['anyone', 'shows nobody'],
  'GET /v1/schemas/:type/:version': ['anyone', 'shows nobody'],
  'POST /v1/consumers/:consumer/erasure': [['privacy-officer'], 'shows nobody'],
  'POST /v1/consumers/:consumer/erasure/:request/approve': [['privacy-officer'], 'shows nobody'],
  'POST /v1/consumers/:consumer/hold': [['privacy-officer'], 'shows nobody'],
  'POST /v1/consumers/:consumer/hold/:hold/release': [['privacy-officer'], 'shows nobody'],
  'POST /v1/consumers/:consumer/link': [['support'], 'consumer'],
  'POST /v1/consumers/:consumer/unmask': [['auditor'], 'shows nobody'],
  'POST /v1/consumers/lookup': [['support'], 'bulk'],
  'POST /v1/records/:record/redaction': [['privacy-officer'], 'shows nobody'],
  'POST /v1/events': [['producer'], 'shows nobody'],
  'POST /v1/checks': [['producer'], 'shows nobody'],
  'POST /v1/inquiries': [['support'], 'shows nobody'],
  'GET /v1/inquiries': [['support'], 'bulk'],
  'GET /v1/inquiries/:id': [['support'], 'consumer'],
  'POST /v1/inquiries/:id/request-identity': [['support'], 'shows nobody'],
  'POST /v1/inquiries/:id/verify-identity': [['support'], 'shows nobody'],
  'POST /v1/inquiries/:id/extend': [['support'], 'shows nobody'],
  'POST /v1/inquiries/:id/answer': [['support'], 'consumer'],
  'POST /v1/inquiries/:id/refuse': [['support'], 'shows nobody'],
  'POST /v1/inquiries/:id/close': [['support'], 'shows nobody'],
  'GET /v1/findings': [['auditor', 'privacy-officer'], 'bulk'],
  'POST /v1/findings/:id/acknowledge': [['auditor', 'privacy-officer'], 'shows nobody'],
  'POST /v1/findings/:id/remedy': [['auditor', 'privacy-officer'], 'shows nobody'],
  'POST /v1/findings/:id/dismiss': [['auditor', 'privacy-officer'], 'shows nobody'],
};

const SOMEBODY = '00000000-0000-4000-8000-00000000000a';
const staff = roles.filter((role) => role !== 'consumer');

describe('routes', () => {
  let service: Service;
  let routes: readonly DeclaredRoute[];

  beforeAll(async () => {
    service = await Service.start();
    routes = service.app.get(Routes).all();
  });

  afterAll(() => service.stop());

  const nameOf = ({ method, path }: DeclaredRoute): string => `${method} ${path}`;

  it('stand in the table, all of them, with who may call them', () => {
    const declared = Object.fromEntries(routes.map((route) => [nameOf(route), sorted(route.roles)]));
    const expected = Object.fromEntries(Object.entries(table).map(([name, [who]]) => [name, sorted(who)]));
    expect(declared).toEqual(expected);
  });

  it('stand in the OpenAPI document, all of them and no others', () => {
    const described = Object.entries(openApiOf(service.app).paths).flatMap(([path, item]) =>
      Object.keys(item).map((verb) => `${verb.toUpperCase()} ${path}`),
    );
    const expected = Object.keys(table).map((name) => name.replace('*', '{path}').replaceAll(/:(\w+)/g, '{$1}'));
    expect(described.sort()).toEqual(expected.sort());
  });

  it('declare the reads of personal records, all of them', () => {
    const readOf = ({ target }: DeclaredRoute): Read => {
      const read: DeclaredRead | undefined = Reflect.getMetadata(READS, target);
      return read?.kind ?? 'shows nobody';
    };
    const declared = Object.fromEntries(routes.map((route) => [nameOf(route), readOf(route)]));
    expect(declared).toEqual(Object.fromEntries(Object.entries(table).map(([name, [, read]]) => [name, read])));
  });

  it('let nobody in without a token, unless they are open to everybody', async () => {
    for (const route of routes) {
      const { statusCode } = await service.app.inject({ method: route.method as 'GET', url: urlOf(route) });
      expect([nameOf(route), statusCode === 401]).toEqual([nameOf(route), route.roles !== 'anyone']);
    }
  });

  it.each(staff)('let %s in where the table says so, and nowhere else', async (role) => {
    for (const [name, [who]] of Object.entries(table)) {
      const route = routes.find((candidate) => nameOf(candidate) === name);
      if (route === undefined) continue;
      const { status, body } = await service.ask(urlOf(route), { as: role, method: route.method as 'GET' });
      const refused = status === 403 && JSON.parse(body).code === 'forbidden';
      expect([name, refused]).toEqual([name, who !== 'anyone' && !who.includes(role)]);
      expect([name, status]).not.toEqual([name, 401]);
      expect([name, status]).not.toEqual([name, 500]);
    }
  });

  it('that read a consumer’s record ask for the purpose, before anything else is said', async () => {
    for (const [name, [who, read]] of Object.entries(table)) {
      const route = routes.find((candidate) => nameOf(candidate) === name);
      if (route === undefined || read !== 'consumer' || who === 'anyone') continue;
      for (const as of who.filter((role) => role !== 'consumer')) {
        const { status, body } = await service.ask(urlOf(route), {
          as,
          method: route.method as 'GET',
          headers: { 'x-purpose': '' },
        });
        expect([name, status, JSON.parse(body).code]).toEqual([name, 400, 'purpose-missing']);
      }
    }
  });
});

function sorted(who: readonly Role[] | 'anyone'): readonly string[] {
  return who === 'anyone' ? [who] : who.toSorted();
}

/** A request that gets past the roles and finds nothing. */
function urlOf({ path }: DeclaredRoute): string {
  return path
    .replace(':consumer', SOMEBODY)
    .replaceAll(/:(\w+)/g, 'none')
    .replaceAll('*', 'none');
}
