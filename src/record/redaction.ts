/**
 * Taking an open field out of a stored body: what remains of the data, and the body that says so. Pure.
 * The header, its digest and every proof stay; the salt goes, so that a value which was taken away cannot be guessed back from `bodyDigest`.
 */
import { canonicalBytes, type Json, type JsonObject } from './canonical.js';
import { sha256 } from './digest.js';
import { LedgerError } from './ledger-error.js';

/** What stands in place of a text. Other values leave their member altogether, and null in a list. */
export const REDACTED = 'redacted';

/** What is left of a body after a redaction was carried out: no salt, and which fields were taken away, as JSON pointers into `data`. */
export interface RedactedBody {
  readonly data: JsonObject;
  readonly redacted: readonly string[];
}

/** The data without these fields; a pointer that names nothing changes nothing. */
export function withoutFields(data: JsonObject, pointers: readonly string[]): JsonObject {
  return pointers.reduce((left: JsonObject, pointer) => {
    const changed = without(left, stepsOf(pointer));
    return isObject(changed) ? changed : left;
  }, data);
}

/** Whether the pointer names a value of the data. */
export function hasField(data: JsonObject, pointer: string): boolean {
  let at: Json | undefined = data;
  const steps = stepsOf(pointer);
  for (const step of steps) at = memberOf(at, step);
  return steps.length > 0 && at !== undefined;
}

/** @param fields everything that was ever taken away from this record, in any order */
export function redactedBody(data: JsonObject, fields: Iterable<string>): Uint8Array {
  const redacted = [...new Set(fields)].sort();
  return canonicalBytes({ data: withoutFields(data, redacted), redacted });
}

/** What `record.redacted` says of the body that remains, so that its other fields stay bound: `sha256:` and 64 hexadecimal digits. */
export function remainsDigest(body: Uint8Array): string {
  return `sha256:${Buffer.from(sha256(body)).toString('hex')}`;
}

/** RFC 6901. @throws LedgerError `bad-request` */
function stepsOf(pointer: string): readonly string[] {
  if (!pointer.startsWith('/'))
    throw new LedgerError('bad-request', 'A field is named by a JSON pointer into data, for example /consequences.');
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function without(value: Json, [step, ...rest]: readonly string[]): Json {
  if (step === undefined) return value;
  const member = memberOf(value, step);
  if (member === undefined) return value;
  const left = rest.length > 0 ? without(member, rest) : typeof member === 'string' ? REDACTED : undefined;
  if (isList(value)) return value.map((item, index) => (String(index) === step ? (left ?? null) : item));
  if (!isObject(value)) return value;
  const { [step]: _, ...others } = value;
  return left === undefined ? others : { ...others, [step]: left };
}

function memberOf(value: Json | undefined, step: string): Json | undefined {
  if (isList(value)) return /^(0|[1-9]\d*)$/.test(step) ? value[Number(step)] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
