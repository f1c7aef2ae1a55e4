/**
 * One decorator per field of an event. From it come class-validator's rules, the OpenAPI property, the JSON Schema, the field's
 * sentence and its marks. Nothing about a field is said anywhere else.
 */
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, ValidateIf, type ValidationOptions } from 'class-validator';
import type { JsonObject } from '../record/canonical.js';
import {
  count,
  digest,
  flag,
  id,
  json,
  type Kind,
  map,
  nested,
  numeric,
  oneOf,
  reference,
  type ShapeClass,
  scalar,
  term,
  text,
  when,
} from './kinds.js';

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
  /** What a value, or each of a list, must be, in words. */
  readonly right: string;
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
    // swagger tells a lazy class by the very name `type` of the function.
    const { of } = kind;
    const openApi = of === undefined ? schema : { ...listSchema, type: () => of(), isArray: listSchema !== null };
    ApiProperty({ ...openApi, description: says, required: !mark.optional })(target, property);
    const specs = registry.get(target.constructor) ?? [];
    registry.set(target.constructor, specs);
    specs.push({
      name,
      says,
      right: kind.right,
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
