/** What a field can hold: the rules, the JSON Schema and the words for it, together. */
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import type { JsonObject } from '../record/canonical.js';
import { ID_PATTERN } from '../record/ids.js';
import { MAX_MAP_ENTRIES, MAX_MAP_KEY, MAX_MAP_TEXT, OwnRule, POLLUTING_KEYS } from './rules.js';

/** A class whose fields carry the decorators of `field.ts`. */
export type ShapeClass = new () => object;

export interface Kind {
  readonly rules: readonly ((options: ValidationOptions) => PropertyDecorator)[];
  readonly schema: JsonObject;
  /** Ends the sentence "It must be …". */
  readonly right: string;
  readonly term?: true;
  readonly reference?: true;
  readonly of?: () => ShapeClass;
}

export const id: Kind = {
  rules: [(options) => Matches(ID_PATTERN, options)],
  schema: { type: 'string', pattern: ID_PATTERN.source },
  right: 'an id of 1 to 128 characters of A–Z a–z 0–9 . _ : ~ -',
};
export const term: Kind = {
  rules: [IsString, IsNotEmpty, (options) => MaxLength(200, options)],
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  right: 'a term of the vocabulary, for example dpv:PersonalisedAdvertising',
  term: true,
};
/** For tools that take `format` as a remark only; leap seconds and more than nine fraction digits are left out as `parseInstant` leaves them out. */
const INSTANT =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})$';
export const when: Kind = {
  rules: [(options) => OwnRule('isInstantText', options)],
  schema: { type: 'string', format: 'date-time', pattern: INSTANT },
  right: 'an RFC 3339 date and time with its zone, for example 2026-03-02T09:14:00Z',
};
/** With or without its algorithm in front, in hexadecimal or base64, as the usual tools write it. */
const DIGEST = /^(sha256[:-])?([0-9a-fA-F]{64}|[A-Za-z0-9+/_-]{43}=?)$/;
export const digest: Kind = {
  rules: [(options) => Matches(DIGEST, options)],
  schema: { type: 'string', pattern: DIGEST.source },
  right: 'a SHA-256 digest in hexadecimal or base64, with or without "sha256:" in front',
};
export const numeric: Kind = {
  rules: [(options) => IsNumber({}, options)],
  schema: { type: 'number' },
  right: 'a finite number',
};
export const count: Kind = {
  rules: [IsInt, (options) => Min(0, options), (options) => Max(Number.MAX_SAFE_INTEGER, options)],
  schema: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  right: 'a whole number from 0 up',
};
export const flag: Kind = { rules: [IsBoolean], schema: { type: 'boolean' }, right: 'true or false' };
const REFERENCE = /^[A-Za-z][A-Za-z0-9+.-]{0,31}:[^\s][\s\S]{0,511}$/;
export const reference: Kind = {
  rules: [(options) => Matches(REFERENCE, options)],
  schema: { type: 'string', pattern: REFERENCE.source },
  right: 'a reference scheme:value, for example crm:C-10442',
  reference: true,
};
export const json: Kind = {
  rules: [(options) => OwnRule('isJsonValue', options)],
  schema: anyOf('string', 'number', 'boolean', 'object', 'array', 'null'),
  right: 'a JSON value of at most 100 levels, without keys named __proto__',
};
export const scalar: Kind = {
  rules: [(options) => OwnRule('isScalar', options)],
  schema: anyOf('string', 'number', 'boolean'),
  right: 'a text, a finite number, true or false',
};

export function text(max: number): Kind {
  return {
    rules: [IsString, IsNotEmpty, (options) => MaxLength(max, options)],
    schema: { type: 'string', minLength: 1, maxLength: max },
    right: `text of 1 to ${max.toLocaleString('en')} characters`,
  };
}

export function oneOf(values: readonly string[]): Kind {
  return {
    rules: [(options) => IsIn(values, options)],
    schema: { type: 'string', enum: values },
    right: `one of ${values.join(', ')}`,
  };
}

export function map(rule: 'isMapOfTexts' | 'isMapOfScalars' | 'isMapOfCounts'): Kind {
  const members = {
    isMapOfTexts: { schema: { type: 'string', maxLength: MAX_MAP_TEXT }, right: 'texts' },
    isMapOfScalars: { schema: scalar.schema, right: 'texts, numbers, true or false' },
    isMapOfCounts: { schema: count.schema, right: 'whole numbers from 0 up' },
  }[rule];
  return {
    rules: [(options) => OwnRule(rule, options)],
    schema: {
      type: 'object',
      maxProperties: MAX_MAP_ENTRIES,
      propertyNames: { minLength: 1, maxLength: MAX_MAP_KEY, not: { enum: POLLUTING_KEYS } },
      additionalProperties: members.schema,
    },
    right: `an object whose values are ${members.right}`,
  };
}

export function nested(of: () => ShapeClass): Kind {
  return { rules: [IsObject, ValidateNested], schema: { type: 'object' }, right: 'an object', of };
}

/** Written so, and not as a list of types, because OpenAPI generators take a list for an array. */
function anyOf(...types: readonly string[]): JsonObject {
  return { anyOf: types.map((type) => (type === 'array' ? { type, items: {} } : { type })) };
}
