/**
 * The server's call for appends: one for all writes of a channel, which are sent in the order in which they were asked for and answered in any. When it
 * ends, whatever it has not answered is refused with its error; the next write opens another.
 */
import { randomInt } from 'node:crypto';
import {
  AccessDeniedError,
  CancelledError,
  convertToCommandError,
  DeadlineExceededError,
  type EventStoreDBClient,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  UnavailableError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { type CallArguments, openCall } from './calls.js';
import { CALL_MILLISECONDS } from './clients.js';
import { Fields, field, fieldSize, numberField, writeHead } from './protobuf.js';

/** An event that is not yet sent. */
export interface NewEvent {
  /** A UUID. */
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
}

export interface Write {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  /** The stream's last revision; -1 where it has none. */
  readonly after: number;
}

interface Sending {
  write(bytes: Buffer): unknown;
}

/** What one call has not answered yet. */
interface Call {
  /** Tells its writes from those of others. */
  readonly mark: number;
  readonly waiting: Map<number, Waiting>;
}

interface Waiting {
  readonly write: Write;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const PATH = '/event_store.client.streams.Streams/BatchAppend';
const UUID_LENGTH = 36;
const MARKS = 2 ** 47;

const open = new WeakMap<StreamsClient, Sending>();
const calls = new WeakMap<Sending, Call>();
let writes = 0;

/** All or nothing. @throws the client's errors */
export async function appendEvents(client: EventStoreDBClient, write: Write): Promise<void> {
  const duplex = await openCall(client, 'appendToStream', null, callOn, open);
  const call = calls.get(duplex);
  if (call === undefined) throw new UnavailableError(undefined, 'The call for appends has ended.');
  const number = ++writes;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  call.waiting.set(number, { write, resolve, reject });
  duplex.write(encode(write, call.mark, number));
  return promise;
}

function callOn(streams: StreamsClient, ...[metadata, options]: CallArguments): Sending {
  const duplex = streams.makeBidiStreamRequest(PATH, (bytes: Buffer) => bytes, answer, metadata, options);
  const waiting: Call['waiting'] = new Map();
  calls.set(duplex, { mark: randomInt(1, MARKS), waiting });
  const end = (error: Error): void => {
    calls.delete(duplex);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  duplex.on('data', ({ number, failure }: Answer) => {
    const one = waiting.get(number);
    waiting.delete(number);
    if (failure === null) one?.resolve();
    else one?.reject(errorOf(failure, one.write));
  });
  duplex.on('error', (error: Error) => end(convertToCommandError(error)));
  duplex.on('end', () => end(new CancelledError(undefined, 'The server has ended the call for appends.')));
  return duplex;
}

function encode({ stream, events, after }: Write, mark: number, number: number): Buffer {
  const correlation = field(1, field(1, numberField(1, mark), numberField(2, number)));
  const expected = after === -1 ? field(3) : numberField(2, after);
  // A duration, not a time of day: the server's clock may be another.
  const deadline = field(7, numberField(1, CALL_MILLISECONDS / 1_000));
  const options = field(2, field(1, field(3, stream)), expected, deadline);
  const final = numberField(4, 1);
  const properties = events.map(({ type }) => propertiesOf(type));
  const sizes = events.map(({ data }, index) => UUID_FIELD + (properties[index]?.length ?? 0) + fieldSize(data.length));
  const size = sizes.reduce((sum, length) => sum + fieldSize(length), 0);
  const head = [correlation, options, final];
  const bytes = Buffer.allocUnsafe(head.reduce((sum, { length }) => sum + length, size));
  let at = 0;
  for (const part of head) at += part.copy(bytes, at);
  for (const [index, { id, data }] of events.entries()) {
    at = writeHead(bytes, at, 3, sizes[index] ?? 0);
    at = writeHead(bytes, at, 1, UUID_FIELD - 2);
    at = writeHead(bytes, at, 2, UUID_LENGTH);
    at += bytes.write(id, at, 'latin1');
    at += properties[index]?.copy(bytes, at) ?? 0;
    at = writeHead(bytes, at, 4, data.length);
    bytes.set(data, at);
    at += data.length;
  }
  return bytes;
}

const UUID_FIELD = fieldSize(fieldSize(UUID_LENGTH));
const known = new Map<string, Buffer>();

/** Type and media type, the same for all events of a kind. */
function propertiesOf(type: string): Buffer {
  const there = known.get(type);
  if (there !== undefined) return there;
  const entry = (key: string, value: string): Buffer => field(2, field(1, key), field(2, value));
  const made = Buffer.concat([entry('type', type), entry('content-type', 'application/octet-stream')]);
  known.set(type, made);
  return made;
}

interface Answer {
  readonly number: number;
  readonly failure: Failure | null;
}

interface Failure {
  /** Name of the message that says what is wrong. */
  readonly kind: string;
  readonly message: string;
}

function answer(bytes: Buffer): Answer {
  let [number, failure]: [number, Failure | null] = [0, null];
  const fields = new Fields(bytes);
  for (let at = fields.next(); at !== 0; at = fields.next()) {
    if (at === 1) number = numberOf(fields.message());
    else if (at === 2) failure = failureOf(fields.message());
    else fields.skip();
  }
  return { number, failure };
}

/** The second half of a UUID. */
function numberOf(fields: Fields): number {
  for (let at = fields.next(); at !== 0; at = fields.next()) {
    if (at === 1) return numberOf(fields.message());
    if (at === 2) return fields.number();
    fields.skip();
  }
  return 0;
}

/** `google.rpc.Status`: code, message, and details, whose first field is `type.googleapis.com/<name>`. */
function failureOf(fields: Fields): Failure {
  let [kind, message] = ['', ''];
  for (let at = fields.next(); at !== 0; at = fields.next()) {
    if (at === 2) message = fields.text();
    else if (at === 3) {
      const details = fields.message();
      if (details.next() === 1) kind = details.text().replace(/^.*\./, '');
    } else fields.skip();
  }
  return { kind, message };
}

function errorOf({ kind, message }: Failure, { stream, events, after }: Write): Error {
  const expected = after === -1 ? 'no_stream' : BigInt(after);
  switch (kind) {
    case 'WrongExpectedVersion':
      return new WrongExpectedVersionError(undefined, { streamName: stream, expected, current: 'no_stream' });
    case 'StreamDeleted':
      return StreamDeletedError.fromStreamName(stream);
    case 'AccessDenied':
      return new AccessDeniedError();
    case 'Timeout':
      return new DeadlineExceededError();
    case 'MaximumAppendSizeExceeded':
      return MaxAppendSizeExceededError.fromMaxAppendSize(events.reduce((sum, { data }) => sum + data.length, 0));
    default:
      return new UnknownError(undefined, message);
  }
}
