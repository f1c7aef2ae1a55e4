/** Bytes cut into groups of whole lines, large enough that each is worth a request. */
import { MAX_EVENT_BYTES } from './sent-events.js';

export interface LineGroup {
  /** Whole lines. Of one that is longer than any event may be, only as much as it takes to be refused. */
  readonly bytes: Buffer;
  readonly lines: number;
  /** Bytes of the source that the group stands for. */
  readonly sourceBytes: number;
}

/** A service lists at most 1,000 refusals in an answer. */
const GROUP_LINES = 1_000;
const GROUP_BYTES = 2 * 1024 * 1024;
const NEWLINE = 0x0a;

export async function* groupsOfBytes(source: AsyncIterable<Uint8Array>): AsyncGenerator<LineGroup> {
  let parts: Buffer[] = [];
  let held = 0;
  let lines = 0;
  let sourceBytes = 0;
  let lineBytes = 0;
  const keep = (part: Buffer): void => {
    const room = MAX_EVENT_BYTES + 1 - lineBytes;
    lineBytes += part.length;
    sourceBytes += part.length;
    if (room <= 0) return;
    parts.push(part.subarray(0, room));
    held += Math.min(part.length, room);
  };
  const group = (): LineGroup => {
    const full = { bytes: Buffer.concat(parts), lines, sourceBytes };
    parts = [];
    held = 0;
    lines = 0;
    sourceBytes = 0;
    return full;
  };
  for await (const chunk of source) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE); end !== -1; end = buffer.indexOf(NEWLINE, start)) {
      keep(buffer.subarray(start, end));
      parts.push(LINE_END);
      sourceBytes++;
      lines++;
      lineBytes = 0;
      start = end + 1;
      if (lines >= GROUP_LINES || held >= GROUP_BYTES) yield group();
    }
    keep(buffer.subarray(start));
  }
  if (lineBytes > 0) lines++;
  if (lines > 0) yield group();
}

const LINE_END = Buffer.from('\n');
