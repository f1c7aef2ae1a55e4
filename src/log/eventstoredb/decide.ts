/** What would become of a group of requests to one stream, after all that this instance knows of the log. It writes nothing. */
import type { RecordId } from '../../record/ids.js';
import { LedgerError } from '../../record/ledger-error.js';
import type { NewRecord } from '../../record/record.js';
import type { Appended, ExpectedRevision } from '../event-log.js';
import type { Connection } from './connection.js';
import type { Place, Places } from './places.js';
import { recordAt } from './reads.js';
import type { Fresh, Request } from './requests.js';
import type { Sent } from './sent.js';

export interface Plan {
  readonly refusal: LedgerError | null;
  /** Places of the records that are in the log already. */
  readonly known: ReadonlyMap<RecordId, Appended>;
  readonly fresh: readonly Fresh[];
}

/**
 * @param tail the stream's last revision, -1 where it has none
 * @param sent what was sent before with an unknown outcome: found in the log, it is no duplicate
 */
export async function decide(
  connection: Connection,
  places: Places,
  group: readonly Request[],
  tail: number,
  sent: Sent,
): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  let last = tail;
  for (const request of group) {
    const plan = await planOf(connection, places, request, last, sent);
    last += plan.fresh.length;
    plans.push(plan);
  }
  return plans;
}

async function planOf(
  connection: Connection,
  places: Places,
  { stream, records, expected }: Request,
  last: number,
  sent: Sent,
): Promise<Plan> {
  const known = new Map<RecordId, Appended>();
  const fresh = new Map<RecordId, Fresh>();
  let ownBefore = 0;
  for (const record of records) {
    const twin = fresh.get(record.id);
    if (twin !== undefined) {
      if (twin.record.contentTag !== record.contentTag) return refused(conflict(record.id, 'in the same append'));
      continue;
    }
    const place = places.find(record.id);
    if (place === null) {
      fresh.set(record.id, { record, revision: last + fresh.size + 1 });
      continue;
    }
    const appended = await repeat(connection, record, place, sent);
    if (appended === null) return refused(conflict(record.id, `at position ${place.position}`));
    if (!appended.duplicate) ownBefore++;
    if (!known.has(record.id)) known.set(record.id, appended);
  }
  const actual = last - ownBefore;
  if (fresh.size > 0 && expected !== 'any' && actual !== (expected === 'none' ? -1 : expected))
    return refused(wrongRevision(stream, expected, last));
  return { refusal: null, known, fresh: [...fresh.values()] };
}

/** @returns null where the record has other content */
async function repeat(
  connection: Connection,
  record: NewRecord,
  { position, revision }: Place,
  sent: Sent,
): Promise<Appended | null> {
  const { header, eventId } = await recordAt(connection, position);
  if (contentTagOf(header) !== record.contentTag) return null;
  return { position, revision, duplicate: !sent.has(eventId) };
}

export function contentTagOf(header: Uint8Array): string {
  const parsed: unknown = JSON.parse(Buffer.from(header).toString());
  return String(Object(parsed).contentTag);
}

function refused(refusal: LedgerError): Plan {
  return { refusal, known: new Map(), fresh: [] };
}

function conflict(id: RecordId, where: string): LedgerError {
  return new LedgerError('conflict', `The record ${id} exists ${where} with other content.`);
}

function wrongRevision(stream: string, expected: ExpectedRevision, last: number): LedgerError {
  const actual = last === -1 ? 'does not exist' : `is at revision ${last}`;
  const wanted = expected === 'none' ? 'not to exist' : `to be at revision ${expected}`;
  return new LedgerError('wrong-revision', `The stream ${stream} was expected ${wanted} and ${actual}.`);
}
