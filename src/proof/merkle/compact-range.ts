/** A tree that only grows, in logarithmic memory: the hashes of its complete subtrees from left to right. For integration and whole-log verification. */
import type { Hash, TreeHasher } from './hash.js';
import { peaksOf } from './tree.js';

export interface CompactRange {
  readonly size: number;
  /** Adds one leaf. */
  append(leafHash: Hash): void;
  /** The root over all leaves so far. */
  root(): Hash;
  /** The hashes of `peaksOf(size)`: enough to go on later. */
  peaks(): readonly Hash[];
}

/** @param start a range to go on from: its size and the hashes of its peaks, largest first */
export function compactRange(
  hasher: TreeHasher,
  start: { readonly size: number; readonly peaks: readonly Hash[] } = { size: 0, peaks: [] },
): CompactRange {
  if (start.peaks.length !== peaksOf(start.size).length) throw new RangeError('The peaks do not belong to this size.');
  const stack: Hash[] = [...start.peaks];
  let size = start.size;
  return {
    get size() {
      return size;
    },
    append(leafHash) {
      let hash = leafHash;
      // As many merges as the old size has trailing set bits.
      for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
        const left = stack.pop();
        if (left !== undefined) hash = hasher.node(left, hash);
      }
      stack.push(hash);
      size += 1;
    },
    root() {
      const hashes = [...stack];
      let root = hashes.pop();
      if (root === undefined) return hasher.empty;
      for (let left = hashes.pop(); left !== undefined; left = hashes.pop()) root = hasher.node(left, root);
      return root;
    },
    peaks: () => [...stack],
  };
}
