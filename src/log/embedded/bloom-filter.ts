/** A Bloom filter over 32-bit keys: 8 bits a key and 4 probes, so about one key in forty is looked up in vain. */
import { scatter } from './keys.js';

const PROBES = 4;

export class BloomFilter {
  readonly bytes: Uint8Array;
  readonly #bits: number;

  constructor(keys: number, bytes: Uint8Array = new Uint8Array(BloomFilter.bytesFor(keys))) {
    this.bytes = bytes;
    this.#bits = bytes.length * 8;
  }

  static bytesFor(keys: number): number {
    return Math.max(8, keys);
  }

  add(key: number): void {
    let probe = key;
    const step = scatter(key ^ 0x5bd1e995) | 1;
    for (let count = 0; count < PROBES; count++) {
      const bit = probe % this.#bits;
      this.bytes[bit >>> 3] = (this.bytes[bit >>> 3] ?? 0) | (1 << (bit & 7));
      probe = (probe + step) >>> 0;
    }
  }

  mayHold(key: number): boolean {
    let probe = key;
    const step = scatter(key ^ 0x5bd1e995) | 1;
    for (let count = 0; count < PROBES; count++) {
      const bit = probe % this.#bits;
      if (((this.bytes[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
      probe = (probe + step) >>> 0;
    }
    return true;
  }
}
