/** Requests with one event each that arrive together are recorded together: the log, the vault and the threads are asked once for all of them. */
import { LedgerError } from '../record/ledger-error.js';
import type { Authority } from './prepare.js';
import { WORTH_A_THREAD } from './preparing.js';
import type { Outcome } from './record-events.js';
import type { UnreadLine } from './sent-events.js';

type RecordAll = (lines: readonly UnreadLine[], by: Authority) => Promise<readonly Outcome[]>;

/** Groups that are being recorded at once: read and judged, sealed, written. More of them would only be smaller. */
const GROUPS = 4;
/** Events of a group at the most, so that a whole one has a thread. If all that wait went as one, judging, writing and answering them would come one after the other, each thread waiting for the last. */
const EVENTS = WORTH_A_THREAD;

interface Waiting {
  readonly bytes: Buffer;
  readonly by: Authority;
  readonly resolve: (outcome: Outcome | undefined) => void;
  readonly reject: (error: unknown) => void;
}

export class Gathering {
  #waiting: Waiting[] = [];
  #recording = 0;
  #beginning = false;

  constructor(private readonly recordAll: RecordAll) {}

  /** A lone event waits for nobody. While others are being recorded, what has come goes together, as soon as one of the few places is free. */
  async add(bytes: Buffer, by: Authority): Promise<Outcome | undefined> {
    if (this.#recording === 0) return (await this.#recorded([bytes], by))[0];
    const { promise, resolve, reject } = Promise.withResolvers<Outcome | undefined>();
    this.#waiting.push({ bytes, by, resolve, reject });
    this.#beginSoon();
    return promise;
  }

  /** A whole group goes at once; before a smaller one, what the sockets hold in this turn of the event loop is read. */
  #beginSoon(): void {
    while (this.#waiting.length >= EVENTS && this.#recording < GROUPS) this.#begin();
    if (this.#beginning || this.#waiting.length === 0 || this.#recording >= GROUPS) return;
    this.#beginning = true;
    setImmediate(() => {
      this.#beginning = false;
      if (this.#recording < GROUPS) this.#begin();
    });
  }

  #begin(): void {
    const together = Map.groupBy(this.#waiting.splice(0, EVENTS), ({ by }) => by.id);
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
      this.#beginSoon();
    }
  }
}

/** What could not be stored may have been a neighbour's record only. */
function ofOneAmongMany(error: unknown): unknown {
  const refused = error instanceof LedgerError && (error.code === 'unavailable' || error.code === 'overloaded');
  return refused ? new LedgerError('unknown-outcome', undefined, [], { cause: error }) : error;
}
