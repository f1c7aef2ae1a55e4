/** Requests to append that wait to be sent, and which of them share a write. */
import type { StreamName } from '../../record/ids.js';
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
  readonly resolve: (places: readonly Appended[]) => void;
  readonly reject: (error: unknown) => void;
}

/** The next neighbours of one stream, taken off the queue; it is cut between requests only. */
export function takeGroup(queue: Request[]): Request[] {
  const group: Request[] = [];
  let bytes = 0;
  let records = 0;
  for (let next = queue[0]; next !== undefined; next = queue[0]) {
    bytes += next.bytes;
    records += next.records.length;
    if (group.length > 0 && (bytes > WRITE_BYTES || records > WRITE_RECORDS)) break;
    if (next.stream !== group[0]?.stream && group.length > 0) break;
    group.push(next);
    queue.shift();
  }
  return group;
}
