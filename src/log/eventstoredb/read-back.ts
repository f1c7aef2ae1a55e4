/** Where the records of a write stand, as the log's own order says when it has brought them back. */
import type { RecordId } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { Appended } from '../event-log.js';
import type { Connection } from './connection.js';
import { contentTagOf, type Plan } from './decide.js';
import type { Place } from './places.js';
import { recordAt } from './reads.js';
import type { Fresh, Request } from './requests.js';

/**
 * @param first the first copy in the log of each record that was written
 * @throws LedgerError `conflict` where another instance was faster with other content
 */
export async function placesOf(
  connection: Connection,
  { known, fresh }: Plan,
  { stream, records }: Request,
  first: ReadonlyMap<RecordId, Place>,
): Promise<readonly Appended[]> {
  const places = new Map(known);
  for (const one of fresh) {
    const place = first.get(one.record.id);
    if (place === undefined) throw new LedgerError('internal');
    const ours = place.stream === stream && place.revision === one.revision;
    places.set(
      one.record.id,
      ours
        ? { position: place.position, revision: place.revision, duplicate: false }
        : await faster(connection, one, place),
    );
  }
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
async function faster(connection: Connection, { record }: Fresh, { position, revision }: Place): Promise<Appended> {
  const { header } = await recordAt(connection, position);
  if (contentTagOf(header) !== record.contentTag)
    throw new LedgerError('conflict', `The record ${record.id} exists at position ${position} with other content.`);
  return { position, revision, duplicate: true };
}
