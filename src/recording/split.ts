/** `data` taken apart: the canonical text of the whole (for the content tag) and of what stays open (the body), and the fields that are sealed. */
import type { EventDefinition, FieldPath } from '../catalogue/event.js';
import { canonical, canonicalInOrder, type Json, type JsonObject } from '../record/canonical.js';

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

/** @param data checked, its references to other consumers already pseudonyms */
export function splitData(definition: EventDefinition, data: JsonObject): Split {
  const { whole, open, inOrder, personal, groups } = definition.split(data);
  const write = inOrder ? canonicalInOrder : canonical;
  const text = write(whole);
  return { whole: text, open: open === whole ? text : write(open), personal: personal ?? NONE, groups: groups ?? NONE };
}

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

const NONE: SealedFields = {};

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
