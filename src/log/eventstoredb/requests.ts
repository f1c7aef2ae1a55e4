/** Requests to append that wait to be sent, and which of them share a write. */
import type { StreamName } from '../../record/ids.js';
import type { LedgerError } from '../../record/ledger-error.js';
import type { NewRecord } from '../../record/record.js';
import type { Appended, ExpectedRevision } from '../event-log.js';

/** The server's own limit for one append is 1 MiB. */
export const WRITE_BYTES = 1_048_576;
const WRITE_RECORDS = 2_000;

export interface Request {
  readonly stream: StreamName;
  readonly records: readonly NewRecord[];
  readonly expected: ExpectedRevision;
  readonly bytes: number;
  /** Whose other requests it must not overtake, and the one of them before it; null where it keeps to no order but that of sending. */
  readonly order: Order | null;
  readonly before: Promise<unknown> | null;
  readonly resolve: (places: readonly Appended[]) => void;
  readonly reject: (error: unknown) => void;
}

/** A record of a request that is to be written. */
export interface Fresh {
  readonly record: NewRecord;
  /** What it will be. */
  readonly revision: number;
}

/**
 * Requests that stand in the log in their order whatever happens. The server takes what is sent in order, so a failure leaves a beginning of it; from then
 * on nothing of it is sent before what came before it has been answered.
 */
export interface Order {
  failed: boolean;
  last: Promise<unknown> | null;
}

/** The next neighbours of one stream, taken off the queue; it is cut between requests only, and around those of an order. */
export function takeGroup(queue: Request[]): Request[] {
  const group: Request[] = [];
  let bytes = 0;
  let records = 0;
  for (let next = queue[0]; next !== undefined; next = queue[0]) {
    bytes += next.bytes;
    records += next.records.length;
    if (group.length > 0 && (bytes > WRITE_BYTES || records > WRITE_RECORDS)) break;
    if (group.length > 0 && (next.stream !== group[0]?.stream || next.order !== null || group[0].order !== null)) break;
    group.push(next);
    queue.shift();
  }
  return group;
}

/** What comes behind one of them in its order is refused too. */
export function refuse(group: readonly Request[], failure: LedgerError): void {
  for (const { order, reject } of group) {
    if (order !== null) order.failed = true;
    reject(failure);
  }
}
