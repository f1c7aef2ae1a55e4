/**
 * Reads JSON bytes that strangers sent. One pass over the bytes finds where each value ends, how deep it goes, how many keys it holds and which numbers are
 * long; `JSON.parse` does the rest. Only where the two disagree does `json-faults.ts` read again, slowly, to name the fault and its place.
 */
import { isUtf8 } from 'node:buffer';
import type { Json } from '../record/canonical.js';
import { LedgerError } from '../record/ledger-error.js';
import { faultsOf, isExactNumber } from './json-faults.js';

/** Levels of lists and objects that one event may have (RFC 8259 §9 lets a parser set such a limit). */
export const MAX_DEPTH = 64;

/** One JSON value within larger bytes, found but not yet parsed. */
export interface JsonSlice {
  readonly start: number;
  /** First byte after it. */
  readonly end: number;
  readonly keys: number;
  readonly depth: number;
  /** Start and end of each number of more than 15 characters or with an exponent, in turn. */
  readonly longNumbers: readonly number[];
  /** It holds an escape `\\ud…`: maybe half of a surrogate pair. */
  readonly surrogates: boolean;
}

/**
 * The single value that these bytes are.
 * @throws LedgerError `malformed` naming the place by byte offset and JSON pointer: not UTF-8, not JSON, nested too deep, a key twice, a number that no double
 *   holds, a key that would change an object's prototype
 */
export function parseJson(bytes: Buffer): Json {
  const start = valueStart(bytes, byteOrderMark(bytes));
  const slice = sliceAt(bytes, start);
  if (valueStart(bytes, slice.end) !== bytes.length) throw refuse(bytes);
  return parseSlice(bytes, slice);
}

/**
 * The elements of the list that these bytes are, each to be parsed on its own, so that a fault in one is that one's alone.
 * @throws LedgerError `malformed` where the bytes are not a list; `too-large` beyond `most` elements
 */
export function listSlices(bytes: Buffer, most: number): readonly JsonSlice[] {
  const slices: JsonSlice[] = [];
  let at = valueStart(bytes, byteOrderMark(bytes));
  if (bytes[at] !== OPEN_LIST) throw new LedgerError('malformed', 'A batch is a JSON list of events: [ {…}, {…} ].');
  at = valueStart(bytes, at + 1);
  if (bytes[at] === CLOSE_LIST) return endOfList(bytes, at, slices);
  for (;;) {
    const slice = sliceAt(bytes, at);
    if (slice.end === at) break;
    if (slices.length === most)
      throw new LedgerError('too-large', `A batch holds at most ${most} events; send several.`);
    slices.push(slice);
    at = valueStart(bytes, slice.end);
    if (bytes[at] === CLOSE_LIST) return endOfList(bytes, at, slices);
    if (bytes[at] !== COMMA) break;
    at = valueStart(bytes, at + 1);
  }
  throw new LedgerError(
    'malformed',
    `The batch is not a JSON list: after ${slices.length} elements, at byte ${at}, a comma or the closing bracket is missing. Nothing of it was recorded.`,
  );
}

/** @throws LedgerError `malformed`, as `parseJson` */
export function parseSlice(bytes: Buffer, slice: JsonSlice): Json {
  const part = bytes.subarray(slice.start, slice.end);
  if (slice.depth > MAX_DEPTH || !isUtf8(part)) throw refuse(part);
  const numbers = slice.longNumbers;
  for (let index = 0; index < numbers.length; index += 2)
    if (!isExactNumber(bytes.toString('latin1', numbers[index], numbers[index + 1]))) throw refuse(part);
  let value: Json;
  try {
    value = JSON.parse(part.toString('utf8'));
  } catch {
    throw refuse(part);
  }
  if (countKeys(value) !== slice.keys || (slice.surrogates && LONE_SURROGATE.test(JSON.stringify(value))))
    throw refuse(part);
  return value;
}

function refuse(bytes: Buffer): LedgerError {
  const faults = faultsOf(bytes, MAX_DEPTH);
  const first = faults[0];
  return new LedgerError('malformed', first ? first.detail : 'This is not JSON.', faults);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** `JSON.stringify` escapes half a pair and writes whole ones as they are. */
const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;
const NO_NUMBERS: readonly number[] = [];

function sliceAt(bytes: Buffer, start: number): JsonSlice {
  let depth = 0;
  let deepest = 0;
  let keys = 0;
  let numbers: number[] | null = null;
  let surrogates = false;
  let at = start;
  const { length } = bytes;
  scan: for (; at < length; at++) {
    const byte = bytes[at];
    switch (byte) {
      case QUOTE:
        for (at++; at < length && bytes[at] !== QUOTE; at++) {
          if (bytes[at] !== BACKSLASH) continue;
          at++;
          surrogates ||= bytes[at] === 0x75 && (bytes[at + 1] === 0x64 || bytes[at + 1] === 0x44);
        }
        break;
      case COLON:
        keys++;
        break;
      case OPEN_OBJECT:
      case OPEN_LIST:
        if (++depth > deepest) deepest = depth;
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        if (depth === 0) break scan;
        if (--depth === 0) {
          at++;
          break scan;
        }
        break;
      case COMMA:
        if (depth === 0) break scan;
        break;
      default:
        if (byte !== undefined && isDigit(byte)) {
          const first = at;
          let exponent = false;
          for (let next = bytes[at + 1]; next !== undefined && isNumberByte(next); next = bytes[++at + 1])
            exponent ||= next === 0x65 || next === 0x45;
          if (exponent || at - first >= 15) {
            numbers ??= [];
            numbers.push(first, at + 1);
          }
        }
    }
  }
  return { start, end: Math.min(at, length), keys, depth: deepest, longNumbers: numbers ?? NO_NUMBERS, surrogates };
}

/** Own keys of all objects within; -1 where one of them would change a prototype, which no scan counts. */
function countKeys(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && item !== null) count += countKeys(item);
    return count;
  }
  for (const key in value) {
    if (key === '__proto__') return Number.NEGATIVE_INFINITY;
    const member: Json | undefined = Reflect.get(value, key);
    count++;
    if (typeof member === 'object' && member !== null) {
      if (key === 'constructor' && Object.hasOwn(member, 'prototype')) return Number.NEGATIVE_INFINITY;
      count += countKeys(member);
    }
  }
  return count;
}

function endOfList(bytes: Buffer, at: number, slices: readonly JsonSlice[]): readonly JsonSlice[] {
  const rest = valueStart(bytes, at + 1);
  if (rest === bytes.length) return slices;
  throw new LedgerError(
    'malformed',
    `After the list of events there is more, at byte ${rest}. Nothing of it was recorded.`,
  );
}

function valueStart(bytes: Buffer, from: number): number {
  let at = from;
  for (let byte = bytes[at]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; byte = bytes[++at]);
  return at;
}

/** RFC 8259 §8.1: a parser may ignore a byte order mark. */
function byteOrderMark(bytes: Buffer): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isNumberByte(byte: number): boolean {
  return isDigit(byte) || byte === 0x2e || byte === 0x65 || byte === 0x45 || byte === 0x2b || byte === 0x2d;
}
