/** The shape of an answer, said once: from a shape come the TypeScript type and the JSON Schema. */
import type { Json, JsonObject } from '../record/canonical.js';

declare const type: unique symbol;

export interface Shape<T> {
  readonly schema: JsonObject;
  readonly [type]?: T;
}

export interface OptionalShape<T> extends Shape<T> {
  readonly optional: true;
}

/** The type that a shape describes. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

type Members = { readonly [name: string]: Shape<unknown> };
type RequiredNames<M> = { [K in keyof M]: M[K] extends OptionalShape<unknown> ? never : K }[keyof M];
type OptionalNames<M> = { [K in keyof M]: M[K] extends OptionalShape<unknown> ? K : never }[keyof M];
type ObjectOf<M> = { readonly [K in RequiredNames<M>]: Shaped<M[K]> } & {
  readonly [K in OptionalNames<M>]?: Shaped<M[K]>;
};

export const text: Shape<string> = { schema: { type: 'string' } };
export const number: Shape<number> = { schema: { type: 'number' } };
export const count: Shape<number> = { schema: { type: 'integer', minimum: 0 } };
export const flag: Shape<boolean> = { schema: { type: 'boolean' } };
export const json: Shape<Json> = { schema: {} };
export const instant: Shape<string> = { schema: { type: 'string', format: 'date-time' } };

export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
  return { schema: { type: 'string', enum: [...values] } };
}

export function list<T>(of: Shape<T>): Shape<readonly T[]> {
  return { schema: { type: 'array', items: of.schema } };
}

/** Absent where the records do not say it; never null. */
export function optional<T>(of: Shape<T>): OptionalShape<T> {
  return { schema: of.schema, optional: true };
}

/** Null where it was looked for and is not there. */
export function orNull<T>(of: Shape<T>): Shape<T | null> {
  return { schema: { anyOf: [of.schema, { type: 'null' }] } };
}

/** A closed object: what is not named is not there. `says` becomes the description. */
export function object<M extends Members>(says: string, members: M): Shape<ObjectOf<M>> {
  const entries = Object.entries(members);
  return {
    schema: {
      type: 'object',
      description: says,
      properties: Object.fromEntries(entries.map(([name, shape]) => [name, shape.schema])),
      required: entries.filter(([, shape]) => !('optional' in shape)).map(([name]) => name),
      additionalProperties: false,
    },
  };
}
