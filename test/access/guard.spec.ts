/** The guard over a real application with routes of every kind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ConsumerLinks } from '../../src/access/consumer-links.js';
import { FirstStart } from '../../src/access/first-start.js';
import { Anyone, type Caller, type Role, Roles, TheCaller } from '../../src/access/roles.js';
import { Tokens } from '../../src/access/tokens.js';
import { AppModule } from '../../src/app.module.js';
import { type Config, readConfig } from '../../src/config.js';
import { harden, serverOptions } from '../../src/http/hardening.js';
import { parsePseudonym } from '../../src/record/ids.js';

@Controller('probe')
class Probe {
  @Get('open')
  @Anyone()
  open(@TheCaller() caller: Caller): Caller {
    return caller;
  }

  @Get('audited')
  @Roles('auditor', 'privacy-officer')
  audited(@TheCaller() caller: Caller): Caller {
    return caller;
  }

  @Post('sent')
  @Roles('producer')
  sent(@Body() body: unknown): unknown {
    return body;
  }

  @Get('consumers/:consumer')
  @Roles('support', 'consumer')
  page(@Param('consumer') consumer: string): { readonly consumer: string } {
    return { consumer };
  }
}

@Controller('undeclared')
class Undeclared {
  @Get()
  all(): string {
    return 'everything';
  }
}

const ADA = parsePseudonym('00000000-0000-4000-8000-00000000000a');
const BOB = parsePseudonym('00000000-0000-4000-8000-00000000000b');

describe('the guard', () => {
  const folders: string[] = [];
  const started: NestFastifyApplication[] = [];
  let shared: NestFastifyApplication;
  let app: NestFastifyApplication;

  const start = async (
    environment: Record<string, string> = {},
    controllers = [Probe],
  ): Promise<NestFastifyApplication> => {
    const data = mkdtempSync(join(tmpdir(), 'ledger-guard-'));
    folders.push(data);
    const config: Config = readConfig({ LEDGER_DATA: data, LEDGER_LOG_LEVEL: 'silent', ...environment });
    const module = await Test.createTestingModule({ imports: [AppModule.with(config)], controllers }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(serverOptions), { logger: false });
    harden(app, config);
    started.push(app);
    await app.init();
    return app;
  };

  const tokenOf = async (...roles: Role[]): Promise<string> => (await app.get(Tokens).create({ roles })).text;
  const get = (url: string, token?: string) =>
    app.inject({ url, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

  beforeAll(async () => {
    shared = await start();
  });

  afterAll(async () => {
    await Promise.all(started.map((each) => each.close()));
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('lets everybody into an open route, whatever token they carry', async () => {
    app = shared;
    expect((await get('/probe/open')).json()).toEqual({ id: 'anyone', roles: [], sources: [] });
    expect((await get('/probe/open', 'nonsense')).statusCode).toBe(200);
  });

  it('asks for a token, and says how', async () => {
    app = shared;
    const answer = await get('/probe/audited');
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated']);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="ledger"');
    const wrong = await get('/probe/audited', 'nonsense');
    expect([wrong.statusCode, wrong.json().code]).toEqual([401, 'unauthenticated']);
    expect(wrong.headers['www-authenticate']).toBe('Bearer realm="ledger", error="invalid_token"');
  });

  it.each(['Basic YTpi', 'Bearer', 'Bearer a b', 'Bearer \u00e9', `Bearer ${'x'.repeat(9000)}`])(
    'takes no header %j for a token',
    async (authorization) => {
      app = shared;
      const answer = await app.inject({ url: '/probe/audited', headers: { authorization } });
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated']);
    },
  );

  it('judges by the declared roles, and HEAD as GET', async () => {
    app = shared;
    expect((await get('/probe/audited', await tokenOf('auditor'))).statusCode).toBe(200);
    expect((await get('/probe/audited', await tokenOf('support', 'privacy-officer'))).statusCode).toBe(200);
    const answer = await get('/probe/audited', await tokenOf('support', 'operator'));
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden']);
    expect(answer.json().detail).toBe(
      'This needs the role auditor or privacy-officer; the token has support, operator.',
    );
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="ledger", error="insufficient_scope"');
    expect((await app.inject({ method: 'HEAD', url: '/probe/audited' })).statusCode).toBe(401);
  });

  it('hears a revocation', async () => {
    app = shared;
    const token = await tokenOf('auditor');
    expect((await get('/probe/audited', token)).statusCode).toBe(200);
    await app.get(Tokens).revoke(/token-\w+/.exec(token)?.[0] ?? '');
    expect((await get('/probe/audited', token)).statusCode).toBe(401);
  });

  it('refuses a stranger, and whoever has another role, before it parses what they send', async () => {
    app = shared;
    const send = (headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/probe/sent',
        headers: { 'content-type': 'application/json', ...headers },
        payload: '{ this is no JSON',
      });
    const stranger = await send({});
    expect([stranger.statusCode, stranger.headers.connection]).toEqual([401, 'close']);
    const reader = await send({ authorization: `Bearer ${await tokenOf('auditor')}` });
    expect([reader.statusCode, reader.headers.connection]).toEqual([403, 'close']);
  });

  it("opens a consumer's own page by their link, and no other", async () => {
    app = shared;
    const { token } = await app.get(ConsumerLinks).issue(ADA, 30);
    expect((await get(`/probe/consumers/${ADA}`, token)).json()).toEqual({ consumer: ADA });
    expect((await get(`/probe/consumers/${BOB}`, token)).json().code).toBe('forbidden');
    expect((await get('/probe/audited', token)).json().code).toBe('forbidden');
    const [head = '', mac = ''] = token.split('.');
    const payload = Buffer.from(head.slice('ledger-link-'.length), 'base64url').toString().replace(ADA, BOB);
    const forged = `ledger-link-${Buffer.from(payload).toString('base64url')}.${mac}`;
    expect((await get(`/probe/consumers/${BOB}`, forged)).json().code).toBe('unauthenticated');
    const expired = await app.get(ConsumerLinks).issue(ADA, -1);
    expect((await get(`/probe/consumers/${ADA}`, expired.token)).json().code).toBe('unauthenticated');
  });

  it('lets no token starve the others', async () => {
    await start({ LEDGER_RATE_READER: '2', LEDGER_RATE_REFUSED: '1' });
    const [eager, calm] = [await tokenOf('auditor'), await tokenOf('auditor')];
    const statuses = [];
    for (let count = 0; count < 6; count++) statuses.push((await get('/probe/audited', eager)).statusCode);
    expect(statuses.slice(0, 4)).toEqual([200, 200, 200, 200]);
    const over = await get('/probe/audited', eager);
    expect([over.statusCode, over.json().code, over.headers['retry-after']]).toEqual([429, 'rate-limited', '1']);
    expect((await get('/probe/audited', calm)).statusCode).toBe(200);
    const guesses = [];
    for (let count = 0; count < 3; count++) guesses.push((await get('/probe/audited', 'guess')).statusCode);
    expect(guesses).toEqual([401, 401, 429]);
  });

  it('fails the start where a route declares nobody', async () => {
    await expect(start({}, [Probe, Undeclared as never])).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('Undeclared.all'),
    });
  });

  it('gives every answer headers that let a browser do little, and opens no other site the door', async () => {
    app = shared;
    const { headers } = await app.inject({ url: '/probe/open', headers: { origin: 'https://evil.example' } });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('opens the door to the sites that the configuration names', async () => {
    await start({ LEDGER_CORS_ORIGINS: 'https://audit.example.org' });
    const allowed = await app.inject({ url: '/probe/open', headers: { origin: 'https://audit.example.org' } });
    expect(allowed.headers['access-control-allow-origin']).toBe('https://audit.example.org');
    const other = await app.inject({ url: '/probe/open', headers: { origin: 'https://evil.example' } });
    expect(other.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('makes a development token per role on the first start, and none on the second', async () => {
    await start();
    const notice = (await app.get(FirstStart).prepare()) ?? '';
    const tokens = notice.match(/ledger-token-\S+/g) ?? [];
    expect(tokens).toHaveLength(5);
    const statuses = await Promise.all(tokens.map(async (token) => (await get('/probe/audited', token)).statusCode));
    expect(statuses.toSorted()).toEqual([200, 200, 403, 403, 403]);
    expect(await app.get(FirstStart).prepare()).toBeNull();
  });

  it('makes no token where other machines reach it, says that nobody may call yet, and lets a real token in without a restart', async () => {
    await start({ LEDGER_HOST: '0.0.0.0' });
    expect(await app.get(FirstStart).prepare()).toMatch(/Nobody may call .*ledger token create/);
    expect(await app.get(Tokens).list()).toEqual([]);
    const development = await app.get(Tokens).create({ roles: ['auditor'], development: true });
    expect((await get('/probe/audited', development.text)).statusCode).toBe(401);
    expect(await app.get(FirstStart).prepare()).toMatch(/Nobody may call/);
    const real = await app.get(Tokens).create({ roles: ['auditor'] });
    expect((await get('/probe/audited', real.text)).statusCode).toBe(200);
    expect(await app.get(FirstStart).prepare()).toBeNull();
  });
});
