/**
 * Keeps an instance's places up to the log's end, and tells who waits for a record when it has come. What the log's own order says is what counts: an
 * append is answered when its records were read back from there. While nobody waits it lets the server tell what comes; while somebody does it asks, a page
 * at a time, which costs both sides a fraction of being told of every record.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordId, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import { type Arrivals, arrivals, arrived } from './arrivals.js';
import { BackOff, type Connection, inOurWords, troubleOf } from './connection.js';
import type { Place, Places } from './places.js';
import { lastEvent } from './reads.js';
import { alarmOf, inOrder, type LogAlarm, verifyLast } from './watch.js';

/** Records that are sent and not read back yet. */
export interface Expected {
  /** Their first copies in the log, when they have been read back. @throws LedgerError */
  come(): Promise<ReadonlyMap<RecordId, Place>>;
  giveUp(): void;
}

/** How long somebody waits for a record that the server has taken to come back in the log's order. */
const PATIENCE = 30_000;
/** How long a start waits for a server that cannot be reached before those who wait for it are told. */
const UNREACHED = 10_000;
/** How long it goes on asking when nobody waits any more, how often then, and how long it waits for what should be there and is not. */
const LINGER = 1_000;
const IDLE_PAUSE = 50;
const FIRST_PAUSE = 1;
/** Milliseconds between the beginnings of two pages, and how many for each record of the last one: the more is written, the more of it shares a page. */
const [LEAST_INTERVAL, MOST_INTERVAL, INTERVAL_PER_RECORD] = [2, 8, 0.5];

export class Feed {
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  /** Who waits, by `stream@number of its event`. */
  readonly #waiting = new Map<string, Set<() => void>>();
  /** Records that are expected, and the first copy of each that has come. */
  readonly #expected = new Map<RecordId, Place | null>();
  #ready = Promise.withResolvers<void>();
  #failure: LedgerError | null = null;
  #lost: unknown = null;
  readonly #begun = performance.now();
  #caughtUp = false;
  /** Aborted when somebody is about to wait. */
  #quiet = new AbortController();
  #ring = (): void => undefined;

  constructor(
    private readonly connection: Connection,
    readonly places: Places,
    private readonly onAlarm: (alarm: LogAlarm) => void,
  ) {
    this.#ready.promise.catch(() => undefined);
    this.#running = this.#run();
  }

  /** Why the log cannot be trusted or reached at this moment, null where it can. */
  get trouble(): string | null {
    if (this.#failure !== null) return this.#failure.message;
    if (this.#lost !== null) return inOurWords(this.#lost).message;
    return this.#caughtUp ? null : 'The index of records is still being read from the log.';
  }

  /** When everything has been read that the log held at the start. @throws LedgerError */
  async ready(): Promise<void> {
    await this.#ready.promise;
    if (this.#failure !== null) throw this.#failure;
  }

  /** To be told before records are sent, so that none comes unseen. @param last what the number of the stream's last event will be */
  expect(ids: readonly RecordId[], stream: StreamName, last: number): Expected {
    for (const id of ids) this.#expected.set(id, null);
    this.#endQuiet();
    const giveUp = (): void => {
      for (const id of ids) this.#expected.delete(id);
    };
    const come = async (): Promise<ReadonlyMap<RecordId, Place>> => {
      await this.#until(stream, last);
      const found = new Map<RecordId, Place>();
      for (const id of ids) {
        const place = this.#expected.get(id) ?? this.places.find(id);
        if (place !== null) found.set(id, place);
      }
      return found;
    };
    return { come: () => come().finally(giveUp), giveUp };
  }

  /** Brings the knowledge of a stream up to what the server has. */
  async refresh(stream: StreamName): Promise<void> {
    await this.#until(stream, await lastEvent(this.connection, stream));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#quiet.abort();
    this.#ring();
    await this.#running;
    this.#failure ??= new LedgerError('unavailable', 'The log is closed.');
    this.#ready.reject(this.#failure);
    this.#wakeAll();
    await this.places.close();
  }

  async #run(): Promise<void> {
    const backOff = new BackOff();
    while (!this.#stop.signal.aborted) {
      try {
        await verifyLast(this.connection, this.places);
        while (!this.#stop.signal.aborted) {
          await this.#listen(backOff);
          await this.#ask(backOff);
        }
      } catch (error) {
        this.#failure = inOurWords(error);
        if (this.#failure.kind === 'corrupt') {
          this.onAlarm({ code: 'corrupt', stream: '', detail: this.#failure.message });
          this.#ready.reject(this.#failure);
          this.#wakeAll();
          return;
        }
        this.#tellWaiting(this.#failure);
        await backOff.wait(this.#stop.signal);
        this.#failure = null;
      }
    }
  }

  /** Takes what the server tells, until somebody waits. */
  async #listen(backOff: BackOff): Promise<void> {
    if (this.#stop.signal.aborted || (this.#caughtUp && this.#waiting.size > 0)) return;
    this.#quiet = new AbortController();
    const options = { onLoss: (error: unknown) => this.#lose(error), tellEmpty: true };
    for await (const batch of arrivals(this.connection, this.places.reached, this.#quiet.signal, options)) {
      backOff.succeeded();
      this.#take(batch);
    }
  }

  /** Asks for what has come, until nobody has waited for a while. */
  async #ask(backOff: BackOff): Promise<void> {
    let [pause, began, records] = [FIRST_PAUSE, 0, 0];
    for (let asked = performance.now(); performance.now() < asked + LINGER && !this.#stop.signal.aborted; ) {
      if (this.#waiting.size === 0) await this.#rest(IDLE_PAUSE);
      const interval = Math.min(MOST_INTERVAL, Math.max(LEAST_INTERVAL, records * INTERVAL_PER_RECORD));
      const soon = began + interval - performance.now();
      if (soon > 0) await sleep(soon);
      began = performance.now();
      if (this.#waiting.size > 0) asked = performance.now();
      try {
        records = 0;
        for await (const batch of arrived(this.connection, this.places.reached, this.#stop.signal)) {
          this.#take(batch);
          records += batch.records.length;
        }
        this.#lost = null;
        backOff.succeeded();
        // The server has taken what somebody waits for, and another node of it does not have it yet.
        pause = records > 0 ? FIRST_PAUSE : Math.min(2 * pause, IDLE_PAUSE);
        if (records === 0 && this.#waiting.size > 0) await sleep(pause);
      } catch (error) {
        if (error instanceof LedgerError && error.kind === 'corrupt') throw error;
        this.#lose(error);
        if (troubleOf(error) === 'lasting') throw error;
        await backOff.wait(this.#stop.signal);
      }
    }
  }

  #take({ records: come, notices, position, caughtUp }: Arrivals): void {
    this.#lost = null;
    for (const notice of notices) {
      const alarm = alarmOf(notice, this.connection);
      if (alarm !== null) this.onAlarm(alarm);
    }
    const records = inOrder(come, this.places);
    if (this.#expected.size > 0)
      // Before they are in the index: looking for them there finds earlier copies only.
      for (const { id, position, stream, revision, event } of records)
        if (this.#expected.get(id) === null)
          this.#expected.set(id, this.places.find(id) ?? { id, position, stream, revision, event });
    if (position !== null && position !== this.places.reached) this.places.add(records, position);
    if (caughtUp) {
      this.#caughtUp = true;
      this.#ready.resolve();
    }
    if (this.#waiting.size > 0) for (const { stream, event } of records) this.#wake(`${stream}@${event}`);
  }

  #endQuiet(): void {
    if (this.#caughtUp && !this.#quiet.signal.aborted) this.#quiet.abort();
  }

  #lose(error: unknown): void {
    this.#lost = error;
    if (!this.#caughtUp && performance.now() - this.#begun > UNREACHED) this.#tellWaiting(inOurWords(error));
  }

  /** Refuses those who wait for the start now; later ones wait anew. */
  #tellWaiting(failure: LedgerError): void {
    this.#ready.reject(failure);
    this.#ready = Promise.withResolvers();
    this.#ready.promise.catch(() => undefined);
    this.#wakeAll();
  }

  /** Until the stream is known up to an event that the server has. */
  async #until(stream: StreamName, event: number): Promise<void> {
    if (this.places.tail(stream).event >= event) return;
    if (this.#failure !== null) throw this.#failure;
    const { promise, resolve } = Promise.withResolvers<void>();
    const key = `${stream}@${event}`;
    const waiting = this.#waiting.get(key) ?? new Set();
    waiting.add(resolve);
    this.#waiting.set(key, waiting);
    this.#endQuiet();
    this.#ring();
    const timer = setTimeout(resolve, PATIENCE);
    await promise;
    clearTimeout(timer);
    waiting.delete(resolve);
    if (waiting.size === 0) this.#waiting.delete(key);
    if (this.places.tail(stream).event >= event) return;
    throw this.#failure ?? new LedgerError('unknown-outcome', 'The log cannot be read at this moment; send it again.');
  }

  /** A pause that ends when somebody begins to wait. */
  async #rest(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#ring = resolve;
    const timer = setTimeout(resolve, milliseconds);
    await promise;
    clearTimeout(timer);
  }

  #wake(key: string): void {
    for (const resolve of this.#waiting.get(key) ?? []) resolve();
  }

  #wakeAll(): void {
    for (const waiting of this.#waiting.values()) for (const resolve of waiting) resolve();
  }
}
