/** Records on their way from one thread to another: two texts and one block of bytes a page, because copying objects one by one costs more than reading them. */
import type { Position } from '../record/ids.js';
import { Read } from './projected.js';
import type { OpenHeader } from './projection.js';

export interface Page {
  /** JSON: position, length of the body and header of each record. */
  readonly headers: string;
  /** Body of each record, one after the other. */
  readonly bodies: string;
  /** Digest of each record, one after the other. */
  readonly digests: Uint8Array<ArrayBuffer>;
}

const DIGEST_BYTES = 32;

/** Members of the header by their place, 0 where one is absent: their names would be most of the text. */
type Packed = readonly [
  position: Position,
  bodyLength: number,
  id: OpenHeader['id'],
  type: OpenHeader['type'],
  stream: OpenHeader['stream'],
  occurredAt: OpenHeader['occurredAt'],
  recordedAt: OpenHeader['recordedAt'],
  source: OpenHeader['source'],
  subject: NonNullable<OpenHeader['subject']> | 0,
  sequence: readonly [NonNullable<OpenHeader['sequence']>] | 0,
];

export function pack(records: readonly Read[]): Page {
  const digests = new Uint8Array(records.length * DIGEST_BYTES);
  const packed = records.map(({ position, header, digest, body }, index): Packed => {
    const { id, type, stream, occurredAt, recordedAt, source, subject, sequence } = header;
    digests.set(digest, index * DIGEST_BYTES);
    const counted = sequence === undefined ? 0 : ([sequence] as const);
    return [position, body.length, id, type, stream, occurredAt, recordedAt, source, subject ?? 0, counted];
  });
  return { headers: JSON.stringify(packed), bodies: records.map(({ body }) => body).join(''), digests };
}

export function unpack({ headers, bodies, digests }: Page): readonly Read[] {
  let at = 0;
  return (JSON.parse(headers) as readonly Packed[]).map(
    ([position, length, id, type, stream, occurredAt, recordedAt, source, subject, sequence], index) => {
      const header: OpenHeader = {
        ...{ id, type, stream, occurredAt, recordedAt, source },
        ...(subject !== 0 && { subject }),
        ...(sequence !== 0 && { sequence: sequence[0] }),
      };
      const digest = digests.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
      const body = bodies.slice(at, at + length);
      at += length;
      return new Read(position, header, digest, body);
    },
  );
}
