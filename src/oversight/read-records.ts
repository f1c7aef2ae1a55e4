/** `GET /v1/records`: raw records of the log as NDJSON, any length; the log is read only as fast as the reader takes it. */
import { Readable } from 'node:stream';
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Parameters, type Query } from '../http/parameters.js';
import { EventLog } from '../log/event-log.js';
import { leafAt, sizeAsOf } from '../projections/leaf.js';
import { presentable } from '../projections/presentable.js';
import { ReadModels } from '../projections/projection.js';
import { type Instant, type Position, parsePosition, type StreamName, streamName } from '../record/ids.js';
import { type CommittedRecord, decodeHeader } from '../record/record.js';
import { leafOfEach, leavesOfPage, recordLine } from './record-lines.js';

export interface RecordFilter {
  readonly stream?: StreamName;
  readonly types: readonly string[];
  /** First and last position, both inclusive. */
  readonly from?: Position;
  readonly to?: Position;
}

export class ReadRecords extends CqrsQuery<Readable> {
  constructor(readonly query: Query) {
    super();
  }
}

@QueryHandler(ReadRecords)
export class ReadRecordsHandler implements IQueryHandler<ReadRecords> {
  constructor(
    private readonly log: EventLog,
    private readonly models: ReadModels,
  ) {}

  async execute({ query }: ReadRecords): Promise<Readable> {
    return Readable.from(this.#lines(recordFilterOf(query, this.models)), { objectMode: false });
  }

  async *#lines(filter: RecordFilter): AsyncGenerator<string> {
    const wanted = matching(filter);
    const pages = filter.stream === undefined ? this.log.readAll(spanOf(filter)) : this.log.readStream(filter.stream);
    for await (const page of pages) {
      const leafOf = filter.stream === undefined ? leavesOfPage(this.models, page) : leafOfEach(this.models);
      const shown = await presentable(this.log, this.models, page.filter(wanted));
      const lines = shown.map((record) => `${recordLine(record, leafOf(record))}\n`);
      if (lines.length > 0) yield lines.join('');
    }
  }
}

/** @throws LedgerError `bad-request` */
export function recordFilterOf(query: Query, models: ReadModels): RecordFilter {
  const parameters = new Parameters(query, ['stream', 'type', 'from', 'to']);
  const stream = parameters.text('stream');
  const types = parameters.text('type')?.split(',') ?? [];
  const from = boundOf(parameters, 'from');
  const to = boundOf(parameters, 'to');
  parameters.check();
  return {
    types,
    ...(stream !== undefined && { stream: streamName(stream) }),
    ...(from !== undefined && { from: positionOf(models, from, 'from') }),
    ...(to !== undefined && { to: positionOf(models, to, 'to') }),
  };
}

/** Whether a record is one of those asked for. */
export function matching({ stream, types, from, to }: RecordFilter): (record: CommittedRecord) => boolean {
  return (record) =>
    (stream === undefined || record.stream === stream) &&
    (from === undefined || record.position >= from) &&
    (to === undefined || record.position <= to) &&
    (types.length === 0 || types.includes(decodeHeader(record).type));
}

/** A bound is a position, or an instant of effective recording. */
function boundOf(parameters: Parameters, name: string): Position | Instant | undefined {
  const text = parameters.text(name);
  return text !== undefined && /^\d{1,16}$/.test(text) ? parsePosition(text) : parameters.instant(name);
}

/** Instants are bounds of the recorded time: from the first record not before `from`, up to the last before `to`. */
function positionOf(models: ReadModels, bound: Position | Instant, side: 'from' | 'to'): Position {
  if (typeof bound === 'number') return bound;
  const size = sizeBefore(models, bound);
  const position = leafAt(models, side === 'from' ? size : size - 1)?.position;
  // Beyond the newest record nothing matches, before the first one everything or nothing.
  return position ?? (side === 'from' && size > 0 ? (Number.MAX_SAFE_INTEGER as Position) : (0 as Position));
}

/** Leaves recorded before an instant, to the millisecond that recorded times have. */
function sizeBefore(models: ReadModels, instant: Instant): number {
  const before = new Date(Date.parse(instant) - 1).toISOString() as Instant;
  return sizeAsOf(models, before);
}

function spanOf({ from, to }: RecordFilter): { from?: Position; to?: Position } {
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
