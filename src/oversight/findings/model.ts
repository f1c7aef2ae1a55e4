/** Rules: the model version that was asked was not registered, not approved or retired when it decided. */
import { type CaseFile, factsOf } from '../../answers/case.js';
import type { FactData } from '../../answers/fact-data.js';
import type { Fact } from '../../answers/facts.js';
import type { Fault, Rule } from '../finding.js';
import { notAfter } from './use.js';

const law = 'GDPR Art. 5(2), Art. 24';

export const modelUnregistered: Rule = {
  id: 'model-unregistered',
  severity: 'high',
  law,
  find: (file) => (before(file, 'model.registered').length > 0 ? [] : faultOf(file, [])),
};

export const modelUnapproved: Rule = {
  id: 'model-unapproved',
  severity: 'high',
  law,
  find: (file) => {
    const registered = before(file, 'model.registered');
    if (registered.length === 0 || before(file, 'model.approved').length > 0) return [];
    return faultOf(file, registered);
  },
};

export const modelRetired: Rule = {
  id: 'model-retired',
  severity: 'high',
  law,
  find: (file) => {
    const last = before(file, 'model.approved', 'model.retired').at(-1);
    return last?.type === 'model.retired' ? faultOf(file, [last]) : [];
  },
};

/** Facts of the decision's model version that held when it decided. */
export function before<K extends 'model.registered' | 'model.approved' | 'model.retired'>(
  file: CaseFile,
  ...types: readonly K[]
): readonly Fact<FactData[K]>[] {
  const { model } = file.decision.data;
  if (model === undefined) return [];
  return factsOf(file, ...types).filter(
    (fact) =>
      fact.data.modelId === model.id &&
      fact.data.version === model.version &&
      notAfter(fact.holdsFrom, file.decision.occurredAt),
  );
}

function faultOf(file: CaseFile, shown: readonly Fact[]): readonly Fault[] {
  const { model } = file.decision.data;
  if (model === undefined) return [];
  return [
    {
      concerns: { kind: 'model', id: `${model.id} ${model.version}` },
      records: [file.decision.id, ...shown.map((fact) => fact.id)],
      values: { model: model.id, version: model.version },
    },
  ];
}
