/** The first start, where there is neither a token nor an OpenID provider: on this machine alone, a development token per role is made; elsewhere none is, and nobody may call. */
import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';
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
   * @returns the notice to print; null where somebody may call already
   */
  async prepare(): Promise<string | null> {
    const known = await this.tokens.list();
    if (this.config.oidc !== null) return null;
    if (!isLoopback(this.config.host))
      return known.some((token) => !token.development && token.revokedAt === null) ? null : NOBODY;
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

/** Development tokens are refused where other machines can call (`Authentication`). */
const NOBODY =
  'Nobody may call this ledger yet. Make a token with "ledger token create --role operator", or set LEDGER_OIDC_ISSUER and LEDGER_OIDC_AUDIENCE; nothing has to be restarted for a token.\n';

function notice(issued: readonly IssuedToken[]): string {
  const lines = issued.map(({ token, text }) => `  ${(token.roles[0] ?? '').padEnd(16)}${text}`);
  return [
    'Nobody may call this ledger yet, so it made a development token for each role. They are shown this once,',
    'work on this machine only, and can be revoked with "ledger token revoke":',
    ...lines,
    '',
  ].join('\n');
}
