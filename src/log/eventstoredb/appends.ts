/**
 * Appends, sent in the order in which they were asked, without waiting for each other: neighbours of one stream share a write. Each write states the
 * stream's revision as this instance knows it from the log's order and from what it has just sent, so nothing can have come between what was looked up
 * and what is written. What fails is tried again one by one in its stream, when everything sent there before has been answered.
 */
import { WrongExpectedVersionError } from '@eventstore/db-client';
import type { RecordId, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { NewRecord } from '../../record/record.js';
import type { Appended, ExpectedRevision } from '../event-log.js';
import { appendEvents } from './append-call.js';
import { BackOff, type Connection, inOurWords, troubleOf } from './connection.js';
import { decide, type Plan } from './decide.js';
import type { Feed } from './feed.js';
import { packedSize } from './pack.js';
import type { Place, Tail } from './places.js';
import { placesOf } from './read-back.js';
import { type Order, type Request, refuse, takeGroup, WRITE_BYTES } from './requests.js';
import { Sent } from './sent.js';
import { Tails } from './tails.js';

/** How long an append is tried again through node loss and changes of leader. */
const PATIENCE = 20_000;
const QUEUE_BYTES = 64 * 1024 * 1024;

/** What was sent together, and what is known of its outcome. */
interface Write {
  readonly stream: StreamName;
  readonly group: readonly Request[];
  readonly sent: Sent;
  unknown: boolean;
}

/** The writes of one stream that are not answered yet. */
interface Lane {
  readonly sent: Set<Promise<void>>;
  /** Ends when those that failed have been tried again; null where none has. */
  again: Promise<void> | null;
}

export class Appends {
  #queue: Request[] = [];
  #pumping = false;
  readonly #lanes = new Map<StreamName, Lane>();
  /** Ids that are on their way, and the request that carries them: nobody else sends them meanwhile. */
  readonly #flying = new Map<RecordId, Promise<unknown>>();
  readonly #tails: Tails;
  #bytes = 0;
  /** The last failure of a write since one succeeded. */
  trouble: LedgerError | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly feed: Feed,
  ) {
    this.#tails = new Tails(feed.places);
  }

  async append(
    stream: StreamName,
    records: readonly NewRecord[],
    expected: ExpectedRevision,
    order: Order | null = null,
  ): Promise<readonly Appended[]> {
    const bytes = records.reduce((sum, record) => sum + packedSize(record), 0);
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
    const request: Request = { stream, records, expected, bytes, order, before: order?.last ?? null, resolve, reject };
    if (order !== null) order.last = promise;
    this.#queue.push(request);
    if (!this.#pumping) void this.#pump();
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

  /** Sends what waits, in order. */
  async #pump(): Promise<void> {
    this.#pumping = true;
    // What arrives in the same turn of the event loop can share a write.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const group = takeGroup(this.#queue);
      const [first] = group;
      if (first === undefined) break;
      const write: Write = { stream: first.stream, group, sent: new Sent(), unknown: false };
      const lane = this.#laneOf(first.stream);
      if (lane.again !== null || first.order?.failed) this.#tryAgain(lane, write);
      else await this.#send(lane, write);
    }
    this.#pumping = false;
  }

  /** Returns when it is on its way, behind everything that was sent before. */
  async #send(lane: Lane, write: Write): Promise<void> {
    const { stream, group } = write;
    try {
      await this.feed.ready();
      const tail = this.#tails.of(stream);
      const plans = await decide(this.connection, this.feed.places, group, tail.revision, write.sent);
      // What would be refused must wait until it is certain what came before it.
      if (lane.again !== null || plans.some(({ refusal }) => refusal !== null)) this.#tryAgain(lane, write);
      else if (plans.every(({ fresh }) => fresh.length === 0)) this.#answer(plans, group);
      else {
        const sent = this.#deliver(write, plans, tail).catch((error: unknown) => {
          this.#tails.failed(stream);
          write.unknown ||= troubleOf(error) === 'passing-unknown';
          this.#tryAgain(lane, write);
        });
        lane.sent.add(sent);
        void sent.finally(() => lane.sent.delete(sent) && this.#leave(stream, lane));
      }
    } catch (error) {
      refuse(group, inOurWords(error));
    }
  }

  #tryAgain(lane: Lane, write: Write): void {
    // What keeps an order waits for what came before it there, which may fail later than what comes behind it in this stream.
    const ordered = write.group.find(({ order }) => order !== null);
    if (ordered?.order) ordered.order.failed = true;
    const again = this.#afterAll(lane, ordered === undefined ? lane.again : ordered.before, write).finally(() => {
      if (lane.again === again) lane.again = null;
      this.#leave(write.stream, lane);
    });
    lane.again = again;
  }

  async #afterAll(lane: Lane, before: Promise<unknown> | null, write: Write): Promise<void> {
    try {
      await before;
      // A write that failed is no longer waited for when it comes here.
      await Promise.all([...lane.sent]);
      await this.#write(write);
    } catch (error) {
      refuse(write.group, write.unknown ? unknownOutcome(error) : inOurWords(error));
    }
  }

  #laneOf(stream: StreamName): Lane {
    const lane = this.#lanes.get(stream) ?? { sent: new Set(), again: null };
    this.#lanes.set(stream, lane);
    return lane;
  }

  #leave(stream: StreamName, lane: Lane): void {
    if (lane.sent.size === 0 && lane.again === null && this.#lanes.get(stream) === lane) this.#lanes.delete(stream);
  }

  /** Returns when the server has confirmed the write; the requests are answered when their records were read back. */
  async #deliver({ stream, group, sent }: Write, plans: readonly Plan[], tail: Tail): Promise<void> {
    const fresh = plans.flatMap((plan) => plan.fresh);
    const events = sent.eventsOf(fresh);
    const last = tail.event + events.length;
    this.#tails.sent(stream, { revision: tail.revision + fresh.length, event: last });
    const { connection } = this;
    const expected = this.feed.expect(
      fresh.map(({ record }) => record.id),
      stream,
      last,
    );
    try {
      await connection.call((client) =>
        appendEvents(client, { stream: connection.prefix + stream, events, after: tail.event }),
      );
    } catch (error) {
      expected.giveUp();
      throw error;
    }
    this.trouble = null;
    this.#answer(plans, group, expected.come());
  }

  /** Tries until the outcome is certain, with nothing else of this stream on its way. */
  async #write(write: Write): Promise<void> {
    const { stream, group, sent } = write;
    const backOff = new BackOff();
    const end = performance.now() + PATIENCE;
    await this.feed.ready();
    for (let certain = false; ; ) {
      const tail = this.#tails.of(stream);
      const plans = await decide(this.connection, this.feed.places, group, tail.revision, sent);
      if (!certain && plans.some(({ refusal }) => refusal?.code === 'wrong-revision')) {
        // Somebody else may have written: what counts is what the server has.
        await this.feed.refresh(stream);
        certain = true;
        continue;
      }
      if (plans.every(({ fresh }) => fresh.length === 0)) return this.#answer(plans, group);
      try {
        return await this.#deliver(write, plans, tail);
      } catch (error) {
        this.#tails.failed(stream);
        if (error instanceof WrongExpectedVersionError) {
          await this.feed.refresh(stream);
          certain = true;
        } else {
          const trouble = troubleOf(error);
          write.unknown ||= trouble === 'passing-unknown';
          this.trouble = inOurWords(error);
          if (trouble === 'lasting' || performance.now() > end) throw this.trouble;
          await backOff.wait();
          certain = false;
        }
      }
    }
  }

  /** @param come the first copy in the log of each record that was written */
  #answer(
    plans: readonly Plan[],
    group: readonly Request[],
    come: Promise<ReadonlyMap<RecordId, Place>> = NOTHING,
  ): void {
    for (const [index, plan] of plans.entries()) {
      const request = group[index];
      if (request === undefined) continue;
      if (plan.refusal !== null) request.reject(plan.refusal);
      else
        come
          .then((first) => placesOf(this.connection, plan, request, first))
          .finally(() => this.#tails.answered(request.stream))
          .then(request.resolve, request.reject);
    }
  }
}

const NOTHING: Promise<ReadonlyMap<RecordId, Place>> = Promise.resolve(new Map());

function unknownOutcome(cause: unknown): LedgerError {
  return new LedgerError('unknown-outcome', undefined, [], { cause });
}
