/** Where in `data` the marked fields of an event's class stand, and how to walk there. */
import type { JsonObject } from '../record/canonical.js';
import type { FieldPath } from './event.js';
import { type FieldSpec, fieldsOf } from './field.js';
import type { ShapeClass } from './kinds.js';

/** Paths of all fields of a class, nested ones included, that `wanted` picks; a list ends in `*` where its elements are meant. */
export function pathsOf(
  shape: ShapeClass,
  wanted: (field: FieldSpec) => boolean,
  elements = false,
): readonly FieldPath[] {
  return fieldsOf(shape).flatMap((field): readonly FieldPath[] => {
    const own = field.list && elements ? [field.name, '*'] : [field.name];
    if (wanted(field)) return [own];
    if (field.of === null) return [];
    const step = field.list ? [field.name, '*'] : [field.name];
    return pathsOf(field.of(), wanted, elements).map((path) => [...step, ...path]);
  });
}

/** What is called with each value at a path; the pointer is only written when asked for. */
export type Visit = (value: unknown, pointer: () => string) => void;

/** Calls `visit` with each value that stands at the path. */
export function visitPath(data: JsonObject, path: FieldPath, visit: Visit): void {
  walk(data, path, 0, [], visit);
}

function walk(value: unknown, path: FieldPath, at: number, indexes: number[], visit: Visit): void {
  const step = path[at];
  if (step === undefined) {
    visit(value, () => pointerOf(path, indexes));
  } else if (step === '*') {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index++) {
      indexes.push(index);
      walk(value[index], path, at + 1, indexes, visit);
      indexes.pop();
    }
  } else if (typeof value === 'object' && value !== null && Object.hasOwn(value, step)) {
    walk(Reflect.get(value, step), path, at + 1, indexes, visit);
  }
}

function pointerOf(path: FieldPath, indexes: readonly number[]): string {
  let used = 0;
  return path.map((step) => `/${step === '*' ? indexes[used++] : step}`).join('');
}
