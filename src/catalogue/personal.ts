/** Takes the personal fields and group attributes out of an event's data, and puts opened ones back. Pointers (RFC 6901) are relative to `data`. */
import type { Json, JsonObject } from '../record/canonical.js';
import type { FieldPath } from './event.js';

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

interface Place {
  readonly taken: 'personal' | 'groups' | null;
  readonly members: Map<string, Place>;
}

interface Collected {
  personal: Record<string, Json> | null;
  groups: Record<string, Json> | null;
}

/** The split of one event type. It trusts that the data was checked; a marked field that is absent takes nothing. */
export function compileSplit(
  personal: readonly FieldPath[],
  groups: readonly FieldPath[],
): (data: JsonObject) => SplitData {
  const root: Place = { taken: null, members: new Map() };
  for (const path of personal) plant(root, path, 'personal');
  for (const path of groups) plant(root, path, 'groups');
  if (root.members.size === 0) return (open) => ({ open, personal: null, groups: null });
  return (data) => {
    const collected: Collected = { personal: null, groups: null };
    const open = withoutTaken(data, root, '', collected);
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

function plant(root: Place, path: FieldPath, taken: 'personal' | 'groups'): void {
  let place = root;
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    const next = place.members.get(step) ?? { taken: last ? taken : null, members: new Map() };
    place.members.set(step, next);
    place = next;
  }
}

function withoutTaken(data: JsonObject, place: Place, pointer: string, collected: Collected): JsonObject {
  const open: Record<string, Json> = {};
  for (const key in data) {
    const value = data[key];
    if (value === undefined) continue;
    const member = place.members.get(key);
    if (member === undefined) {
      open[key] = value;
    } else if (member.taken !== null) {
      collected[member.taken] ??= {};
      Reflect.set(collected[member.taken] ?? {}, `${pointer}/${key}`, value);
    } else {
      open[key] = inside(value, member, `${pointer}/${key}`, collected);
    }
  }
  return open;
}

function inside(value: Json, place: Place, pointer: string, collected: Collected): Json {
  if (isList(value)) {
    const member = place.members.get('*');
    return member === undefined
      ? value
      : value.map((each, index) => inside(each, member, `${pointer}/${index}`, collected));
  }
  return isObject(value) ? withoutTaken(value, place, pointer, collected) : value;
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

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
