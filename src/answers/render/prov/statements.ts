/**
 * What a PROV document is put together from: elements with a name, relations between them, and attributes as PROV-JSON writes them (W3C Member
 * Submission of 24 April 2013, §3.1). Pure.
 */
import { isKnown } from '../../../catalogue/vocabulary.js';
import { canonical, type Json } from '../../../record/canonical.js';
import type { RecordId } from '../../../record/ids.js';

/** A qualified name: a prefix of the document, a colon, and a local part. */
export type Name = `${string}:${string}`;

/** A literal with its datatype, or a text with its language; strings, numbers and booleans stand for themselves. */
export type Literal =
  | string
  | number
  | boolean
  | { readonly $: string; readonly type: Name }
  | { readonly $: string; readonly lang: string };
export type Attributes = Readonly<Record<string, Literal | readonly Literal[]>>;
/** Attributes as they are given: what is absent is left out, and a name without a prefix is one of ours. */
type Given = Readonly<Record<string, Literal | readonly Literal[] | undefined>>;

export const elementKinds = ['entity', 'activity', 'agent'] as const;
/** The relations that an answer holds facts for, each with the elements that it takes. */
export const relationKinds = {
  used: ['activity', 'entity'],
  wasGeneratedBy: ['entity', 'activity'],
  wasDerivedFrom: ['generatedEntity', 'usedEntity'],
  wasInformedBy: ['informed', 'informant'],
  wasAssociatedWith: ['activity', 'agent', 'plan'],
  wasAttributedTo: ['entity', 'agent'],
  wasInfluencedBy: ['influencee', 'influencer'],
} as const;

export type ElementKind = (typeof elementKinds)[number];
export type RelationKind = keyof typeof relationKinds;

export interface Element {
  readonly kind: ElementKind;
  readonly name: Name;
  readonly attributes: Attributes;
}

export interface Relation {
  readonly kind: RelationKind;
  readonly attributes: Attributes;
}

export type Statement = Element | Relation;

/** @param records what says so; every element names its records */
export function element(
  kind: ElementKind,
  name: Name,
  type: string | readonly Name[],
  records: readonly RecordId[],
  given: Given = {},
): Element {
  const types = typeof type === 'string' ? [own(type)] : type.map(named);
  return { kind, name, attributes: attributesOf({ 'prov:type': types, ...given, record: records.map(recordRef) }) };
}

/** @param ends the elements it joins, by the names of the relation's own members */
export function relation<K extends RelationKind>(
  kind: K,
  ends: Ends<(typeof relationKinds)[K][number]>,
  given: Given = {},
): Relation {
  const joined = relationKinds[kind].flatMap((end) => {
    const name = Object.entries<Name | undefined>(ends).find(([member]) => member === end)?.[1];
    return name === undefined ? [] : [[`prov:${end}`, name] as const];
  });
  return { kind, attributes: { ...Object.fromEntries(joined), ...attributesOf(given) } };
}

type Ends<End extends string> = { readonly [end in End]?: Name };

function attributesOf(given: Given): Attributes {
  const attributes: Record<string, Literal | readonly Literal[]> = {};
  for (const [name, value] of Object.entries(given)) {
    // An empty list says nothing, and the schema of PROV-JSON has none.
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    attributes[name.includes(':') ? name : `ledger:${name}`] = value;
  }
  return attributes;
}

/** The name of a thing in this ledger: its kind, and whatever tells it from others of its kind. */
export function here(kind: string, ...parts: readonly (string | number)[]): Name {
  return `here:${[kind, ...parts.map((part) => escaped(String(part)))].join('/')}`;
}

/** The name of a record: records are named by UUIDs. */
export function recordName(id: RecordId): Name {
  return `record:${id}`;
}

/** What a local part (PROV-N, PN_LOCAL) cannot hold as it is stands percent-encoded, so that two texts never become one name. */
export function escaped(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*~]|\.$/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A value that is a qualified name; the Submission types it so. */
export function named(name: Name): Literal {
  return { $: name, type: 'xsd:QName' };
}

/** One of our own terms. */
export function own(term: string): Literal {
  return named(`ledger:${term}`);
}

export function recordRef(id: RecordId): Literal {
  return named(recordName(id));
}

/** A term of the vocabulary by its name, or as it was sent where it is unknown. */
export function termRef({ term }: { readonly term: string }): Literal {
  return isKnown(term) ? { $: term, type: 'xsd:QName' } : term;
}

export function moment(instant: string | undefined): Literal | undefined {
  return instant === undefined ? undefined : { $: instant, type: 'xsd:dateTime' };
}

/** What the records know by one instant starts and ends there. */
export function during(instant: string): { readonly 'prov:startTime': string; readonly 'prov:endTime': string } {
  return { 'prov:startTime': instant, 'prov:endTime': instant };
}

/** Words of the answer, in its language. */
export function words(text: string | undefined, lang: string): Literal | undefined {
  return text === undefined ? undefined : { $: text, lang };
}

/** A recorded value; one with members is written as canonical JSON. */
export function literal(value: Json | undefined): Literal | undefined {
  if (value === undefined || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return { $: canonical(value), type: 'rdf:JSON' };
}
