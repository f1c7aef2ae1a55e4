/** Takes the personal fields and group attributes out of an event's data, and puts opened ones back. Pointers (RFC 6901) are relative to `data`. */
import type { Json, JsonObject } from '../record/canonical.js';
import { fieldsOf } from './field.js';
import type { ShapeClass } from './kinds.js';

/** Values by JSON pointer; null where there are none. */
export type Taken = Readonly<Record<string, Json>> | null;

export interface SplitData {
  /** The data without what was taken; nothing of it is shared with a caller that changes it. */
  readonly open: JsonObject;
  /** What is sealed under the subject's key. */
  readonly personal: Taken;
  /** What is sealed under the year's audit key. */
  readonly groups: Taken;
}

interface Collected {
  personal: Record<string, Json> | null;
  groups: Record<string, Json> | null;
}

type Split = (data: JsonObject, pointer: string, collected: Collected) => JsonObject;

/** The split of an event's class. It trusts that the data was checked; a marked field that is absent takes nothing. */
export function compileSplit(shape: ShapeClass): (data: JsonObject) => SplitData {
  if (!holdsMarked(shape)) return (open) => ({ open, personal: null, groups: null });
  const split = build(shape);
  return (data) => {
    const collected: Collected = { personal: null, groups: null };
    const open = split(data, '', collected);
    return { open, personal: collected.personal, groups: collected.groups };
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

/** One line of code per field: copying objects whose fields are known by name is four times as fast as copying by enumeration. */
function build(shape: ShapeClass): Split {
  const splits: Split[] = [];
  const lines = fieldsOf(shape).map((field) => {
    const { name } = field;
    if (field.personal) return `if (x !== undefined) (collected.personal ??= {})[pointer + '/${name}'] = x;`;
    if (field.group) return `if (x !== undefined) (collected.groups ??= {})[pointer + '/${name}'] = x;`;
    const member = field.of?.();
    if (member === undefined || !holdsMarked(member)) return `if (x !== undefined) open.${name} = x;`;
    const split = `splits[${splits.push(build(member)) - 1}]`;
    const inside = field.list
      ? `each(x, ${split}, pointer + '/${name}', collected)`
      : `${split}(x, pointer + '/${name}', collected)`;
    return `if (x !== undefined) open.${name} = ${inside};`;
  });
  const source = `'use strict';
return function split${shape.name}(data, pointer, collected) {
  const open = {};
  let x;
${lines.map((line, at) => `  x = data.${fieldsOf(shape)[at]?.name}; ${line}`).join('\n')}
  return open;
}`;
  return new Function('splits', 'each', source)(splits, splitEach);
}

function splitEach(
  list: readonly JsonObject[],
  split: Split,
  pointer: string,
  collected: Collected,
): readonly JsonObject[] {
  return list.map((member, index) => split(member, `${pointer}/${index}`, collected));
}

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
