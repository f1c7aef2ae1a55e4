/** Puts opened personal fields and group attributes back into an event's data. Pointers (RFC 6901) are relative to `data`. */
import type { Json, JsonObject } from '../record/canonical.js';

/** Values by JSON pointer; null where there are none. */
export type Taken = Readonly<Record<string, Json>> | null;

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
