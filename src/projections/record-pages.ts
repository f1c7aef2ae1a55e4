/** Records on their way from one thread to another: one text and one block of bytes a page, because copying objects one by one costs more than reading them. */
import type { JsonObject } from '../record/canonical.js';
import type { Position } from '../record/ids.js';
import { decodeBody, type ReadableRecord, type RecordBody } from '../record/record.js';
import { readRecord } from './projected.js';
import type { OpenHeader, ReadRecord } from './projection.js';

export interface Page {
  /** JSON: position, length of the body, fields and header of each record. */
  readonly text: string;
  /** Digest and body of each record, one after the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const DIGEST_BYTES = 32;

/** Members of the header by their place, 0 where one is absent: their names would be most of the text. */
type Packed = readonly [
  position: Position,
  bodyBytes: number,
  fields: JsonObject,
  id: OpenHeader['id'],
  type: OpenHeader['type'],
  stream: OpenHeader['stream'],
  occurredAt: OpenHeader['occurredAt'],
  recordedAt: OpenHeader['recordedAt'],
  source: OpenHeader['source'],
  subject: NonNullable<OpenHeader['subject']> | 0,
  sequence: readonly [NonNullable<OpenHeader['sequence']>] | 0,
];

/** @throws LedgerError `corrupt` as `readRecord` */
export function pack(records: readonly ReadableRecord[]): Page {
  const packed = records.map((record): { readonly packed: Packed; readonly digest: Uint8Array } => {
    const { header, fields, digest } = readRecord(record);
    const { id, type, stream, occurredAt, recordedAt, source, subject, sequence } = header;
    const length = typeof record.body === 'string' ? Buffer.byteLength(record.body) : record.body.length;
    const counted = sequence === undefined ? 0 : ([sequence] as const);
    const of = [record.position, length, fields, id, type, stream, occurredAt, recordedAt, source] as const;
    return { packed: [...of, subject ?? 0, counted], digest };
  });
  const bytes = Buffer.from(new ArrayBuffer(packed.reduce((sum, one) => sum + DIGEST_BYTES + one.packed[1], 0)));
  let at = 0;
  for (const [index, { body }] of records.entries()) {
    const one = packed[index];
    if (one === undefined) break;
    bytes.set(one.digest, at);
    if (typeof body === 'string') bytes.write(body, at + DIGEST_BYTES);
    else bytes.set(body, at + DIGEST_BYTES);
    at += DIGEST_BYTES + one.packed[1];
  }
  return { text: JSON.stringify(packed.map((one) => one.packed)), bytes };
}

export function unpack({ text, bytes }: Page): readonly ReadRecord[] {
  const packed = JSON.parse(text) as readonly Packed[];
  let offset = 0;
  return packed.map(
    ([position, length, fields, id, type, stream, occurredAt, recordedAt, source, subject, sequence]) => {
      const digest = bytes.subarray(offset, offset + DIGEST_BYTES);
      const body = bytes.subarray(offset + DIGEST_BYTES, offset + DIGEST_BYTES + length);
      offset += DIGEST_BYTES + length;
      const header: OpenHeader = {
        ...{ id, type, stream, occurredAt, recordedAt, source },
        ...(subject !== 0 && { subject }),
        ...(sequence !== 0 && { sequence: sequence[0] }),
      };
      return new Unpacked(position, header, fields, digest, body);
    },
  );
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
