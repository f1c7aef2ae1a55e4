/** The log on EventStoreDB, one server or a cluster, for several instances of the service: docs/decisions/0203. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Position, RecordId, StreamName } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { CommittedRecord, NewRecord } from '../record/record.js';
import {
  type AllRange,
  type Appended,
  checkAppend,
  EventLog,
  type ExpectedRevision,
  type FollowBatch,
  READ_ONLY,
  type Run,
  type StreamRange,
} from './event-log.js';
import { Appends } from './eventstoredb/appends.js';
import { arrivals } from './eventstoredb/arrivals.js';
import { inTime } from './eventstoredb/clients.js';
import { type Connection, connect } from './eventstoredb/connection.js';
import { Feed } from './eventstoredb/feed.js';
import { placeOf } from './eventstoredb/pack.js';
import { Places } from './eventstoredb/places.js';
import { lastPosition, missing, readStream, recordsAt, recordsBackwards } from './eventstoredb/reads.js';
import type { Order } from './eventstoredb/requests.js';
import type { LogAlarm } from './eventstoredb/watch.js';

export interface EventStoreDbSource {
  /** `esdb://…`; user, password, TLS and cluster discovery stand in it. */
  readonly connection: string;
  /** The ledger's name: what its streams' names start with on the server. */
  readonly name: string;
}

export interface EventStoreDbOptions {
  readonly readOnly?: boolean;
  /** Records in a chunk of the index. */
  readonly chunkRecords?: number;
  readonly onAlarm?: (alarm: LogAlarm) => void;
}

const PAGE_RECORDS = 500;
const READS_AT_ONCE = 32;
const WRITABLE_MILLISECONDS = 2_000;

/**
 * @param folder where this instance keeps its index of records, made where it is absent; one process at a time
 * @throws LedgerError `configuration` · `already-locked`
 */
export async function openEventStoreDbLog(
  source: EventStoreDbSource,
  folder: string,
  options: EventStoreDbOptions = {},
): Promise<EventStoreDbLog> {
  return new EventStoreDbLog(connect(source.connection, source.name, !options.readOnly), folder, options);
}

/** For another thread or process: reads the log, and follows it, without an index of its own. */
export function openEventStoreDbReader(source: EventStoreDbSource): EventLog {
  return new EventStoreDbLog(connect(source.connection, source.name, false), null, { readOnly: true });
}

export class EventStoreDbLog extends EventLog {
  readonly gapless = false;
  readonly files = null;
  #feed: Feed | null = null;
  readonly #appends: Appends | null = null;
  readonly #closing = new AbortController();
  #copy: string | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly folder: string | null,
    private readonly options: EventStoreDbOptions,
  ) {
    super();
    if (options.readOnly || folder === null) return;
    this.#feed = this.#startFeed(folder);
    this.#appends = new Appends(connection, this.#feed);
  }

  async append(
    stream: StreamName,
    records: readonly NewRecord[],
    expected: ExpectedRevision,
    order: Order | null = null,
  ): Promise<readonly Appended[]> {
    if (this.#appends === null || this.#closing.signal.aborted) throw new LedgerError('unavailable', READ_ONLY);
    checkAppend({ stream, records });
    return records.length === 0 ? [] : this.#appends.append(stream, records, expected, order);
  }

  appendInOrder(runs: readonly Run[]): Promise<readonly (readonly Appended[])[]> {
    const order: Order = { failed: false, last: null };
    return Promise.all(runs.map(({ stream, records }) => this.append(stream, records, 'any', order)));
  }

  async lookup(ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, CommittedRecord>> {
    const { places } = await this.#index();
    const found = ids.flatMap((id) => places.find(id)?.position ?? []);
    return new Map((await this.#readAll(found)).map((record) => [record.id, record]));
  }

  readStream(stream: StreamName, range: StreamRange = {}): AsyncIterable<readonly CommittedRecord[]> {
    return readStream(this.connection, stream, range, this.#feed?.places ?? null);
  }

  async *readAll(range: AllRange = {}): AsyncGenerator<readonly CommittedRecord[]> {
    const { places } = await this.#index();
    if (range.direction === 'backwards') return yield* this.#readBackwards(range);
    // A subscription starts after its position.
    const after = range.from === undefined ? null : (places.before(range.from)?.position ?? null);
    let left = range.limit ?? Number.POSITIVE_INFINITY;
    if (left <= 0 || (range.from ?? 0) > (range.to ?? Number.MAX_SAFE_INTEGER)) return;
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, this.#closing.signal]);
    try {
      for await (const { records, position, caughtUp } of arrivals(this.connection, after, signal, {
        tellEmpty: true,
      })) {
        const page = records
          .filter((record) => record.position <= (range.to ?? Number.MAX_SAFE_INTEGER))
          .slice(0, left);
        if (page.length > 0) yield page;
        left -= page.length;
        if (caughtUp || left <= 0 || (position ?? 0) >= (range.to ?? Number.POSITIVE_INFINITY)) return;
      }
    } finally {
      stop.abort();
    }
  }

  async readAt(positions: readonly Position[]): Promise<readonly CommittedRecord[]> {
    const feed = this.#feed;
    for (const position of positions)
      if (feed !== null && position <= (feed.places.reached ?? 0) && feed.places.from(position)?.position !== position)
        throw missing(position);
    return this.#readAll(positions);
  }

  async *follow(after: Position | null, signal: AbortSignal): AsyncGenerator<FollowBatch> {
    const either = AbortSignal.any([signal, this.#closing.signal]);
    for await (const { records, position, caughtUp } of arrivals(this.connection, after, either))
      if (position !== null) yield { records, position, caughtUp };
  }

  async head(): Promise<Position | null> {
    const known = this.#feed?.places.before(Number.MAX_SAFE_INTEGER)?.position ?? null;
    return lastPosition(this.connection, known);
  }

  async writable(): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }> {
    if (this.#feed === null || this.#appends === null) return { ok: false, reason: READ_ONLY };
    const unreachable = await inTime(Promise.all([this.#feed.ready(), this.head()]), WRITABLE_MILLISECONDS).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const reason = this.#feed.trouble ?? this.#appends.trouble?.message ?? unreachable;
    return reason === null ? { ok: true } : { ok: false, reason };
  }

  async close(): Promise<void> {
    const first = !this.#closing.signal.aborted;
    await this.#appends?.settled();
    this.#closing.abort();
    if (!first) return;
    await this.#feed?.close();
    await this.connection.close();
    if (this.#copy !== null) rmSync(this.#copy, { recursive: true, force: true });
  }

  #startFeed(folder: string): Feed {
    const places = new Places(folder, this.options.chunkRecords);
    return new Feed(this.connection, places, this.options.onAlarm ?? (() => undefined));
  }

  /** Reading beside a running service, an index of one's own starts from a copy of the service's. */
  async #index(): Promise<Feed> {
    if (this.#feed === null) {
      this.#copy = mkdtempSync(join(tmpdir(), 'ledger-index-'));
      const file = this.folder === null ? null : join(this.folder, 'log.db');
      if (this.folder !== null && file !== null && existsSync(file)) {
        const original = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
        original.prepare('VACUUM INTO ?').run(join(this.#copy, 'log.db'));
        original.close();
        if (existsSync(join(this.folder, 'index')))
          cpSync(join(this.folder, 'index'), join(this.#copy, 'index'), { recursive: true });
      }
      this.#feed = this.#startFeed(this.#copy);
    }
    await this.#feed.ready();
    return this.#feed;
  }

  async #readAll(positions: readonly Position[]): Promise<CommittedRecord[]> {
    const places = [...new Set(positions.map(placeOf))];
    const found = new Map<Position, CommittedRecord>();
    for (let at = 0; at < places.length; at += READS_AT_ONCE) {
      const some = places.slice(at, at + READS_AT_ONCE).map((place) => recordsAt(this.connection, place));
      for (const record of (await Promise.all(some)).flat()) found.set(record.position, record);
    }
    return positions.map((position) => {
      const record = found.get(position);
      if (record === undefined) throw missing(position);
      return record;
    });
  }

  async *#readBackwards({ from, to, limit }: AllRange): AsyncGenerator<readonly CommittedRecord[]> {
    let page: CommittedRecord[] = [];
    let left = limit ?? Number.POSITIVE_INFINITY;
    if (left <= 0) return;
    for await (const record of recordsBackwards(this.connection)) {
      if (record.position > (from ?? Number.MAX_SAFE_INTEGER)) continue;
      if (record.position < (to ?? 0)) break;
      page.push(record);
      if (--left === 0) break;
      if (page.length < PAGE_RECORDS) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  }
}
