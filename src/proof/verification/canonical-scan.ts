/**
 * Says of most canonical JSON (RFC 8785) that it is canonical, in one pass over its bytes and without making a value of them.
 * What it does not know (escapes by number, names beyond ASCII, deep nesting) it leaves to `canonical-form.ts`: its no means "look closer".
 */
import { isUtf8 } from 'node:buffer';

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** Depth at which the closer look begins; the recursion of a scan must not be the sender's choice. */
const DEPTH = 64;
/** So many digits name an integer that a double holds, in the form in which it is written. */
const EXACT_DIGITS = 15;

/** `" \ b f n r t` behind a backslash: RFC 8785 §3.2.2.2 has no other short escape. */
const SHORT_ESCAPE = new Set([0x22, 0x5c, 0x62, 0x66, 0x6e, 0x72, 0x74]);
const LITERALS = ['true', 'false', 'null'].map((text) => Buffer.from(text));

/** @returns whether bytes `from` to `to` are one canonical object; false also where it cannot tell */
export function scanObject(bytes: Buffer, from: number, to: number): boolean {
  ascii = true;
  return object(bytes, from, to, 0) === to && (ascii || isUtf8(bytes.subarray(from, to)));
}

/** Whether no byte of the scan was beyond ASCII so far. */
let ascii = true;

/** Each of these returns where the value ends, -1 where it cannot tell that it is canonical. */
function value(bytes: Buffer, at: number, end: number, depth: number): number {
  const first = bytes[at] ?? 0;
  if (first === QUOTE) return text(bytes, at, end);
  if (first === 0x7b) return object(bytes, at, end, depth + 1);
  if (first === 0x5b) return list(bytes, at, end, depth + 1);
  if (first === MINUS || (first >= ZERO && first <= NINE)) return number(bytes, at, end);
  const literal = LITERALS.find((candidate) => candidate[0] === first);
  return literal?.every((byte, index) => bytes[at + index] === byte) ? at + literal.length : -1;
}

function object(bytes: Buffer, start: number, end: number, depth: number): number {
  if (bytes[start] !== 0x7b || depth > DEPTH) return -1;
  if (bytes[start + 1] === 0x7d) return start + 2;
  let last = -1;
  let lastEnd = -1;
  for (let at = start + 1; at < end; at++) {
    const colon = name(bytes, at, end);
    if (colon < 0 || bytes[colon] !== COLON) return -1;
    if (last >= 0 && !before(bytes, last, lastEnd, at, colon)) return -1;
    last = at;
    lastEnd = colon;
    at = value(bytes, colon + 1, end, depth);
    if (at < 0) return -1;
    if (bytes[at] === 0x7d) return at + 1;
    if (bytes[at] !== COMMA) return -1;
  }
  return -1;
}

function list(bytes: Buffer, start: number, end: number, depth: number): number {
  if (depth > DEPTH) return -1;
  if (bytes[start + 1] === 0x5d) return start + 2;
  for (let at = start + 1; at < end; at++) {
    at = value(bytes, at, end, depth);
    if (at < 0) return -1;
    if (bytes[at] === 0x5d) return at + 1;
    if (bytes[at] !== COMMA) return -1;
  }
  return -1;
}

/** Names in plain ASCII, for which the order of bytes is the order of UTF-16 code units (§3.2.3). */
function name(bytes: Buffer, start: number, end: number): number {
  if (bytes[start] !== QUOTE) return -1;
  for (let at = start + 1; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte < 0x20 || byte >= 0x80 || byte === BACKSLASH) return -1;
  }
  return -1;
}

/** Whether the first name comes before the second one. Both end with their quote, which is not part of them. */
function before(bytes: Buffer, first: number, firstEnd: number, second: number, secondEnd: number): boolean {
  const length = Math.min(firstEnd - first, secondEnd - second) - 1;
  for (let index = 1; index < length; index++) {
    const difference = (bytes[first + index] ?? 0) - (bytes[second + index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return firstEnd - first < secondEnd - second;
}

function text(bytes: Buffer, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte < 0x20) return -1;
    if (byte >= 0x80) ascii = false;
    if (byte === BACKSLASH && !SHORT_ESCAPE.has(bytes[++at] ?? 0)) return -1;
  }
  return -1;
}

function number(bytes: Buffer, start: number, end: number): number {
  const digits = bytes[start] === MINUS ? start + 1 : start;
  let at = digits;
  while (at < end && isDigit(bytes[at] ?? 0)) at++;
  const whole = at - digits;
  if (!isPartOfNumber(bytes[at] ?? 0) && whole > 0 && whole <= EXACT_DIGITS && bytes[digits] !== ZERO) return at;
  while (at < end && isPartOfNumber(bytes[at] ?? 0)) at++;
  const token = bytes.toString('latin1', start, at);
  return `${Number(token)}` === token ? at : -1;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

/** Digits and `+ - . e`; others end the number, or are none. */
function isPartOfNumber(byte: number): boolean {
  return isDigit(byte) || byte === 0x2b || byte === MINUS || byte === 0x2e || byte === 0x65;
}
