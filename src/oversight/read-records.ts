/** `GET /v1/records`: raw records of the log as NDJSON, any length; the log is read only as fast as the reader takes it. */
import { Readable } from 'node:stream';
import { Query as CqrsQuery, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type Parameter, parameter, parametersOf, type Query } from '../http/parameters.js';
import { EventLog } from '../log/event-log.js';
import { leafAt, sizeAsOf } from '../projections/leaf.js';
import { presentable } from '../projections/presentable.js';
import { ReadModels } from '../projections/projection.js';
import {
  type Instant,
  millisecondsOf,
  type Position,
  parsePosition,
  type StreamName,
  streamName,
} from '../record/ids.js';
import { type CommittedRecord, decodeHeader } from '../record/record.js';
import { leafOfEach, leavesOfPage, recordLine } from './record-lines.js';

export interface RecordFilter {
  readonly stream?: StreamName;
  readonly types: readonly string[];
  /** First and last position, both inclusive. */
  readonly from?: Position;
  readonly to?: Position;
  /** Bounds of `recordedAt` in milliseconds since 1970, from and up to but not including: for records that the read models did not know yet. */
  readonly since?: number;
  readonly before?: number;
}

export const recordParameters = parametersOf({
  stream: parameter.text('Only of this stream, for example decision-dec-8812'),
  type: parameter.text('Only of these types, with commas between'),
  from: bound('Only from this position on, or recorded at this instant or later'),
  to: bound('Only up to this position, or recorded before this instant'),
});

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
  const { stream, type, from, to } = recordParameters.read(query);
  return {
    types: type?.split(',') ?? [],
    ...(stream !== undefined && { stream: streamName(stream) }),
    ...(from !== undefined && startAt(models, from)),
    ...(to !== undefined && endAt(models, to)),
  };
}

/** Whether a record is one of those asked for. */
export function matching(filter: RecordFilter): (record: CommittedRecord) => boolean {
  const { stream, types, from = 0, to = Number.POSITIVE_INFINITY } = filter;
  const { since = Number.NEGATIVE_INFINITY, before = Number.POSITIVE_INFINITY } = filter;
  const byHeader = types.length > 0 || filter.since !== undefined || filter.before !== undefined;
  return (record) => {
    if (stream !== undefined && record.stream !== stream) return false;
    if (record.position < from || record.position > to) return false;
    if (!byHeader) return true;
    const { type, recordedAt } = decodeHeader(record);
    const at = millisecondsOf(recordedAt);
    return at >= since && at < before && (types.length === 0 || types.includes(type));
  };
}

/**
 * Whether nothing beyond a position can be asked for: effective recorded times never fall.
 * @param last the last record up to it, where one was read
 */
export function isOver({ to, before }: RecordFilter, position: Position, last?: CommittedRecord): boolean {
  if (to !== undefined && position >= to) return true;
  return before !== undefined && last !== undefined && millisecondsOf(decodeHeader(last).recordedAt) >= before;
}

/** A bound is a position, or an instant of effective recording. */
function bound(description: string): Parameter<Position | Instant | undefined> {
  const instant = parameter.instant(description);
  const schema = { anyOf: [{ type: 'string', pattern: '^\\d{1,16}$' }, instant.schema] };
  return parameter.parsed<Position | Instant | undefined>(description, schema, (text) =>
    /^\d{1,16}$/.test(text) ? { value: parsePosition(text) } : instant.parse(text),
  );
}

/** From the first record recorded at an instant or later. */
function startAt(models: ReadModels, bound: Position | Instant): Pick<RecordFilter, 'from' | 'since'> {
  if (typeof bound === 'number') return { from: bound };
  const { position, known } = firstSince(models, bound);
  return known ? { from: position } : { from: position, since: millisecondsOf(bound) };
}

/** Up to the last record recorded before an instant. */
function endAt(models: ReadModels, bound: Position | Instant): Pick<RecordFilter, 'to' | 'before'> {
  if (typeof bound === 'number') return { to: bound };
  const { position, known } = firstSince(models, bound);
  return known ? { to: (position - 1) as Position } : { before: millisecondsOf(bound) };
}

/** Effective recorded times never fall along the log, so an instant is a place in it. One that the read models have not come to lies anywhere behind what they know. */
function firstSince(models: ReadModels, instant: Instant): { readonly position: Position; readonly known: boolean } {
  return models.together(() => {
    const { position, size } = models.reached();
    const before = sizeBefore(models, instant);
    const first = before < size ? leafAt(models, before) : undefined;
    return { position: first?.position ?? (((position ?? -1) + 1) as Position), known: first !== undefined };
  });
}

/** Leaves recorded before an instant, to the millisecond that recorded times have. */
function sizeBefore(models: ReadModels, instant: Instant): number {
  const before = new Date(millisecondsOf(instant) - 1).toISOString() as Instant;
  return sizeAsOf(models, before);
}

function spanOf({ from, to }: RecordFilter): { from?: Position; to?: Position } {
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
