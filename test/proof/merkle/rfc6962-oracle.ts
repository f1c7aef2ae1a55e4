/** The oracle: RFC 6962 §2.1 written down literally over lists of entries, slow and obvious. */
import { createHash } from 'node:crypto';

type Bytes = Uint8Array;
const sha256 = (...parts: Bytes[]): Bytes => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return new Uint8Array(digest.digest());
};
/** k: the largest power of two smaller than n */
const k = (n: number): number => {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
};

export const leafHash = (entry: Bytes): Bytes => sha256(Uint8Array.of(0), entry);

export function MTH(D: readonly Bytes[]): Bytes {
  const n = D.length;
  if (n === 0) return sha256();
  if (n === 1) return leafHash(D[0] as Bytes);
  return sha256(Uint8Array.of(1), MTH(D.slice(0, k(n))), MTH(D.slice(k(n))));
}

export function PATH(m: number, D: readonly Bytes[]): Bytes[] {
  const n = D.length;
  if (n === 1) return [];
  if (m < k(n)) return [...PATH(m, D.slice(0, k(n))), MTH(D.slice(k(n)))];
  return [...PATH(m - k(n), D.slice(k(n))), MTH(D.slice(0, k(n)))];
}

export function PROOF(m: number, D: readonly Bytes[]): Bytes[] {
  return SUBPROOF(m, D, true);
}

function SUBPROOF(m: number, D: readonly Bytes[], b: boolean): Bytes[] {
  const n = D.length;
  if (m === n) return b ? [] : [MTH(D)];
  if (m <= k(n)) return [...SUBPROOF(m, D.slice(0, k(n)), b), MTH(D.slice(k(n)))];
  return [...SUBPROOF(m - k(n), D.slice(k(n)), false), MTH(D.slice(0, k(n)))];
}
