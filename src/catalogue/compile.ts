/**
 * Compiles class-validator's metadata, once at start, into one plain function per class. class-validator interprets the same metadata on
 * every call; the compiled check only says yes or no, and whatever it refuses goes through class-validator itself for the message
 * (`check.ts`). So a refusal too many costs time and nothing else; that it never accepts too much is held by a property test.
 */
import { getMetadataStorage, maxLength } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import { LedgerError } from '../record/ledger-error.js';
import { fieldsOf } from './field.js';
import type { ShapeClass } from './kinds.js';
import { ownRules } from './rules.js';

export type Accepts = (data: unknown) => boolean;

/** A rule as a JavaScript expression over the variable `x`; `bind` brings a value of ours into the compiled code. */
type Compiled = (x: string, constraints: readonly unknown[], bind: (value: unknown) => string) => string;

const rules: Readonly<Record<string, Compiled>> = {
  isString: (x) => `typeof ${x} === 'string'`,
  isNotEmpty: (x) => `${x} !== '' && ${x} !== null && ${x} !== undefined`,
  // class-validator counts a surrogate pair as one character, so more code units than characters may be right.
  maxLength: (x, [max], bind) =>
    `typeof ${x} === 'string' && (${x}.length <= ${max} || ${bind(maxLength)}(${x}, ${max}))`,
  matches: (x, [pattern], bind) => `typeof ${x} === 'string' && ${bind(pattern)}.test(${x})`,
  isNumber: (x) => `typeof ${x} === 'number' && Number.isFinite(${x})`,
  isInt: (x) => `Number.isInteger(${x})`,
  min: (x, [min]) => `typeof ${x} === 'number' && ${x} >= ${min}`,
  max: (x, [max]) => `typeof ${x} === 'number' && ${x} <= ${max}`,
  isBoolean: (x) => `typeof ${x} === 'boolean'`,
  isIn: (x, [values]) =>
    listOf(values)
      .map((value) => `${x} === ${JSON.stringify(value)}`)
      .join(' || ') || 'false',
  isArray: (x) => `Array.isArray(${x})`,
  arrayMaxSize: (x, [max]) => `Array.isArray(${x}) && ${x}.length <= ${max}`,
  isObject: (x) => `typeof ${x} === 'object' && ${x} !== null && !Array.isArray(${x})`,
  ...Object.fromEntries(
    Object.entries(ownRules).map(([name, rule]): [string, Compiled] => [name, (x, _, bind) => `${bind(rule)}(${x})`]),
  ),
};

const compiled = new Map<ShapeClass, Accepts>();

/**
 * The check of a class: whether class-validator would accept the data with `whitelist` and `forbidNonWhitelisted`.
 * @throws LedgerError `corrupt` where a rule has no compiled form: the service does not start
 */
export function compile(shape: ShapeClass): Accepts {
  const known = compiled.get(shape);
  if (known !== undefined) return known;
  const accepts = build(shape);
  compiled.set(shape, accepts);
  return accepts;
}

function build(shape: ShapeClass): Accepts {
  const bound: unknown[] = [];
  const bind = (value: unknown): string => {
    const at = bound.indexOf(value);
    return `b${at < 0 ? bound.push(value) - 1 : at}`;
  };
  const metadata = getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);
  const names = [...new Set(metadata.map((rule) => rule.propertyName))];
  const statements = names.map((name) =>
    fieldCode(
      shape,
      name,
      metadata.filter((rule) => rule.propertyName === name),
      bind,
    ),
  );
  const source = `'use strict';
return function ${shape.name}(data) {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  let sent = 0, x;
${statements.join('\n')}
  // Every name of the data must be one of those counted above; inherited names count as unknown.
  for (const _ in data) sent--;
  return sent === 0;
}`;
  return new Function(...bound.map((_, at) => `b${at}`), source)(...bound);
}

function fieldCode(
  shape: ShapeClass,
  name: string,
  metadata: readonly ValidationMetadata[],
  bind: (value: unknown) => string,
): string {
  const optional = metadata.some((rule) => rule.type === 'conditionalValidation');
  const checked = metadata.filter((rule) => rule.type !== 'conditionalValidation');
  const whole = checked.filter((rule) => !rule.each);
  const each = checked.filter((rule) => rule.each);
  if (each.length > 0 && !whole.some((rule) => rule.name === 'isArray')) throw uncompiled(shape, name, 'each');
  const code = (x: string, list: readonly ValidationMetadata[]) =>
    list.map((rule) => `if (!(${expression(shape, rule, x, bind)})) return false;`).join(' ');
  const elements = each.length > 0 ? ` for (let i = 0; i < x.length; i++) { const e = x[i]; ${code('e', each)} }` : '';
  const body = `sent++; ${code('x', whole)}${elements}`;
  return `  x = data.${name}; ${optional ? `if (x !== undefined) { ${body} }` : body}`;
}

function expression(shape: ShapeClass, rule: ValidationMetadata, x: string, bind: (value: unknown) => string): string {
  if (rule.type === 'nestedValidation') {
    const of = fieldsOf(shape).find((field) => field.name === rule.propertyName)?.of;
    if (of === undefined || of === null) throw uncompiled(shape, rule.propertyName, rule.type);
    return `${bind(compile(of()))}(${x})`;
  }
  const form = rules[rule.name ?? ''];
  if (rule.type !== 'customValidation' || form === undefined || (rule.groups ?? []).length > 0) {
    throw uncompiled(shape, rule.propertyName, rule.name ?? rule.type);
  }
  return form(x, rule.constraints ?? [], bind);
}

function uncompiled(shape: ShapeClass, field: string, rule: string): LedgerError {
  return new LedgerError(
    'corrupt',
    `The rule "${rule}" of ${shape.name}.${field} has no compiled form; add one to compile.ts.`,
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
