/**
 * `data` taken apart: the canonical text of the whole (for the content tag), of what stays open (the body), and of the fields that are sealed.
 * The values are put into canonical order once; the three texts are written from that one copy.
 */
import type { EventDefinition, FieldPath } from '../catalogue/event.js';
import { canonical, inCanonicalOrder, type Json, type JsonObject } from '../record/canonical.js';

export interface Split {
  /** Canonical text of all of `data`. */
  readonly whole: string;
  /** Canonical text of `data` without the sealed fields. */
  readonly open: string;
  /** Values by JSON pointer. */
  readonly personal: SealedFields;
  readonly groups: SealedFields;
}

export type SealedFields = { readonly [pointer: string]: Json };

/** @param data its references to other consumers already pseudonyms */
export function splitData(definition: EventDefinition, data: JsonObject): Split {
  const copy = inCanonicalOrder(data);
  if (copy === undefined) {
    // Some map has keys that look like list indices, which JavaScript moves to the front: rare, and slower.
    const { open, personal, groups } = definition.split(data);
    return { whole: canonical(data), open: canonical(open), personal: personal ?? NONE, groups: groups ?? NONE };
  }
  const whole = JSON.stringify(copy);
  const personal = takeAll(copy, definition.personal);
  const groups = takeAll(copy, definition.groups);
  const nothing = personal === NONE && groups === NONE;
  return { whole, open: nothing ? whole : JSON.stringify(copy), personal, groups };
}

/** The references to other consumers in `data`. */
export function referencesIn(definition: EventDefinition, data: JsonObject): readonly string[] {
  const found: string[] = [];
  for (const path of definition.references)
    visit(data, path, 0, '', (_holder, _key, value) => {
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
    visit(copy, path, 0, '', (holder, key, value) => {
      if (typeof value === 'string') Reflect.set(holder, key, pseudonymOf(value));
    });
  return copy;
}

const NONE: SealedFields = {};

/** Takes the values at these places out of `copy`, which is written to. */
function takeAll(copy: object, paths: readonly FieldPath[]): SealedFields {
  let taken: Record<string, Json> | undefined;
  for (const path of paths)
    visit(copy, path, 0, '', (holder, key, value, pointer) => {
      taken ??= {};
      taken[pointer] = value;
      // Not deleted, which would make the object slow to write: JSON has no undefined.
      Reflect.set(holder, key, undefined);
    });
  return taken ?? NONE;
}

type Visit = (holder: object, key: string, value: Json, pointer: string) => void;

/** Calls `found` for each value at the path, with the object that holds it. Marked fields are members of objects, never elements. */
function visit(value: object, path: FieldPath, at: number, pointer: string, found: Visit): void {
  const step = path[at];
  if (step === undefined) return;
  if (step === '*') {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index++) {
      const element: unknown = value[index];
      if (isObject(element)) visit(element, path, at + 1, `${pointer}/${index}`, found);
    }
    return;
  }
  const member: Json | undefined = Reflect.get(value, step);
  if (member === undefined || !Object.hasOwn(value, step)) return;
  const place = `${pointer}/${step}`;
  if (at === path.length - 1) found(value, step, member, place);
  else if (isObject(member)) visit(member, path, at + 1, place, found);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
