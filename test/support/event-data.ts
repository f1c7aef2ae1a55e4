/** Made-up `data` of any event type, right and wrong, from its JSON Schema and a source of choices. Used by property tests and the bench. */
import type { Json, JsonObject } from '../../src/record/canonical.js';

/** A whole number from 0 up to, not including, `below`. */
export type Pick = (below: number) => number;

/** Data that the schema allows; depth and sizes stay small. */
export function rightData(schema: JsonObject, pick: Pick): JsonObject {
  return valueFor(schema, objectAt(schema, '$defs'), pick) as JsonObject;
}

/** The same with one to three random faults, some of which do no harm. */
export function wrongData(schema: JsonObject, pick: Pick): JsonObject {
  const data = structuredClone(rightData(schema, pick)) as Mutable;
  for (let fault = pick(3); fault >= 0; fault--) damage(data, pick);
  return data as JsonObject;
}

/** A repeatable source of choices (mulberry32). */
export function seeded(seed: number): Pick {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

type Mutable = { [key: string]: unknown } | unknown[];

const TEXTS = [
  'a',
  'Laufwerk GmbH',
  'ß 日本 👟',
  'x'.repeat(200),
  '\u0000',
  ' ',
  '{{value}}',
  'dpv:PersonalisedAdvertising',
];
const IDS = ['dec-8812', 'a', 'A~b:c._-9', 'x'.repeat(128)];
const REFERENCES = ['crm:C-10442', 'email:a@example.org', 'a:b'];
const DIGESTS = ['a'.repeat(64), `sha256:${'0'.repeat(64)}`, `${'A'.repeat(43)}=`, `sha256-${'b'.repeat(43)}`];
const INSTANTS = ['2026-03-02T09:14:00Z', '2024-02-29t23:59:59.123456789+14:00', '2026-12-31T00:00:00.1-00:00'];
const VALUES: readonly Json[] = [null, true, 0, -1.5, 1e21, '', 'text', [], [1, [2]], {}, { a: { b: [null] } }];
const SCALARS: readonly Json[] = ['text', '', 0.5, false];
const JUNK: readonly unknown[] = [
  ...VALUES,
  ...TEXTS,
  ...IDS,
  ...INSTANTS,
  'x'.repeat(129),
  'x'.repeat(501),
  `👟${'x'.repeat(499)}`,
  'x'.repeat(20_001),
  'a b',
  'a\n',
  '2026-02-30T00:00:00Z',
  '2026-03-02T09:14:00',
  '2026-03-02 09:14:00Z',
  '2026-03-02T24:00:00Z',
  '2026-03-02T09:14:60Z',
  Number.MAX_SAFE_INTEGER + 2,
  '1',
  'full',
  [[]],
  [[{}]],
  [null],
  [{}],
  { toString: 1 },
  JSON.parse('{"__proto__":1}'),
  JSON.parse('{"constructor":{"prototype":1}}'),
];
const NAMES = [
  'extra',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'a/b~c',
  '0',
  'prototype',
  'valueOf',
];

function valueFor(schema: JsonObject, defs: JsonObject, pick: Pick): Json {
  if (typeof schema.$ref === 'string')
    return valueFor(objectAt(defs, schema.$ref.slice('#/$defs/'.length)), defs, pick);
  if (Array.isArray(schema.enum)) return one(schema.enum, pick);
  if (Array.isArray(schema.anyOf)) return one(schema.anyOf.length > 3 ? VALUES : SCALARS, pick);
  switch (schema.type) {
    case 'string':
      return one(textsFor(schema), pick);
    case 'number':
      return one([0, -0.03, 0.74, 1e-300, 42], pick);
    case 'integer':
      return one([0, 1, 18_204], pick);
    case 'boolean':
      return pick(2) === 0;
    case 'array':
      return Array.from({ length: pick(4) }, () => valueFor(objectAt(schema, 'items'), defs, pick));
    default:
      return objectOf(schema, defs, pick);
  }
}

function objectOf(schema: JsonObject, defs: JsonObject, pick: Pick): JsonObject {
  if (typeof schema.additionalProperties === 'object') {
    const members = objectAt(schema, 'additionalProperties');
    return Object.fromEntries(
      ['en', 'gender', 'a/b'].slice(pick(4)).map((key) => [key, valueFor(members, defs, pick)]),
    );
  }
  const required = schema.required as readonly string[];
  const properties = Object.entries(objectAt(schema, 'properties'));
  const kept = properties.filter(([name]) => required.includes(name) || pick(2) === 0);
  return Object.fromEntries(kept.map(([name, member]) => [name, valueFor(member as JsonObject, defs, pick)]));
}

function textsFor(schema: JsonObject): readonly string[] {
  if (schema.format === 'date-time') return INSTANTS;
  const { pattern } = schema;
  if (typeof pattern !== 'string') return TEXTS;
  const regex = new RegExp(pattern);
  return [...IDS, ...REFERENCES, ...DIGESTS].filter((text) => regex.test(text));
}

function damage(root: Mutable, pick: Pick): void {
  const containers = containersIn(root);
  const container = one(containers, pick);
  const keys = Object.keys(container);
  const key = keys.length === 0 ? undefined : one(keys, pick);
  switch (pick(8)) {
    case 0:
      if (key !== undefined && !Array.isArray(container)) delete container[key];
      return;
    case 1:
      set(container, Array.isArray(container) ? String(container.length) : one(NAMES, pick), one(JUNK, pick));
      return;
    case 2:
      if (Array.isArray(container) && pick(20) === 0)
        container.push(...Array.from({ length: 1_001 }, () => container[0] ?? null));
      return;
    default:
      if (key !== undefined) set(container, key, one(JUNK, pick));
  }
}

function containersIn(value: unknown): readonly Mutable[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Mutable, ...Object.values(value).flatMap(containersIn)];
}

/** An own member also for `__proto__`, as `JSON.parse` makes it. */
function set(container: Mutable, key: string, value: unknown): void {
  const copy: unknown = structuredClone(value);
  Object.defineProperty(container, key, { value: copy, writable: true, enumerable: true, configurable: true });
}

function one<T>(values: readonly T[], pick: Pick): T {
  return values[pick(values.length)] as T;
}

function objectAt(value: JsonObject, key: string): JsonObject {
  return (value[key] ?? {}) as JsonObject;
}
