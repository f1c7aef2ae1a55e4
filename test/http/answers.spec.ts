/** The OpenAPI document against the service: every JSON answer has a schema, and what a filled ledger really answers fits it, with no field left unsaid. */
import { readFileSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { definitionOf, definitions } from '../../src/catalogue/catalogue.js';
import { openApiOf } from '../../src/http/openapi.js';
import { OwnEvents } from '../../src/recording/own-events.js';
import { Vault } from '../../src/vault/vault.js';
import { caughtUp } from '../support/caught-up.js';
import { type Asked, Service } from '../support/service.js';

type Schema = { readonly [keyword: string]: unknown };
interface Documented {
  /** `GET /v1/models 200` */
  readonly name: string;
  readonly content: { readonly [form: string]: { readonly schema?: Schema } };
}

const story: readonly { readonly subject?: string; readonly type: string; readonly data: Record<string, unknown> }[] =
  readFileSync(new URL('../../examples/story.ndjson', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

let service: Service;
let document: OpenAPIObject;
let documented: readonly Documented[];
let ajv: Ajv2020;
const warnings: unknown[] = [];

beforeAll(async () => {
  service = await Service.start({ LEDGER_ERASURE_APPROVAL: 'two-person' });
  Logger.overrideLogger({ log: () => undefined, error: () => undefined, warn: (text) => warnings.push(text) });
  document = openApiOf(service.app);
  Logger.overrideLogger(false);
  documented = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, { responses: Record<string, { content?: Documented['content'] }> }>).flatMap(
      ([verb, { responses }]) =>
        Object.entries(responses)
          .filter(([status]) => /^2/.test(status))
          .map(([status, { content = {} }]) => ({ name: `${verb.toUpperCase()} ${path} ${status}`, content })),
    ),
  );
  ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'openapi', ...closed({ components: document.components }) });
});

afterAll(() => service.stop());

it('no two classes of the document share a name', () => {
  expect(warnings).toEqual([]);
});

it('every answer says in which forms it comes, and every JSON answer has a schema with properties', () => {
  expect(documented.filter(({ content }) => Object.keys(content).length === 0).map(({ name }) => name)).toEqual([]);
  const vague = documented.filter(({ content }) =>
    Object.entries(content).some(([form, { schema }]) => isJson(form) && !hasProperties(schema)),
  );
  expect(vague.map(({ name }) => name)).toEqual([]);
});

it('what a filled ledger answers fits the schemas, in every route', async () => {
  await filled();
  const one = { 'content-type': 'application/cloudevents+json' };
  const lone = { specversion: '1.0', ...event('lone', 'campaign.ended') };
  await fits('/v1/events', '/v1/events', { as: 'producer', body: lone, headers: one });
  await fits('/v1/events', '/v1/events', { as: 'producer', body: lone, headers: one });
  const many = { as: 'producer', headers: { 'content-type': 'application/cloudevents-batch+json' } } as const;
  const rejected = { ...lone, id: 'wrong', data: {} };
  const warned = {
    ...lone,
    ...event('warned', 'consent.given', { ...dataOf('consent.given'), purposes: ['dpv:New'] }),
  };
  const send = {
    ...event('send', 'message.sent', { ...dataOf('message.sent'), messageId: 'msg-unsent' }),
    specversion: '1.0',
    subject: ADA,
  };
  const check = await fits('/v1/checks', '/v1/checks', { as: 'producer', body: send, headers: one });
  expect(check.findings).not.toEqual([]);
  await fits('/v1/events', '/v1/events', { ...many, body: [lone, rejected, { ...warned, subject: 'crm:C-3' }] });

  const { consumer } = await fits('/v1/consumers/lookup', '/v1/consumers/lookup', { body: { reference: ADA } });
  const { consumer: other } = await fits('/v1/consumers/lookup', '/v1/consumers/lookup', { body: { reference: BOB } });
  const auditor = { as: 'auditor' } as const;
  const officer = { as: 'privacy-officer' } as const;
  const sealed = await fits('/v1/consumers/{consumer}/timeline', `/v1/consumers/${consumer}/timeline`, auditor);
  const records: readonly { id: string; type: string }[] = sealed.items;
  const record = records.find(({ type }) => type === 'decision.made')?.id ?? '';

  const redaction = { ...officer, body: { fields: ['/question'], reason: 'it named a third person' } };
  await fits('/v1/records/{record}/redaction', `/v1/records/${record}/redaction`, redaction);
  const reason = { ...auditor, body: { reason: 'Complaint 118', minutes: 5 } };
  await fits('/v1/consumers/{consumer}/unmask', `/v1/consumers/${consumer}/unmask`, reason);
  const hold = { ...officer, body: { reason: 'a claim', until: '2099-01-01T00:00:00Z' } };
  const { holdId } = await fits('/v1/consumers/{consumer}/hold', `/v1/consumers/${consumer}/hold`, hold);
  for (const person of [consumer, other]) {
    await fits('/v1/consumers/{consumer}', `/v1/consumers/${person}`);
    await fits('/v1/consumers/{consumer}/timeline', `/v1/consumers/${person}/timeline`);
    await fits('/v1/consumers/{consumer}/decisions', `/v1/consumers/${person}/decisions`);
    await fits('/v1/consumers/{consumer}/report', `/v1/consumers/${person}/report`);
    await fits('/v1/consumers/{consumer}/export', `/v1/consumers/${person}/export`);
    await fits('/v1/consumers/{consumer}/erasure', `/v1/consumers/${person}/erasure`, officer);
  }
  const release = '/v1/consumers/{consumer}/hold/{hold}/release';
  await fits(release, `/v1/consumers/${consumer}/hold/${holdId}/release`, { ...officer, body: {} });

  await fits('/v1/decisions', '/v1/decisions?limit=1', auditor);
  await fits('/v1/decisions', '/v1/decisions?sample=1', auditor);
  for (const id of ['dec-8812', 'dec-9120']) {
    await fits('/v1/decisions/{id}/explanation', `/v1/decisions/${id}/explanation?checkpoint=covering`);
    const prov = { headers: { accept: 'application/provenance+json' } };
    await fits('/v1/decisions/{id}/explanation', `/v1/decisions/${id}/explanation`, prov);
    await fits('/v1/decisions/{id}/replay', `/v1/decisions/${id}/replay`, auditor);
  }
  await fits('/v1/fairness', '/v1/fairness?attribute=gender', auditor);
  await fits('/v1/messages/{id}', '/v1/messages/msg-760');
  await fits('/v1/messages/{id}', '/v1/messages/msg-771', auditor);
  const { items: findings } = await fits('/v1/findings', '/v1/findings', auditor);
  const about = (index: number): string => `/v1/findings/${encodeURIComponent(findings[index].id)}`;
  const seenIn = (index: number) => ({ decisionId: findings[index].decisionId });
  const act = '/v1/findings/{id}';
  await fits(`${act}/acknowledge`, `${about(0)}/acknowledge`, { ...officer, body: seenIn(0) });
  await fits(`${act}/remedy`, `${about(0)}/remedy`, { ...officer, body: { ...seenIn(0), record } });
  await fits(`${act}/dismiss`, `${about(1)}/dismiss`, { ...officer, body: { ...seenIn(1), reason: 'a test' } });
  await fits('/v1/findings', '/v1/findings?status=remedied', auditor);
  await fits('/v1/sources', '/v1/sources', auditor);
  await fits('/v1/access', '/v1/access', auditor);
  await fits('/v1/whoami', '/v1/whoami', auditor);
  for (const [kind, id] of [
    ['models', 'spring-propensity'],
    ['campaigns', 'spring-run'],
    ['policies', 'frequency-cap'],
    ['people', 'staff-7'],
  ]) {
    await fits(`/v1/${kind}`, `/v1/${kind}`, auditor);
    await fits(`/v1/${kind}/{id}`, `/v1/${kind}/${id}`, auditor);
  }
  await fits('/v1/proofs/inclusion/{recordId}', `/v1/proofs/inclusion/${record}`);
  await fits('/v1/proofs/consistency', '/v1/proofs/consistency?from=3');
  await fits('/v1/schemas', '/v1/schemas');
  await fits('/v1/schemas/answer', '/v1/schemas/answer');
  for (const { type, version } of definitions)
    await fits('/v1/schemas/{type}/{version}', `/v1/schemas/${type}/${version}`);
  await fits('/errors/{code}', '/errors/missing');
  await fits('/health/live', '/health/live');
  await fits('/health/ready', '/health/ready');
  const asked = { reference: ADA, right: 'eu-gdpr:A15', channel: 'phone', text: 'Why me?', decisionId: 'dec-8812' };
  const { id: inquiry } = await fits('/v1/inquiries', '/v1/inquiries', { body: asked });
  const step = (name: string, body: object) =>
    fits(`/v1/inquiries/{id}/${name}`, `/v1/inquiries/${inquiry}/${name}`, { body });
  await step('request-identity', { method: 'code' });
  await step('verify-identity', { method: 'code' });
  await step('extend', { reason: 'many at once' });
  await step('answer', {});
  await step('close', {});
  await fits('/v1/inquiries/{id}', `/v1/inquiries/${inquiry}`);
  const { id: unfounded } = await fits('/v1/inquiries', '/v1/inquiries', { body: asked });
  const refusal = { body: { reason: 'unfounded', complaintRoute: 'BlnBDI' } };
  await fits('/v1/inquiries/{id}/refuse', `/v1/inquiries/${unfounded}/refuse`, refusal);
  await fits('/v1/inquiries', '/v1/inquiries');
  const { token } = await fits('/v1/consumers/{consumer}/link', `/v1/consumers/${consumer}/link`, { body: {} });
  await fits('/my/copy', '/my/copy', { as: { token } });

  // Two persons erase.
  const erasure = `/v1/consumers/${other}/erasure`;
  const erase = { ...officer, body: { article: '17(1)(b)', reason: 'consent withdrawn' } };
  const { requestId } = await fits('/v1/consumers/{consumer}/erasure', erasure, erase);
  await fits('/v1/consumers/{consumer}/erasure', erasure, officer);
  const second = { as: { token: await service.freshToken('privacy-officer') }, body: {} };
  await fits('/v1/consumers/{consumer}/erasure/{request}/approve', `${erasure}/${requestId}/approve`, second);
  await fits('/v1/consumers/{consumer}/erasure', erasure, erase);
  await fits('/v1/consumers/{consumer}/erasure', erasure, officer);
  await fits('/v1/consumers/{consumer}', `/v1/consumers/${other}`);
  await fits('/v1/consumers/{consumer}/report', `/v1/consumers/${other}/report`);

  const withJson = documented.filter(({ content }) => Object.keys(content).some(isJson));
  expect(withJson.map(({ name }) => name).filter((name) => !answered.has(name))).toEqual([]);
});

const ADA = 'crm:C-10442';
const BOB = 'crm:C-2';

/** Data of the story's first event of this type, or of the catalogue's example. */
function dataOf(type: string): Record<string, unknown> {
  return story.find((sent) => sent.type === type)?.data ?? { ...definitionOf(type)?.example.data };
}

function event(id: string, type: string, data = dataOf(type), subject?: string): object {
  return { id, source: '/tests', type, data, ...(subject !== undefined && { subject }) };
}

/** The story, and what it does not tell: a producer with gaps, somebody who received data, an objection, an inquiry, another person. */
async function filled(): Promise<void> {
  await service.record(
    ...story,
    { ...event('gap-1', 'campaign.paused'), sequence: '1' },
    { ...event('gap-2', 'campaign.paused'), sequence: '4' },
    event('shared', 'data.shared', { ...dataOf('data.shared'), collectionIds: ['col-country-10442'] }, ADA),
    event('objection', 'processing.objected', dataOf('processing.objected'), ADA),
    event('notice', 'notice.served', dataOf('notice.served'), BOB),
    event('held', 'data.collected', { ...dataOf('data.collected'), collectionId: 'col-2' }, BOB),
  );
  const subject = (await service.app.get(Vault).find(ADA)) ?? undefined;
  const inquiry = { type: 'inquiry.received', data: { ...definitionOf('inquiry.received')?.example.data } };
  await service.app.get(OwnEvents).record({ ...inquiry, ...(subject !== undefined && { subject }) }, 'token-1');
}

const answered = new Set<string>();

/** Asks, and holds the answer against what the document says of this route and status. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely; their schemas are what is tested
async function fits(route: string, url: string, asked: Asked = {}): Promise<any> {
  await caughtUp(service.app);
  const answer = await service.ask(url, asked);
  const name = `${asked.body === undefined ? 'GET' : 'POST'} ${route} ${answer.status}`;
  const form = String(answer.headers['content-type']).split(';')[0] ?? '';
  const schema = documented.find((one) => one.name === name)?.content[form]?.schema;
  if (schema === undefined) throw new Error(`${name} in the form ${form} is not documented: ${answer.body}`);
  const validate = validator(schema);
  validate(answer.json());
  expect([name, validate.errors ?? []]).toEqual([name, []]);
  answered.add(name);
  return answer.json();
}

/** An object that names its properties has no others. */
function closed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, member: unknown) =>
    typeof member === 'object' && member !== null && 'properties' in member && !('additionalProperties' in member)
      ? { ...member, additionalProperties: false }
      : member,
  );
}

const validators = new Map<Schema, ValidateFunction>();

function validator(schema: Schema): ValidateFunction {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const local = JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/components', '"openapi#/components'));
  const validate = ajv.compile(local);
  validators.set(schema, validate);
  return validate;
}

function isJson(form: string): boolean {
  return /[/+]json$/.test(form);
}

function hasProperties(schema: Schema | undefined): boolean {
  if (schema === undefined) return false;
  if (Array.isArray(schema.oneOf)) return schema.oneOf.every(hasProperties);
  const [, name] = /^#\/components\/schemas\/(.+)$/.exec(String(schema.$ref)) ?? [];
  if (name !== undefined) return hasProperties(document.components?.schemas?.[name] as Schema);
  return typeof schema.properties === 'object';
}
