/**
 * `data` taken apart in one walk: the canonical text of the whole (for the content tag), of what stays open (the body), and of each field that is sealed.
 * Every value is written once; the three texts share what they have in common.
 */
import type { EventDefinition, FieldPath } from '../catalogue/event.js';
import { canonical, type Json, type JsonObject } from '../record/canonical.js';

export interface Split {
  /** Canonical text of all of `data`, references already pseudonyms. */
  readonly whole: string;
  /** Canonical text of `data` without the sealed fields. */
  readonly open: string;
  /** JSON pointer → canonical text, in the order of the walk. */
  readonly personal: readonly SealedField[];
  readonly groups: readonly SealedField[];
}

export interface SealedField {
  readonly pointer: string;
  readonly text: string;
}

/** What is to be done at a place in `data`, and below it. */
interface Plan {
  readonly mark: 'personal' | 'groups' | 'reference' | null;
  readonly members: ReadonlyMap<string, Plan>;
  /** For every element of a list or member of a map. */
  readonly each: Plan | null;
}

const plans = new WeakMap<EventDefinition, Plan>();

/** @param pseudonymOf of a reference to another consumer; consulted where the event type holds such references */
export function splitData(
  definition: EventDefinition,
  data: JsonObject,
  pseudonymOf: (reference: string) => string,
): Split {
  let plan = plans.get(definition);
  if (plan === undefined) {
    plan = planOf(definition);
    plans.set(definition, plan);
  }
  const personal: SealedField[] = [];
  const groups: SealedField[] = [];
  const { whole, open } = walk(data, plan, '', { personal, groups, pseudonymOf });
  return { whole, open, personal, groups };
}

/** The references to other consumers in `data`. */
export function referencesIn(definition: EventDefinition, data: JsonObject): readonly string[] {
  return definition.references.flatMap((path) => valuesAt(data, path, 0)).filter((value) => typeof value === 'string');
}

/** The canonical map from pointer to value, which is what is sealed. */
export function canonicalMap(fields: readonly SealedField[]): string {
  const sorted = fields.length > 1 ? fields.toSorted((a, b) => (a.pointer < b.pointer ? -1 : 1)) : fields;
  let text = '';
  for (const field of sorted) text += `${text === '' ? '' : ','}${canonical(field.pointer)}:${field.text}`;
  return `{${text}}`;
}

interface Sink {
  readonly personal: SealedField[];
  readonly groups: SealedField[];
  readonly pseudonymOf: (reference: string) => string;
}

interface Texts {
  readonly whole: string;
  readonly open: string;
}

function walk(value: Json, plan: Plan, pointer: string, sink: Sink): Texts {
  if (plan.mark === 'reference' && typeof value === 'string') return same(canonical(sink.pseudonymOf(value)));
  if (typeof value !== 'object' || value === null) return same(canonical(value));
  if (isList(value)) return walkList(value, plan, pointer, sink);
  const keys = Object.keys(value).sort();
  let whole = '';
  let open = '';
  for (const key of keys) {
    const member = value[key];
    if (member === undefined) continue;
    const below = plan.members.get(key) ?? plan.each;
    const name = canonical(key);
    if (below === null || below === undefined) {
      const text = `${name}:${canonical(member)}`;
      whole += `${whole === '' ? '' : ','}${text}`;
      open += `${open === '' ? '' : ','}${text}`;
    } else if (below.mark === 'personal' || below.mark === 'groups') {
      const text = canonical(member);
      whole += `${whole === '' ? '' : ','}${name}:${text}`;
      sink[below.mark].push({ pointer: `${pointer}/${token(key)}`, text });
    } else {
      const texts = walk(member, below, `${pointer}/${token(key)}`, sink);
      whole += `${whole === '' ? '' : ','}${name}:${texts.whole}`;
      open += `${open === '' ? '' : ','}${name}:${texts.open}`;
    }
  }
  return { whole: `{${whole}}`, open: `{${open}}` };
}

function walkList(list: readonly Json[], plan: Plan, pointer: string, sink: Sink): Texts {
  if (plan.each === null) return same(canonical(list));
  let whole = '';
  let open = '';
  for (const [index, element] of list.entries()) {
    const texts = walk(element, plan.each, `${pointer}/${index}`, sink);
    whole += `${index === 0 ? '' : ','}${texts.whole}`;
    open += `${index === 0 ? '' : ','}${texts.open}`;
  }
  return { whole: `[${whole}]`, open: `[${open}]` };
}

function planOf(definition: EventDefinition): Plan {
  const marked: [FieldPath, Plan['mark']][] = [
    ...definition.personal.map((path): [FieldPath, Plan['mark']] => [path, 'personal']),
    ...definition.groups.map((path): [FieldPath, Plan['mark']] => [path, 'groups']),
    ...definition.references.map((path): [FieldPath, Plan['mark']] => [path, 'reference']),
  ];
  return planBelow(marked);
}

function planBelow(marked: readonly [FieldPath, Plan['mark']][]): Plan {
  const steps = new Map<string, [FieldPath, Plan['mark']][]>();
  for (const [[step, ...rest], mark] of marked)
    if (step !== undefined) steps.set(step, [...(steps.get(step) ?? []), [rest, mark]]);
  const mark = marked.find(([path]) => path.length === 0)?.[1] ?? null;
  const members = new Map([...steps].filter(([step]) => step !== '*').map(([step, below]) => [step, planBelow(below)]));
  const each = steps.get('*');
  return { mark, members, each: each === undefined ? null : planBelow(each) };
}

function valuesAt(value: Json | undefined, path: FieldPath, at: number): readonly Json[] {
  const step = path[at];
  if (value === undefined) return [];
  if (step === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (step === '*') return Object.values(value).flatMap((member) => valuesAt(member, path, at + 1));
  return isList(value) || !Object.hasOwn(value, step) ? [] : valuesAt(value[step], path, at + 1);
}

function same(text: string): Texts {
  return { whole: text, open: text };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function token(key: string): string {
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}
