/** The definition of an event type, made of its class once, at start. */
import type { JsonObject } from '../record/canonical.js';
import { type FieldError, LedgerError } from '../record/ledger-error.js';
import { validate } from './check.js';
import { compile } from './compile.js';
import type { EventDefinition, Family, FieldPath } from './event.js';
import { jsonSchemaOf } from './json-schema.js';
import type { ShapeClass } from './kinds.js';
import type { EventOptions } from './ledger-event.js';
import { pathsOf, visitPath } from './paths.js';
import { compileSplit } from './split.js';
import { compileStream } from './stream.js';
import { isKnown } from './vocabulary.js';

/** A definition with what only the catalogue itself needs. */
export interface Defined extends EventDefinition {
  readonly shape: ShapeClass;
  /** Brings `data` of the version before to this one. */
  readonly upcast: ((data: JsonObject) => JsonObject) | null;
}

const NOTHING: readonly FieldError[] = [];
const UNKNOWN_TERM =
  'This term is not in the vocabulary (W3C DPV 2.3 with its extensions); it is kept and shown as sent.';

/** @throws LedgerError `corrupt` where the type has no valid example: the service does not start */
export function define(shape: ShapeClass, options: EventOptions, family: Family): Defined {
  const accepts = compile(shape);
  const schema = jsonSchemaOf(shape, options);
  const definition: Defined = {
    type: options.type,
    version: options.version,
    family,
    says: options.says,
    subject: options.subject,
    writtenBy: options.writtenBy,
    personal: pathsOf(shape, (field) => field.personal),
    groups: pathsOf(shape, (field) => field.group),
    references: pathsOf(shape, (field) => field.reference),
    example: options.example,
    shape,
    upcast: options.upcast ?? null,
    check: (data) => (accepts(data) ? NOTHING : validate(shape, data)),
    unknownTerms: compileUnknownTerms(pathsOf(shape, (field) => field.term, true)),
    split: compileSplit(shape),
    streamOf: compileStream(typeof options.stream === 'string' ? [options.stream] : options.stream),
    jsonSchema: () => schema,
  };
  assertExample(definition);
  return definition;
}

/** `data` of version `version` in the shape of the newest of these versions of one type, which stand in ascending order. */
export function upcastThrough(versions: readonly Defined[], version: number, data: JsonObject): JsonObject {
  return versions
    .filter((definition) => definition.version > version)
    .reduce((current, definition) => definition.upcast?.(current) ?? current, data);
}

function compileUnknownTerms(paths: readonly FieldPath[]): EventDefinition['unknownTerms'] {
  return (data) => {
    let unknown: FieldError[] | null = null;
    const visit = (value: unknown, pointer: () => string): void => {
      if (typeof value !== 'string' || isKnown(value)) return;
      unknown ??= [];
      unknown.push({ pointer: pointer(), detail: UNKNOWN_TERM });
    };
    for (const path of paths) visitPath(data, path, visit);
    return unknown ?? NOTHING;
  };
}

function assertExample({ type, subject, example, check }: Defined): void {
  const [wrong] = check(example.data);
  if (wrong !== undefined) {
    throw new LedgerError('corrupt', `The example of ${type} is not valid at ${wrong.pointer}: ${wrong.detail}`);
  }
  if (subject === 'required' && example.subject === undefined) {
    throw new LedgerError('corrupt', `The example of ${type} names no subject.`);
  }
}
