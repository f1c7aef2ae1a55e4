/**
 * Canonical JSON (RFC 8785) written as UTF-8 into memory that is used again and again, so that no text is made, converted and collected. No part of a
 * record is written by itself: what stands in the memory is used up, or copied, before anything else is written.
 *
 * Everything takes the place to write at and returns the place behind it. What does not fit is lost, and counted all the same (`writeAll`).
 */
import { canonical, type Json } from './canonical.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

let memory = Buffer.alloc(256 * 1024);

/**
 * Writes from 0 on, and once more where the memory was too small.
 * @returns the place behind it
 */
export function writeAll(write: () => number): number {
  let end = write();
  while (end > memory.length) {
    memory = Buffer.alloc(2 * end);
    end = write();
  }
  return end;
}

/** What was written, until anything else is. */
export function written(start: number, end: number): Buffer {
  return memory.subarray(start, end);
}

export function byteAt(at: number): number | undefined {
  return memory[at];
}

export function putByte(byte: number, at: number): number {
  memory[at] = byte;
  return at + 1;
}

/** Bytes that are canonical already. Few, for which a call of the engine's own costs more than this. */
export function putBytes(bytes: Uint8Array, at: number): number {
  const to = memory;
  const { length } = bytes;
  for (let index = 0; index < length; index++) to[at + index] = bytes[index] ?? 0;
  return at + length;
}

/** What was written already, once more. */
export function putAgain(start: number, end: number, at: number): number {
  memory.copyWithin(at, start, end);
  return at + end - start;
}

/** Text that is canonical already. */
export function putText(text: string, at: number): number {
  const most = at + 3 * text.length;
  return most > memory.length ? most : at + memory.write(text, at);
}

/** @throws LedgerError `not-json-value` */
export function putValue(value: Json, at: number): number {
  switch (typeof value) {
    case 'string':
      return putString(value, at);
    case 'number':
      return putAscii(Number.isFinite(value) ? `${value}` : canonical(value), at);
    default:
      return putText(canonical(value), at);
  }
}

/** @throws LedgerError `not-json-value` for half of a surrogate pair */
export function putString(text: string, at: number): number {
  const to = memory;
  const { length } = text;
  to[at] = QUOTE;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) return putText(canonical(text), at);
    to[at + 1 + index] = code;
  }
  to[at + 1 + length] = QUOTE;
  return at + length + 2;
}

/** Short text of ASCII that is canonical already. */
export function putAscii(text: string, at: number): number {
  const to = memory;
  const { length } = text;
  for (let index = 0; index < length; index++) to[at + index] = text.charCodeAt(index);
  return at + length;
}

/** @param put called with each, the place to write at, and its index */
export function putList<T>(
  list: readonly T[],
  at: number,
  put: (member: T, at: number, index: number) => number,
): number {
  let end = putByte(OPEN_LIST, at);
  for (const [index, member] of list.entries()) end = put(member, index === 0 ? end : putByte(COMMA, end), index);
  return putByte(CLOSE_LIST, end);
}
