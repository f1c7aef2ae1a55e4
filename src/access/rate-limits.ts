/** How fast one caller may ask: a token bucket each, so that one token cannot starve the others. Kept per instance and in memory. */
import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';
import { Clock } from '../record/clock.js';
import type { Caller } from './roles.js';

interface Bucket {
  level: number;
  at: number;
}

/** Full buckets of callers who went away are forgotten beyond this many. */
const MAX_BUCKETS = 10_000;

@Injectable()
export class RateLimits {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Seconds until the caller may ask again, 0 where this request may pass. */
  take(caller: Caller): number {
    const producer = caller.roles.includes('producer');
    return this.#take(caller.id, producer ? this.config.rateLimits.producer : this.config.rateLimits.reader);
  }

  /** The same for requests of an address whose token was refused: guessing and forging get slow. */
  takeRefused(address: string): number {
    return this.#take(`address ${address}`, this.config.rateLimits.refused);
  }

  /** A bucket holds what one may ask in two seconds and fills as time passes. */
  #take(key: string, perSecond: number): number {
    const now = this.clock.milliseconds();
    const bucket = this.#buckets.get(key) ?? { level: perSecond * 2, at: now };
    const level = Math.min(perSecond * 2, bucket.level + (Math.max(0, now - bucket.at) / 1000) * perSecond);
    const passes = level >= 1;
    // Set anew so that the map's order is that of last use.
    this.#buckets.delete(key);
    this.#buckets.set(key, { level: passes ? level - 1 : level, at: now });
    if (this.#buckets.size > MAX_BUCKETS) this.#forgetOldest();
    return passes ? 0 : Math.max(1, Math.ceil((1 - level) / perSecond));
  }

  #forgetOldest(): void {
    const oldest = this.#buckets.keys().next().value;
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
