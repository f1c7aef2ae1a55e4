/** How it was decided, in PROV: the steps, the model and the policy with who approved and audited them, what counted, and what else could have been chosen. Pure. */
import type { MadeAnswer } from '../../answer.js';
import { approval, decisionName, partyName } from './decision.js';
import { inputName } from './grounds.js';
import {
  during,
  element,
  here,
  literal,
  moment,
  type Name,
  named,
  own,
  relation,
  type Statement,
  words,
} from './statements.js';

type Model = NonNullable<MadeAnswer['procedure']['model']>;

export function procedureStatements(answer: MadeAnswer): readonly Statement[] {
  const { model } = answer.procedure;
  const modelName = model === null ? undefined : here('model', model.id, model.version);
  return [
    ...steps(answer),
    ...(model === null || modelName === undefined ? [] : modelStatements(answer, model, modelName)),
    ...policy(answer),
    ...factors(answer),
    ...alternatives(answer),
    ...fairness(answer, modelName),
  ];
}

/** Each step was informed by the one before it, and the decision by each. */
function steps(answer: MadeAnswer): readonly Statement[] {
  const { header, procedure } = answer;
  const nameOf = (index: number): Name => here('step', header.decisionId, index + 1);
  return procedure.steps.flatMap((step, index) => [
    element('activity', nameOf(index), 'Step', step.records, {
      'prov:label': words(step.text, header.language),
      stepKind: step.kind,
      ruleId: step.ruleId,
      field: step.field,
      operator: step.operator,
      expected: literal(step.expected),
      actual: literal(step.actual),
      actualState: step.actualState,
      result: words(step.result, header.language),
    }),
    relation('wasInformedBy', { informed: decisionName(answer), informant: nameOf(index) }),
    ...(index === 0 ? [] : [relation('wasInformedBy', { informed: nameOf(index), informant: nameOf(index - 1) })]),
  ]);
}

function modelStatements(answer: MadeAnswer, model: Model, name: Name): readonly Statement[] {
  const { id, version, records } = model;
  const registered = answer.proof.records.find(
    (record) => record.type === 'model.registered' && records.includes(record.id),
  );
  return [
    element('entity', name, 'ModelVersion', records, {
      'prov:label': `${id} ${version}`,
      modelId: id,
      version,
      predicts: model.predicts,
      limits: model.limits,
      intendedUse: model.intendedUse,
      registeredAt: moment(registered?.occurredAt),
      retiredAt: moment(model.retiredAt),
    }),
    relation(
      'used',
      { activity: decisionName(answer), entity: name },
      { 'prov:role': own('model'), score: model.score, threshold: model.threshold },
    ),
    ...(model.approvedAt === undefined
      ? []
      : approval(answer, name, ['model', id, version], model.approvedAt, model.approvedBy, records)),
  ];
}

function policy(answer: MadeAnswer): readonly Statement[] {
  const { policy } = answer.procedure;
  if (policy === null) return [];
  const { id, version, publishedAt, records } = policy;
  const name = here('policy', id, version);
  return [
    element('entity', name, ['prov:Plan', 'ledger:PolicyVersion'], records, {
      'prov:label': `${id} ${version}`,
      policyId: id,
      version,
      publishedAt: moment(publishedAt),
    }),
    relation('wasAssociatedWith', { activity: decisionName(answer), plan: name }, { 'prov:role': own('policy') }),
  ];
}

/** What counted influenced the outcome; a factor that names an input comes from it. */
function factors(answer: MadeAnswer): readonly Statement[] {
  const { header, procedure, data } = answer;
  const { factors, method } = procedure;
  return factors.flatMap(({ input, label, weight, records }, index) => {
    const name = here('factor', header.decisionId, index + 1);
    const used = data.inputs.findIndex((candidate) => candidate.name === input);
    return [
      element('entity', name, 'Factor', records, {
        'prov:label': label,
        input,
        method: method?.name,
        methodVersion: method?.version,
        baseline: literal(method?.baseline),
        atDecisionTime: method?.atDecisionTime,
        limits: words(method?.limits, header.language),
      }),
      relation('wasInfluencedBy', { influencee: here('outcome', header.decisionId), influencer: name }, { weight }),
      ...(used < 0 ? [] : [relation('wasDerivedFrom', { generatedEntity: name, usedEntity: inputName(answer, used) })]),
    ];
  });
}

function alternatives(answer: MadeAnswer): readonly Statement[] {
  const { header, procedure } = answer;
  return procedure.alternatives.flatMap(({ id, score, rejectedBecause, records }) => {
    const name = here('alternative', header.decisionId, id);
    return [
      element('entity', name, 'Alternative', records, { 'prov:label': id, score, rejectedBecause }),
      relation('used', { activity: decisionName(answer), entity: name }, { 'prov:role': own('alternative') }),
    ];
  });
}

function fairness(answer: MadeAnswer, model: Name | undefined): readonly Statement[] {
  const { audit, incidents } = answer.fairness;
  return [
    ...(audit === null
      ? []
      : [
          element('activity', here('audit', audit.auditId), 'BiasAudit', audit.records, {
            ...during(audit.at),
            auditId: audit.auditId,
            attribute: audit.attributes,
            conclusion: audit.conclusion,
            independence: audit.independence,
            followUpAt: moment(audit.followUpAt),
          }),
          ...(model === undefined ? [] : [relation('used', { activity: here('audit', audit.auditId), entity: model })]),
          ...(audit.auditor === undefined
            ? []
            : [
                element('agent', partyName(audit.auditor), 'Party', audit.records, { 'prov:label': audit.auditor }),
                relation(
                  'wasAssociatedWith',
                  { activity: here('audit', audit.auditId), agent: partyName(audit.auditor) },
                  { 'prov:role': own('auditor') },
                ),
              ]),
        ]),
    ...incidents.map(({ incidentId, status, cause, at, records }) =>
      element('entity', here('incident', incidentId), 'Incident', records, {
        incidentId,
        status,
        cause,
        openedAt: moment(at),
        about: named(decisionName(answer)),
      }),
    ),
  ];
}
