/** A record as the log gives it, read as far as read models need it; its fields are parsed on first use. */
import type { JsonObject } from '../record/canonical.js';
import { recordDigest } from '../record/digest.js';
import { millisecondsOf, type Position } from '../record/ids.js';
import { bodyText, decodeBody, type ReadableRecord } from '../record/record.js';
import { uuidBytes } from '../record/uuid.js';
import { openHeader } from './open-header.js';
import type { OpenHeader, ReadRecord } from './projection.js';
import { withoutLists } from './without-lists.js';

/** Types of which a read model wants a list. Of all others lists are cut out first: they are most of a decision, and nothing in them is indexed. */
const WITH_LISTS: ReadonlySet<string> = new Set([
  ...['data.rectified', 'data.shared', 'data.anonymised', 'data.erased'],
  'subject.erased',
]);

/** @throws LedgerError `corrupt` where the bytes are not a record, or are another one than the log says */
export function readRecord(committed: ReadableRecord): Read {
  const { position, id, body } = committed;
  const header = openHeader(committed);
  return new Read(
    position,
    header,
    uuidBytes(id),
    recordDigest(committed.header),
    millisecondsOf(header.occurredAt),
    millisecondsOf(header.recordedAt),
    bodyText({ position, body: WITH_LISTS.has(header.type) ? body : withoutLists(body) }),
  );
}

export class Read implements ReadRecord {
  #fields: JsonObject | undefined;

  /** @param body its text as far as read models want it */
  constructor(
    readonly position: Position,
    readonly header: OpenHeader,
    readonly id: Uint8Array,
    readonly digest: Uint8Array,
    readonly occurredAt: number,
    readonly recordedAt: number,
    readonly body: string,
  ) {}

  get fields(): JsonObject {
    this.#fields ??= decodeBody(this).data;
    return this.#fields;
  }
}
