/** Records on their way from one thread to another: two texts and one block of bytes a page, because copying objects one by one costs more than reading them. */
import type { Position } from '../record/ids.js';
import { Read } from './projected.js';
import type { OpenHeader } from './projection.js';

export interface Page {
  /** JSON: of each record what is neither bytes nor its body. */
  readonly heads: string;
  /** Body of each record, one after the other. */
  readonly bodies: string;
  /** Id and digest of each record, one after the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const ID = 16;
const HASH = 32;
const WIDTH = ID + HASH;

/** Members by their place, 0 where one is absent: their names would be most of the text. */
type Head = readonly [
  position: Position,
  bodyLength: number,
  occurredAt: number,
  recordedAt: number,
  type: OpenHeader['type'],
  stream: OpenHeader['stream'],
  source: OpenHeader['source'],
  subject: NonNullable<OpenHeader['subject']> | 0,
  sequence: readonly [NonNullable<OpenHeader['sequence']>] | 0,
];

export function pack(records: readonly Read[]): Page {
  const bytes = new Uint8Array(records.length * WIDTH);
  const heads = records.map(({ position, header, id, digest, occurredAt, recordedAt, body }, index): Head => {
    const { type, stream, source, subject, sequence } = header;
    bytes.set(id, index * WIDTH);
    bytes.set(digest, index * WIDTH + ID);
    const counted = sequence === undefined ? 0 : ([sequence] as const);
    return [position, body.length, occurredAt, recordedAt, type, stream, source, subject ?? 0, counted];
  });
  return { heads: JSON.stringify(heads), bodies: records.map(({ body }) => body).join(''), bytes };
}

export function unpack({ heads, bodies, bytes }: Page): readonly Read[] {
  let at = 0;
  return (JSON.parse(heads) as readonly Head[]).map(
    ([position, length, occurredAt, recordedAt, type, stream, source, subject, sequence], index) => {
      const header: OpenHeader = {
        type,
        stream,
        source,
        subject: subject === 0 ? undefined : subject,
        sequence: sequence === 0 ? undefined : sequence[0],
      };
      const from = index * WIDTH;
      const id = bytes.subarray(from, from + ID);
      const digest = bytes.subarray(from + ID, from + WIDTH);
      const body = bodies.slice(at, at + length);
      at += length;
      return new Read(position, header, id, digest, occurredAt, recordedAt, body);
    },
  );
}
