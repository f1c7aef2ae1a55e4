/**
 * Commands that read a person's record go through the service that runs on the same data folder, so that the read is recorded there. Whoever may
 * write to the folder could make a token anyway; a command makes one for its one question, in its user's name, and ends it.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config.js';
import { Clock, Randomness } from '../record/clock.js';
import { instantOf } from '../record/ids.js';
import { type ErrorCode, errorTable, LedgerError } from '../record/ledger-error.js';
import { openTokenStore } from './open-token-store.js';
import type { Role } from './roles.js';
import { Tokens } from './tokens.js';

/** A service that runs, and whom it knows. */
export interface Service {
  readonly url: string;
  readonly token: string;
}

const ALIVE_WITHIN = 2_000;
const ONE_MINUTE = 60_000;

/** Leaves the service's address in its folder while it listens; what a killed one left answers no more, and is passed over. */
export function announceAddress(app: NestFastifyApplication, { data, host }: Config): void {
  const file = addressFile(data);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onListen', async () => {
    const [address] = fastify.addresses();
    if (address === undefined || typeof address === 'string') return;
    const reached = host === '0.0.0.0' || host === '::' || address.family === 'IPv6' ? 'localhost' : address.address;
    writeFileSync(file, `http://${reached}:${address.port}\n`, { mode: 0o600 });
  });
  fastify.addHook('onClose', async () => rmSync(file, { force: true }));
}

/** Asks the service that runs on this folder. @returns null where none does */
export async function askLocalService<T>(
  config: Config,
  role: Role,
  ask: (service: Service) => Promise<T>,
): Promise<{ readonly answer: T } | null> {
  const url = await runningAt(config.data);
  if (url === null) return null;
  const clock = new Clock();
  const store = await openTokenStore(config);
  const tokens = new Tokens(store, clock, new Randomness());
  try {
    const expiresAt = instantOf(clock.milliseconds() + ONE_MINUTE);
    const { token, text } = await tokens.create({ roles: [role], name: commandLine(), expiresAt });
    try {
      return { answer: await ask({ url, token: text }) };
    } finally {
      await tokens.revoke(token.id);
    }
  } finally {
    await store.close();
  }
}

/** @throws LedgerError what the service says against it · `unavailable` where it does not answer */
export async function getJson({ url, token }: Service, path: string): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    redirect: 'error',
  }).catch(() => null);
  if (response === null) throw new LedgerError('unavailable', `${url} does not answer.`);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  throw new LedgerError(codeIn(body), `${url} answers ${response.status}: ${textAt(body, 'detail') ?? 'no details'}`);
}

/** Who asks, as the ledger names them. */
export function commandLine(): string {
  return `command line, ${userInfo().username}`;
}

async function runningAt(data: string): Promise<string | null> {
  try {
    const url = readFileSync(addressFile(data), 'utf8').trim();
    const { ok } = await fetch(new URL('/health/live', url), { signal: AbortSignal.timeout(ALIVE_WITHIN) });
    return ok ? url : null;
  } catch {
    return null;
  }
}

function addressFile(data: string): string {
  return join(data, 'service-address');
}

function codeIn(body: unknown): ErrorCode {
  const code = textAt(body, 'code') ?? '';
  return isCode(code) ? code : 'unavailable';
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}

function textAt(body: unknown, name: string): string | null {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : null;
  return typeof value === 'string' ? value : null;
}
