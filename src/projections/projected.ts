/** A record as the log gives it, read as far as read models need it; what not every one of them needs is made on first use. */
import type { JsonObject } from '../record/canonical.js';
import { recordDigest } from '../record/digest.js';
import type { Position } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { decodeBody, decodeHeader, type ReadableRecord, type RecordBody } from '../record/record.js';
import type { OpenHeader, ReadRecord } from './projection.js';
import { withoutLists } from './without-lists.js';

/** @throws LedgerError `corrupt` where the bytes are not a record, or are another one than the log says */
export function readRecord(committed: ReadableRecord): ReadRecord {
  return new Read(committed);
}

class Read implements ReadRecord {
  readonly position: Position;
  readonly header: OpenHeader;
  readonly #committed: ReadableRecord;
  #fields: JsonObject | undefined;
  #body: RecordBody | undefined;
  #digest: Uint8Array | undefined;

  constructor(committed: ReadableRecord) {
    const { position, id, stream } = committed;
    const header = decodeHeader(committed);
    if (header.id !== id || header.stream !== stream)
      throw new LedgerError(
        'corrupt',
        `The record at position ${position} says it is ${header.id} in ${header.stream}; the log holds it as ${id} in ${stream}.`,
      );
    this.position = position;
    this.header = header;
    this.#committed = committed;
  }

  get fields(): JsonObject {
    this.#fields ??= decodeBody({ position: this.position, body: withoutLists(this.#committed.body) }).data;
    return this.#fields;
  }

  get body(): RecordBody {
    this.#body ??= decodeBody(this.#committed);
    return this.#body;
  }

  get digest(): Uint8Array {
    this.#digest ??= recordDigest(this.#committed.header);
    return this.#digest;
  }
}
