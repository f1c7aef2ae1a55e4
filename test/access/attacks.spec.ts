/** Attacks on the whole service, over real HTTP and in a process of its own: what it answers, what it writes to its log, and what it leaves on disk. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { SqliteTokenStore } from '../../src/access/sqlite-token-store.js';
import { Tokens } from '../../src/access/tokens.js';
import { Clock, Randomness } from '../../src/record/clock.js';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const PLANTED = ['planted.person@example.org', 'Planted-Name-7731', 'planted:reference-4417'];

describe('under attack', () => {
  let data: string;
  let child: ChildProcess;
  let url: string;
  let output = '';
  const tokens: Record<string, string> = {};
  const environment = () => ({ ...process.env, LEDGER_DATA: data, LEDGER_PORT: '0', LEDGER_LOG_LEVEL: 'debug' });

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'ledger-attacks-'));
    const store = new SqliteTokenStore(data);
    const made = new Tokens(store, new Clock(), new Randomness());
    tokens.shop = (await made.create({ roles: ['producer'], sources: ['urn:shop'] })).text;
    tokens.support = (await made.create({ roles: ['support'] })).text;
    tokens.auditor = (await made.create({ roles: ['auditor'] })).text;
    await store.close();
    child = spawn(process.execPath, [CLI, 'serve'], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    url = await new Promise<string>((resolve, reject) => {
      const heard = (chunk: Buffer): void => {
        output += chunk.toString();
        const found = /listens at (http:\S+)/.exec(output)?.[1];
        if (found !== undefined) resolve(found);
      };
      child.stdout?.on('data', heard);
      child.stderr?.on('data', heard);
      child.once('exit', () => reject(new Error(output)));
    });
    // It listens before its read models are built; until then reads are answered 503.
    while ((await fetch(`${url}/health/ready`)).status !== 200) await setTimeout(50);
  }, 120_000);

  afterAll(async () => {
    child.kill();
    await new Promise((resolve) => child.once('exit', resolve));
    rmSync(data, { recursive: true, force: true });
  });

  const ask = async (path: string, token: string | undefined, more: RequestInit = {}) => {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${url}${path}`, {
      ...more,
      headers: { ...authorization, 'x-purpose': 'test', ...more.headers },
    });
    const body = await response.text();
    return { status: response.status, headers: response.headers, body };
  };
  const send = (token: string | undefined, ...events: readonly object[]) =>
    ask('/v1/events', token, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(events.map((event) => ({ specversion: '1.0', ...event }))),
    });
  const complaint = (id: string, source = 'urn:shop'): object => ({
    id,
    source,
    type: 'complaint.received',
    subject: PLANTED[2],
    data: { kind: 'spam', text: `${PLANTED[0]} ${PLANTED[1]}` },
  });

  it('a producer cannot write as another, and its neighbours are recorded', async () => {
    const { status, body } = await send(
      tokens.shop,
      complaint('c-1'),
      complaint('c-2', 'urn:bank'),
      complaint('c-3', 'urn:shop/'),
    );
    const { recorded, rejected } = JSON.parse(body);
    expect([status, recorded]).toEqual([200, 1]);
    expect(
      rejected.map(({ index, problem }: { index: number; problem: { code: string } }) => [index, problem.code]),
    ).toEqual([
      [1, 'foreign-source'],
      [2, 'foreign-source'],
    ]);
  });

  it('a producer cannot write what only the ledger writes', async () => {
    const pseudonym = '00000000-0000-4000-8000-00000000000a';
    const erased = { requestId: 'er-1', article: '17(1)(a)', pseudonyms: [pseudonym], keyIds: [pseudonym] };
    const read = { who: 'token-1', role: 'support', purpose: 'none' };
    const { body } = await send(
      tokens.shop,
      { id: 'x-1', source: 'urn:shop', type: 'subject.erased', subject: 'crm:1', data: erased },
      { id: 'x-2', source: 'urn:shop', type: 'access.recorded', subject: 'crm:1', data: read },
      { id: 'x-3', source: '/ledger', type: 'data.erased', subject: 'crm:1', data: {} },
    );
    const { recorded, rejected } = JSON.parse(body);
    const codes = rejected.map(({ problem }: { problem: { code: string } }) => problem.code);
    expect([recorded, codes[0], codes[1]]).toEqual([0, 'invalid', 'invalid']);
    expect(['invalid', 'foreign-source']).toContain(codes[2]);
  });

  it.each([
    '/v1/consumers/..%2f..%2fhealth%2flive/erasure',
    '/v1/consumers/%00/erasure',
    "/v1/consumers/'%20OR%201=1--/erasure",
    '/v1/consumers/%F0%9F%92%A5/erasure',
    `/v1/consumers/${'a'.repeat(5000)}/erasure`,
    '/v1/consumers/__proto__/erasure',
    '/v1/schemas/..%2f..%2f..%2fetc%2fpasswd/1',
    '/v1/schemas/constructor/__proto__',
    '/v1/decisions?from=%27;DROP%20TABLE%20leaf;--',
    '/v1/decisions?model[$ne]=1&model[]=2',
    '/tile/../../access/access.db',
    '/tile/%2e%2e/%2e%2e/access/access.db',
    '/verify/modules/..%2f..%2f..%2fpackage.json',
    '//evil.example/v1/decisions',
  ])('the path %s leads nowhere', async (path) => {
    for (const token of [tokens.auditor, tokens.support, undefined]) {
      const { status, body } = await ask(path, token);
      expect([400, 401, 403, 404, 414]).toContain(status);
      expect(body).not.toMatch(/root:|SQLite|node_modules|\.js:\d/);
    }
  });

  it('headers cannot be injected, and those that anybody can send name nobody', async () => {
    const injected = await ask('/v1/access?limit=1&purpose=a%0d%0aset-cookie:%20stolen=1%0d%0a', tokens.auditor);
    expect(injected.status).toBe(200);
    expect(injected.headers.get('set-cookie')).toBeNull();
    const forged = await ask('/v1/consumers/x/erasure', tokens.auditor, {
      headers: { 'x-request-id': 'forged-id', 'x-forwarded-for': '127.0.0.1', 'x-http-method-override': 'DELETE' },
    });
    expect([forged.status, forged.body.includes('forged-id')]).toEqual([403, false]);
  });

  it('a header section of more than 16 KiB is refused, and the service goes on', async () => {
    const status = await new Promise((resolve) => {
      const sent = httpRequest(`${url}/v1/schemas`, { headers: { 'x-long': 'x'.repeat(20_000) } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on('error', () => resolve('closed'));
      sent.end();
    });
    expect([431, 'closed']).toContain(status);
    expect((await ask('/health/live', undefined)).status).toBe(200);
  });

  it('no secret and nothing personal stands in its log, nor in any file', async () => {
    await ask('/v1/consumers/lookup', tokens.support, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reference: PLANTED[2] }),
    });
    await send(tokens.shop, { ...complaint('c-9'), data: { kind: 7, text: PLANTED[0], [PLANTED[1] ?? '']: 1 } });
    await send(`${tokens.shop?.slice(0, -3)}AAA`, complaint('c-8'));
    await ask('/v1/events', tokens.shop, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"${PLANTED[0]}`,
    });
    const pseudonym = JSON.parse(
      (
        await ask('/v1/consumers/lookup', tokens.support, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ reference: PLANTED[2] }),
        })
      ).body,
    ).consumer;
    const link = await ask(`/v1/consumers/${pseudonym}/link`, tokens.support, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(link.status).toBe(201);
    // In every way in which the own page is asked: it works, it fails, the token is wrong, the route does not exist.
    tokens.link = JSON.parse(link.body).token;
    for (const path of ['/my', '/my/copy?form=csv', '/my/decisions/none', '/my/none', '/my?token=again'])
      await ask(`${path}${path.includes('?') ? '&' : '?'}token=${tokens.link}`, undefined);
    for (const step of ['object', 'withdraw', 'erase'])
      await ask(`/my/${step}?token=${tokens.link}`, undefined, {
        method: 'POST',
        body: new URLSearchParams({ x: 'y' }),
      });
    expect(output).toContain('"msg"');
    const secrets = [...PLANTED, ...Object.values(tokens).map((token) => token.split('.')[1] ?? '')];
    for (const secret of secrets) expect(output.includes(secret)).toBe(false);
    const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const bytes = readFileSync(join(file.parentPath, file.name));
      for (const secret of secrets) expect([file.name, bytes.includes(secret)]).toEqual([file.name, false]);
    }
  });
});
