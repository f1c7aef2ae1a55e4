/**
 * Access tokens of any OpenID provider (RFC 9068 and the common dialects before it): keys by issuer discovery, cached and rotated; asymmetric
 * signatures only; issuer, audience and times checked by `jose`. A provider that cannot be asked is a 503, not a 401: the token may well be good.
 */
import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Config } from '../config.js';
import { fetchJson } from '../http/outgoing.js';
import { Clock } from '../record/clock.js';
import { LedgerError } from '../record/ledger-error.js';
import { type Caller, parseRole, type Role } from './roles.js';

type OidcConfig = NonNullable<Config['oidc']>;

/** Never `none`, never HMAC: a public key must not serve as a shared secret (RFC 8725 §3.1, §3.2). */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** What an access token may call itself: RFC 9068 §2.1, and `JWT` or nothing as most providers still do. */
const TYPES = new Set(['at+jwt', 'application/at+jwt', 'jwt', undefined]);
const DISCOVERED_FOR = 3_600_000;
const RETRY_AFTER_FAILURE = 2_000;

/** How long keys are kept: `maxAge` at the most, and a token with an unknown key fetches them anew at most once per `cooldown` (milliseconds). */
export interface KeyCaching {
  readonly maxAge: number;
  readonly cooldown: number;
}

interface Discovered {
  readonly at: number;
  readonly keys: Promise<JWTVerifyGetKey>;
}

@Injectable()
export class Oidc {
  caching: KeyCaching = { maxAge: 600_000, cooldown: 30_000 };
  #discovered: Discovered | null = null;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws LedgerError `unauthenticated`, or `unavailable` where the provider cannot be asked */
  async verify(token: string): Promise<Caller> {
    const oidc = this.config.oidc;
    if (oidc === null) throw new LedgerError('unauthenticated', 'The token is not known.');
    if (token.split('.').length !== 3) throw new LedgerError('unauthenticated', 'The token is not a signed JWT.');
    const { payload, protectedHeader } = await jwtVerify(token, await this.#keys(oidc), {
      issuer: oidc.issuer,
      audience: oidc.audience,
      algorithms: ALGORITHMS,
      clockTolerance: oidc.clockSkew,
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(this.clock.milliseconds()),
    }).catch(refused);
    checkKind(protectedHeader.typ, payload);
    const sources = names(claim(payload, oidc.sourcesClaim));
    return { id: actorOf(oidc, payload), roles: names(claim(payload, oidc.rolesClaim)).flatMap(staffRole), sources };
  }

  #keys(oidc: OidcConfig): Promise<JWTVerifyGetKey> {
    const now = this.clock.milliseconds();
    if (this.#discovered !== null && now - this.#discovered.at < DISCOVERED_FOR) return this.#discovered.keys;
    const keys = discover(oidc, this.caching);
    this.#discovered = { at: now, keys };
    keys.catch(() => {
      // Asked again soon, but not by every request of an outage.
      this.#discovered = { at: now - DISCOVERED_FOR + RETRY_AFTER_FAILURE, keys };
    });
    return keys;
  }
}

async function discover(oidc: OidcConfig, caching: KeyCaching): Promise<JWTVerifyGetKey> {
  const issuer = new URL(oidc.issuer);
  const document = await ask(`${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, issuer);
  // OpenID Connect Discovery §4.3: the document must name the very issuer it was asked for.
  if (document.issuer !== oidc.issuer || typeof document.jwks_uri !== 'string')
    throw new LedgerError('unavailable', `The discovery document of ${oidc.issuer} names another issuer or no keys.`);
  return createRemoteJWKSet(new URL(document.jwks_uri), {
    cacheMaxAge: caching.maxAge,
    cooldownDuration: caching.cooldown,
    [customFetch]: async (url) => Response.json(await ask(url, issuer)),
  });
}

async function ask(url: string, issuer: URL): Promise<Record<string, unknown>> {
  try {
    return await fetchJson(new URL(url), { configured: issuer });
  } catch (cause) {
    throw new LedgerError('unavailable', `The OpenID provider ${issuer.host} cannot be asked.`, [], { cause });
  }
}

function refused(error: unknown): never {
  if (error instanceof LedgerError) throw error;
  if (error instanceof errors.JWKSTimeout)
    throw new LedgerError('unavailable', 'The OpenID provider did not answer in time.', [], { cause: error });
  if (error instanceof errors.JWTExpired) throw new LedgerError('unauthenticated', 'The token expired.');
  if (error instanceof errors.JWTClaimValidationFailed)
    throw new LedgerError('unauthenticated', `The token's claim "${error.claim}" is not what this service takes.`);
  throw new LedgerError('unauthenticated', 'The token is not valid here.', [], { cause: error });
}

/** An ID token is no access token, and a token bound to its sender's key (RFC 9449, RFC 8705) must not work as a bearer's. */
function checkKind(type: string | undefined, payload: JWTPayload): void {
  if (!TYPES.has(type?.toLowerCase()))
    throw new LedgerError('unauthenticated', `A token of type "${type}" is not taken.`);
  if (payload.nonce !== undefined || payload.at_hash !== undefined)
    throw new LedgerError('unauthenticated', 'This is an ID token; send the access token.');
  if (payload.cnf !== undefined)
    throw new LedgerError('unauthenticated', "This token is bound to its sender's key, which is not supported.");
}

/** A name stands for a claim of that name, dots and all; a JSON pointer reaches inside one, as `/realm_access/roles`. */
function claim(payload: JWTPayload, place: string): unknown {
  if (!place.startsWith('/')) return own(payload, place);
  return place
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(own, payload);
}

function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function names(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string');
  return typeof value === 'string' ? value.split(/\s+/).filter(Boolean) : [];
}

/** A consumer comes through a link, never through a claim. */
function staffRole(name: string): readonly Role[] {
  const role = parseRole(name);
  return role === null || role === 'consumer' ? [] : [role];
}

function actorOf(oidc: OidcConfig, payload: JWTPayload): string {
  return `oidc:${new URL(oidc.issuer).host}:${payload.sub}`;
}
