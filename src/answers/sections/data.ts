/** Section `data`: every input, its value or why there is none, where it came from and how old it was. */
import { covers, isKnown, isSpecialCategory } from '../../catalogue/vocabulary.js';
import { type Instant, millisecondsOf } from '../../record/ids.js';
import type { Answer } from '../answer.js';
import type { Sentence } from '../answer-parts.js';
import { is } from '../case.js';
import { opening, plain } from '../narrative/narrator.js';
import { idsOf, present, type Telling, termOf } from '../telling.js';
import { type Collection, collectionsOf } from './around.js';
import { showValue, type ValueState, valueStateOf } from './value.js';

type Input = Answer['data']['inputs'][number];
type Origin = Input['collections'][number];

export function dataSection(telling: Telling): Answer['data'] {
  const { file } = telling;
  const { decision } = file;
  const inputs = decision.data.inputs ?? [];
  const held = collectionsOf(file);
  if (inputs.length === 0) {
    const key = is(decision, 'decision.withheld') ? 'data.none-withheld' : 'data.none';
    return { inputs: [], sentences: [telling.say(key, {}, decision)] };
  }
  const told = inputs.map((input) => {
    const ids = input.collectionIds ?? [];
    const collections = ids.flatMap((id) => held.get(id) ?? []);
    const missing = ids.filter((id) => !held.has(id));
    const newest = collections
      .map((fact) => fact.occurredAt)
      .sort()
      .at(-1);
    const state = valueStateOf(decision, input.value);
    const shown: Input = present({
      name: input.name,
      label: plain(input.name),
      value: state === 'shown' ? showValue(input.value) : undefined,
      valueState: state,
      category: termOf(input.category),
      origin: input.origin,
      ageDays: newest === undefined ? undefined : ageInDays(newest, decision.occurredAt),
      collections: collections.map(originOf),
      missing,
      records: idsOf(decision, ...collections, state === 'erased' ? decision.erased?.record : undefined),
    });
    return { shown, state, collections, missing, sent: input.value, named: ids.length > 0 };
  });
  return {
    inputs: told.map(({ shown }) => shown),
    sentences: [
      ...told.map(({ shown, sent, state, collections }) => sentenceOf(telling, shown, sent, state, collections, held)),
      ...told.flatMap(({ shown, missing, named }) => gaps(telling, shown, missing, named)),
      ...told.flatMap(({ shown, collections }) => sensitive(telling, shown, collections)),
      ...(told.some(({ state }) => state === 'erased')
        ? [telling.say('data.erased-note', {}, decision.erased?.record, decision)]
        : []),
      telling.say(
        'data.nothing-else',
        {
          absent: notUsed(
            telling,
            told.map(({ shown }) => shown.category.term),
          ),
        },
        decision,
      ),
    ],
  };
}

function sentenceOf(
  telling: Telling,
  input: Input,
  sent: unknown,
  state: ValueState,
  collections: readonly Collection[],
  held: ReadonlyMap<string, Collection>,
): Sentence {
  const { words } = telling;
  const { erased } = telling.file.decision;
  const inferred = input.origin === 'inferred' || collections.some((fact) => is(fact, 'data.inferred'));
  const value =
    state === 'shown'
      ? valueText(telling, input, sent, inferred)
      : state === 'erased' && erased !== undefined
        ? words.say('data.erased', { day: words.day(erased.at), article: erased.article })
        : words.say(`data.${state}`, { value: '' });
  const how = howText(telling, input, collections, inferred, held);
  const sources = collections.flatMap((fact) => (fact.data.derivedFrom ?? []).flatMap((id) => held.get(id) ?? []));
  return telling.say(
    'data.input',
    { label: opening(input.label), value, how },
    telling.file.decision,
    ...collections,
    ...sources,
  );
}

function valueText({ words }: Telling, input: Input, value: unknown, inferred: boolean): string {
  if (typeof value === 'string' && covers('pd:Country', input.category.term) && /^[A-Z]{2}$/.test(value))
    return words.nameOf('region', value);
  // Degrees of an inferred interest run from 0 to 1; whole numbers are counts and stay as they are.
  if (inferred && typeof value === 'number' && value > 0 && value < 1)
    return words.say('word.of-one', { value: words.number(value) });
  return words.value(value);
}

function howText(
  { words }: Telling,
  input: Input,
  collections: readonly Collection[],
  inferred: boolean,
  held: ReadonlyMap<string, Collection>,
): string {
  const last = collections.at(-1);
  const kind = inferred ? 'inferred' : input.origin;
  const key = `data.how.${kind}`;
  const sources = (last?.data.derivedFrom ?? []).flatMap((id) => held.get(id) ?? []);
  const from = sources.flatMap((fact) => fact.data.categories);
  return words.say(words.has(key) ? key : 'data.how.other', {
    origin: input.origin,
    source: last?.data.sourceSystem,
    day: last && words.day(last.occurredAt),
    method: last?.data.method && `${last.data.method.name} ${last.data.method.version}`,
    from: from.length > 0 ? words.terms([...new Set(from)]) : undefined,
    confidence:
      last?.data.confidence === undefined
        ? undefined
        : words.say('word.of-one', { value: words.number(last.data.confidence) }),
  });
}

function originOf(fact: Collection): Origin {
  const { data } = fact;
  return present({
    collectionId: data.collectionId,
    origin: originName(fact.type),
    source: data.origin,
    sourceSystem: data.sourceSystem,
    collectedAt: fact.occurredAt,
    categories: data.categories.map(termOf),
    notice: data.noticeRef,
    sensitivity: data.sensitivity,
    retainUntil: data.retainUntil,
    method: data.method && `${data.method.name} ${data.method.version}`,
    confidence: data.confidence,
    derivedFrom: data.derivedFrom ?? [],
    records: idsOf(fact),
  });
}

function originName(type: string): Origin['origin'] {
  const names = ['collected', 'observed', 'obtained', 'derived', 'inferred'] as const;
  return names.find((name) => type === `data.${name}`) ?? 'collected';
}

function gaps(telling: Telling, input: Input, missing: readonly string[], named: boolean): readonly Sentence[] {
  const { decision } = telling.file;
  if (!named) return [telling.say('data.no-collection', { label: input.label }, decision)];
  if (missing.length === 0) return [];
  return [
    telling.say(
      'data.collection-missing',
      { label: input.label, ids: telling.words.list(missing), count: missing.length },
      decision,
    ),
  ];
}

function sensitive(telling: Telling, input: Input, collections: readonly Collection[]): readonly Sentence[] {
  const marked = collections.find((fact) => fact.data.sensitivity !== 'ordinary');
  const special = isSpecialCategory(input.category.term);
  if (marked === undefined && !special) return [];
  const sensitivity = marked?.data.sensitivity ?? 'special';
  return [telling.say('data.sensitive', { label: opening(input.label), sensitivity }, telling.file.decision, marked)];
}

const kinds = {
  'data.not.health': ['pd:MedicalHealth'],
  'data.not.accounts': ['pd:FinancialAccount', 'pd:FinancialStatus', 'pd:Income', 'pd:Credit'],
  'data.not.whereabouts': [
    'pd:CurrentLocation',
    'pd:GPSCoordinate',
    'pd:TravelHistory',
    'pd:HomeLocation',
    'pd:WorkLocation',
    'pd:PhysicalAddress',
  ],
  'data.not.beliefs': ['pd:Religion', 'pd:ReligiousBelief', 'pd:PoliticalAffiliation', 'pd:PoliticalOpinion'],
} as const;

/** What was certainly not used: said only where every category used is known and neither holds it nor is part of it. */
function notUsed({ words }: Telling, used: readonly string[]): string | undefined {
  if (!used.every(isKnown)) return undefined;
  const absent = (['data.not.health', 'data.not.accounts', 'data.not.whereabouts', 'data.not.beliefs'] as const).filter(
    (key) => !used.some((category) => kinds[key].some((term) => covers(term, category) || covers(category, term))),
  );
  return absent.length === 0 ? undefined : words.list(absent.map((key) => words.say(key)));
}

function ageInDays(collected: Instant, decided: Instant): number {
  return Math.max(0, Math.floor((millisecondsOf(decided) - millisecondsOf(collected)) / 86_400_000));
}
