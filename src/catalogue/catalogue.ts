/** Every event type of the ledger, read off the classes of the families. An event type is one class in one of these files, and nothing else. */
import 'reflect-metadata';
import type { JsonObject } from '../record/canonical.js';
import { LedgerError } from '../record/ledger-error.js';
import * as campaign from './campaign.js';
import { validate } from './check.js';
import * as collection from './collection.js';
import * as consent from './consent.js';
import * as decision from './decision.js';
import type { EventDefinition, Family } from './event.js';
import type { ShapeClass } from './field.js';
import * as finding from './finding.js';
import * as governance from './governance.js';
import * as inquiry from './inquiry.js';
import { jsonSchemaOf } from './json-schema.js';
import * as ledger from './ledger.js';
import { type EventOptions, eventOptionsOf } from './ledger-event.js';
import * as model from './model.js';
import { pathsOf, visitPath } from './paths.js';
import { compileSplit } from './personal.js';
import * as protection from './protection.js';
import * as response from './response.js';
import { compileStream } from './stream.js';
import { isKnown } from './vocabulary.js';

const families: Readonly<Record<Family, readonly object[]>> = {
  collection: [consent, collection],
  decision: [model, decision],
  campaign: [campaign, response],
  governance: [governance],
  inquiry: [inquiry],
  protection: [protection],
  finding: [finding],
  ledger: [ledger],
};

/** A definition with what reading old records needs. */
export interface Defined extends EventDefinition {
  readonly shape: ShapeClass;
  readonly upcast: ((data: JsonObject) => JsonObject) | null;
}

/** All definitions, in the order of families and files; several versions of a type stand one after another. */
export const definitions: readonly Defined[] = defineAll(families);

/** The names of all types. */
export const types: readonly string[] = [...new Set(definitions.map((definition) => definition.type))];

const index = indexOf(definitions);

/** The definition of a type, its newest version where none is named; undefined where there is none. */
export function definitionOf(type: string, version?: number): EventDefinition | undefined {
  const versions = index.get(type);
  return version === undefined ? versions?.at(-1) : versions?.find((definition) => definition.version === version);
}

/** `data` of a stored record in the shape of the type's newest version. What was hashed is never touched. */
export function upcast(type: string, version: number, data: JsonObject): JsonObject {
  return upcastBy(index.get(type) ?? [], version, data);
}

/** @param versions of one type, ascending */
export function upcastBy(versions: readonly Defined[], version: number, data: JsonObject): JsonObject {
  return versions
    .filter((definition) => definition.version > version)
    .reduce((current, definition) => definition.upcast?.(current) ?? current, data);
}

/** @throws LedgerError `corrupt` where a type has no valid example or a version stands twice: the service does not start */
export function define(shape: ShapeClass, options: EventOptions, family: Family): Defined {
  const patterns = typeof options.stream === 'string' ? [options.stream] : options.stream;
  const terms = pathsOf(shape, (field) => field.term, true);
  const schema = jsonSchemaOf(shape, options);
  const personal = pathsOf(shape, (field) => field.personal);
  const groups = pathsOf(shape, (field) => field.group);
  const definition: Defined = {
    type: options.type,
    version: options.version,
    family,
    says: options.says,
    subject: options.subject,
    writtenBy: options.writtenBy,
    personal,
    groups,
    references: pathsOf(shape, (field) => field.reference),
    example: options.example,
    shape,
    upcast: options.upcast ?? null,
    check: (data) => validate(shape, data),
    unknownTerms: (data) => {
      const unknown: { pointer: string; detail: string }[] = [];
      for (const path of terms) {
        visitPath(data, path, (value, pointer) => {
          if (typeof value === 'string' && !isKnown(value)) unknown.push({ pointer, detail: UNKNOWN_TERM });
        });
      }
      return unknown;
    },
    split: compileSplit(personal, groups),
    streamOf: compileStream(patterns),
    jsonSchema: () => schema,
  };
  const [wrong] = definition.check(options.example.data);
  if (wrong !== undefined) {
    throw new LedgerError(
      'corrupt',
      `The example of ${options.type} is not valid at ${wrong.pointer}: ${wrong.detail}`,
    );
  }
  if (options.subject === 'required' && options.example.subject === undefined) {
    throw new LedgerError('corrupt', `The example of ${options.type} names no subject.`);
  }
  return definition;
}

const UNKNOWN_TERM =
  'This term is not in the vocabulary (W3C DPV 2.3 with its extensions); it is kept and shown as sent.';

function defineAll(sources: typeof families): readonly Defined[] {
  return Object.entries(sources).flatMap(([family, modules]) =>
    modules.flatMap((module) =>
      Object.values(module).flatMap((shape) => {
        const options = eventOptionsOf(shape);
        return options === undefined || !isFamily(family) ? [] : [define(shape, options, family)];
      }),
    ),
  );
}

function isFamily(name: string): name is Family {
  return name in families;
}

function indexOf(all: readonly Defined[]): ReadonlyMap<string, readonly Defined[]> {
  const versions = new Map<string, Defined[]>();
  for (const definition of all) {
    const known = versions.get(definition.type) ?? [];
    if (known.some((other) => other.version === definition.version)) {
      throw new LedgerError('corrupt', `${definition.type} version ${definition.version} is defined twice.`);
    }
    versions.set(
      definition.type,
      [...known, definition].sort((a, b) => a.version - b.version),
    );
  }
  return versions;
}
