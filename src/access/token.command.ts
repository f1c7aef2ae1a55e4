/** `ledger token create|list|revoke`: works beside a running service, which notices within five seconds. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { environmentWithDotenv, readConfig } from '../config.js';
import { Clock, Randomness } from '../record/clock.js';
import { type Instant, instantOf, millisecondsOf, parseInstant } from '../record/ids.js';
import { openTokenStore } from './open-token-store.js';
import { type Role, roles } from './roles.js';
import type { StoredToken } from './token-store.js';
import { Tokens } from './tokens.js';

interface CreateOptions {
  readonly role: readonly Role[];
  readonly source?: readonly string[];
  readonly expires?: Instant;
  readonly name?: string;
  readonly json?: boolean;
}

export function tokenCommand(program: Command): void {
  const token = program
    .command('token')
    .description('make, list and revoke API tokens; works beside a running service');
  token
    .command('create')
    .description('make a token and print it, alone; it is shown this once')
    .addOption(
      new Option('--role <role...>', 'what its holder is')
        .choices(roles.filter((role) => role !== 'consumer'))
        .makeOptionMandatory(),
    )
    .option('--source <source...>', 'sources that a producer may send; without it any')
    .option('--expires <when>', 'an instant (2027-01-31T00:00:00Z), a day (2027-01-31), or a span (90d, 12h)', expiry)
    .option('--name <name>', 'whose it is')
    .option('--json', 'print JSON')
    .action((options: CreateOptions) => withTokens((tokens) => create(tokens, options)));
  token
    .command('list')
    .description('show all tokens, never their secrets')
    .option('--json', 'print JSON')
    .action((options: { readonly json?: boolean }) => withTokens((tokens) => list(tokens, options.json ?? false)));
  token
    .command('revoke <id>')
    .description('refuse a token from now on')
    .option('--json', 'print JSON')
    .action((id: string, options: { readonly json?: boolean }) =>
      withTokens(async (tokens) => {
        await tokens.revoke(id);
        print(
          options.json
            ? JSON.stringify({ id, revoked: true })
            : `${id} is revoked; running services notice within five seconds.`,
        );
      }),
    );
}

async function create(tokens: Tokens, options: CreateOptions): Promise<void> {
  const producer = options.role.includes('producer');
  const sources = producer ? (options.source ?? ['*']) : [];
  const { token, text } = await tokens.create({
    roles: options.role,
    sources,
    expiresAt: options.expires ?? null,
    name: options.name ?? null,
  });
  print(options.json ? JSON.stringify({ ...shown(token), token: text }) : text);
  if (producer && options.source === undefined)
    process.stderr.write('This token may send events of any source; --source names those that are its own.\n');
}

async function list(tokens: Tokens, json: boolean): Promise<void> {
  const all = (await tokens.list()).map(shown);
  if (json) return print(JSON.stringify(all));
  if (all.length === 0) return print('There is no token yet.');
  for (const token of all)
    print(
      [
        token.id,
        token.roles.join(','),
        token.sources.length > 0 ? `sources ${token.sources.join(' ')}` : '',
        token.name ?? '',
        token.development ? 'development' : '',
        `made ${token.createdAt}`,
        token.expiresAt === null ? '' : `expires ${token.expiresAt}`,
        token.revokedAt === null ? '' : `revoked ${token.revokedAt}`,
        token.lastUsedAt === null ? 'never used' : `last used ${token.lastUsedAt}`,
      ]
        .filter(Boolean)
        .join('  '),
    );
}

function shown({ secretHash: _, ...token }: StoredToken): Omit<StoredToken, 'secretHash'> {
  return token;
}

async function withTokens(run: (tokens: Tokens) => Promise<void>): Promise<void> {
  const store = await openTokenStore(readConfig(environmentWithDotenv()));
  try {
    await run(new Tokens(store, new Clock(), new Randomness()));
  } finally {
    await store.close();
  }
}

const SPANS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

function expiry(text: string): Instant {
  const now = new Clock().milliseconds();
  const [, count = '', unit = ''] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  const span = SPANS[unit];
  const at =
    span === undefined
      ? parseInstant(text.length === 10 ? `${text}T00:00:00Z` : text)
      : instantOf(now + Number(count) * span);
  if (at === null)
    throw new InvalidArgumentError('Give an instant (2027-01-31T00:00:00Z), a day, or a span such as 90d.');
  if (millisecondsOf(at) <= now) throw new InvalidArgumentError('That is in the past.');
  return at;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
