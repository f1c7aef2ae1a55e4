/** Time and randomness enter here and are passed in; tests fix the one and count the other. */
import { randomBytes } from 'node:crypto';
import { type Instant, instantOf } from './ids.js';

/** The class is the injection token. */
export class Clock {
  now(): Instant {
    return instantOf(Date.now());
  }
}

/** Random bytes for salts, nonces, pseudonyms and keys. */
export class Randomness {
  bytes(length: number): Uint8Array {
    return randomBytes(length);
  }
}
