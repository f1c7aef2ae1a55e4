/** The appends of one turn of the event loop as one flat buffer, which moves to the writer thread without being copied. */

import type { NewRecord } from '../../record/record.js';
import { writeUuid } from '../../record/uuid.js';
import type { ExpectedRevision } from '../event-log.js';

export interface AppendRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly records: readonly NewRecord[];
}

/** A record as the writer thread sees it: views into the frame. */
export interface FramedRecord {
  readonly id: Buffer;
  readonly contentTag: string;
  readonly header: Buffer;
  readonly body: Buffer;
}

export interface FramedRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly records: readonly FramedRecord[];
}

const REQUEST_BYTES = 16;
const RECORD_BYTES = 28;
const ANY = -1;
const NONE = -2;

/** Bytes of a request in a frame, strings counted at their most. */
export function framedBytes({ stream, records }: AppendRequest): number {
  let bytes = REQUEST_BYTES + 3 * stream.length;
  for (const { contentTag, header, body } of records)
    bytes += RECORD_BYTES + 3 * contentTag.length + header.length + body.length;
  return bytes;
}

/** @param bytes the sum of `framedBytes` */
export function encodeFrame(requests: readonly AppendRequest[], bytes: number): ArrayBuffer {
  const memory = new ArrayBuffer(bytes + 4);
  const frame = Buffer.from(memory);
  let at = frame.writeUInt32LE(requests.length, 0);
  for (const { stream, expected, records } of requests) {
    frame.writeDoubleLE(expected === 'any' ? ANY : expected === 'none' ? NONE : expected, at);
    frame.writeUInt32LE(records.length, at + 8);
    const length = frame.write(stream, at + REQUEST_BYTES);
    frame.writeUInt32LE(length, at + 12);
    at += REQUEST_BYTES + length;
    for (const { id, contentTag, header, body } of records) {
      writeUuid(id, frame, at);
      const tagged = frame.write(contentTag, at + RECORD_BYTES);
      frame.writeUInt32LE(tagged, at + 16);
      frame.writeUInt32LE(header.length, at + 20);
      frame.writeUInt32LE(body.length, at + 24);
      at += RECORD_BYTES + tagged;
      frame.set(header, at);
      frame.set(body, at + header.length);
      at += header.length + body.length;
    }
  }
  return memory;
}

export function decodeFrame(memory: ArrayBuffer): FramedRequest[] {
  const frame = Buffer.from(memory);
  const requests: FramedRequest[] = [];
  let at = 4;
  const take = (length: number): Buffer => {
    at += length;
    return frame.subarray(at - length, at);
  };
  for (let count = frame.readUInt32LE(0); count > 0; count--) {
    const expected = frame.readDoubleLE(at);
    const records: FramedRecord[] = [];
    let left = frame.readUInt32LE(at + 8);
    const streamBytes = frame.readUInt32LE(at + 12);
    at += REQUEST_BYTES;
    const stream = take(streamBytes).toString();
    for (; left > 0; left--) {
      const id = frame.subarray(at, at + 16);
      const tagBytes = frame.readUInt32LE(at + 16);
      const headerBytes = frame.readUInt32LE(at + 20);
      const bodyBytes = frame.readUInt32LE(at + 24);
      at += RECORD_BYTES;
      records.push({ id, contentTag: take(tagBytes).toString(), header: take(headerBytes), body: take(bodyBytes) });
    }
    requests.push({ stream, expected: expected === ANY ? 'any' : expected === NONE ? 'none' : expected, records });
  }
  return requests;
}
