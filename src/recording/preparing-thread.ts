/** A thread of `preparing.worker.ts` seen from outside. */
import { Worker } from 'node:worker_threads';
import { LedgerError } from '../record/ledger-error.js';
import type { Authority } from './prepare.js';
import { readAt, type Unread } from './sent-events.js';
import { type Turn, turnHere, unrefused } from './turn.js';
import { type FromPreparer, packKeys, packUnread, type ToPreparer, unpackJudged, unpackMade } from './turn-messages.js';

/** Young objects die with their turn, so more room for them gains nothing here. */
const HEAP = { maxYoungGenerationSizeMb: 24 };

type Answer<Kind extends FromPreparer['kind']> = Extract<FromPreparer, { readonly kind: Kind }>;
type Waiting = (answer: FromPreparer) => void;

export class PreparingThread {
  ready = false;
  ended = false;
  readonly #worker = new Worker(new URL('./preparing.worker.js', import.meta.url), { resourceLimits: HEAP });
  readonly #waiting = new Map<number, Waiting>();
  #turns = 0;

  /** @param unstarted is told why, where the thread ends before it is ready */
  constructor(unstarted: (detail: string) => void) {
    // It keeps no process alive that waits for nothing of it.
    this.#worker.unref();
    this.#worker.on('message', (answer: FromPreparer) => {
      if (answer.kind === 'ready') this.ready = true;
      else this.#answered(answer.turn, answer);
    });
    const end = (detail: string): void => {
      if (!this.ready && !this.ended) unstarted(detail);
      this.#end(detail);
    };
    this.#worker.on('error', (error) => end(error.message));
    this.#worker.on('exit', () => end('It has ended.'));
  }

  /** Turns that wait for it. */
  get busy(): number {
    return this.#waiting.size;
  }

  async turn(unread: Unread, by: Authority, eventIds: (string | null)[]): Promise<Turn> {
    const turn = ++this.#turns;
    const { id, sources, own } = by;
    const packed = packUnread(unread);
    const answer = await this.#ask<'judged'>(
      { kind: 'judge', turn, by: { id, sources, ...(own && { own }) }, unread: packed },
      [packed.bytes.buffer],
    );
    eventIds.push(...answer.eventIds);
    const judged = unpackJudged(answer.judged);
    let held = true;
    return {
      judged,
      prepared: (index) => turnHere([readAt(unread, index).event], by).prepared(0),
      make: async (items, { actor, recordedAt, tagKey, groupsKey, pseudonymOf }, random) => {
        held = false;
        const pseudonyms = new Map<string, string>();
        for (const { index } of items)
          for (const reference of unrefused(judged, index).references)
            pseudonyms.set(reference, pseudonymOf(reference));
        const indexes = items.map(({ index }) => index);
        const keys = packKeys(items, tagKey, groupsKey);
        const made = await this.#ask<'made'>({
          kind: 'make',
          turn,
          indexes,
          keys,
          pseudonyms,
          actor,
          recordedAt,
          random,
        });
        return unpackMade(
          made.records,
          indexes.map((index) => unrefused(judged, index).id),
        );
      },
      release: () => {
        if (held) this.#post({ kind: 'release', turn });
        held = false;
      },
    };
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  /** @throws LedgerError `internal` where the thread fails: nothing of the turn has been recorded */
  async #ask<Kind extends 'judged' | 'made'>(
    message: ToPreparer,
    moved: readonly ArrayBuffer[] = [],
  ): Promise<Answer<Kind>> {
    const { promise, resolve } = Promise.withResolvers<FromPreparer>();
    if (this.ended) throw failed('It has ended.');
    if (this.#waiting.size === 0) this.#worker.ref();
    this.#waiting.set(message.turn, resolve);
    this.#post(message, moved);
    const answer = await promise;
    if (answer.kind === 'failed') throw failed(answer.detail);
    return answer as Answer<Kind>;
  }

  #post(message: ToPreparer, moved: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, moved);
  }

  #answered(turn: number, answer: FromPreparer): void {
    this.#waiting.get(turn)?.(answer);
    this.#waiting.delete(turn);
    if (this.#waiting.size === 0) this.#worker.unref();
  }

  #end(detail: string): void {
    this.ended = true;
    for (const turn of this.#waiting.keys()) this.#answered(turn, { kind: 'failed', turn, detail });
  }
}

function failed(detail: string): LedgerError {
  return new LedgerError('internal', undefined, [], { cause: new Error(`A thread that prepares records: ${detail}`) });
}
