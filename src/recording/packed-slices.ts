/** Slices of a batch as columns, for an object for each costs threads more than it saves. */
import type { JsonSlice } from './json-text.js';

export interface PackedSlices {
  /** Start, end, keys and depth of each in turn. */
  readonly columns: Uint32Array;
  /** By index, what few have. */
  readonly longNumbers: ReadonlyMap<number, readonly number[]>;
  readonly surrogates: ReadonlySet<number>;
}

const WIDTH = 4;
const NO_NUMBERS: readonly number[] = [];

/** @param from where the bytes begin that they are to be found in */
export function packSlices(slices: readonly JsonSlice[], from: number): PackedSlices {
  const columns = new Uint32Array(WIDTH * slices.length);
  const longNumbers = new Map<number, readonly number[]>();
  const surrogates = new Set<number>();
  for (const [index, { start, end, keys, depth, longNumbers: numbers, surrogates: some }] of slices.entries()) {
    columns.set([start - from, end - from, keys, depth], WIDTH * index);
    if (numbers.length > 0) {
      const moved = numbers.map((at) => at - from);
      longNumbers.set(index, moved);
    }
    if (some) surrogates.add(index);
  }
  return { columns, longNumbers, surrogates };
}

export function unpackSlices({ columns, longNumbers, surrogates }: PackedSlices): readonly JsonSlice[] {
  return Array.from({ length: columns.length / WIDTH }, (_, index) => {
    const at = WIDTH * index;
    return {
      start: columns[at] ?? 0,
      end: columns[at + 1] ?? 0,
      keys: columns[at + 2] ?? 0,
      depth: columns[at + 3] ?? 0,
      longNumbers: longNumbers.get(index) ?? NO_NUMBERS,
      surrogates: surrogates.has(index),
    };
  });
}
