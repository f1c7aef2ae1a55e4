/** Verification of inclusion and consistency proofs: RFC 9162 §2.1.3.2 and §2.1.4.2, whose proofs are those of RFC 6962. It answers, it never throws. */
import { HASH_BYTES, type Hash, sameBytes, type TreeHasher } from './hash.js';

export interface Inclusion {
  readonly leafHash: Hash;
  readonly leaf: number;
  readonly size: number;
  readonly proof: readonly Hash[];
  readonly root: Hash;
}

/** Whether the leaf is at that index of the tree with that size and root. */
export function verifyInclusion(hasher: TreeHasher, inclusion: Inclusion): boolean {
  const computed = rootFromInclusion(hasher, inclusion);
  return computed !== null && sameBytes(computed, inclusion.root);
}

/** The root to which a proof leads; null where the proof has not the length or form of one for this leaf and size. */
export function rootFromInclusion(hasher: TreeHasher, inclusion: Omit<Inclusion, 'root'>): Hash | null {
  const { leaf, size, proof } = inclusion;
  if (!isSize(size) || !isSize(leaf) || leaf >= size || !proof.every(isHash)) return null;
  let fn = leaf;
  let sn = size - 1;
  let hash = inclusion.leafHash;
  for (const sibling of proof) {
    if (sn === 0) return null;
    if (odd(fn) || fn === sn) {
      hash = hasher.node(sibling, hash);
      while (!odd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      hash = hasher.node(hash, sibling);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 ? hash : null;
}

export interface Consistency {
  readonly from: number;
  readonly fromRoot: Hash;
  readonly to: number;
  readonly toRoot: Hash;
  readonly proof: readonly Hash[];
}

/** Whether the tree of size `to` begins with all leaves of the tree of size `from`. */
export function verifyConsistency(hasher: TreeHasher, consistency: Consistency): boolean {
  const { from, fromRoot, to, toRoot } = consistency;
  if (!isSize(from) || !isSize(to) || from > to || !consistency.proof.every(isHash)) return false;
  if (from === to) return consistency.proof.length === 0 && sameBytes(fromRoot, toRoot);
  // Every tree begins with the empty one; RFC 6962 defines no proof for it and tlog-witness asks for none.
  if (from === 0) return consistency.proof.length === 0 && sameBytes(fromRoot, hasher.empty);
  const proof = isPowerOfTwo(from) ? [fromRoot, ...consistency.proof] : consistency.proof;
  const [first, ...rest] = proof;
  if (first === undefined) return false;
  let fn = from - 1;
  let sn = to - 1;
  while (odd(fn)) {
    fn = half(fn);
    sn = half(sn);
  }
  let fr = first;
  let sr = first;
  for (const hash of rest) {
    if (sn === 0) return false;
    if (odd(fn) || fn === sn) {
      fr = hasher.node(hash, fr);
      sr = hasher.node(hash, sr);
      while (!odd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      sr = hasher.node(sr, hash);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && sameBytes(fr, fromRoot) && sameBytes(sr, toRoot);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: Uint8Array): boolean {
  return value.length === HASH_BYTES;
}

// Sizes exceed 32 bits, where JavaScript's bit operations end.
function odd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest > 1 && !odd(rest)) rest = half(rest);
  return rest === 1;
}
