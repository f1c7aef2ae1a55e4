/** What one write has sent, for as long as its outcome is open. */
import { randomUUID } from 'node:crypto';
import type { NewEvent } from './append-call.js';
import { inPacks, PACK_TYPE, pack } from './pack.js';
import type { Fresh } from './requests.js';

export class Sent {
  #fresh: readonly Fresh[] = [];
  #events: readonly NewEvent[] = [];
  readonly #ids = new Set<string>();

  /** Whether it has sent the event of this id: a record that is found there is its own, and no duplicate. */
  has(eventId: string): boolean {
    return this.#ids.has(eventId);
  }

  /**
   * The events for some records that follow each other. Where the same were sent before, they are the same to the last byte and to their ids: only then may
   * the server take a repeat for the same. Otherwise their ids are fresh, so that of two instances that send one record only one hears success.
   */
  eventsOf(fresh: readonly Fresh[]): readonly NewEvent[] {
    const same = ({ record, revision }: Fresh, index: number): boolean =>
      this.#fresh[index]?.record === record && this.#fresh[index].revision === revision;
    if (this.#fresh.length === fresh.length && fresh.every(same)) return this.#events;
    let next = fresh[0]?.revision ?? 0;
    this.#fresh = fresh;
    this.#events = inPacks(fresh.map(({ record }) => record)).map((records) => {
      const data = pack(records, next);
      next += records.length;
      return { id: randomUUID(), type: PACK_TYPE, data };
    });
    for (const { id } of this.#events) this.#ids.add(id);
    return this.#events;
  }
}
