/** Records on their way from one thread to another: one text and one block of bytes a page, because copying objects one by one costs more than reading them. */
import type { JsonObject } from '../record/canonical.js';
import type { Position } from '../record/ids.js';
import { decodeBody, type RecordBody } from '../record/record.js';
import type { OpenHeader, ReadRecord } from './projection.js';

export interface Page {
  /** JSON: position, header, fields and length of the body of each record. */
  readonly text: string;
  /** Digest and body of each record, one after the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const DIGEST_BYTES = 32;

type Packed = readonly [Position, OpenHeader, JsonObject, number];

export function pack(records: readonly { readonly record: ReadRecord; readonly body: Uint8Array }[]): Page {
  const bytes = new Uint8Array(records.reduce((sum, { body }) => sum + DIGEST_BYTES + body.length, 0));
  let offset = 0;
  const packed = records.map(({ record, body }): Packed => {
    bytes.set(record.digest, offset);
    bytes.set(body, offset + DIGEST_BYTES);
    offset += DIGEST_BYTES + body.length;
    return [record.position, unsealed(record.header), record.fields, body.length];
  });
  return { text: JSON.stringify(packed), bytes };
}

export function unpack({ text, bytes }: Page): readonly ReadRecord[] {
  const packed = JSON.parse(text) as readonly Packed[];
  let offset = 0;
  return packed.map(([position, header, fields, length]) => {
    const digest = bytes.subarray(offset, offset + DIGEST_BYTES);
    const body = bytes.subarray(offset + DIGEST_BYTES, offset + DIGEST_BYTES + length);
    offset += DIGEST_BYTES + length;
    return new Unpacked(position, header, fields, digest, body);
  });
}

class Unpacked implements ReadRecord {
  readonly #bytes: Uint8Array;
  #body: RecordBody | undefined;

  constructor(
    readonly position: Position,
    readonly header: OpenHeader,
    readonly fields: JsonObject,
    readonly digest: Uint8Array,
    bytes: Uint8Array,
  ) {
    this.#bytes = bytes;
  }

  get body(): RecordBody {
    this.#body ??= decodeBody({ position: this.position, body: this.#bytes });
    return this.#body;
  }
}

/** What JSON leaves out is not sent. */
function unsealed(header: OpenHeader): OpenHeader {
  return { ...header, ...{ sealed: undefined, sealedGroups: undefined } };
}
