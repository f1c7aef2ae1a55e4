/** Time and randomness enter here and are passed in; tests fix the one and count the other. */
import { randomBytes } from 'node:crypto';
import { type Instant, instantOf } from './ids.js';

/** The class is the injection token. */
export class Clock {
  /** Since 1970: for what is only compared or counted, several times in each request. */
  milliseconds(): number {
    return Date.now();
  }

  now(): Instant {
    return instantOf(this.milliseconds());
  }
}

const PORTION = 16_384;

/** Random bytes for salts and nonces, taken from the system in portions: asking costs far more than the bytes do. Each byte is given out once. */
export class Randomness {
  #portion: Uint8Array = new Uint8Array(0);

  bytes(length: number): Uint8Array {
    if (this.#portion.length < length) this.#portion = randomBytes(Math.max(PORTION, length));
    const bytes = this.#portion.subarray(0, length);
    this.#portion = this.#portion.subarray(length);
    return bytes;
  }
}
