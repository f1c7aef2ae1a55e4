/** `GET /v1/decisions/{id}/explanation` over a whole service: the imported story, bounds, forms, roles, and that each reading is recorded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type MadeAnswer, sectionNames } from '../../src/answers/answer.js';
import { provFaults } from '../support/prov-json.js';
import { readPdf, textOfPage, textOfPdf } from '../support/read-pdf.js';
import { LINES, post, type RunningService, startService } from '../support/running-service.js';

const examples = readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'story.ndjson'), 'utf8');

let service: RunningService;
let position: string;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  service = await startService();
  for (const role of ['producer', 'support', 'auditor', 'operator'] as const) tokens[role] = await service.token(role);
  const sent = await post(`${service.url}/v1/events`, tokens.producer ?? '', LINES, examples);
  position = sent.body.position;
});
afterAll(() => service.close());

async function ask(path: string, as = 'support', headers: Record<string, string> = {}) {
  const response = await fetch(`${service.url}/v1/decisions/${path}`, {
    headers: { authorization: `Bearer ${tokens[as]}`, 'x-purpose': 'answering an inquiry', ...headers },
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, text, headers: response.headers, body: json ? JSON.parse(text) : null };
}

const explained = async (path: string, as?: string): Promise<MadeAnswer> => (await ask(path, as)).body;

describe('an explanation', () => {
  it('answers with every section, says when and at which position it was made, and fits its published schema', async () => {
    const answer = await explained(`dec-8812/explanation?wait=${position}`);
    expect(answer.header.id).toMatch(/^ans-/);
    expect(answer.header.position).toBe(position);
    const ajv = new Ajv2020({ allErrors: true });
    addFormats.default(ajv);
    const schema = await (await fetch(`${service.url}/v1/schemas/answer`)).json();
    const validate = ajv.compile(Object(schema));
    validate(answer);
    expect(validate.errors ?? []).toEqual([]);
    expect(answer.decision.sentences[0]?.text).toContain('You received “15 % off running shoes”');
  });

  it('opens personal values for support and not for an auditor', async () => {
    const support = await explained('dec-8812/explanation');
    expect(support.data.inputs[0]).toMatchObject({ value: 14, valueState: 'shown' });
    const auditor = await explained('dec-8812/explanation', 'auditor');
    expect(auditor.header.tier).toBe('auditor');
    expect(auditor.data.inputs[0]).toMatchObject({ valueState: 'withheld' });
    expect(auditor.data.inputs[0]).not.toHaveProperty('value');
  });

  it('carries the signed checkpoint under which it stands, in every form', async () => {
    const answer = await explained('dec-8812/explanation?checkpoint=covering');
    const { checkpoint } = answer.header;
    const last = Math.max(...answer.proof.records.map(({ leaf }) => leaf));
    expect(checkpoint).toMatchObject({ origin: 'ledger.localhost', covers: true });
    expect(checkpoint?.size).toBeGreaterThan(last);
    expect(checkpoint?.note).toMatch(`${checkpoint?.origin}\n${checkpoint?.size}\n${checkpoint?.root}\n`);
    const page = await ask('dec-8812/explanation?checkpoint=covering', 'support', { accept: 'text/html' });
    expect(page.text).toMatch(/All of them stand under checkpoint \d+ of ledger\.localhost\./);
    expect((await ask('dec-8812/explanation?checkpoint=none')).body).toMatchObject({
      status: 400,
      code: 'bad-request',
    });
  });

  it('of the same records is the same but for when it was made', async () => {
    const bound = `dec-8812/explanation?asOf=${position}`;
    const [one, other] = [await explained(bound), await explained(bound)];
    const { id, madeAt, position: at, size, digest, checkpoint, ...header } = one.header;
    expect(other.header).toMatchObject(header);
    expect(other.header.digest).toBe(digest);
    expect({ ...other, header: null }).toEqual({ ...one, header: null });
    expect([id, madeAt, at, size, checkpoint].every((part) => part !== undefined)).toBe(true);
  });

  it('takes an instant with its zone, or a position, as what was known', async () => {
    const records = await service.records();
    const made = records.findIndex(
      ({ header, body }) => header.type === 'decision.made' && body.data.decisionId === 'dec-8812',
    );
    const then = await explained(`dec-8812/explanation?asOf=${records[made]?.position}`);
    expect(then.decision.followed).toEqual([]);
    expect((await ask(`dec-8812/explanation?asOf=${records[made - 1]?.position}`)).body).toMatchObject({
      status: 404,
      code: 'missing',
    });
    const bounded = await explained('dec-8812/explanation?at=2026-03-02T10:20:00%2B01:00');
    expect(bounded.decision.followed.map(({ type }) => type)).toEqual(['message.sent']);
  });

  it.each([
    ['asOf=2026-03-02T09:14:00', 400, 'bad-request', /zone/],
    ['asOf=2026-03-02', 400, 'bad-request', /zone/],
    ['at=yesterday', 400, 'bad-request', /zone/],
    ['tier=everything', 400, 'bad-request', /consumer, support, auditor/],
    ['language=xx', 400, 'bad-request', /en/],
    ['tone=friendly', 400, 'bad-request', /tone/],
    ['tier=auditor', 403, 'forbidden', /support or consumer/],
  ])('refuses %s, and says what would be right', async (query, status, code, detail) => {
    const { body } = await ask(`dec-8812/explanation?${query}`);
    expect(body).toMatchObject({ status, code, detail: expect.stringMatching(detail) });
  });

  it('of an unknown decision is not found', async () => {
    expect((await ask('dec-none/explanation')).body).toMatchObject({ status: 404, code: 'missing' });
    expect((await ask('dec%20none/explanation')).body).toMatchObject({ status: 404, code: 'missing' });
  });

  it('is a page where a page is accepted, and says which forms there are where none fits', async () => {
    const page = await ask('dec-8812/explanation', 'support', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.text).toContain('<h1>You received “15 % off running shoes”');
    expect(page.text).not.toMatch(/<script|onload=|javascript:/i);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
    expect((await ask('dec-8812/explanation', 'support', { accept: 'image/png' })).body).toMatchObject({
      status: 406,
      code: 'not-acceptable',
    });
  });

  it('is PROV-JSON where that is accepted, and the reading is recorded as of every form', async () => {
    const accept = 'application/provenance+json, application/json;q=0.5';
    const document = await ask('dec-8812/explanation?tier=consumer', 'support', { accept });
    expect(document.headers.get('content-type')).toMatch(/^application\/provenance\+json/);
    expect(document.headers.get('vary')).toContain('accept');
    expect(provFaults(document.body)).toEqual([]);
    expect(document.body.activity).toHaveProperty('here:decision/dec-8812');
    expect(document.text).not.toContain('staff-7');
    const last = (await service.records()).findLast(({ header }) => header.type === 'access.recorded');
    expect(last?.body.data).toMatchObject({ what: 'explanation', decisionId: 'dec-8812', sections: sectionNames });
    const preferred = { accept: 'application/provenance+json;q=0.1, text/html;q=0.2' };
    const page = await ask('dec-8812/explanation', 'support', preferred);
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('is a letter where PDF is accepted: the page of the same answer, to keep, and recorded', async () => {
    const before = (await service.records()).filter(({ header }) => header.type === 'access.recorded').length;
    const response = await fetch(`${service.url}/v1/decisions/dec-8812/explanation?tier=consumer&language=de`, {
      headers: { authorization: `Bearer ${tokens.support}`, 'x-purpose': 'inquiry 4711', accept: 'application/pdf' },
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="explanation-dec-8812.pdf"');
    expect(response.headers.get('content-language')).toBe('de');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const letter = await readPdf(new Uint8Array(await response.arrayBuffer()));
    expect(letter.info).toMatchObject({ Language: 'de', Title: 'Was entschieden wurde · dec-8812' });
    const page = await ask('dec-8812/explanation?tier=consumer&language=de', 'support', { accept: 'text/html' });
    // From there on each answer names its own checkpoint and moment.
    const main = page.text.slice(0, page.text.indexOf('<section aria-labelledby="proof">'));
    expect(textOfPdf(letter)).toContain(textOfPage(`${main}</body>`));
    const accesses = (await service.records()).filter(({ header }) => header.type === 'access.recorded');
    expect(accesses).toHaveLength(before + 2);
    const answer = await explained('dec-8812/explanation');
    expect(accesses.at(-2)?.header.subject).toBe(answer.header.consumer);
    expect(accesses.at(-2)?.body.data).toMatchObject({
      what: 'explanation',
      purpose: 'inquiry 4711',
      decisionId: 'dec-8812',
      sections: sectionNames,
    });
  });

  it('needs a role and a purpose, and is recorded with it', async () => {
    expect((await ask('dec-8812/explanation', 'operator')).body).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await ask('dec-8812/explanation', 'support', { 'x-purpose': '' })).body).toMatchObject({
      status: 400,
      code: 'purpose-missing',
    });
    const before = (await service.records()).filter(({ header }) => header.type === 'access.recorded').length;
    const answer = await explained('dec-8812/explanation');
    const accesses = (await service.records()).filter(({ header }) => header.type === 'access.recorded');
    expect(accesses).toHaveLength(before + 1);
    expect(accesses.at(-1)?.header.subject).toBe(answer.header.consumer);
    expect(accesses.at(-1)?.body.data).toMatchObject({
      what: 'explanation',
      purpose: 'answering an inquiry',
      decisionId: 'dec-8812',
    });
  });

  it('after the erasure says what was erased, and still by what right and how', async () => {
    const { header } = await explained('dec-8812/explanation');
    const officer = await service.token('privacy-officer');
    const erased = await fetch(`${service.url}/v1/consumers/${header.consumer}/erasure`, {
      method: 'POST',
      headers: { authorization: `Bearer ${officer}`, 'content-type': 'application/json', 'x-purpose': 'request er-1' },
      body: JSON.stringify({ article: '17(1)(b)', reason: 'consent withdrawn' }),
    });
    expect(erased.status).toBeLessThan(300);
    const head = (await service.records()).at(-1)?.position;
    const after = await explained(`dec-8812/explanation?wait=${head}`);
    expect(new Set(after.data.inputs.map(({ valueState }) => valueState))).toEqual(new Set(['erased']));
    expect(after.permission.consent?.status).toBe('valid');
    expect(after.procedure.steps).toHaveLength(4);
  });
});
