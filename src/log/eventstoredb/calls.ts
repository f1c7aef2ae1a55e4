/**
 * Opens the server's calls over the client's own channel: found by discovery, with its credentials and certificates, made anew when a call fails. What is
 * said in them is the driver's own (`read-call.ts`, `append-call.ts`).
 */
import type { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';

/** gRPC's metadata and options of a call. */
export type CallArguments = readonly [
  metadata: NonNullable<Parameters<StreamsClient['read']>[1]>,
  options: NonNullable<Parameters<StreamsClient['read']>[2]>,
];

/** What the client has for its own calls. */
type Arguments = (base: object, options: { readonly deadline: number }) => CallArguments;
type Creator<T> = (
  kind: typeof StreamsClient,
  name: string,
  open: (streams: StreamsClient) => T,
  cache?: WeakMap<StreamsClient, T>,
) => () => Promise<T>;

/**
 * @param milliseconds after which it has failed, null where it stays open
 * @param cache where one call serves many: the open one of this channel, until it ends
 */
export async function openCall<T extends object>(
  client: EventStoreDBClient,
  name: string,
  milliseconds: number | null,
  open: (streams: StreamsClient, ...how: CallArguments) => T,
  cache?: WeakMap<StreamsClient, T>,
): Promise<T> {
  const argumentsOf: Arguments = Reflect.get(client, 'callArguments');
  const creatorOf: Creator<T> = Reflect.get(client, 'GRPCStreamCreator');
  const deadline = milliseconds === null ? Number.POSITIVE_INFINITY : Date.now() + milliseconds;
  const create = creatorOf(StreamsClient, name, (streams) => open(streams, ...argumentsOf({}, { deadline })), cache);
  return create();
}
