/** What the PROV-JSON Submission of 24 April 2013 asks of a document, as its schema and PROV-N's grammar say it: the faults of one, none where it is right. */
import { parseInstant } from '../../src/record/ids.js';

type Attributes = { readonly [name: string]: unknown };

/** Each relation with its members: what they name, the required first, and how many are required. */
const relations: Readonly<
  Record<string, { readonly required: number; readonly ends: Readonly<Record<string, string>> }>
> = {
  wasGeneratedBy: { required: 1, ends: { 'prov:entity': 'entity', 'prov:activity': 'activity' } },
  used: { required: 1, ends: { 'prov:activity': 'activity', 'prov:entity': 'entity' } },
  wasInformedBy: { required: 2, ends: { 'prov:informed': 'activity', 'prov:informant': 'activity' } },
  wasStartedBy: { required: 1, ends: { 'prov:activity': 'activity', 'prov:trigger': 'entity' } },
  wasEndedBy: { required: 1, ends: { 'prov:activity': 'activity', 'prov:trigger': 'entity' } },
  wasInvalidatedBy: { required: 1, ends: { 'prov:entity': 'entity', 'prov:activity': 'activity' } },
  wasDerivedFrom: { required: 2, ends: { 'prov:generatedEntity': 'entity', 'prov:usedEntity': 'entity' } },
  wasAttributedTo: { required: 2, ends: { 'prov:entity': 'entity', 'prov:agent': 'agent' } },
  wasAssociatedWith: {
    required: 1,
    ends: { 'prov:activity': 'activity', 'prov:agent': 'agent', 'prov:plan': 'entity' },
  },
  actedOnBehalfOf: { required: 2, ends: { 'prov:delegate': 'agent', 'prov:responsible': 'agent' } },
  wasInfluencedBy: { required: 2, ends: { 'prov:influencee': 'any', 'prov:influencer': 'any' } },
  specializationOf: { required: 2, ends: { 'prov:specificEntity': 'entity', 'prov:generalEntity': 'entity' } },
  alternateOf: { required: 2, ends: { 'prov:alternate1': 'entity', 'prov:alternate2': 'entity' } },
  hadMember: { required: 2, ends: { 'prov:collection': 'entity', 'prov:entity': 'entity' } },
};
const elements = ['entity', 'activity', 'agent'];
const times = ['prov:startTime', 'prov:endTime', 'prov:time'];
const datatypes = ['xsd:dateTime', 'xsd:QName', 'rdf:JSON'];

/** PN_LOCAL of PROV-N without its backslash escapes. */
const LOCAL =
  /^([A-Za-z0-9_/@~&+*?#$!]|%[0-9A-Fa-f]{2})(([A-Za-z0-9_./@~&+*?#$!-]|%[0-9A-Fa-f]{2})*([A-Za-z0-9_/@~&+*?#$!-]|%[0-9A-Fa-f]{2}))?$/;

export function provFaults(document: object): readonly string[] {
  const { prefix = {}, ...kinds } = document as { prefix?: Record<string, string> } & Record<
    string,
    Record<string, Attributes>
  >;
  const faults: string[] = [];
  const wrong = (where: string, what: unknown) => faults.push(`${where}: ${JSON.stringify(what)}`);
  const isName = (name: string): boolean => {
    const [, known = '', local = ''] = /^([^:]*):(.*)$/s.exec(name) ?? [];
    return Object.hasOwn(prefix, known) && LOCAL.test(local);
  };
  const declared = (kind: string, name: unknown): boolean =>
    (kind === 'any' ? elements : [kind]).some((each) => Object.hasOwn(kinds[each] ?? {}, String(name)));

  for (const [name, iri] of Object.entries(prefix)) if (!URL.canParse(iri)) wrong(name, iri);
  for (const [kind, all] of Object.entries(kinds)) {
    const shape = relations[kind];
    if (shape === undefined && !elements.includes(kind)) wrong('no such name', kind);
    for (const [name, attributes] of Object.entries(all)) {
      const where = `${kind} ${name}`;
      if (shape === undefined ? !isName(name) : !/^_:[A-Za-z0-9]+$/.test(name)) wrong('not a name', name);
      const ends = Object.entries(shape?.ends ?? {});
      for (const [end, of] of ends)
        if (end in attributes && !declared(of, attributes[end])) wrong(where, attributes[end]);
      for (const [end] of ends.slice(0, shape?.required)) if (!(end in attributes)) wrong(where, `no ${end}`);
      if (kind === 'wasAssociatedWith' && !('prov:agent' in attributes || 'prov:plan' in attributes))
        wrong(where, 'neither an agent nor a plan');
      if (kind === 'used' && !('prov:entity' in attributes)) wrong(where, 'nothing used');
      for (const [attribute, value] of Object.entries(attributes)) {
        if (!isName(attribute)) wrong(where, attribute);
        if (ends.some(([end]) => end === attribute)) continue;
        if (times.includes(attribute)) {
          if (typeof value !== 'string' || parseInstant(value) === null) wrong(where, value);
          continue;
        }
        for (const literal of Array.isArray(value) ? value : [value])
          if (!isLiteral(literal, isName)) wrong(`${where} ${attribute}`, literal);
        if (Array.isArray(value) && value.length === 0) wrong(`${where} ${attribute}`, value);
      }
    }
  }
  return faults;
}

function isLiteral(literal: unknown, isName: (name: string) => boolean): boolean {
  if (['string', 'boolean'].includes(typeof literal)) return true;
  if (typeof literal === 'number') return Number.isFinite(literal);
  if (typeof literal !== 'object' || literal === null) return false;
  const { $: text, type, lang, ...rest } = literal as Record<string, unknown>;
  if (typeof text !== 'string' || Object.keys(rest).length > 0) return false;
  if (lang !== undefined) return type === undefined && /^(en|de|fr|es)$/.test(String(lang));
  if (!datatypes.includes(String(type))) return false;
  if (type === 'xsd:dateTime') return parseInstant(text) !== null;
  return type === 'xsd:QName' ? isName(text) : JSON.parse(text) !== undefined;
}
