/** A PROV-JSON document from its statements, and the schema of it. What is said of one element in several places stands together. Pure. */
import type { JsonObject } from '../../../record/canonical.js';
import {
  type Attributes,
  type ElementKind,
  elementKinds,
  escaped,
  type Literal,
  type RelationKind,
  relationKinds,
  type Statement,
} from './statements.js';

type Named = Readonly<Record<string, Attributes>>;

/** Kinds of which nothing is said are absent. */
export interface ProvDocument extends Readonly<Partial<Record<ElementKind | RelationKind, Named>>> {
  readonly prefix: Readonly<Record<string, string>>;
}

/** @param origin whose things they are: two ledgers may know a decision of the same id; null where the ledger has signed nothing yet */
export function documentOf(origin: string | null, statements: readonly Statement[]): ProvDocument {
  const kinds = new Map<string, Map<string, Attributes>>();
  const related = new Set<string>();
  for (const statement of statements) {
    const said = kinds.get(statement.kind) ?? new Map<string, Attributes>();
    kinds.set(statement.kind, said);
    if ('name' in statement) said.set(statement.name, together(said.get(statement.name), statement.attributes));
    else if (isNew(JSON.stringify(statement), related))
      // A relation has no name of its own: a blank one, counted within its kind.
      said.set(`_:${statement.kind}${said.size + 1}`, statement.attributes);
  }
  const ordered = [...elementKinds, ...Object.keys(relationKinds)].flatMap((kind) => {
    const said = kinds.get(kind);
    return said === undefined ? [] : [[kind, Object.fromEntries(said)] as const];
  });
  return { prefix: prefixes(origin), ...Object.fromEntries(ordered) };
}

/** Two inputs may come from one collection: what joins that to others is said once. */
function isNew(statement: string, said: Set<string>): boolean {
  const known = said.has(statement);
  said.add(statement);
  return !known;
}

function prefixes(origin: string | null): ProvDocument['prefix'] {
  return {
    prov: 'http://www.w3.org/ns/prov#',
    xsd: 'http://www.w3.org/2001/XMLSchema#',
    rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
    dpv: 'https://w3id.org/dpv#',
    pd: 'https://w3id.org/dpv/pd#',
    'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
    record: 'urn:uuid:',
    ledger: 'urn:accountability-ledger:terms:',
    here: `urn:accountability-ledger:things:${origin === null ? '' : `${escaped(origin)}:`}`,
  };
}

function together(before: Attributes | undefined, more: Attributes): Attributes {
  if (before === undefined) return more;
  const all: Record<string, Literal | readonly Literal[]> = { ...before };
  for (const [name, value] of Object.entries(more)) {
    const said = new Map([all[name] ?? [], value].flat().map((each: Literal) => [JSON.stringify(each), each] as const));
    const [only, ...others] = said.values();
    if (only !== undefined) all[name] = others.length === 0 && !Array.isArray(value) ? only : [only, ...others];
  }
  return all;
}

const literalSchema: JsonObject = {
  anyOf: [
    { type: ['string', 'number', 'boolean'] },
    {
      type: 'object',
      properties: { $: { type: 'string' }, type: { type: 'string' }, lang: { type: 'string' } },
      required: ['$'],
      additionalProperties: false,
    },
  ],
};

const namedSchema: JsonObject = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    additionalProperties: { anyOf: [literalSchema, { type: 'array', minItems: 1, items: literalSchema }] },
  },
};

export const provSchema: JsonObject = {
  type: 'object',
  description: 'The answer as PROV-JSON: who and what had a part in the decision, each with its records',
  properties: {
    prefix: { type: 'object', additionalProperties: { type: 'string', format: 'uri' } },
    ...Object.fromEntries([...elementKinds, ...Object.keys(relationKinds)].map((kind) => [kind, namedSchema])),
  },
  required: ['prefix', 'entity', 'activity', 'agent'],
  additionalProperties: false,
};
