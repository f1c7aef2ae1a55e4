/** Which 48-bit keys were surely never added: a Bloom filter of bounded size. The keys are hashes already, so their own bits are the probes. */

/** Of three million keys one new one in twenty is looked up in vain, of ten million every third. */
const BITS = 2 ** 25;
const WORDS = BITS / 32;

export interface KeyFilter {
  add(key: number): void;
  /** False where the key was never added. */
  mayHold(key: number): boolean;
}

export function keyFilter(): KeyFilter {
  const words = new Uint32Array(WORDS);
  const has = (bit: number): boolean => (((words[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
  const set = (bit: number): void => {
    words[bit >>> 5] = (words[bit >>> 5] ?? 0) | (1 << (bit & 31));
  };
  return {
    add(key) {
      set(low(key));
      set(high(key));
    },
    mayHold: (key) => has(low(key)) && has(high(key)),
  };
}

/** The lower 25 of the key's 48 bits. By mask, because a remainder of numbers as large as these is a call out of compiled code. */
function low(key: number): number {
  return key & (BITS - 1);
}

/** The upper 25. */
function high(key: number): number {
  return Math.floor(key / 2 ** 23) & (BITS - 1);
}
