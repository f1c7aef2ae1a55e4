/** Every event type of the ledger, read off the classes of the families. An event type is one class in one of these files, and nothing else. */
import 'reflect-metadata';
import type { JsonObject } from '../record/canonical.js';
import { LedgerError } from '../record/ledger-error.js';
import * as campaign from './campaign.js';
import * as collection from './collection.js';
import * as consent from './consent.js';
import * as decision from './decision.js';
import * as revisits from './decision-revisits.js';
import { type Defined, define, upcastThrough } from './definition.js';
import type { EventDefinition, Family } from './event.js';
import * as finding from './finding.js';
import * as governance from './governance.js';
import * as inquiry from './inquiry.js';
import * as ledger from './ledger.js';
import { eventOptionsOf } from './ledger-event.js';
import * as model from './model.js';
import * as protection from './protection.js';
import * as response from './response.js';

const families: Readonly<Record<Family, readonly object[]>> = {
  collection: [consent, collection],
  decision: [model, decision, revisits],
  campaign: [campaign, response],
  governance: [governance],
  inquiry: [inquiry],
  protection: [protection],
  finding: [finding],
  ledger: [ledger],
};

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
  return upcastThrough(index.get(type) ?? [], version, data);
}

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
