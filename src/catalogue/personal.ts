/**
 * Takes the personal fields and group attributes out of an event's data, and puts opened ones back. Pointers (RFC 6901) are relative to `data`.
 * Both copies have their members in canonical order, known from the class, so that the engine's own writer writes canonical text (RFC 8785).
 */
import { inCanonicalOrder, type Json, type JsonObject } from '../record/canonical.js';
import { type FieldSpec, fieldsOf } from './field.js';
import type { ShapeClass } from './kinds.js';

/** Values by JSON pointer; null where there are none. */
export type Taken = Readonly<Record<string, Json>> | null;

export interface SplitData {
  /** All of the data. */
  readonly whole: JsonObject;
  /** The data without what was taken. */
  readonly open: JsonObject;
  /** `JSON.stringify` of `whole` and `open` is their canonical text, but for lone surrogates. False where a map's keys look like list indices, which JavaScript moves to the front. */
  readonly inOrder: boolean;
  /** What is sealed under the subject's key. */
  readonly personal: Taken;
  /** What is sealed under the year's audit key. */
  readonly groups: Taken;
}

interface Collected {
  inOrder: boolean;
  personal: Record<string, Json> | null;
  groups: Record<string, Json> | null;
}

type Split = (data: JsonObject, pointer: string, collected: Collected) => JsonObject;

/** The split of an event's class. It trusts that the data was checked; a marked field that is absent takes nothing. */
export function compileSplit(shape: ShapeClass): (data: JsonObject) => SplitData {
  const copy = build(shape, false);
  const split = holdsMarked(shape) ? build(shape, true) : null;
  return (data) => {
    const collected: Collected = { inOrder: true, personal: null, groups: null };
    const whole = copy(data, '', collected);
    const open = split === null ? whole : split(data, '', collected);
    const { inOrder, personal, groups } = collected;
    return { whole, open, inOrder, personal, groups };
  };
}

/**
 * The data with opened values at their pointers again. A pointer whose container is not in `open` is left out (extensions of the
 * envelope are sealed beside the fields).
 */
export function merge(open: JsonObject, taken: Taken): JsonObject {
  if (taken === null) return open;
  const root = { ...open };
  const copies = new Map<string, Container>([['', root]]);
  for (const pointer in taken) {
    const slash = pointer.lastIndexOf('/');
    const container = slash < 0 ? null : containerAt(pointer.slice(0, slash), copies);
    if (container !== null) put(container, keyOf(pointer, slash), taken[pointer]);
  }
  return root;
}

/** One line of code per field: copying objects whose fields are known by name is many times as fast as copying by enumeration. */
function build(shape: ShapeClass, takes: boolean): Split {
  const nested: Split[] = [];
  const lines = [...fieldsOf(shape)]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map((field) => `  x = data.${field.name}; if (x !== undefined) ${lineFor(field, takes, nested)};`);
  const source = `'use strict';
return function ${takes ? 'split' : 'copy'}${shape.name}(data, pointer, collected) {
  const out = {};
  let x;
${lines.join('\n')}
  return out;
}`;
  return new Function('nested', 'each', 'ordered', source)(nested, copyEach, ordered);
}

function lineFor(field: FieldSpec, takes: boolean, nested: Split[]): string {
  const { name } = field;
  const pointer = `pointer + '/${name}'`;
  if (takes && field.personal) return `(collected.personal ??= {})[${pointer}] = x`;
  if (takes && field.group) return `(collected.groups ??= {})[${pointer}] = x`;
  if (field.of !== null) {
    const member = field.of();
    const inside = `nested[${nested.push(build(member, takes && holdsMarked(member))) - 1}]`;
    return `out.${name} = ${field.list ? `each(x, ${inside}, ${pointer}, collected)` : `${inside}(x, ${pointer}, collected)`}`;
  }
  return isPlain(field) ? `out.${name} = x` : `out.${name} = ordered(x, collected)`;
}

function copyEach(
  list: readonly JsonObject[],
  copy: Split,
  pointer: string,
  collected: Collected,
): readonly JsonObject[] {
  return list.map((member, index) => copy(member, `${pointer}/${index}`, collected));
}

/** A value whose members no class names. */
function ordered(value: Json, collected: Collected): unknown {
  const inOrder = inCanonicalOrder(value);
  if (inOrder === undefined) collected.inOrder = false;
  return inOrder ?? value;
}

/** Whether the field, or each element of its list, is a text, a number, or true or false. */
function isPlain({ list, schema }: FieldSpec): boolean {
  const value: unknown = list ? schema.items : schema;
  const type: unknown = Reflect.get(Object(value), 'type');
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.every((one) => typeof one === 'string' && PLAIN.has(one));
}

const PLAIN: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean']);

function holdsMarked(shape: ShapeClass): boolean {
  return fieldsOf(shape).some(
    (field) => field.personal || field.group || (field.of !== null && holdsMarked(field.of())),
  );
}

type Container = object;

function containerAt(pointer: string, copies: Map<string, Container>): Container | null {
  const known = copies.get(pointer);
  if (known !== undefined) return known;
  const slash = pointer.lastIndexOf('/');
  const parent = containerAt(pointer.slice(0, slash), copies);
  const key = keyOf(pointer, slash);
  const current: unknown = parent !== null && Object.hasOwn(parent, key) ? Reflect.get(parent, key) : undefined;
  if (parent === null || typeof current !== 'object' || current === null) return null;
  const copy = copyOf(current);
  put(parent, key, copy);
  copies.set(pointer, copy);
  return copy;
}

function copyOf(value: object): Container {
  return Object.assign(Array.isArray(value) ? [] : {}, value);
}

/** `__proto__` becomes a member like any other. */
function put(container: Container, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

function keyOf(pointer: string, slash: number): string {
  return pointer
    .slice(slash + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
}
