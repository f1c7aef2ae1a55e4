/** Where in `data` the marked fields of an event's class stand, and how to walk there. */
import type { JsonObject } from '../record/canonical.js';
import type { FieldPath } from './event.js';
import { type FieldSpec, fieldsOf, type ShapeClass } from './field.js';

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

/** Calls `visit` with each value that stands at the path. */
export function visitPath(data: JsonObject, path: FieldPath, visit: (value: unknown, pointer: string) => void): void {
  walk(data, path, 0, '', visit);
}

function walk(
  value: unknown,
  path: FieldPath,
  at: number,
  pointer: string,
  visit: (value: unknown, pointer: string) => void,
): void {
  const step = path[at];
  if (step === undefined) visit(value, pointer);
  if (step === undefined || typeof value !== 'object' || value === null) return;
  if (step === '*') {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index++) walk(value[index], path, at + 1, `${pointer}/${index}`, visit);
    return;
  }
  if (Object.hasOwn(value, step)) walk(Reflect.get(value, step), path, at + 1, `${pointer}/${step}`, visit);
}
