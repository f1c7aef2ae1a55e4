/** The rules that class-validator does not bring along. Each is a plain function, so that the compiled check calls the very same one. */
import { ValidateBy, type ValidationOptions } from 'class-validator';
import { parseInstant } from '../record/ids.js';

/** Name of a rule → what it accepts. `compile.ts` looks its rules up here. */
export const ownRules = {
  isInstantText: (value: unknown): boolean => typeof value === 'string' && parseInstant(value) !== null,
  isJsonValue: (value: unknown): boolean => isJson(value, 0),
  isScalar: (value: unknown): boolean => isScalar(value),
  isMapOfTexts: (value: unknown): boolean =>
    isMap(value, (member) => typeof member === 'string' && member.length <= MAX_MAP_TEXT),
  isMapOfScalars: (value: unknown): boolean => isMap(value, isScalar),
  isMapOfCounts: (value: unknown): boolean =>
    isMap(value, (member) => typeof member === 'number' && Number.isSafeInteger(member) && member >= 0),
} as const;

export type OwnRule = keyof typeof ownRules;

export const MAX_MAP_ENTRIES = 1_000;
export const MAX_MAP_KEY = 200;
export const MAX_MAP_TEXT = 4_000;

/** Keys that would reach an object's prototype when somebody copies a map carelessly. */
export const POLLUTING_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

export function OwnRule(name: OwnRule, options: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: ownRules[name] } }, options);
}

/** Deeper than this no producer's value is; records themselves end at 200 levels (`canonical.ts`). */
const MAX_JSON_DEPTH = 100;

function isScalar(value: unknown): boolean {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

function isJson(value: unknown, depth: number): boolean {
  if (value === null || isScalar(value)) return true;
  if (typeof value !== 'object' || depth >= MAX_JSON_DEPTH) return false;
  if (Array.isArray(value)) return value.every((member) => isJson(member, depth + 1));
  return Object.entries(value).every(([key, member]) => key !== '__proto__' && isJson(member, depth + 1));
}

function isMap(value: unknown, accepts: (member: unknown) => boolean): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= MAX_MAP_ENTRIES &&
    entries.every(
      ([key, member]) => key !== '' && key.length <= MAX_MAP_KEY && !POLLUTING_KEYS.includes(key) && accepts(member),
    )
  );
}
