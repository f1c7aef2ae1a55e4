/** Canonical JSON (RFC 8785): the only source of bytes that are hashed, tagged or sealed. No Node API, so a browser runs it too. */
import { LedgerError } from './ledger-error.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/**
 * The canonical text of a value.
 * @throws LedgerError `not-json-value` for what JSON cannot say: undefined, NaN, infinities, lone surrogates, bigints, functions, cycles of over 200 levels
 */
export function canonical(value: Json): string {
  const inOrder = ordered(value, 0);
  return inOrder === UNSORTABLE ? write(value, 0) : JSON.stringify(inOrder);
}

/**
 * The canonical text of a value whose members stand in canonical order already; undefined ones are absent.
 * @throws LedgerError `not-json-value` for lone surrogates, which the engine's own writer writes as escapes
 */
export function canonicalInOrder(value: object): string {
  const text = JSON.stringify(value);
  return text.includes('\\ud') ? canonical(JSON.parse(text)) : text;
}

const encoder = new TextEncoder();

/** The canonical text as UTF-8. */
export function canonicalBytes(value: Json): Uint8Array {
  return encoder.encode(canonical(value));
}

const MAX_DEPTH = 200;

const UNSORTABLE = Symbol('an object that JavaScript would not keep in order');

/**
 * The same value with every object's members in order, so that the engine's own writer, which is several times faster, writes the canonical text.
 * JavaScript lists members that look like array indices first, whatever the order of insertion; `write` takes over there.
 */
function ordered(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw refuse('a string with a lone surrogate');
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw refuse('a number that is not finite');
      return value;
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return value;
      if (depth >= MAX_DEPTH) throw refuse('nesting deeper than 200 levels');
      return Array.isArray(value) ? orderedList(value, depth + 1) : orderedObject(value, depth + 1);
    default:
      throw refuse(`a value of type ${typeof value}`);
  }
}

function orderedList(values: readonly unknown[], depth: number): unknown {
  const out: unknown[] = [];
  for (let index = 0; index < values.length; index++) {
    const member = ordered(values[index], depth);
    if (member === UNSORTABLE) return UNSORTABLE;
    out.push(member);
  }
  return out;
}

function orderedObject(value: object, depth: number): unknown {
  if (!isPlain(value)) throw refuse('an object that is not plain data');
  const out: { [key: string]: unknown } = {};
  for (const key of sortedKeys(value)) {
    const first = key.charCodeAt(0);
    if ((first >= 0x30 && first <= 0x39) || key === '__proto__') return UNSORTABLE;
    if (!key.isWellFormed()) throw refuse('a string with a lone surrogate');
    const member = ordered(value[key], depth);
    if (member === UNSORTABLE) return UNSORTABLE;
    out[key] = member;
  }
  return out;
}

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
  if (!isPlain(value)) throw refuse('an object that is not plain data');
  let out = '';
  for (const key of sortedKeys(value)) out += `${out === '' ? '' : ','}${text(key)}:${write(value[key], depth)}`;
  return `{${out}}`;
}

function isPlain(value: object): value is { readonly [key: string]: unknown } {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** By UTF-16 code units (§3.2.3), which is how JavaScript compares strings. Insertion is three times faster than `sort` for the few members of an event. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  if (keys.length > 24) return keys.sort();
  for (let index = 1; index < keys.length; index++) {
    const key = keys[index] ?? '';
    let place = index;
    for (; place > 0 && (keys[place - 1] ?? '') > key; place--) keys[place] = keys[place - 1] ?? '';
    keys[place] = key;
  }
  return keys;
}

function refuse(what: string): LedgerError {
  return new LedgerError('not-json-value', `JSON cannot say ${what}.`);
}
