/** The first start: without any token or OpenID provider, a development token per role is made, and the service stays on this machine. */
import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';
import { LedgerError } from '../record/ledger-error.js';
import { isLoopback } from './authentication.js';
import type { Role } from './roles.js';
import { type IssuedToken, Tokens } from './tokens.js';

const staff: readonly Role[] = ['producer', 'support', 'auditor', 'privacy-officer', 'operator'];

@Injectable()
export class FirstStart {
  constructor(
    private readonly tokens: Tokens,
    private readonly config: Config,
  ) {}

  /**
   * Called before the service listens.
   * @returns the notice to print, once; null where nothing was made
   * @throws LedgerError `configuration` where others could reach a service that only development tokens guard
   */
  async prepare(): Promise<string | null> {
    const known = await this.tokens.list();
    if (this.config.oidc !== null) return null;
    if (!isLoopback(this.config.host) && !known.some((token) => !token.development && token.revokedAt === null))
      throw new LedgerError(
        'configuration',
        `LEDGER_HOST is ${this.config.host}, which other machines can reach, but nobody has a token that may be used from there. ` +
          'Make one with "ledger token create --role operator", or set LEDGER_OIDC_ISSUER and LEDGER_OIDC_AUDIENCE, or keep LEDGER_HOST=127.0.0.1.',
      );
    if (known.length > 0) return null;
    const issued: IssuedToken[] = [];
    for (const role of staff)
      issued.push(
        await this.tokens.create({
          roles: [role],
          sources: role === 'producer' ? ['*'] : [],
          name: 'first start',
          development: true,
        }),
      );
    return notice(issued);
  }
}

function notice(issued: readonly IssuedToken[]): string {
  const lines = issued.map(({ token, text }) => `  ${(token.roles[0] ?? '').padEnd(16)}${text}`);
  return [
    'Nobody may call this ledger yet, so it made a development token for each role. They are shown this once,',
    'work on this machine only, and can be revoked with "ledger token revoke":',
    ...lines,
    '',
  ].join('\n');
}
