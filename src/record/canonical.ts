/** Canonical JSON (RFC 8785): the only source of bytes that are hashed, tagged or sealed. No Node API, so a browser runs it too. */
import { LedgerError } from './ledger-error.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/**
 * The canonical text of a value.
 * @throws LedgerError `not-json-value` for what JSON cannot say: undefined, NaN, infinities, lone surrogates, bigints, functions, cycles of over 200 levels
 */
export function canonical(value: Json): string {
  return write(value, 0);
}

const encoder = new TextEncoder();

/** The canonical text as UTF-8. */
export function canonicalBytes(value: Json): Uint8Array {
  return encoder.encode(canonical(value));
}

const MAX_DEPTH = 200;

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      if (!Number.isFinite(value)) throw refuse('a number that is not finite');
      // ECMAScript's number-to-string is the one RFC 8785 §3.2.2.3 prescribes; it writes -0 as "0" as required.
      return `${value}`;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= MAX_DEPTH) throw refuse('nesting deeper than 200 levels');
      return Array.isArray(value) ? list(value, depth + 1) : object(value, depth + 1);
    default:
      throw refuse(`a value of type ${typeof value}`);
  }
}

function text(value: string): string {
  if (!value.isWellFormed()) throw refuse('a string with a lone surrogate');
  return JSON.stringify(value);
}

function list(values: readonly unknown[], depth: number): string {
  if (values.length === 0) return '[]';
  let out = `[${write(values[0], depth)}`;
  for (let index = 1; index < values.length; index++) out += `,${write(values[index], depth)}`;
  return `${out}]`;
}

function object(value: object, depth: number): string {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw refuse('an object that is not plain data');
  const keys = Object.keys(value);
  // JavaScript's default order of strings is by UTF-16 code units, which is what §3.2.3 asks for.
  if (keys.length > 1) keys.sort();
  let out = '';
  for (const key of keys) {
    const member: unknown = Reflect.get(value, key);
    out += `${out === '' ? '' : ','}${text(key)}:${write(member, depth)}`;
  }
  return `{${out}}`;
}

function refuse(what: string): LedgerError {
  return new LedgerError('not-json-value', `JSON cannot say ${what}.`);
}
