/** References to other consumers within `data`. */
import type { EventDefinition, FieldPath } from '../catalogue/event.js';
import type { Json, JsonObject } from '../record/canonical.js';

/** The references to other consumers in `data`. */
export function referencesIn(definition: EventDefinition, data: JsonObject): readonly string[] {
  const found: string[] = [];
  for (const path of definition.references)
    visit(data, path, 0, (_holder, _key, value) => {
      if (typeof value === 'string') found.push(value);
    });
  return found;
}

/** `data` with each of its references replaced. */
export function withPseudonyms(
  definition: EventDefinition,
  data: JsonObject,
  pseudonymOf: (reference: string) => string,
): JsonObject {
  if (definition.references.length === 0) return data;
  const copy: JsonObject = JSON.parse(JSON.stringify(data));
  for (const path of definition.references)
    visit(copy, path, 0, (holder, key, value) => {
      if (typeof value === 'string') Reflect.set(holder, key, pseudonymOf(value));
    });
  return copy;
}

type Visit = (holder: object, key: string, value: Json) => void;

/** Calls `found` for each value at the path, with the object that holds it. Marked fields are members of objects, never elements. */
function visit(value: object, path: FieldPath, at: number, found: Visit): void {
  const step = path[at];
  if (step === undefined) return;
  if (step === '*') {
    if (Array.isArray(value)) for (const element of value) if (isObject(element)) visit(element, path, at + 1, found);
    return;
  }
  const member: Json | undefined = Reflect.get(value, step);
  if (member === undefined || !Object.hasOwn(value, step)) return;
  if (at === path.length - 1) found(value, step, member);
  else if (isObject(member)) visit(member, path, at + 1, found);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
