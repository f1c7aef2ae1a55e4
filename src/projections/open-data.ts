/** Reads members of a record's open data. A projection is total: what is missing or of another type is undefined, never an error. */
import type { Json, JsonObject } from '../record/canonical.js';

/** The text at a path of member names. */
export function textAt(data: JsonObject, ...path: readonly string[]): string | undefined {
  const value = valueAt(data, path);
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a list. */
export function textsAt(data: JsonObject, ...path: readonly string[]): readonly string[] {
  const value = valueAt(data, path);
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}

function valueAt(data: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = data;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || isList(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** `Array.isArray` does not narrow readonly arrays. */
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
