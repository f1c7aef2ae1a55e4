/** Bytes of any length cut into groups of lines, holding no more than one group and one unfinished line. */
import { MAX_EVENT_BYTES, type UnreadLine } from './sent-events.js';

/** A line that holds an event, and its number, counted from 0 over all lines; empty ones count. */
export interface Line extends UnreadLine {
  readonly index: number;
}

const GROUP_LINES = 128;
const GROUP_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

/** The next group is read only when it is asked for, so a slow reader slows the sender. */
export async function* groupsOfLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  let group: Line[] = [];
  let groupBytes = 0;
  let index = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const take = (line: Buffer, size: number): void => {
    const at = index++;
    if (size <= MAX_EVENT_BYTES && isBlank(line)) return;
    group.push({ index: at, bytes: line, size });
    groupBytes += size;
  };
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE); end !== -1; end = buffer.indexOf(NEWLINE, start)) {
      const part = buffer.subarray(start, end);
      take(pendingBytes === 0 ? part : Buffer.concat([...pending, part]), pendingBytes + part.length);
      pending = [];
      pendingBytes = 0;
      start = end + 1;
      if (group.length < GROUP_LINES && groupBytes < GROUP_BYTES) continue;
      yield group;
      group = [];
      groupBytes = 0;
    }
    const rest = buffer.subarray(start);
    pendingBytes += rest.length;
    // Of a line that is too long only the length is kept.
    if (pendingBytes > MAX_EVENT_BYTES) pending = [];
    else if (rest.length > 0) pending.push(rest);
  }
  if (pendingBytes > 0) take(Buffer.concat(pending), pendingBytes);
  if (group.length > 0) yield group;
}

function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);
}
