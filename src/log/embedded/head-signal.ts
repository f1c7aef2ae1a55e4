/** The log's last committed position in memory that threads share: the writer sets it, followers sleep on it. */

export class HeadSignal {
  readonly #cell: BigInt64Array<SharedArrayBuffer>;

  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(8)) {
    this.#cell = new BigInt64Array(memory);
  }

  /** 0 where the log is empty. */
  get head(): number {
    return Number(Atomics.load(this.#cell, 0));
  }

  announce(head: number): void {
    Atomics.store(this.#cell, 0, BigInt(head));
    Atomics.notify(this.#cell, 0);
  }

  /** Resolves when the head is another than `seen`, or after `milliseconds`. */
  async changed(seen: number, milliseconds: number): Promise<void> {
    const wait = Atomics.waitAsync(this.#cell, 0, BigInt(seen), milliseconds);
    if (wait.async) await wait.value;
  }
}
