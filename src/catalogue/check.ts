/** class-validator's own verdict on a candidate `data`, with each refusal at its JSON pointer and in words that say what would be right. */
import { getMetadataStorage, type ValidationError, validateSync } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import type { FieldError } from '../record/ledger-error.js';
import { fieldsOf } from './field.js';
import type { ShapeClass } from './kinds.js';

/** More would not help anybody to repair an event. */
const MAX_ERRORS = 100;

/** @returns the errors, none where class-validator accepts it; pointers are relative to `data` */
export function validate(shape: ShapeClass, data: unknown): readonly FieldError[] {
  if (!isObject(data)) return [{ pointer: '', detail: `data must be an object; ${kindOf(data)} was sent.` }];
  const inherited: FieldError[] = [];
  const instance = instantiate(shape, data, '', inherited);
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: true, value: true },
  });
  const described = [...inherited, ...errors.flatMap((error) => describe(error, ''))];
  // The verdict is class-validator's; a refusal that nobody could place is still one.
  if (described.length === 0 && errors.length > 0)
    return [{ pointer: '', detail: 'data do not match the schema of this type.' }];
  return described.slice(0, MAX_ERRORS);
}

/**
 * An instance of the class with the data as it was sent, so that class-validator finds its rules. Names that every object inherits
 * (`__proto__`, `constructor`, `toString`) pass class-validator's own whitelist, because it looks them up in a plain object: they are refused here.
 */
function instantiate(shape: ShapeClass, data: object, pointer: string, inherited: FieldError[]): object {
  const instance = new shape();
  const nested = new Map(fieldsOf(shape).map((field) => [field.name, field.of]));
  for (const [key, value] of Object.entries(data)) {
    if (key in Object.prototype) {
      inherited.push({ pointer: `${pointer}/${escapeToken(key)}`, detail: unknownField(shape) });
      continue;
    }
    const of = nested.get(key)?.();
    Reflect.set(instance, key, of === undefined ? value : instantiateNested(of, value, `${pointer}/${key}`, inherited));
  }
  return instance;
}

function instantiateNested(shape: ShapeClass, value: unknown, pointer: string, inherited: FieldError[]): unknown {
  if (Array.isArray(value)) {
    return value.map((member, index) =>
      isObject(member) ? instantiate(shape, member, `${pointer}/${index}`, inherited) : member,
    );
  }
  return isObject(value) ? instantiate(shape, value, pointer, inherited) : value;
}

function describe(error: ValidationError, parent: string): readonly FieldError[] {
  const pointer = `${parent}/${escapeToken(error.property)}`;
  const { constraints = {}, target, value } = error;
  if (constraints.whitelistValidation !== undefined) {
    return [{ pointer, detail: unknownField(target?.constructor) }];
  }
  const broken = rulesOf(error).filter((rule) => constraints[rule.name ?? rule.type] !== undefined);
  const whole = broken.find((rule) => !rule.each);
  // Where the value itself is of the wrong kind, what class-validator says of its members adds nothing.
  if (whole !== undefined) return [{ pointer, detail: sentence(error, constraints[whole.name ?? whole.type] ?? '') }];
  const elements = Array.isArray(value) ? wrongElements(error, broken, value, pointer) : [];
  const children = (error.children ?? [])
    .filter((child) => !elements.some((element) => element.pointer === `${pointer}/${child.property}`))
    .flatMap((child) => describe(child, pointer));
  return [...elements, ...children];
}

function rulesOf({ target, property }: ValidationError): readonly ValidationMetadata[] {
  if (target === undefined || Array.isArray(target)) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  return rules.filter((rule) => rule.propertyName === property);
}

/** Refusals of single elements of a list: class-validator reports the list alone. */
function wrongElements(
  { target = {}, property, constraints = {} }: ValidationError,
  broken: readonly ValidationMetadata[],
  list: readonly unknown[],
  pointer: string,
): readonly FieldError[] {
  const breaks = (rule: ValidationMetadata, member: unknown): boolean =>
    getMetadataStorage()
      .getTargetValidatorConstraints(rule.constraintCls)
      .some(
        ({ instance }) =>
          !instance.validate(member, {
            value: member,
            constraints: rule.constraints,
            targetName: '',
            object: target,
            property,
          }),
      );
  return list.flatMap((member, index): readonly FieldError[] => {
    const rule = broken.find((candidate) => breaks(candidate, member));
    if (rule === undefined) return [];
    const message = constraints[rule.name ?? rule.type];
    return [{ pointer: `${pointer}/${index}`, detail: `It ${message}; ${kindOf(member)} was sent.` }];
  });
}

function sentence(error: ValidationError, message: string): string {
  if (error.value !== undefined) return `It ${message}; ${kindOf(error.value)} was sent.`;
  const says = shapeFields(error.target?.constructor).find((field) => field.name === error.property)?.says;
  return `It is missing${says === undefined ? '' : ` (${says})`}. It ${message}.`;
}

function unknownField(shape: unknown): string {
  const names = shapeFields(shape).map((field) => field.name);
  return `There is no such field here. The fields are ${names.join(', ')}.`;
}

function shapeFields(shape: unknown) {
  return isShape(shape) ? fieldsOf(shape) : [];
}

function isShape(value: unknown): value is ShapeClass {
  return typeof value === 'function';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Never the value itself: it may be personal. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return `text of ${value.length} characters`;
    case 'number':
      return 'a number';
    case 'boolean':
      return String(value);
    default:
      return 'an object';
  }
}

function escapeToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
