/** Sees to it that nothing of the ledger's streams disappears unseen. */
import type { StreamName } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { Connection } from './connection.js';
import { type StoredRecord, UNNUMBERED } from './pack.js';
import type { Places, Tail } from './places.js';
import type { ServerEvent } from './read-call.js';
import { recordAt } from './reads.js';

/** Something of the ledger's streams was or will be taken away. */
export interface LogAlarm {
  readonly code: 'corrupt';
  readonly stream: string;
  readonly detail: string;
}

/** Metadata by which the server takes events away. */
const TAKING = ['$maxAge', '$maxCount', '$tb'];

/** @throws LedgerError `corrupt` where the last known record is gone: another server, an old backup of it, or a log whose end was taken away */
export async function verifyLast(connection: Connection, places: Places): Promise<void> {
  const last = places.before(Number.MAX_SAFE_INTEGER);
  if (last === null) return;
  const stored = await recordAt(connection, last.position).catch((error: unknown) => {
    if (error instanceof LedgerError && error.code === 'missing') return null;
    throw error;
  });
  if (stored?.id === last.id) return;
  throw new LedgerError(
    'corrupt',
    `EventStoreDB does not hold the record ${last.id} at position ${last.position} any more: records were lost, or LEDGER_EVENTSTOREDB or LEDGER_NAME name another log than before.`,
  );
}

/**
 * The same records, those numbered that somebody else wrote into our streams.
 * @throws LedgerError `corrupt` where a stream goes on behind a gap
 */
export function inOrder(records: readonly StoredRecord[], places: Places): readonly StoredRecord[] {
  const tails = new Map<StreamName, Tail>();
  return records.map((record) => {
    const { stream, event } = record;
    const { revision: last } = tails.get(stream) ?? (event === 0 ? { revision: -1 } : places.tail(stream));
    const numbered = record.revision === UNNUMBERED ? { ...record, revision: last + 1 } : record;
    if (numbered.revision !== last + 1)
      throw new LedgerError(
        'corrupt',
        `The stream ${stream} goes from revision ${last} to ${numbered.revision}: events were taken away in EventStoreDB.`,
      );
    tails.set(stream, numbered);
    return numbered;
  });
}

/** What the server wrote itself about one of the ledger's streams. */
export function alarmOf({ type, streamId, data }: ServerEvent, { prefix }: Connection): LogAlarm | null {
  const stream = streamId.replace(/^\$\$/, '').slice(prefix.length);
  if (type === '$streamDeleted')
    return { code: 'corrupt', stream, detail: `The stream ${stream} was deleted in EventStoreDB.` };
  const metadata = parsed(data);
  const taking = TAKING.filter((key) => key in metadata);
  if (taking.length === 0) return null;
  const detail = `The metadata of stream ${stream} now let EventStoreDB take events away (${taking.join(', ')}). Undo it, and do not scavenge.`;
  return { code: 'corrupt', stream, detail };
}

function parsed(data: Uint8Array): object {
  try {
    return Object(JSON.parse(Buffer.from(data).toString()));
  } catch {
    return {};
  }
}
