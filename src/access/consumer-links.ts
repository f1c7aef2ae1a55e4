/**
 * A consumer's own link: signed, expiring, good for the one consumer's page and nothing else. It reads `ledger-link-<payload>.<MAC>`;
 * the payload holds the pseudonym and the expiry, so that nothing has to be stored for each link, and a link says nothing about the person.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonical } from '../record/canonical.js';
import { Clock, Randomness } from '../record/clock.js';
import {
  compareInstants,
  type Instant,
  instantOf,
  type Pseudonym,
  parseInstant,
  parsePseudonym,
} from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { Caller } from './roles.js';
import { TokenStore } from './token-store.js';

export interface ConsumerLink {
  /** A bearer token with the role `consumer`. */
  readonly token: string;
  readonly expiresAt: Instant;
}

const PREFIX = 'ledger-link-';
const DAY = 86_400_000;

@Injectable()
export class ConsumerLinks {
  #key: Promise<Uint8Array> | null = null;

  constructor(
    private readonly store: TokenStore,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  async issue(consumer: Pseudonym, days: number): Promise<ConsumerLink> {
    const expiresAt = instantOf(this.clock.milliseconds() + days * DAY);
    const payload = Buffer.from(canonical([consumer, expiresAt])).toString('base64url');
    return { token: `${PREFIX}${payload}.${(await this.#mac(payload)).toString('base64url')}`, expiresAt };
  }

  /** @throws LedgerError `unauthenticated` */
  async verify(token: string): Promise<Caller> {
    const [payload = '', mac = ''] = token.slice(PREFIX.length).split('.');
    const expected = await this.#mac(payload);
    const given = Buffer.from(mac, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new LedgerError('unauthenticated', 'This link is not one of ours.');
    const { consumer, expiresAt } = read(payload);
    if (compareInstants(expiresAt, this.clock.now()) <= 0)
      throw new LedgerError('unauthenticated', `This link expired on ${expiresAt}. Ask for a new one.`);
    return { id: `link:${consumer}`, roles: ['consumer'], sources: [], consumer };
  }

  async #mac(payload: string): Promise<Buffer> {
    this.#key ??= this.store.secret('consumer-links', this.randomness.bytes(32));
    return createHmac('sha256', await this.#key)
      .update(payload)
      .digest();
  }
}

/** Whether a bearer token is a consumer's link, judged by its prefix. */
export function isConsumerLink(token: string): boolean {
  return token.startsWith(PREFIX);
}

function read(payload: string): { readonly consumer: Pseudonym; readonly expiresAt: Instant } {
  const parsed: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const [consumer, expires] = Array.isArray(parsed) ? parsed.map(String) : [];
  const expiresAt = parseInstant(expires ?? '');
  if (expiresAt === null) throw new LedgerError('unauthenticated', 'This link is not one of ours.');
  return { consumer: parsePseudonym(consumer ?? ''), expiresAt };
}
