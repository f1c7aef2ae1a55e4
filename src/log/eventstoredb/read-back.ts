/** Where the records of a write stand, as the log's own order says when it has brought them back. */
import type { RecordId, StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { Appended } from '../event-log.js';
import type { Connection } from './connection.js';
import { contentTagOf, type Fresh, type Plan } from './decide.js';
import type { Feed } from './feed.js';
import { unframe } from './framed-record.js';
import { eventAt } from './reads.js';
import type { Request } from './requests.js';

/** @throws LedgerError `conflict` where another instance was faster with other content */
export async function placesOf(
  connection: Connection,
  feed: Feed,
  { known, fresh }: Plan,
  { stream, records }: Request,
): Promise<readonly Appended[]> {
  const places = new Map(known);
  for (const one of fresh) places.set(one.record.id, await readBack(connection, feed, stream, one));
  const told = new Set<RecordId>();
  return records.map(({ id }) => {
    const place = places.get(id);
    if (place === undefined) throw new LedgerError('internal');
    if (told.has(id)) return { ...place, duplicate: true };
    told.add(id);
    return place;
  });
}

/** Where another instance was faster in another stream, its copy is the record. */
async function readBack(
  connection: Connection,
  feed: Feed,
  stream: StreamName,
  { record, revision }: Fresh,
): Promise<Appended> {
  const place = await feed.placed(record.id);
  if (place.stream === stream && place.revision === revision)
    return { position: place.position, revision, duplicate: false };
  const stored = unframe(await eventAt(connection, place.position), connection.prefix);
  if (contentTagOf(stored.header) !== record.contentTag)
    throw new LedgerError(
      'conflict',
      `The record ${record.id} exists at position ${place.position} with other content.`,
    );
  return { position: place.position, revision: place.revision, duplicate: true };
}
