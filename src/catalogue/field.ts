/**
 * One decorator per field of an event. From it come class-validator's rules, the OpenAPI property, the JSON Schema, the field's
 * sentence and its marks. Nothing about a field is said anywhere else.
 */
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
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
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import type { JsonObject } from '../record/canonical.js';
import { ID_PATTERN } from '../record/ids.js';
import { MAX_MAP_ENTRIES, MAX_MAP_KEY, MAX_MAP_TEXT, OwnRule, POLLUTING_KEYS } from './rules.js';

/** A class whose fields carry these decorators. */
export type ShapeClass = new () => object;

/** What stands behind a field's decorator, for everything that reads the classes. */
export interface FieldSpec {
  readonly name: string;
  readonly says: string;
  readonly optional: boolean;
  readonly personal: boolean;
  readonly group: boolean;
  /** Holds a term of the vocabulary. */
  readonly term: boolean;
  /** Holds a reference `scheme:value` to another consumer. */
  readonly reference: boolean;
  readonly list: boolean;
  /** The class of a nested object, or of a list's elements. */
  readonly of: (() => ShapeClass) | null;
  /** JSON Schema of the value; a nested class is left to whoever resolves `of`. */
  readonly schema: JsonObject;
}

/** Marks stand after a field's sentence: `@Text('Why the person disagrees', personal, optional)`. */
export interface Marks {
  readonly optional?: true;
  readonly personal?: true;
  readonly group?: true;
}
/** May be left out; `null` is not a way of leaving out. */
export const optional: Marks = { optional: true };
/** Sealed under the subject's key. */
export const personal: Marks = { personal: true };
/** A group attribute for bias audits, sealed under the year's audit key. */
export const group: Marks = { group: true };

interface Kind {
  readonly rules: readonly ((options: ValidationOptions) => PropertyDecorator)[];
  readonly schema: JsonObject;
  /** Ends the sentence "It must be …". */
  readonly right: string;
  readonly term?: true;
  readonly reference?: true;
  readonly of?: () => ShapeClass;
}

const registry = new WeakMap<object, FieldSpec[]>();

/** The fields of a class and of those it extends, in the order in which they are declared. */
export function fieldsOf(shape: ShapeClass): readonly FieldSpec[] {
  const chain: FieldSpec[][] = [];
  for (let at: unknown = shape; typeof at === 'function' && at !== Function.prototype; at = Object.getPrototypeOf(at)) {
    chain.unshift(registry.get(at) ?? []);
  }
  return chain.flat();
}

/** The condition of an optional field: class-validator's own IsOptional would let `null` through. */
export const isSent =
  (name: string) =>
  (object: object): boolean =>
    Reflect.get(object, name) !== undefined;

export const MAX_LIST = 1_000;

export const Id = (says: string, ...marks: readonly Marks[]) => single(says, id, marks);
export const Ids = (says: string, ...marks: readonly Marks[]) => list(says, id, marks);
export const Name = (says: string, ...marks: readonly Marks[]) => single(says, text(500), marks);
export const Names = (says: string, ...marks: readonly Marks[]) => list(says, text(500), marks);
export const Text = (says: string, ...marks: readonly Marks[]) => single(says, text(20_000), marks);
export const Texts = (says: string, ...marks: readonly Marks[]) => list(says, text(4_000), marks);
export const Term = (says: string, ...marks: readonly Marks[]) => single(says, term, marks);
export const Terms = (says: string, ...marks: readonly Marks[]) => list(says, term, marks);
export const When = (says: string, ...marks: readonly Marks[]) => single(says, when, marks);
export const Digest = (says: string, ...marks: readonly Marks[]) => single(says, digest, marks);
export const Numeric = (says: string, ...marks: readonly Marks[]) => single(says, numeric, marks);
export const Count = (says: string, ...marks: readonly Marks[]) => single(says, count, marks);
export const Flag = (says: string, ...marks: readonly Marks[]) => single(says, flag, marks);
export const Reference = (says: string, ...marks: readonly Marks[]) => single(says, reference, marks);
/** Any JSON value, `null` included. */
export const Value = (says: string, ...marks: readonly Marks[]) => single(says, json, marks);
export const Values = (says: string, ...marks: readonly Marks[]) => list(says, json, marks);
/** A text, a number, or true or false. */
export const Scalar = (says: string, ...marks: readonly Marks[]) => single(says, scalar, marks);
export const TextMap = (says: string, ...marks: readonly Marks[]) => single(says, map('isMapOfTexts'), marks);
export const ScalarMap = (says: string, ...marks: readonly Marks[]) => single(says, map('isMapOfScalars'), marks);
export const CountMap = (says: string, ...marks: readonly Marks[]) => single(says, map('isMapOfCounts'), marks);
export const OneOf = (says: string, values: readonly string[], ...marks: readonly Marks[]) =>
  single(says, oneOf(values), marks);
export const Nested = (says: string, of: () => ShapeClass, ...marks: readonly Marks[]) =>
  single(says, nested(of), marks);
export const Listed = (says: string, of: () => ShapeClass, ...marks: readonly Marks[]) => list(says, nested(of), marks);

const id: Kind = {
  rules: [(options) => Matches(ID_PATTERN, options)],
  schema: { type: 'string', pattern: ID_PATTERN.source },
  right: 'an id of 1 to 128 characters of A–Z a–z 0–9 . _ : ~ -',
};
const term: Kind = {
  rules: [IsString, IsNotEmpty, (options) => MaxLength(200, options)],
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  right: 'a term of the vocabulary, for example dpv:PersonalisedAdvertising',
  term: true,
};
/** For tools that take `format` as a remark only; leap seconds and more than nine fraction digits are left out as `parseInstant` leaves them out. */
const INSTANT =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})$';
const when: Kind = {
  rules: [(options) => OwnRule('isInstantText', options)],
  schema: { type: 'string', format: 'date-time', pattern: INSTANT },
  right: 'an RFC 3339 date and time with its zone, for example 2026-03-02T09:14:00Z',
};
/** With or without its algorithm in front, in hexadecimal or base64, as the usual tools write it. */
const DIGEST = /^(sha256[:-])?([0-9a-fA-F]{64}|[A-Za-z0-9+/_-]{43}=?)$/;
const digest: Kind = {
  rules: [(options) => Matches(DIGEST, options)],
  schema: { type: 'string', pattern: DIGEST.source },
  right: 'a SHA-256 digest in hexadecimal or base64, with or without "sha256:" in front',
};
const numeric: Kind = {
  rules: [(options) => IsNumber({}, options)],
  schema: { type: 'number' },
  right: 'a finite number',
};
const count: Kind = {
  rules: [IsInt, (options) => Min(0, options), (options) => Max(Number.MAX_SAFE_INTEGER, options)],
  schema: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  right: 'a whole number from 0 up',
};
const flag: Kind = { rules: [IsBoolean], schema: { type: 'boolean' }, right: 'true or false' };
const REFERENCE = /^[A-Za-z][A-Za-z0-9+.-]{0,31}:[^\s][\s\S]{0,511}$/;
const reference: Kind = {
  rules: [(options) => Matches(REFERENCE, options)],
  schema: { type: 'string', pattern: REFERENCE.source },
  right: 'a reference scheme:value, for example crm:C-10442',
  reference: true,
};
const anything: readonly string[] = ['string', 'number', 'boolean', 'object', 'array', 'null'];
const json: Kind = {
  rules: [(options) => OwnRule('isJsonValue', options)],
  schema: { type: anything },
  right: 'a JSON value of at most 100 levels, without keys named __proto__',
};
const scalar: Kind = {
  rules: [(options) => OwnRule('isScalar', options)],
  schema: { type: ['string', 'number', 'boolean'] },
  right: 'a text, a finite number, true or false',
};

function text(max: number): Kind {
  return {
    rules: [IsString, IsNotEmpty, (options) => MaxLength(max, options)],
    schema: { type: 'string', minLength: 1, maxLength: max },
    right: `text of 1 to ${max.toLocaleString('en')} characters`,
  };
}

function oneOf(values: readonly string[]): Kind {
  return {
    rules: [(options) => IsIn(values, options)],
    schema: { type: 'string', enum: values },
    right: `one of ${values.join(', ')}`,
  };
}

function map(rule: 'isMapOfTexts' | 'isMapOfScalars' | 'isMapOfCounts'): Kind {
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

function nested(of: () => ShapeClass): Kind {
  return { rules: [IsObject, ValidateNested], schema: { type: 'object' }, right: 'an object', of };
}

function single(says: string, kind: Kind, marks: readonly Marks[]): PropertyDecorator {
  const options: ValidationOptions = { message: `must be ${kind.right}` };
  return field(
    says,
    kind,
    marks,
    kind.rules.map((rule) => rule(options)),
    null,
  );
}

function list(says: string, kind: Kind, marks: readonly Marks[]): PropertyDecorator {
  const whole: ValidationOptions = { message: `must be a list of at most ${MAX_LIST.toLocaleString('en')} entries` };
  const each: ValidationOptions = { message: `must be ${kind.right}`, each: true };
  const rules = [IsArray(whole), ArrayMaxSize(MAX_LIST, whole), ...kind.rules.map((rule) => rule(each))];
  return field(says, kind, marks, rules, { type: 'array', maxItems: MAX_LIST });
}

function field(
  says: string,
  kind: Kind,
  marks: readonly Marks[],
  rules: readonly PropertyDecorator[],
  listSchema: JsonObject | null,
): PropertyDecorator {
  const mark: Marks = Object.assign({}, ...marks);
  const schema = listSchema === null ? kind.schema : { ...listSchema, items: kind.schema };
  return (target, property) => {
    const name = String(property);
    for (const rule of rules) rule(target, property);
    if (mark.optional) ValidateIf(isSent(name))(target, property);
    const openApi = kind.of === undefined ? schema : { type: kind.of, isArray: listSchema !== null };
    ApiProperty({ ...openApi, description: says, required: !mark.optional })(target, property);
    const specs = registry.get(target.constructor) ?? [];
    registry.set(target.constructor, specs);
    specs.push({
      name,
      says,
      schema,
      optional: mark.optional ?? false,
      personal: mark.personal ?? false,
      group: mark.group ?? false,
      term: kind.term ?? false,
      reference: kind.reference ?? false,
      list: listSchema !== null,
      of: kind.of ?? null,
    });
  };
}
