/**
 * Appends: one write in flight for each stream, many streams at once; what waits for a stream shares its next write. Each write states the stream's
 * revision as this instance knows it from the log's order, so nothing can have come between what was looked up and what is written.
 */
import { randomUUID } from 'node:crypto';
import { type BinaryEventData, WrongExpectedVersionError } from '@eventstore/db-client';
import type { RecordId, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { NewRecord } from '../../record/record.js';
import type { Appended, ExpectedRevision } from '../event-log.js';
import { BackOff, CALL_MILLISECONDS, type Connection, inOurWords, inTime, newEvent, troubleOf } from './connection.js';
import { contentTagOf, decide, type Fresh, type Plan } from './decide.js';
import type { Feed } from './feed.js';
import { frame, framedSize, RECORD_TYPE, unframe } from './framed-record.js';
import { eventAt } from './reads.js';

/** The server's own limit for one append is 1 MiB. */
const WRITE_BYTES = 1_048_576;
const WRITE_RECORDS = 2_000;
/** How long an append is tried again through node loss and changes of leader. */
const PATIENCE = 20_000;
const QUEUE_BYTES = 64 * 1024 * 1024;

export interface Request {
  readonly stream: StreamName;
  readonly records: readonly NewRecord[];
  readonly expected: ExpectedRevision;
  readonly bytes: number;
  readonly resolve: (places: readonly Appended[]) => void;
  readonly reject: (error: unknown) => void;
}

export class Appends {
  readonly #queues = new Map<StreamName, Request[]>();
  /** Ids that are on their way, and the request that carries them: nobody else sends them meanwhile. */
  readonly #flying = new Map<RecordId, Promise<unknown>>();
  /** Last revisions that the server has confirmed and the feed may not have brought yet. */
  readonly #tails = new Map<StreamName, number>();
  #bytes = 0;
  /** The last failure of a write since one succeeded. */
  trouble: LedgerError | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly feed: Feed,
  ) {}

  async append(
    stream: StreamName,
    records: readonly NewRecord[],
    expected: ExpectedRevision,
  ): Promise<readonly Appended[]> {
    const bytes = records.reduce((sum, record) => sum + framedSize(record), 0);
    if (bytes > WRITE_BYTES)
      throw new LedgerError('too-large', `One append of ${bytes} bytes; EventStoreDB takes ${WRITE_BYTES} at once.`);
    if (this.#bytes + bytes > QUEUE_BYTES) throw new LedgerError('overloaded');
    for (;;) {
      const others = new Set(records.flatMap(({ id }) => this.#flying.get(id) ?? []));
      if (others.size === 0) break;
      await Promise.allSettled(others);
    }
    const { promise, resolve, reject } = Promise.withResolvers<readonly Appended[]>();
    for (const { id } of records) this.#flying.set(id, promise);
    this.#bytes += bytes;
    const request: Request = { stream, records, expected, bytes, resolve, reject };
    const queue = this.#queues.get(stream);
    if (queue === undefined) {
      this.#queues.set(stream, [request]);
      void this.#drain(stream);
    } else queue.push(request);
    try {
      return await promise;
    } finally {
      this.#bytes -= bytes;
      for (const { id } of records) this.#flying.delete(id);
    }
  }

  /** When everything that was asked has been answered. */
  async settled(): Promise<void> {
    while (this.#flying.size > 0) await Promise.allSettled(new Set(this.#flying.values()));
  }

  async #drain(stream: StreamName): Promise<void> {
    const queue = this.#queues.get(stream) ?? [];
    // What arrives in the same turn of the event loop shares the first write.
    await Promise.resolve();
    while (queue.length > 0) {
      const group = takeGroup(queue);
      try {
        await this.#write(stream, group);
      } catch (error) {
        for (const request of group) request.reject(inOurWords(error));
      }
    }
    this.#queues.delete(stream);
  }

  /** Returns when the server has confirmed the write; the requests are answered when their records were read back. */
  async #write(stream: StreamName, group: readonly Request[]): Promise<void> {
    await this.feed.ready();
    const events = new Map<NewRecord, BinaryEventData>();
    const backOff = new BackOff();
    const end = performance.now() + PATIENCE;
    let unknown = false;
    for (let certain = false; ; ) {
      const tail = Math.max(this.#tails.get(stream) ?? -1, this.feed.places.lastRevision(stream));
      const plans = await decide(this.connection, this.feed.places, group, tail, events);
      if (!certain && plans.some(({ refusal }) => refusal?.code === 'wrong-revision')) {
        // Somebody else may have written: what counts is what the server has.
        await this.feed.refresh(stream);
        certain = true;
        continue;
      }
      const fresh = plans.flatMap((plan) => plan.fresh);
      if (fresh.length === 0) return this.#answer(plans, group);
      const sent = fresh.map(({ record }) => eventOf(events, record));
      try {
        const expectedRevision = tail === -1 ? 'no_stream' : BigInt(tail);
        const options = { expectedRevision, deadline: CALL_MILLISECONDS } as const;
        await inTime(this.connection.client.appendToStream(this.connection.prefix + stream, sent, options));
        this.trouble = null;
        this.#tails.set(stream, tail + fresh.length);
        return this.#answer(plans, group);
      } catch (error) {
        if (error instanceof WrongExpectedVersionError) {
          this.#tails.delete(stream);
          await this.feed.refresh(stream);
          certain = true;
        } else {
          const trouble = troubleOf(error);
          unknown ||= trouble === 'passing-unknown';
          this.trouble = inOurWords(error);
          if (trouble === 'lasting' || performance.now() > end) {
            this.#tails.delete(stream);
            throw unknown ? new LedgerError('unknown-outcome', undefined, [], { cause: error }) : this.trouble;
          }
          await backOff.wait();
          certain = false;
        }
      }
    }
  }

  #answer(plans: readonly Plan[], group: readonly Request[]): void {
    for (const [index, plan] of plans.entries()) {
      const request = group[index];
      if (request === undefined) continue;
      if (plan.refusal !== null) request.reject(plan.refusal);
      else this.#placesOf(plan, request).then(request.resolve, request.reject);
    }
  }

  async #placesOf({ known, fresh }: Plan, { stream, records }: Request): Promise<readonly Appended[]> {
    const places = new Map(known);
    for (const one of fresh) places.set(one.record.id, await this.#readBack(stream, one));
    if (this.#tails.get(stream) === this.feed.places.lastRevision(stream)) this.#tails.delete(stream);
    const told = new Set<RecordId>();
    return records.map(({ id }) => {
      const place = places.get(id);
      if (place === undefined) throw new LedgerError('internal');
      if (told.has(id)) return { ...place, duplicate: true };
      told.add(id);
      return place;
    });
  }

  /** Where another instance was faster in another stream, its copy is the record. */
  async #readBack(stream: StreamName, { record, revision }: Fresh): Promise<Appended> {
    const place = await this.feed.placed(record.id);
    if (place.stream === stream && place.revision === revision)
      return { position: place.position, revision, duplicate: false };
    const stored = unframe(await eventAt(this.connection, place.position), this.connection.prefix);
    if (contentTagOf(stored.header) !== record.contentTag)
      throw new LedgerError(
        'conflict',
        `The record ${record.id} exists at position ${place.position} with other content.`,
      );
    return { position: place.position, revision: place.revision, duplicate: true };
  }
}

/** A fresh server id for each sealed record, kept for as long as this write's outcome is open: only then may the server take a repeat for the same. */
function eventOf(events: Map<NewRecord, BinaryEventData>, record: NewRecord): BinaryEventData {
  const known = events.get(record);
  if (known !== undefined) return known;
  const event = newEvent(randomUUID(), RECORD_TYPE, frame(record));
  events.set(record, event);
  return event;
}

function takeGroup(queue: Request[]): Request[] {
  const group: Request[] = [];
  let bytes = 0;
  let records = 0;
  for (let next = queue[0]; next !== undefined; next = queue[0]) {
    bytes += next.bytes;
    records += next.records.length;
    if (group.length > 0 && (bytes > WRITE_BYTES || records > WRITE_RECORDS)) break;
    group.push(next);
    queue.shift();
  }
  return group;
}
