/** The index of the log's newest records, in memory: two keys a record, id and stream, in order of position. */

export class Chunk {
  count = 0;
  /** Id key and stream key of each record, in order. */
  readonly keys: Uint32Array;
  /** Entry + 1 of the next older entry in the same bucket, 0 at the end. */
  readonly #older: Uint32Array;
  readonly #buckets: Uint32Array;

  /** @param first position of its first record; the others follow without a gap */
  constructor(
    readonly first: number,
    readonly size: number,
  ) {
    this.keys = new Uint32Array(2 * size);
    this.#older = new Uint32Array(2 * size);
    this.#buckets = new Uint32Array(1 << Math.ceil(Math.log2(2 * size)));
  }

  get last(): number {
    return this.first + this.size - 1;
  }

  add(idKey: number, streamKey: number): void {
    this.#link(2 * this.count, idKey);
    this.#link(2 * this.count + 1, streamKey);
    this.count++;
  }

  /** The newest position under `key` that `accept` takes, 0 where there is none. */
  newest(key: number, accept: (position: number) => boolean): number {
    let entry = this.#buckets[key & (this.#buckets.length - 1)] ?? 0;
    while (entry !== 0) {
      if (this.keys[entry - 1] === key) {
        const position = this.first + ((entry - 1) >>> 1);
        if (accept(position)) return position;
      }
      entry = this.#older[entry - 1] ?? 0;
    }
    return 0;
  }

  /** Every position under `key`, ascending. */
  positions(key: number): number[] {
    const found: number[] = [];
    this.newest(key, (position) => {
      found.push(position);
      return false;
    });
    return found.reverse();
  }

  #link(entry: number, key: number): void {
    const bucket = key & (this.#buckets.length - 1);
    this.keys[entry] = key;
    this.#older[entry] = this.#buckets[bucket] ?? 0;
    this.#buckets[bucket] = entry + 1;
  }
}
