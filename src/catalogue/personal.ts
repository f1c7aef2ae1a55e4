/** Puts opened values back at their JSON pointers (RFC 6901, relative to `data`); the way there is recording's. */
import type { Json, JsonObject } from '../record/canonical.js';

/** Opened values by JSON pointer; null where there are none. */
export type Opened = Readonly<Record<string, Json>> | null;

/**
 * The data with the opened values in it again; `open` stays as it is. A pointer whose container is not in `open` is left out, for example
 * that of an extension attribute, which is sealed beside the fields.
 */
export function merge(open: JsonObject, opened: Opened): JsonObject {
  if (opened === null) return open;
  const root = { ...open };
  const copies = new Map<string, object>([['', root]]);
  for (const pointer in opened) {
    const slash = pointer.lastIndexOf('/');
    const container = slash < 0 ? null : containerAt(pointer.slice(0, slash), copies);
    if (container !== null) put(container, keyOf(pointer, slash), opened[pointer]);
  }
  return root;
}

function containerAt(pointer: string, copies: Map<string, object>): object | null {
  const known = copies.get(pointer);
  if (known !== undefined) return known;
  const slash = pointer.lastIndexOf('/');
  const parent = containerAt(pointer.slice(0, slash), copies);
  const key = keyOf(pointer, slash);
  const current: unknown = parent !== null && Object.hasOwn(parent, key) ? Reflect.get(parent, key) : undefined;
  if (parent === null || typeof current !== 'object' || current === null) return null;
  const copy = Object.assign(Array.isArray(current) ? [] : {}, current);
  put(parent, key, copy);
  copies.set(pointer, copy);
  return copy;
}

/** `__proto__` becomes a member like any other. */
function put(container: object, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

function keyOf(pointer: string, slash: number): string {
  return pointer
    .slice(slash + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
}
