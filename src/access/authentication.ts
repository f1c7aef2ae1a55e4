/** From the `Authorization` header to the caller: an API token, a consumer's link, or an access token of the OpenID provider. */
import { BlockList, isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';
import { LedgerError } from '../record/ledger-error.js';
import { ConsumerLinks, isConsumerLink } from './consumer-links.js';
import { Oidc } from './oidc.js';
import type { Caller } from './roles.js';
import { isApiToken, Tokens } from './tokens.js';

/** RFC 6750 §2.1. The scheme is case-insensitive (RFC 9110 §11.1). */
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;
/** Longer ones are no token of anybody's. */
const MAX_TOKEN = 8192;

@Injectable()
export class Authentication {
  readonly #onLoopback: boolean;

  constructor(
    private readonly tokens: Tokens,
    private readonly links: ConsumerLinks,
    private readonly oidc: Oidc,
    config: Config,
  ) {
    this.#onLoopback = isLoopback(config.host);
  }

  /**
   * @param authorization the request's header
   * @throws LedgerError `unauthenticated`, or `unavailable` where the OpenID provider cannot be asked
   */
  async callerOf(authorization: string | undefined): Promise<Caller> {
    if (authorization === undefined || authorization === '')
      throw new LedgerError('unauthenticated', 'Send a token: "Authorization: Bearer <token>".');
    const token = authorization.length <= MAX_TOKEN ? BEARER.exec(authorization)?.[1] : undefined;
    if (token === undefined)
      throw new LedgerError('unauthenticated', 'The Authorization header must read "Bearer <token>".');
    if (isApiToken(token)) return this.tokens.verify(token, this.#onLoopback);
    if (isConsumerLink(token)) return this.links.verify(token);
    return this.oidc.verify(token);
  }
}

/** Whether a host to listen on can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
