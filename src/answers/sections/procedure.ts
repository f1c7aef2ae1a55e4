/** Section `procedure`: the steps actually applied, the model and its result, what counted most, and what else could have been chosen. */
import type { Answer } from '../answer.js';
import type { Sentence } from '../answer-parts.js';
import { factsOf, ofThis } from '../case.js';
import type { FactData } from '../fact-data.js';
import type { Fact } from '../facts.js';
import { plain } from '../narrative/narrator.js';
import { idsOf, present, type Telling } from '../telling.js';
import { modelOf } from './around.js';
import { modelPart, modelSentences, modelValues } from './model.js';
import { showValue, valueStateOf } from './value.js';

type Procedure = Answer['procedure'];

export function procedureSection(telling: Telling): Procedure {
  const policy = policyOf(telling);
  const asked = telling.file.decision.data.policy;
  return {
    steps: stepsOf(telling),
    model: modelPart(telling),
    policy:
      asked === undefined
        ? null
        : present({
            id: asked.id,
            version: asked.version,
            publishedAt: policy?.occurredAt,
            records: idsOf(telling.file.decision, policy),
          }),
    factors: factorsOf(telling),
    method: methodOf(telling),
    alternatives: alternativesOf(telling),
    sentences: [
      ...stepSentences(telling),
      ...modelSentences(telling),
      ...policySentences(telling),
      ...factorSentences(telling),
      ...alternativeSentences(telling),
    ],
  };
}

function stepsOf(telling: Telling): Procedure['steps'] {
  const { decision } = telling.file;
  return (decision.data.steps ?? []).map((step) => {
    const { rule, fact } = ruleOf(telling, step.ruleId);
    const state = valueStateOf(decision, step.actual);
    return present({
      kind: step.kind,
      text: stepText(telling, step, rule),
      ruleId: step.ruleId,
      field: step.field,
      operator: step.operator,
      expected: showValue(step.expected),
      actual: state === 'shown' ? showValue(step.actual) : undefined,
      actualState: state,
      result: telling.words.value(step.result),
      records: idsOf(decision, fact),
    });
  });
}

type Step = NonNullable<FactData['decision.withheld']['steps']>[number];
type PolicyRule = FactData['policy.published']['rules'][number];

/** The rule as published, else the producer's own words, else what was compared with what. */
function stepText({ words }: Telling, step: Step, rule: PolicyRule | undefined): string {
  const published = rule?.text[words.code];
  if (published !== undefined) return published;
  if (step.text !== undefined) return step.text;
  const kind = words.say('procedure.step.kind', { kind: step.kind });
  if (step.field === undefined) return kind;
  const rest = { field: plain(step.field), operator: step.operator ?? '=', expected: words.value(step.expected) };
  return `${kind} (${words.say('procedure.step.generated', rest)})`;
}

function ruleOf(telling: Telling, ruleId: string | undefined): { readonly rule?: PolicyRule; readonly fact?: Fact } {
  const fact = policyOf(telling);
  const rule = fact?.data.rules.find((candidate) => candidate.ruleId === ruleId);
  return fact === undefined || rule === undefined ? {} : { rule, fact };
}

function policyOf({ file }: Telling): Fact<FactData['policy.published']> | undefined {
  const asked = file.decision.data.policy;
  if (asked === undefined) return undefined;
  return factsOf(file, 'policy.published').findLast(
    (fact) => fact.data.policyId === asked.id && fact.data.version === asked.version,
  );
}

function policySentences(telling: Telling): readonly Sentence[] {
  const { decision } = telling.file;
  const { policy } = decision.data;
  if (policy === undefined) return [];
  const published = policyOf(telling);
  const day = published && telling.words.day(published.occurredAt);
  return [telling.say('procedure.policy', { ...policy, day }, decision, published)];
}

function stepSentences(telling: Telling): readonly Sentence[] {
  const { file, words } = telling;
  const steps = stepsOf(telling);
  if (steps.length === 0) return [telling.say('procedure.no-steps', {}, file.decision)];
  return steps.map((step, index) => {
    const number = index + 1;
    const { model, score } = file.decision.data;
    if (step.kind === 'model' && model !== undefined && score !== undefined)
      return telling.say('procedure.model-numbered', { ...modelValues(telling), number }, file.decision, modelOf(file));
    const actual = step.actual === undefined ? undefined : words.value(step.actual);
    return telling.say('procedure.step', { number, text: step.text, actual, result: step.result }, ...step.records);
  });
}

/** What counted: as reported with the decision, or calculated later. */
function explained({ file }: Telling) {
  const { decision } = file;
  if (decision.data.contributions?.length)
    return { fact: decision, ...decision.data, atDecisionTime: true, contributions: decision.data.contributions };
  const later = ofThis(file, 'decision.explained').at(-1);
  return later === undefined ? undefined : { fact: later, ...later.data };
}

function factorsOf(telling: Telling): Procedure['factors'] {
  const found = explained(telling);
  if (found === undefined) return [];
  return found.contributions
    .map(({ input, weight }) => ({ input, label: plain(input), weight, records: idsOf(found.fact) }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

function methodOf(telling: Telling): Procedure['method'] {
  const found = explained(telling);
  const method = found?.explanationMethod;
  if (found === undefined || method === undefined) return null;
  return present({
    name: method.name,
    version: method.version,
    baseline: showValue(method.baseline),
    atDecisionTime: found.atDecisionTime,
    limits: telling.words.say('procedure.method', methodValues(telling, method)),
    records: idsOf(found.fact),
  });
}

function methodValues({ words }: Telling, method: FactData['decision.explained']['explanationMethod']) {
  return {
    name: method.name,
    version: method.version,
    baseline: method.baseline === undefined ? undefined : words.value(method.baseline),
  };
}

function factorSentences(telling: Telling): readonly Sentence[] {
  const { file, words } = telling;
  const found = explained(telling);
  if (found === undefined)
    return file.decision.data.model === undefined ? [] : [telling.say('procedure.no-factors', {}, file.decision)];
  const factors = factorsOf(telling)
    .slice(0, 5)
    .map(({ label, weight }) =>
      words.say('procedure.factor', {
        label,
        direction: weight < 0 ? 'down' : 'up',
        weight: words.number(Math.abs(weight)),
      }),
    );
  const method = found.explanationMethod;
  return [
    telling.say('procedure.factors', { factors: words.list(factors) }, found.fact),
    method === undefined
      ? telling.say('procedure.method-unknown', {}, found.fact)
      : telling.say('procedure.method', methodValues(telling, method), found.fact),
    ...(found.atDecisionTime
      ? []
      : [telling.say('procedure.method-later', { day: words.day(found.fact.occurredAt) }, found.fact)]),
  ];
}

function alternativesOf({ file, tier }: Telling): Procedure['alternatives'] {
  // Scores of what was not chosen tell how the model weighs its offers: a trade secret towards the consumer, said so in `withheld`.
  return (file.decision.data.candidates ?? []).map(({ id, score, rejectedBecause }) =>
    present({ id, score: tier === 'consumer' ? undefined : score, rejectedBecause, records: idsOf(file.decision) }),
  );
}

function alternativeSentences(telling: Telling): readonly Sentence[] {
  const { words, file } = telling;
  const all = alternativesOf(telling);
  if (all.length === 0) return [];
  const counted = telling.say('procedure.alternatives', { count: all.length }, file.decision);
  if (telling.tier === 'consumer') return [counted];
  const alternatives = all.map(({ id, score, rejectedBecause }) =>
    words.say('procedure.alternative', {
      id,
      score: score === undefined ? undefined : words.number(score),
      because: rejectedBecause,
    }),
  );
  return [
    counted,
    telling.say('procedure.alternatives-scored', { alternatives: words.list(alternatives) }, file.decision),
  ];
}
