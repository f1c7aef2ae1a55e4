/** The server's call that reads a stream or `$all`, once or as a subscription, over the client's own channel. */
import type { Readable } from 'node:stream';
import { convertToCommandError, type EventStoreDBClient, StreamNotFoundError } from '@eventstore/db-client';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { type CallArguments, openCall } from './calls.js';
import { CALL_MILLISECONDS } from './clients.js';
import { Fields, field, numberField } from './protobuf.js';

export interface ReadRequest {
  /** `$all` where it is absent. */
  readonly stream?: string;
  /** A revision of the stream or a position in `$all`: inclusive in a read, exclusive in a subscription. */
  readonly from: number | 'start' | 'end';
  readonly backwards?: boolean;
  /** A subscription where it is absent. */
  readonly count?: number;
  /** What the names of the streams begin with, and how many events the server looks through before it tells how far it is. */
  readonly filter?: {
    readonly prefixes: readonly string[];
    readonly window: number;
    readonly checkpointWindows: number;
  };
}

/** Any event, as the driver sees it. */
export interface ServerEvent {
  readonly id: string;
  readonly type: string;
  readonly streamId: string;
  readonly revision: number;
  /** Where it was committed. */
  readonly position: number;
  readonly data: Uint8Array;
}

/** What the server says: an event, how far a subscription has come, or something else. */
export type Told =
  | ServerEvent
  | { readonly checkpoint: number }
  | { readonly missing: string }
  | { readonly other: number };

/** Gives what the server tells, as `Told`; its errors are what gRPC says. */
export type Reading = Readable & { cancel(): void };

const PATH = '/event_store.client.streams.Streams/Read';
const NOTHING = new Uint8Array();

export async function openRead(client: EventStoreDBClient, request: ReadRequest): Promise<Reading> {
  const open = (streams: StreamsClient, ...how: CallArguments): Reading =>
    streams.makeServerStreamRequest(PATH, (bytes: Buffer) => bytes, told, encode(request), ...how);
  return openCall(client, 'read', request.count === undefined ? null : CALL_MILLISECONDS, open);
}

/**
 * What a read gives, to its end, or until it is `most` bytes of data.
 * @throws the client's errors
 */
export async function collect(
  client: EventStoreDBClient,
  request: ReadRequest & { readonly count: number },
  most = Number.POSITIVE_INFINITY,
): Promise<ServerEvent[]> {
  const reading = await openRead(client, request);
  const { promise, resolve, reject } = Promise.withResolvers<ServerEvent[]>();
  const events: ServerEvent[] = [];
  let bytes = 0;
  reading.on('data', (told: Told) => {
    if ('missing' in told) reject(new StreamNotFoundError(undefined, told.missing));
    if (!('data' in told) || bytes >= most) return;
    events.push(told);
    bytes += told.data.length;
    if (bytes < most) return;
    resolve(events);
    // Not in the midst of what the call tells: https://github.com/grpc/grpc-node/issues/1652
    setImmediate(() => reading.cancel());
  });
  reading.on('end', () => resolve(events));
  reading.on('error', (error) => reject(convertToCommandError(error)));
  return promise;
}

function encode({ stream, from, backwards = false, count, filter }: ReadRequest): Buffer {
  const [at, start, end] = stream === undefined ? [1, 2, 3] : [2, 3, 4];
  const place =
    from === 'start'
      ? field(start, NOTHING)
      : from === 'end'
        ? field(end, NOTHING)
        : stream === undefined
          ? field(at, numberField(1, from), numberField(2, from))
          : numberField(at, from);
  const options = [
    stream === undefined ? field(2, place) : field(1, field(1, field(3, stream)), place),
    numberField(3, backwards ? 1 : 0),
    count === undefined ? field(6, NOTHING) : numberField(5, count),
    filter === undefined
      ? field(8, NOTHING)
      : field(
          7,
          field(1, ...filter.prefixes.map((prefix) => field(2, prefix))),
          numberField(3, filter.window),
          numberField(5, filter.checkpointWindows),
        ),
    field(9, field(2, NOTHING)),
  ];
  return field(1, ...options);
}

/** An answer holds one field. */
function told(bytes: Buffer): Told {
  const fields = new Fields(bytes);
  const kind = fields.next();
  if (kind === 1) return resolved(fields.message());
  if (kind === 3) return { checkpoint: positionIn(fields.message()) };
  if (kind === 4) return { missing: streamIn(fields.message()) };
  return { other: kind };
}

function resolved(fields: Fields): Told {
  for (let number = fields.next(); number !== 0; number = fields.next()) {
    if (number === 1) return event(fields.message());
    fields.skip();
  }
  return { other: 1 };
}

function streamIn(fields: Fields): string {
  for (let number = fields.next(); number !== 0; number = fields.next()) {
    if (number === 1) return textIn(fields.message(), 3);
    fields.skip();
  }
  return '';
}

function event(fields: Fields): ServerEvent {
  let [id, streamId, type, revision, position]: [string, string, string, number, number] = ['', '', '', 0, 0];
  let data: Uint8Array = NOTHING;
  for (let number = fields.next(); number !== 0; number = fields.next()) {
    if (number === 1) id = textIn(fields.message(), 2);
    else if (number === 2) streamId = textIn(fields.message(), 3);
    else if (number === 3) revision = fields.number();
    else if (number === 5) position = fields.number();
    else if (number === 6) type = typeIn(fields.message()) ?? type;
    else if (number === 8) data = fields.span();
    else fields.skip();
  }
  return { id, streamId, type, revision, position, data };
}

/** An entry of the event's properties, if it is its type. */
function typeIn(fields: Fields): string | null {
  let key = '';
  for (let number = fields.next(); number !== 0; number = fields.next()) {
    if (number === 1) key = fields.text();
    else if (number === 2 && key === 'type') return fields.text();
    else fields.skip();
  }
  return null;
}

function textIn(fields: Fields, wanted: number): string {
  for (let number = fields.next(); number !== 0; number = fields.next()) {
    if (number === wanted) return fields.text();
    fields.skip();
  }
  return '';
}

function positionIn(fields: Fields): number {
  for (let number = fields.next(); number !== 0; number = fields.next()) {
    if (number === 1) return fields.number();
    fields.skip();
  }
  return 0;
}
