/** What stands under 48-bit keys that are not settled yet. Numbers of that size are objects to a `Map`; here they are two flat arrays with linear probing. */
import { SETTLES_AT } from './settled.js';

const PLACES = 2 * SETTLES_AT;
const EMPTY = -1;

export interface RecentKeys {
  get(key: number): number | undefined;
  /** Of a key that is not there, and of `SETTLES_AT` keys at the most. */
  add(key: number, value: number): void;
  clear(): void;
}

export function recentKeys(): RecentKeys {
  const keys = new Float64Array(PLACES).fill(EMPTY);
  const values = new Float64Array(PLACES);
  /** Where the key stands or would stand. The keys are hashes already. */
  const placeOf = (key: number): number => {
    let place = key & (PLACES - 1);
    while (keys[place] !== EMPTY && keys[place] !== key) place = (place + 1) & (PLACES - 1);
    return place;
  };
  return {
    get(key) {
      const place = placeOf(key);
      return keys[place] === EMPTY ? undefined : values[place];
    },
    add(key, value) {
      const place = placeOf(key);
      keys[place] = key;
      values[place] = value;
    },
    clear: () => void keys.fill(EMPTY),
  };
}
