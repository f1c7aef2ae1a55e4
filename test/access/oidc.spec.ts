/** Access tokens of a real OpenID provider, started here, and every forgery of one that its private keys, or the lack of them, allow. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { base64url, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';
import { Oidc } from '../../src/access/oidc.js';
import { type Config, readConfig } from '../../src/config.js';
import { Clock } from '../../src/record/clock.js';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
const AUDIENCE = 'https://ledger.example';

describe('OpenID access tokens', () => {
  let server: Server;
  let handler: RequestListener;
  let issuer: string;
  let pair: Pair;

  const { warn, info } = console;

  beforeAll(async () => {
    // The provider reminds its operator that it keeps everything in memory, which is what is wanted here.
    console.warn = console.info = () => undefined;
    server = createServer((request, response) => handler(request, response)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    pair = await rotate('first');
  });

  afterAll(() => {
    server.close();
    Object.assign(console, { warn, info });
  });

  /** The provider with a new key under this id, the old one gone. */
  async function rotate(kid: string): Promise<Pair> {
    const fresh = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(fresh.privateKey)), kid, alg: 'ES256', use: 'sig' };
    handler = providerOf(issuer, jwk).callback();
    return fresh;
  }

  const configOf = (more: Record<string, string> = {}): Config =>
    readConfig({ LEDGER_OIDC_ISSUER: issuer, LEDGER_OIDC_AUDIENCE: AUDIENCE, ...more });

  const oidcOf = (config = configOf(), maxAge = 600_000): Oidc => {
    const oidc = new Oidc(config, new Clock());
    oidc.caching = { maxAge, cooldown: 0 };
    return oidc;
  };

  const sign = (
    claims: JWTPayload = {},
    header: Record<string, unknown> = {},
    key: Pair['privateKey'] = pair.privateKey,
  ) =>
    new SignJWT({ iss: issuer, aud: AUDIENCE, sub: 'ada', exp: seconds(60), roles: ['support'], ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'first', ...header })
      .sign(key);

  const refused = { code: 'unauthenticated' };

  it('are taken as the provider gives them, with roles and sources', async () => {
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('shop:shop-secret').toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: AUDIENCE }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    await expect(oidcOf().verify(token)).resolves.toEqual({
      id: `oidc:${new URL(issuer).host}:shop`,
      roles: ['producer'],
      sources: ['urn:shop'],
    });
  });

  it('find roles and sources in the claims that the configuration names, also inside others', async () => {
    const oidc = oidcOf(
      configOf({
        LEDGER_OIDC_ROLES_CLAIM: '/realm_access/roles',
        LEDGER_OIDC_SOURCES_CLAIM: 'https://claims.example/sources',
      }),
    );
    const token = await sign({
      realm_access: { roles: ['auditor', 'offline_access'] },
      'https://claims.example/sources': 'urn:a urn:b',
    });
    await expect(oidc.verify(token)).resolves.toMatchObject({ roles: ['auditor'], sources: ['urn:a', 'urn:b'] });
  });

  it('without roles know the caller and let them nowhere', async () => {
    await expect(oidcOf().verify(await sign({ roles: undefined }))).resolves.toMatchObject({ roles: [] });
    await expect(oidcOf().verify(await sign({ roles: ['consumer', 'root', '__proto__'] }))).resolves.toMatchObject({
      roles: [],
    });
  });

  it.each<[string, JWTPayload]>([
    ['expired', { exp: seconds(-60) }],
    ['not valid yet', { nbf: seconds(120) }],
    ['of another audience', { aud: 'https://other.example' }],
    ['without audience', { aud: undefined as never }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['of the issuer with a slash more', { iss: '$issuer/' }],
    ['without expiry', { exp: undefined as never }],
    ['without subject', { sub: undefined as never }],
    ['an ID token', { nonce: 'n-0S6_WzA2Mj' }],
    ["bound to its sender's key", { cnf: { jkt: 'thumbprint' } }],
  ])('are refused where they are %s', async (_, claims) => {
    const token = await sign({ ...claims, ...(claims.iss === '$issuer/' ? { iss: `${issuer}/` } : {}) });
    await expect(oidcOf().verify(token)).rejects.toMatchObject(refused);
  });

  it('may differ by the clock skew and no more', async () => {
    await expect(oidcOf().verify(await sign({ exp: seconds(-20) }))).resolves.toBeDefined();
    await expect(
      oidcOf(configOf({ LEDGER_OIDC_CLOCK_SKEW: '0' })).verify(await sign({ exp: seconds(-20) })),
    ).rejects.toMatchObject(refused);
  });

  it('are refused where they are of another type, and taken where they name none', async () => {
    await expect(oidcOf().verify(await sign({}, { typ: 'logout+jwt' }))).rejects.toMatchObject(refused);
    await expect(oidcOf().verify(await sign({}, { typ: 'JWT' }))).resolves.toBeDefined();
    await expect(oidcOf().verify(await sign({}, { typ: undefined }))).resolves.toBeDefined();
  });

  it('are refused without a signature (alg: none), in every spelling', async () => {
    const [, payload = ''] = (await sign()).split('.');
    for (const alg of ['none', 'None', 'NONE', 'nOnE']) {
      const header = base64url.encode(JSON.stringify({ alg, typ: 'at+jwt' }));
      for (const token of [`${header}.${payload}.`, `${header}.${payload}.AAAA`])
        await expect(oidcOf().verify(token)).rejects.toMatchObject(refused);
    }
  });

  it('are refused where the public key served as an HMAC secret (HS256)', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(pair.publicKey));
    const token = await new SignJWT({ iss: issuer, aud: AUDIENCE, sub: 'ada', exp: seconds(60), roles: ['operator'] })
      .setProtectedHeader({ alg: 'HS256', kid: 'first', typ: 'at+jwt' })
      .sign(secret);
    await expect(oidcOf().verify(token)).rejects.toMatchObject(refused);
  });

  it('are refused where another key signed them, also one that they bring along themselves', async () => {
    const other = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(other.publicKey);
    await expect(oidcOf().verify(await sign({}, {}, other.privateKey))).rejects.toMatchObject(refused);
    await expect(oidcOf().verify(await sign({}, { jwk }, other.privateKey))).rejects.toMatchObject(refused);
    await expect(
      oidcOf().verify(await sign({}, { jku: 'http://127.0.0.1:1/jwks' }, other.privateKey)),
    ).rejects.toMatchObject(refused);
    await expect(oidcOf().verify(await sign({}, { kid: 'unknown' }))).rejects.toMatchObject(refused);
  });

  it('are refused where one character of any part was changed', async () => {
    const parts = (await sign()).split('.');
    for (const index of [0, 1, 2]) {
      const changed = parts.with(
        index,
        `${parts[index]?.slice(0, 10)}${parts[index]?.[10] === 'A' ? 'B' : 'A'}${parts[index]?.slice(11)}`,
      );
      await expect(oidcOf().verify(changed.join('.'))).rejects.toMatchObject(refused);
    }
  });

  it('follow the provider when it rotates its keys, and refuse the old key once the cache ends', async () => {
    const oidc = oidcOf(configOf(), 50);
    const old = await sign();
    await expect(oidc.verify(old)).resolves.toBeDefined();
    pair = await rotate('second');
    await expect(oidc.verify(await sign({}, { kid: 'second' }))).resolves.toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 60));
    await expect(oidc.verify(old)).rejects.toMatchObject(refused);
    pair = await rotate('first');
  });

  it('meet 503, not 401, while the provider cannot be asked', async () => {
    const token = await sign();
    const working = handler;
    const unavailable = { code: 'unavailable' };
    handler = (_, response) => void response.writeHead(500).end();
    const oidc = oidcOf();
    await expect(oidc.verify(token)).rejects.toMatchObject(unavailable);
    const reached = oidcOf(configOf(), 0);
    handler = working;
    await expect(reached.verify(token)).resolves.toBeDefined();
    handler = (_, response) => void response.writeHead(302, { location: `${issuer}/jwks` }).end();
    await expect(reached.verify(token)).rejects.toMatchObject(unavailable);
    handler = (_, response) =>
      void response.end(JSON.stringify({ issuer: 'https://evil.example', jwks_uri: `${issuer}/jwks` }));
    await expect(oidcOf().verify(token)).rejects.toMatchObject(unavailable);
    handler = working;
  });

  it('never make the service call a place inside the network that only the provider named', async () => {
    const working = handler;
    for (const jwks of [
      'https://169.254.169.254/keys',
      'https://10.0.0.1/keys',
      'https://localhost/keys',
      'http://example.org/keys',
      'file:///etc/passwd',
    ]) {
      handler = (_, response) => void response.end(JSON.stringify({ issuer, jwks_uri: jwks }));
      await expect(oidcOf().verify(await sign())).rejects.toMatchObject({ code: 'unavailable' });
    }
    handler = working;
  });

  it('are not asked for where no provider is configured', async () => {
    await expect(new Oidc(readConfig({}), new Clock()).verify('a.b.c')).rejects.toMatchObject(refused);
  });
});

function providerOf(issuer: string, jwk: object): Provider {
  return new Provider(issuer, {
    jwks: { keys: [jwk] },
    clients: [
      {
        client_id: 'shop',
        client_secret: 'shop-secret',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: '',
          audience: AUDIENCE,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    ttl: { ClientCredentials: 600 },
    extraTokenClaims: () => ({ roles: ['producer'], ledger_sources: ['urn:shop'] }),
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
  });
}

function seconds(fromNow: number): number {
  return Math.floor(Date.now() / 1000) + fromNow;
}
