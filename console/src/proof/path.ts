/** The way from a leaf up to the root of a tree (RFC 6962 §2.1): on which side of it each sibling stands, and which leaves are under that. */
export interface Sibling {
  readonly side: 'left' | 'right';
  readonly first: number;
  readonly last: number;
}

/** From the leaf's own sibling up. Empty where there is no such leaf. */
export function siblingsOf(leaf: number, size: number): readonly Sibling[] {
  const siblings: Sibling[] = [];
  let [start, end] = [0, size];
  if (!(leaf >= 0 && leaf < size)) return [];
  while (end - start > 1) {
    const middle = start + split(end - start);
    if (leaf < middle) {
      siblings.unshift({ side: 'right', first: middle, last: end - 1 });
      end = middle;
    } else {
      siblings.unshift({ side: 'left', first: start, last: middle - 1 });
      start = middle;
    }
  }
  return siblings;
}

/** The largest power of two smaller than n, for n > 1. */
function split(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}
