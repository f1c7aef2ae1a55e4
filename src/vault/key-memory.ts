/** Keys in memory for five seconds at the most, so that an erasure in another process is heard in time; an erasure here empties it at once. */

const HALF_LIFE_MS = 2_400;
const LIMIT = 50_000;

/** Two generations: an entry moves to the older one at the first turn and is gone at the second. Nothing is renewed by being read. */
export class KeyMemory<Value> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #turned = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #epoch = 0;

  /** Read before the store is asked, and given to `put`: what was read before an erasure is never remembered after it. */
  get epoch(): number {
    return this.#epoch;
  }

  get(name: string): Value | undefined {
    if (performance.now() - this.#turned > HALF_LIFE_MS) this.#turn();
    return this.#young.get(name) ?? this.#old.get(name);
  }

  put(name: string, value: Value, epoch: number): void {
    if (epoch !== this.#epoch) return;
    if (this.#young.size >= LIMIT) this.#turn();
    this.#young.set(name, value);
    this.#timer ??= setInterval(() => this.#turn(), HALF_LIFE_MS).unref();
  }

  clear(): void {
    this.#epoch++;
    this.#young.clear();
    this.#old.clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #turn(): void {
    const now = performance.now();
    this.#old = now - this.#turned > 2 * HALF_LIFE_MS ? new Map() : this.#young;
    this.#young = new Map();
    this.#turned = now;
    if (this.#old.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }
}
