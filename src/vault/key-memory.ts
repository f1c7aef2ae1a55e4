/** Keys in memory, as long as the store is known to hold them (docs/decisions/0305-remembered-keys.md). */

const LIMIT = 16_384;

/** What was asked for lately, in two generations: the older one is dropped whole when the younger one is full, and what is used moves to the younger. */
export class KeyMemory<Value> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #epoch = 0;

  /** Read before the store is asked, and given to `put`: what was read before an erasure is never remembered after it. */
  get epoch(): number {
    return this.#epoch;
  }

  get(name: string): Value | undefined {
    const young = this.#young.get(name);
    if (young !== undefined) return young;
    const old = this.#old.get(name);
    if (old !== undefined) this.put(name, old, this.#epoch);
    return old;
  }

  put(name: string, value: Value, epoch: number): void {
    if (epoch !== this.#epoch) return;
    if (this.#young.size >= LIMIT) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(name, value);
  }

  clear(): void {
    this.#epoch++;
    this.#young.clear();
    this.#old.clear();
  }
}

/** Half of what an erasure in another process may take to be heard: the store may take as long again to answer. */
const STANDS_MS = 2_400;
const FORGOTTEN_AFTER_MS = 2 * STANDS_MS;

/** Whether what is remembered still stands: the store counts what it destroys, and is asked for that number every few seconds while keys are wanted. */
export class Standing {
  #seen: string | undefined;
  #confirmed = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** @param forget everything that is remembered */
  constructor(
    private readonly destructions: () => Promise<string>,
    private readonly forget: () => void,
  ) {}

  /** Before anything that is remembered is used. @throws LedgerError as the store does: what is remembered is not used then */
  async confirm(): Promise<void> {
    if (performance.now() - this.#confirmed < STANDS_MS) return;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    await this.#asking;
  }

  stop(): void {
    clearTimeout(this.#idle);
    this.forget();
  }

  async #ask(): Promise<void> {
    const asked = performance.now();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.forget(), FORGOTTEN_AFTER_MS).unref();
    const destroyed = await this.destructions();
    if (destroyed !== this.#seen) this.forget();
    this.#seen = destroyed;
    this.#confirmed = asked;
  }
}
