/** Configuration is read once, from the environment and a `.env` file; a wrong value stops the start with one readable table. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { watchedLogsIn, witnessesIn } from './proof/merkle/witness-words.js';
import { sha256 } from './record/digest.js';
import { LedgerError } from './record/ledger-error.js';

/** The class is the injection token; the values are plain. */
export class Config {
  readonly host!: string;
  readonly port!: number;
  /** Absolute path of the data folder. */
  readonly data!: string;
  /** The ledger's name: prefix of its streams in EventStoreDB and default checkpoint origin. */
  readonly log!:
    | { readonly kind: 'embedded' }
    | { readonly kind: 'eventstoredb'; readonly connection: string; readonly name: string };
  readonly vault!: { readonly kind: 'sqlite' } | { readonly kind: 'postgres'; readonly url: string };
  /** 32-byte master key of the vault in hexadecimal or base64; during a rotation several, of which the first wraps; absent: a development key is made. */
  readonly vaultKey!: string | null;
  /** Ed25519 private key (PKCS#8 PEM) that signs checkpoints; absent: a development key is made in the data folder. */
  readonly signingKey!: string | null;
  readonly origin!: string;
  readonly oidc!: {
    readonly issuer: string;
    readonly audience: string;
    /** The claim that lists the roles: its name, or a JSON pointer into the claims (`/realm_access/roles`). */
    readonly rolesClaim: string;
    /** The claim that lists the `source` values of a producer. */
    readonly sourcesClaim: string;
    /** Seconds by which the provider's clock may differ. */
    readonly clockSkew: number;
  } | null;
  /** Requests a second: of a producer's token, of any other token, and of an address whose tokens were refused. */
  readonly rateLimits!: { readonly producer: number; readonly reader: number; readonly refused: number };
  /** Whether an erasure needs a second person's approval. */
  readonly erasureApproval!: 'one-person' | 'two-person';
  /** Days after which no backup of the vault exists any more, however it was made; null: what `ledger backup` noted says so. */
  readonly backupDays!: number | null;
  /** Full years for which group attributes can be counted after the year of their record. */
  readonly auditYears!: number;
  /** Origins of other sites whose pages may call this service; none by default. */
  readonly corsOrigins!: readonly string[];
  /** Whom to ask for cosignatures: pairs of vkey and URL (proof/witness-list.ts). */
  readonly witnesses!: readonly string[];
  /** Vkeys of the logs that this ledger cosigns as a witness. */
  readonly witnessFor!: readonly string[];
  readonly logLevel!: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Opens log, vault and read models for reading only: commands that work beside a running service. */
  readonly readOnly!: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

interface Wrong {
  readonly name: string;
  readonly value: string;
  readonly right: string;
}

/**
 * @param environment usually `environmentWithDotenv()`
 * @throws LedgerError `configuration` with a table of every wrong value and what would be right
 */
export function readConfig(environment: Environment, overrides: Partial<Config> = {}): Config {
  const wrong: Wrong[] = [];
  const text = (name: string, fallback: string): string => environment[name] || fallback;
  const secret = (name: string): string | null => {
    const file = environment[`${name}_FILE`];
    if (!file) return environment[name] || null;
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      wrong.push({ name: `${name}_FILE`, value: file, right: 'a file that can be read' });
      return null;
    }
  };
  const check = <T>(name: string, value: string, read: (value: string) => T | null, right: string, fallback: T): T => {
    const result = read(value);
    if (result !== null) return result;
    wrong.push({ name, value: name.includes('KEY') ? '(hidden)' : value, right });
    return fallback;
  };
  const oneOf = <T extends string>(name: string, allowed: readonly T[], fallback: T): T =>
    check(
      name,
      text(name, fallback),
      (value) => allowed.find((item) => item === value) ?? null,
      allowed.join(' | '),
      fallback,
    );

  const kind = oneOf('LEDGER_LOG', ['embedded', 'eventstoredb'], 'embedded');
  const connection = text('LEDGER_EVENTSTOREDB', '');
  if (kind === 'eventstoredb' && !/^esdb(\+discover)?:\/\//.test(connection)) {
    wrong.push({
      name: 'LEDGER_EVENTSTOREDB',
      value: connection ? '(hidden)' : '',
      right: 'a connection string esdb://… or esdb+discover://…',
    });
  }
  const vault = text('LEDGER_VAULT', 'sqlite');
  if (vault !== 'sqlite' && !/^postgres(ql)?:\/\//.test(vault)) {
    wrong.push({ name: 'LEDGER_VAULT', value: '(hidden)', right: 'sqlite, or a URL postgres://…' });
  }
  const whole = (name: string, fallback: number, least: number, most: number): number =>
    check(
      name,
      text(name, String(fallback)),
      (value) => (/^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most ? Number(value) : null),
      `a whole number from ${least} to ${most}`,
      fallback,
    );
  const list = (name: string): readonly string[] =>
    text(name, '')
      .split(/[\s,]+/)
      .filter(Boolean);
  const words = (name: string, read: typeof witnessesIn | typeof watchedLogsIn): readonly string[] => {
    const all = list(name);
    const result = read(sha256, all);
    if (!result.ok) wrong.push({ name, value: result.word.slice(0, 80), right: result.right });
    return all;
  };
  const issuer = check(
    'LEDGER_OIDC_ISSUER',
    text('LEDGER_OIDC_ISSUER', ''),
    (value) => (value === '' || isIssuer(value) ? value : null),
    'an https URL as the provider writes it (http only on localhost)',
    '',
  );
  const audience = text('LEDGER_OIDC_AUDIENCE', '');
  if ((issuer === '') !== (audience === '')) {
    wrong.push({ name: 'LEDGER_OIDC_ISSUER', value: issuer, right: 'set together with LEDGER_OIDC_AUDIENCE' });
  }
  const vaultKey = secret('LEDGER_VAULT_KEY');
  if (vaultKey !== null) {
    check(
      'LEDGER_VAULT_KEY',
      vaultKey,
      (value) => (value.split(/[\s,]+/).every((key) => keyBytes(key)) ? value : null),
      '32 bytes, as 64 hexadecimal digits or base64; several with spaces between them',
      vaultKey,
    );
  }
  const config: Config = {
    host: text('LEDGER_HOST', '127.0.0.1'),
    port: check(
      'LEDGER_PORT',
      text('LEDGER_PORT', '3000'),
      (value) => (/^\d{1,5}$/.test(value) && Number(value) < 65_536 ? Number(value) : null),
      'a port from 0 to 65535',
      3000,
    ),
    data: resolve(text('LEDGER_DATA', './data')),
    log: kind === 'embedded' ? { kind } : { kind, connection, name: text('LEDGER_NAME', 'ledger') },
    vault: vault === 'sqlite' ? { kind: 'sqlite' } : { kind: 'postgres', url: vault },
    vaultKey,
    signingKey: secret('LEDGER_SIGNING_KEY'),
    origin: check(
      'LEDGER_ORIGIN',
      text('LEDGER_ORIGIN', 'ledger.localhost'),
      (value) => (/^[^\s+]{1,200}$/.test(value) ? value : null),
      'a name without spaces and plus signs, for example ledger.example.org',
      '',
    ),
    oidc:
      issuer && audience
        ? {
            issuer,
            audience,
            rolesClaim: text('LEDGER_OIDC_ROLES_CLAIM', 'roles'),
            sourcesClaim: text('LEDGER_OIDC_SOURCES_CLAIM', 'ledger_sources'),
            clockSkew: whole('LEDGER_OIDC_CLOCK_SKEW', 30, 0, 300),
          }
        : null,
    rateLimits: {
      producer: whole('LEDGER_RATE_PRODUCER', 20_000, 1, 1_000_000),
      reader: whole('LEDGER_RATE_READER', 1_000, 1, 1_000_000),
      refused: whole('LEDGER_RATE_REFUSED', 100, 1, 1_000_000),
    },
    erasureApproval: oneOf('LEDGER_ERASURE_APPROVAL', ['one-person', 'two-person'], 'one-person'),
    backupDays: environment.LEDGER_BACKUP_DAYS ? whole('LEDGER_BACKUP_DAYS', 0, 0, 3650) : null,
    auditYears: whole('LEDGER_AUDIT_YEARS', 3, 0, 50),
    corsOrigins: list('LEDGER_CORS_ORIGINS').flatMap((origin) =>
      check(
        'LEDGER_CORS_ORIGINS',
        origin,
        (value) => (isOrigin(value) ? [value] : null),
        'origins such as https://audit.example.org',
        [],
      ),
    ),
    witnesses: words('LEDGER_WITNESSES', witnessesIn),
    witnessFor: words('LEDGER_WITNESS_FOR', watchedLogsIn),
    logLevel: oneOf('LEDGER_LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    readOnly: false,
    ...overrides,
  };
  if (wrong.length > 0) throw new LedgerError('configuration', table(wrong));
  return config;
}

/** The process environment over a `.env` file in the working directory, where there is one. */
export function environmentWithDotenv(): Environment {
  try {
    return { ...parseEnv(readFileSync('.env', 'utf8')), ...process.env };
  } catch {
    return process.env;
  }
}

/** The 32 bytes of a key given as hexadecimal or base64, null where it is not one. */
export function keyBytes(text: string): Buffer | null {
  const bytes = /^[0-9a-fA-F]{64}$/.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  return bytes.length === 32 ? bytes : null;
}

/** Plain HTTP is taken for a provider on this machine only. */
function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.search !== '' || url.hash !== '' || url.username !== '') return false;
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname))
  );
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.origin === text && /^https?:$/.test(url.protocol);
}

function table(wrong: readonly Wrong[]): string {
  const rows = [{ name: 'variable', value: 'is', right: 'must be' }, ...wrong];
  const width = (key: keyof Wrong): number => Math.max(...rows.map((row) => row[key].length));
  const lines = rows.map(
    (row) => `  ${row.name.padEnd(width('name'))}  ${row.value.padEnd(width('value'))}  ${row.right}`,
  );
  return `The configuration is wrong; nothing was started.\n${lines.join('\n')}`;
}
