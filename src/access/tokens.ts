/**
 * API tokens: made by the operator, shown once, stored hashed, limited to roles and sources, expiring, revocable.
 * A token reads `ledger-token-<id>.<secret>`: a prefix that secret scanners can look for, an id that may be shown and logged, 256 random bits.
 */
import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Randomness } from '../record/clock.js';
import { sha256 } from '../record/digest.js';
import { type Instant, instantOf, millisecondsOf } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { Caller, Role } from './roles.js';
import { type StoredToken, TokenStore } from './token-store.js';

export interface NewToken {
  readonly roles: readonly Role[];
  readonly sources?: readonly string[];
  readonly expiresAt?: Instant | null;
  readonly name?: string | null;
  readonly development?: boolean;
}

export interface IssuedToken {
  readonly token: StoredToken;
  /** The token itself. It exists nowhere else: who loses it makes another. */
  readonly text: string;
}

/** A revocation reaches every instance within this time. */
const CACHED_FOR = 5_000;
const LAST_USE_GRAIN = 60_000;
const FORM = /^ledger-(token-[0-9a-f]{16})\.([A-Za-z0-9_-]{43})$/;

@Injectable()
export class Tokens {
  readonly #cache = new Map<string, { readonly token: StoredToken; readonly readAt: number }>();
  readonly #usedAt = new Map<string, number>();

  constructor(
    private readonly store: TokenStore,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  async create(wanted: NewToken): Promise<IssuedToken> {
    const secret = Buffer.from(this.randomness.bytes(32)).toString('base64url');
    const token: StoredToken = {
      id: `token-${Buffer.from(this.randomness.bytes(8)).toString('hex')}`,
      name: wanted.name ?? null,
      roles: wanted.roles,
      sources: wanted.sources ?? [],
      secretHash: sha256(secret),
      development: wanted.development ?? false,
      createdAt: this.clock.now(),
      expiresAt: wanted.expiresAt ?? null,
      revokedAt: null,
      lastUsedAt: null,
    };
    await this.store.add(token);
    return { token, text: `ledger-${token.id}.${secret}` };
  }

  /**
   * Who calls with this token. Nothing is told about a token unless its secret is right.
   * @param onLoopback whether the service can be reached from this machine only: development tokens are taken there alone
   * @throws LedgerError `unauthenticated`
   */
  async verify(text: string, onLoopback: boolean): Promise<Caller> {
    const [, id = '', secret = ''] = FORM.exec(text) ?? [];
    const token = await this.#find(id);
    if (!timingSafeEqual(sha256(secret), token?.secretHash ?? NOBODY) || token === null) throw refuse('is not known');
    const now = this.clock.milliseconds();
    if (token.revokedAt !== null) throw refuse(`was revoked on ${token.revokedAt}`);
    if (token.expiresAt !== null && millisecondsOf(token.expiresAt) <= now)
      throw refuse(`expired on ${token.expiresAt}`);
    if (token.development && !onLoopback)
      throw refuse('is a development token, which is taken only while the service listens on the loopback interface');
    this.#noteUse(token.id, now);
    return { id: token.id, roles: token.roles, sources: token.sources };
  }

  list(): Promise<readonly StoredToken[]> {
    return this.store.list();
  }

  /** @throws LedgerError `missing` */
  async revoke(id: string): Promise<void> {
    if (!(await this.store.revoke(id, this.clock.now())))
      throw new LedgerError('missing', `There is no token "${id}"; "ledger token list" shows them.`);
    this.#cache.delete(id);
  }

  async #find(id: string): Promise<StoredToken | null> {
    const now = this.clock.milliseconds();
    const cached = this.#cache.get(id);
    if (cached !== undefined && Math.abs(now - cached.readAt) < CACHED_FOR) return cached.token;
    const token = id === '' ? null : await this.store.find(id);
    if (token === null) this.#cache.delete(id);
    else this.#cache.set(id, { token, readAt: now });
    return token;
  }

  /** The last use is a hint for the operator: coarse, beside the request, and not worth failing one. */
  #noteUse(id: string, at: number): void {
    if (at - (this.#usedAt.get(id) ?? 0) < LAST_USE_GRAIN) return;
    this.#usedAt.set(id, at);
    setImmediate(() => this.store.used(id, instantOf(at - (at % LAST_USE_GRAIN))).catch(() => undefined));
  }
}

/** Whether a bearer token is one of ours, judged by its prefix. */
export function isApiToken(text: string): boolean {
  return text.startsWith('ledger-token-');
}

const NOBODY = Buffer.alloc(32);

function refuse(why: string): LedgerError {
  return new LedgerError('unauthenticated', `The token ${why}.`);
}
