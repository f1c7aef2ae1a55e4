/**
 * Tree heads and proofs built from the hashes of complete subtrees, in the words of RFC 6962 §2.1.
 * A node is named by its level (0 = leaves) and its index there; it is complete where all its 2^level leaves exist, and then never changes again.
 */
import type { Hash, TreeHasher } from './hash.js';

/** The hash of the complete subtree over leaves [index·2^level, (index+1)·2^level). Asked only for nodes that are complete. */
export type ReadNode = (level: number, index: number) => Hash;

/** MTH(D[0:size]), the root of the tree of the first `size` leaves. */
export function rootOf(hasher: TreeHasher, size: number, read: ReadNode): Hash {
  return size === 0 ? hasher.empty : rangeHash(hasher, 0, size, read);
}

/** PATH(leaf, D[0:size]): from the leaf's sibling up to the root's child. Needs leaf < size. */
export function inclusionProof(hasher: TreeHasher, leaf: number, size: number, read: ReadNode): readonly Hash[] {
  const path = (start: number, end: number): Hash[] => {
    if (end - start === 1) return [];
    const middle = start + split(end - start);
    return leaf < middle
      ? [...path(start, middle), rangeHash(hasher, middle, end, read)]
      : [...path(middle, end), rangeHash(hasher, start, middle, read)];
  };
  return path(0, size);
}

/** PROOF(from, D[0:to]). Needs from ≤ to; empty where from is 0 or equals to. */
export function consistencyProof(hasher: TreeHasher, from: number, to: number, read: ReadNode): readonly Hash[] {
  const subproof = (start: number, end: number, known: boolean): Hash[] => {
    if (from === end) return known ? [] : [rangeHash(hasher, start, end, read)];
    const middle = start + split(end - start);
    return from <= middle
      ? [...subproof(start, middle, known), rangeHash(hasher, middle, end, read)]
      : [...subproof(middle, end, false), rangeHash(hasher, start, middle, read)];
  };
  return from === 0 ? [] : subproof(0, to, true);
}

/** The complete subtrees that make up [0, size), from the largest on the left to the smallest: one for each set bit of the size. */
export function peaksOf(size: number): readonly { readonly level: number; readonly index: number }[] {
  const peaks: { level: number; index: number }[] = [];
  let start = 0;
  while (start < size) {
    const level = levelWithin(size - start);
    peaks.push({ level, index: start / 2 ** level });
    start += 2 ** level;
  }
  return peaks;
}

/** MTH(D[start:end]), where [start, end) is a range that the recursion of §2.1 produces. */
function rangeHash(hasher: TreeHasher, start: number, end: number, read: ReadNode): Hash {
  const width = end - start;
  const level = levelWithin(width);
  if (2 ** level === width) return read(level, start / width);
  const middle = start + split(width);
  return hasher.node(rangeHash(hasher, start, middle, read), rangeHash(hasher, middle, end, read));
}

/** The largest power of two smaller than n, for n > 1: where RFC 6962 parts a tree. */
function split(n: number): number {
  return 2 ** levelWithin(n - 1);
}

/** The level of the largest complete subtree that n leaves can hold. Sizes exceed 32 bits, and logarithms are not exact: so a loop. */
function levelWithin(n: number): number {
  let level = 0;
  while (2 ** (level + 1) <= n) level += 1;
  return level;
}
