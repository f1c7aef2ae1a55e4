/** The log's last committed position in memory that threads share: the writer sets it, followers sleep on it. */

/** How often a reader in another process looks for new records. */
const POLL_MILLISECONDS = 50;
/** A sleeping follower looks up at least this often. */
const SLEEP_MILLISECONDS = 500;

export class HeadSignal {
  readonly #cell: BigInt64Array<SharedArrayBuffer>;

  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(8)) {
    this.#cell = new BigInt64Array(memory);
  }

  /** 0 where the log is empty. */
  get head(): number {
    return Number(Atomics.load(this.#cell, 0));
  }

  set(head: number): void {
    Atomics.store(this.#cell, 0, BigInt(head));
  }

  /** To be called after `set`. */
  wake(): void {
    Atomics.notify(this.#cell, 0);
  }

  /** Resolves when the head is another than `seen`, or after `milliseconds`. */
  async changed(seen: number, milliseconds: number): Promise<void> {
    const wait = Atomics.waitAsync(this.#cell, 0, BigInt(seen), milliseconds);
    if (wait.async) await wait.value;
  }
}

/** Resolves when the head is another than `seen`, when it is time to look, or when `signal` aborts. @param head null in another process than the writer's */
export async function newRecords(head: HeadSignal | null, seen: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // The timer also keeps the thread alive, which waiting on shared memory alone does not.
  const timer = setTimeout(resolve, head === null ? POLL_MILLISECONDS : SLEEP_MILLISECONDS);
  const stop = (): void => resolve();
  signal.addEventListener('abort', stop, { once: true });
  await Promise.race(head === null ? [promise] : [promise, head.changed(seen, SLEEP_MILLISECONDS)]);
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
}
