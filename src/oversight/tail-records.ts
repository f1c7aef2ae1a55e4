/** The live tail of `GET /v1/records` (`Accept: text/event-stream`): each new record once it has its leaf; resumes after `Last-Event-ID`, which is a position. */
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Query } from '../http/parameters.js';
import { EventLog } from '../log/event-log.js';
import { presentable } from '../projections/presentable.js';
import { ReadModels } from '../projections/projection.js';
import { type Position, parsePosition } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { isOver, matching, type RecordFilter, recordFilterOf } from './read-records.js';
import { leafOfEach, recordLine } from './record-lines.js';

/** Proxies cut connections that stay silent. */
const HEARTBEAT_MS = 15_000;
const MAX_TAILS = 100;

export class TailRecords extends CqrsQuery<Readable> {
  constructor(
    readonly query: Query,
    readonly lastEventId: string | undefined,
  ) {
    super();
  }
}

/** The tails that are open, so that a stop ends them. */
@Injectable()
export class LiveTails implements OnModuleDestroy {
  readonly #open = new Set<AbortController>();

  /** @throws LedgerError `overloaded` */
  begin(): AbortController {
    if (this.#open.size >= MAX_TAILS)
      throw new LedgerError('overloaded', `${MAX_TAILS} live tails are open already; close one or ask again later.`);
    const tail = new AbortController();
    this.#open.add(tail);
    tail.signal.addEventListener('abort', () => this.#open.delete(tail));
    return tail;
  }

  onModuleDestroy(): void {
    for (const tail of this.#open) tail.abort();
  }
}

@QueryHandler(TailRecords)
export class TailRecordsHandler implements IQueryHandler<TailRecords> {
  constructor(
    private readonly log: EventLog,
    private readonly models: ReadModels,
    private readonly tails: LiveTails,
  ) {}

  async execute({ query, lastEventId }: TailRecords): Promise<Readable> {
    const filter = recordFilterOf(query, this.models);
    const after = await this.#start(filter, lastEventId);
    const tail = this.tails.begin();
    const out = new PassThrough();
    const heartbeat = setInterval(() => out.write(':\n\n'), HEARTBEAT_MS);
    out.once('close', () => tail.abort());
    tail.signal.addEventListener('abort', () => clearInterval(heartbeat));
    out.write(':\n\n');
    this.#follow(filter, after, out, tail.signal).then(
      () => out.end(),
      (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    return out;
  }

  /** After the last event that the reader saw, from `from` where it names one, else from now on. */
  async #start(filter: RecordFilter, lastEventId: string | undefined): Promise<Position | null> {
    if (lastEventId !== undefined && lastEventId !== '') return parsePosition(lastEventId);
    if (filter.from === undefined) return this.log.head();
    return filter.from === 0 ? null : ((filter.from - 1) as Position);
  }

  async #follow(filter: RecordFilter, after: Position | null, out: PassThrough, signal: AbortSignal): Promise<void> {
    const wanted = matching(filter);
    const leafOf = leafOfEach(this.models);
    for await (const { records, position } of this.log.follow(after, signal)) {
      if (signal.aborted) return;
      if (records.length > 0) await this.models.waitFor(position).catch(() => undefined);
      for (const record of records) {
        if (!wanted(record)) continue;
        const [shown = record] = await presentable(this.log, this.models, [record]);
        const data = recordLine(shown, leafOf(record));
        const room = out.write(`id: ${record.position}\nevent: record\ndata: ${data}\n\n`);
        if (!room) await once(out, 'drain', { signal }).catch(() => undefined);
        if (signal.aborted) return;
      }
      if (isOver(filter, position, records.at(-1))) return;
    }
  }
}
