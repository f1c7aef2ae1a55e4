/**
 * Takes the personal fields and group attributes out of an event's data. Pointers (RFC 6901) are relative to `data`.
 * The data are written once, as canonical text (RFC 8785), by code compiled from the event's class; what is sealed is cut out of that text.
 */
import type { Json, JsonObject } from '../record/canonical.js';
import {
  byteAt,
  putAgain,
  putByte,
  putBytes,
  putList,
  putValue,
  writeAll,
  written,
} from '../record/canonical-memory.js';
import { type FieldSpec, fieldsOf } from './field.js';
import type { ShapeClass } from './kinds.js';
import { Pointer } from './pointer.js';

/** Canonical texts in UTF-8, in memory that the next split uses again. */
export interface SplitData {
  /** All of the data. */
  readonly whole: Uint8Array;
  /** The data without what was taken. */
  readonly open: Uint8Array;
  /** What is sealed under the subject's key: values by JSON pointer; null where there are none. */
  readonly personal: Uint8Array | null;
  /** What is sealed under the year's audit key. */
  readonly groups: Uint8Array | null;
}

/** A marked field within the text of the whole. */
interface Cut {
  readonly pointer: Pointer;
  readonly group: boolean;
  /** Where the comma or brace before its name stands. */
  readonly from: number;
  /** Where its value begins. */
  readonly value: number;
  readonly end: number;
}

/** Writes an object, notes what is to be cut out, and returns the place behind it. */
type Write = (data: JsonObject, at: number, pointer: Pointer, cuts: Cut[]) => number;

/**
 * The split of an event's class. It trusts that the data was checked; a marked field that is absent takes nothing.
 * The split throws LedgerError `not-json-value` for halves of surrogate pairs.
 */
export function compileSplit(shape: ShapeClass): (data: JsonObject) => SplitData {
  const write = build(shape, true);
  const top = new Pointer();
  return (data) => {
    let cuts: Cut[] = [];
    let [whole, open, personal] = [0, 0, 0];
    const end = writeAll(() => {
      cuts = [];
      whole = write(data, 0, top, cuts);
      open = cuts.length === 0 ? whole : putOpen(cuts, whole);
      personal = putTaken(
        cuts.filter(({ group }) => !group),
        open,
      );
      return putTaken(
        cuts.filter(({ group }) => group),
        personal,
      );
    });
    return {
      whole: written(0, whole),
      open: cuts.length === 0 ? written(0, whole) : written(whole, open),
      personal: personal === open ? null : written(open, personal),
      groups: end === personal ? null : written(personal, end),
    };
  };
}

/** A line of code for each field: objects whose fields are known by name are written many times as fast as by enumeration. */
function build(shape: ShapeClass, takes: boolean): Write {
  const names: Uint8Array[] = [];
  const nested: Write[] = [];
  const lines = [...fieldsOf(shape)]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map((field) => {
      const name = `names[${names.push(Buffer.from(`,"${field.name}":`)) - 1}]`;
      return `  x = data.${field.name}; if (x !== undefined) { ${lineFor(field, name, takes, nested)} }`;
    });
  const source = `'use strict';
return function write${shape.name}(data, start, pointer, cuts) {
  let x, from, value, at = start;
${lines.join('\n')}
  return close(start, at);
}`;
  return new Function('names', 'nested', 'put', 'close', source)(names, nested, put, close);
}

function lineFor(field: FieldSpec, name: string, takes: boolean, nested: Write[]): string {
  const marked = takes && (field.personal || field.group);
  const pointer = takes ? `pointer.member('${field.name}')` : 'pointer';
  const end = valueFor(field, pointer, takes && !marked, nested);
  return marked
    ? `from = at; at = value = put.name(${name}, at); at = ${end}; cuts.push({ pointer: ${pointer}, group: ${field.group}, from, value, end: at });`
    : `at = put.name(${name}, at); at = ${end};`;
}

/** The place behind a field's value. */
function valueFor({ of, list }: FieldSpec, pointer: string, takes: boolean, nested: Write[]): string {
  if (of === null) return list ? 'put.values(x, at)' : 'put.value(x, at)';
  const inside = `nested[${nested.push(build(of(), takes && holdsMarked(of()))) - 1}]`;
  return list ? `put.each(x, at, ${inside}, ${pointer}, cuts)` : `${inside}(x, at, ${pointer}, cuts)`;
}

/** What compiled code calls. */
const put = {
  name: putBytes,
  value: putValue,
  values: (list: readonly Json[], at: number): number => putList(list, at, putValue),
  each: (list: readonly JsonObject[], at: number, write: Write, pointer: Pointer, cuts: Cut[]): number =>
    putList(list, at, (member, from, index) => write(member, from, pointer.element(index), cuts)),
};

const COMMA = 0x2c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** The brace before the first member stands where the others have their comma. */
function close(start: number, end: number): number {
  const behind = putByte(OPEN, start);
  return putByte(CLOSE, Math.max(behind, end));
}

/** The text of the whole without what is cut out of it. */
function putOpen(cuts: readonly Cut[], whole: number): number {
  let [kept, at] = [0, whole];
  const keep = (end: number): void => {
    // A first member that is cut out leaves its brace to the next, which needs its comma no longer.
    if (kept < end && byteAt(kept) === COMMA && byteAt(at - 1) === OPEN) kept++;
    at = putAgain(kept, end, at);
  };
  for (const { from, end } of cuts) {
    keep(byteAt(from) === OPEN ? from + 1 : from);
    kept = end;
  }
  keep(whole);
  return at;
}

/** The values that were cut out, by pointer, in canonical order; nothing where there are none. */
function putTaken(cuts: readonly Cut[], start: number): number {
  let at = start;
  for (const { pointer, value, end } of inOrder(cuts)) at = putAgain(value, end, putBytes(pointer.name, at));
  return at === start ? start : close(start, at);
}

function inOrder(cuts: readonly Cut[]): readonly Cut[] {
  return [...cuts].sort((one, other) => (one.pointer.text < other.pointer.text ? -1 : 1));
}

function holdsMarked(shape: ShapeClass): boolean {
  return fieldsOf(shape).some(
    (field) => field.personal || field.group || (field.of !== null && holdsMarked(field.of())),
  );
}
