/** Requests with one event each that arrive together are recorded together: the log, the vault and the threads are asked once for all of them. */
import { LedgerError } from '../record/ledger-error.js';
import type { Authority } from './prepare.js';
import type { Outcome } from './record-events.js';
import type { UnreadLine } from './sent-events.js';

type RecordAll = (lines: readonly UnreadLine[], by: Authority) => Promise<readonly Outcome[]>;

interface Waiting {
  readonly bytes: Buffer;
  readonly by: Authority;
  readonly resolve: (outcome: Outcome | undefined) => void;
  readonly reject: (error: unknown) => void;
}

export class Gathering {
  #waiting: Waiting[] = [];
  #recording = 0;

  constructor(private readonly recordAll: RecordAll) {}

  /** A lone event waits for nobody. While others are being recorded, what is read from the sockets in one turn of the event loop goes together. */
  async add(bytes: Buffer, by: Authority): Promise<Outcome | undefined> {
    if (this.#recording === 0) return (await this.#recorded([bytes], by))[0];
    const { promise, resolve, reject } = Promise.withResolvers<Outcome | undefined>();
    if (this.#waiting.length === 0) setImmediate(() => this.#begin());
    this.#waiting.push({ bytes, by, resolve, reject });
    return promise;
  }

  #begin(): void {
    const together = Map.groupBy(this.#waiting, ({ by }) => by.id);
    this.#waiting = [];
    for (const some of together.values()) void this.#together(some);
  }

  async #together(some: readonly Waiting[]): Promise<void> {
    const [first] = some;
    if (first === undefined) return;
    try {
      const outcomes = await this.#recorded(
        some.map(({ bytes }) => bytes),
        first.by,
      );
      for (const [index, { resolve }] of some.entries()) resolve(outcomes[index]);
    } catch (error) {
      const failure = some.length > 1 ? ofOneAmongMany(error) : error;
      for (const { reject } of some) reject(failure);
    }
  }

  async #recorded(events: readonly Buffer[], by: Authority): Promise<readonly Outcome[]> {
    this.#recording++;
    try {
      const lines = events.map((bytes) => ({ bytes, size: bytes.length }));
      return await this.recordAll(lines, by);
    } finally {
      this.#recording--;
    }
  }
}

/** What could not be stored may have been a neighbour's record only. */
function ofOneAmongMany(error: unknown): unknown {
  const refused = error instanceof LedgerError && (error.code === 'unavailable' || error.code === 'overloaded');
  return refused ? new LedgerError('unknown-outcome', undefined, [], { cause: error }) : error;
}
