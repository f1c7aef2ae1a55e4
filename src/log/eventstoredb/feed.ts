/**
 * Keeps an instance's places up to the log's end, and tells who waits for a record when it has come. What the log's own order says is what counts: an
 * append is answered when its records were read back from there. Watches that nothing of the ledger's streams disappears.
 */
import type { RecordId, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { CommittedRecord } from '../../record/record.js';
import { arrivals } from './arrivals.js';
import { BackOff, type Connection, inOurWords, type ServerEvent } from './connection.js';
import type { Place, Places } from './places.js';
import { lastRevision, recordAt } from './reads.js';

/** Something of the ledger's streams was or will be taken away. */
export interface LogAlarm {
  readonly code: 'corrupt';
  readonly stream: string;
  readonly detail: string;
}

/** How long somebody waits for a record that the server has taken to come back in the log's order. */
const PATIENCE = 30_000;
/** How long a start waits for a server that cannot be reached before those who wait for it are told. */
const UNREACHED = 10_000;
/** Metadata by which the server takes events away. */
const TAKING = ['$maxAge', '$maxCount', '$tb'];

export class Feed {
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  /** By record id, and by `stream@revision`. */
  readonly #awaited = new Map<string, Set<() => void>>();
  /** Places of awaited records as they came, until who waits has taken them. */
  readonly #arrived = new Map<RecordId, Place>();
  #ready = Promise.withResolvers<void>();
  #failure: LedgerError | null = null;
  #lost: unknown = null;
  readonly #begun = performance.now();
  #caughtUp = false;

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

  /** The place of a record that is in the log, when it has been read back: of its first copy where there are several. */
  async placed(id: RecordId): Promise<Place> {
    const place = await this.#until(id, () => this.#arrived.get(id) ?? this.places.find(id));
    this.#arrived.delete(id);
    return place;
  }

  /** Brings the knowledge of a stream up to what the server has. @returns its last revision */
  async refresh(stream: StreamName): Promise<number> {
    const last = await lastRevision(this.connection, stream);
    if (last >= 0)
      await this.#until(`${stream}@${last}`, () => (this.places.lastRevision(stream) >= last ? true : null));
    return this.places.lastRevision(stream);
  }

  async close(): Promise<void> {
    this.#stop.abort();
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
        await this.#verifyLast();
        await this.#follow(backOff);
      } catch (error) {
        this.#failure = inOurWords(error);
        if (this.#failure.kind === 'corrupt')
          this.onAlarm({ code: 'corrupt', stream: '', detail: this.#failure.message });
        if (this.#failure.kind === 'corrupt') {
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

  async #follow(backOff: BackOff): Promise<void> {
    const { connection, places } = this;
    const onLoss = (error: unknown): void => {
      this.#lost = error;
      if (!this.#caughtUp && performance.now() - this.#begun > UNREACHED) this.#tellWaiting(inOurWords(error));
    };
    const options = { onLoss, tellEmpty: true };
    for await (const batch of arrivals(connection, places.reached, this.#stop.signal, options)) {
      this.#lost = null;
      backOff.succeeded();
      for (const notice of batch.notices) this.#hear(notice);
      this.#checkRevisions(batch.records);
      const awaited = this.#awaitedOf(batch.records);
      for (const [id, place] of awaited) this.#arrived.set(id, place);
      if (batch.position !== null) places.add(batch.records, batch.position);
      if (batch.caughtUp) {
        this.#caughtUp = true;
        this.#ready.resolve();
      }
      for (const id of awaited.keys()) this.#wake(id);
      if (this.#awaited.size > 0) for (const { stream, revision } of batch.records) this.#wake(`${stream}@${revision}`);
    }
  }

  /** Refuses those who wait for the start now; later ones wait anew. */
  #tellWaiting(failure: LedgerError): void {
    this.#ready.reject(failure);
    this.#ready = Promise.withResolvers();
    this.#ready.promise.catch(() => undefined);
    this.#wakeAll();
  }

  /** The places of records that somebody waits for, before they are in the index: looking for them there finds earlier copies only. */
  #awaitedOf(records: readonly CommittedRecord[]): ReadonlyMap<RecordId, Place> {
    const found = new Map<RecordId, Place>();
    if (this.#awaited.size > 0)
      for (const { id, position, stream, revision } of records)
        if (this.#awaited.has(id) && !found.has(id))
          found.set(id, this.places.find(id) ?? { id, position, stream, revision });
    return found;
  }

  /** Another server, an old backup of it, or a log whose end was taken away. */
  async #verifyLast(): Promise<void> {
    const last = this.places.before(Number.MAX_SAFE_INTEGER);
    if (last === null) return;
    const stored = await recordAt(this.connection, last.position).catch((error: unknown) => {
      if (error instanceof LedgerError && error.code === 'missing') return null;
      throw error;
    });
    if (stored?.id === last.id) return;
    throw new LedgerError(
      'corrupt',
      `EventStoreDB does not hold the record ${last.id} at position ${last.position} any more: records were lost, or LEDGER_EVENTSTOREDB or LEDGER_NAME name another log than before.`,
    );
  }

  #checkRevisions(records: readonly CommittedRecord[]): void {
    const seen = new Map<StreamName, number>();
    for (const { stream, revision } of records) {
      const last = seen.get(stream) ?? (revision === 0 ? -1 : this.places.lastRevision(stream));
      if (revision !== last + 1)
        throw new LedgerError(
          'corrupt',
          `The stream ${stream} goes from revision ${last} to ${revision}: events were taken away in EventStoreDB.`,
        );
      seen.set(stream, revision);
    }
  }

  #hear({ type, streamId, data }: ServerEvent): void {
    const stream = streamId.replace(/^\$\$/, '').slice(this.connection.prefix.length);
    if (type === '$streamDeleted')
      this.onAlarm({ code: 'corrupt', stream, detail: `The stream ${stream} was deleted in EventStoreDB.` });
    if (typeof data !== 'object' || data === null) return;
    const taking = TAKING.filter((key) => key in data);
    if (taking.length === 0) return;
    const detail = `The metadata of stream ${stream} now let EventStoreDB take events away (${taking.join(', ')}). Undo it, and do not scavenge.`;
    this.onAlarm({ code: 'corrupt', stream, detail });
  }

  /** @param look what is waited for, null as long as it is not there */
  async #until<T>(key: string, look: () => T | null): Promise<T> {
    const there = look();
    if (there !== null) return there;
    if (this.#failure !== null) throw this.#failure;
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting = this.#awaited.get(key) ?? new Set();
    waiting.add(resolve);
    this.#awaited.set(key, waiting);
    const timer = setTimeout(resolve, PATIENCE);
    await promise;
    clearTimeout(timer);
    waiting.delete(resolve);
    if (waiting.size === 0) this.#awaited.delete(key);
    const come = look();
    if (come !== null) return come;
    throw this.#failure ?? new LedgerError('unknown-outcome', 'The log cannot be read at this moment; send it again.');
  }

  #wake(key: string): void {
    for (const resolve of this.#awaited.get(key) ?? []) resolve();
  }

  #wakeAll(): void {
    for (const waiting of this.#awaited.values()) for (const resolve of waiting) resolve();
  }
}
