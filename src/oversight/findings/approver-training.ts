/** Rule: who approved the model or the campaign had no valid training for it at that time. */
import { type CaseFile, factsOf } from '../../answers/case.js';
import type { FactData } from '../../answers/fact-data.js';
import type { Fact } from '../../answers/facts.js';
import { type Instant, parseInstant } from '../../record/ids.js';
import type { Rule } from '../finding.js';
import { before } from './model.js';
import { isMade, notAfter } from './use.js';

type Approval = Fact<FactData['campaign.approved']> | Fact<FactData['model.approved']>;

export const approverTrainingExpired: Rule = {
  id: 'approver-training-expired',
  severity: 'medium',
  law: 'EU AI Act Art. 4; GDPR Art. 24',
  find: (file) =>
    approvals(file).flatMap((approval) => {
      const trainings = trainingsFor(file, approval);
      if (trainings.some((training) => holdsAt(training, approval.holdsFrom))) return [];
      const last = trainings.at(-1);
      const until = last === undefined ? null : parseInstant(last.data.validUntil);
      return [
        {
          concerns: { kind: 'person', id: approval.data.by } as const,
          records: [approval.id, ...(last === undefined ? [] : [last.id])],
          values: {
            person: approval.data.by,
            approved: approval.type === 'model.approved' ? 'model' : 'campaign',
            on: { day: approval.holdsFrom },
            ...(until === null ? { state: 'untrained' } : { state: 'expired', until: { day: until } }),
          },
        },
      ];
    }),
};

/** The approvals that the decision stood under: the last of its model version and the last of its campaign. */
function approvals(file: CaseFile): readonly Approval[] {
  if (!isMade(file)) return [];
  const campaign = factsOf(file, 'campaign.approved').findLast(
    (fact) =>
      fact.data.campaignId === file.decision.data.campaignId && notAfter(fact.holdsFrom, file.decision.occurredAt),
  );
  return [before(file, 'model.approved').at(-1), campaign].filter((approval) => approval !== undefined);
}

/** A training that names nothing it is required for counts for everything. */
function trainingsFor(file: CaseFile, approval: Approval): readonly Fact<FactData['training.completed']>[] {
  return factsOf(file, 'training.completed').filter(({ data, holdsFrom }) => {
    const { personId, requiredFor = [] } = data;
    const counts = requiredFor.length === 0 || requiredFor.includes(approval.type);
    return personId === approval.data.by && counts && notAfter(holdsFrom, approval.holdsFrom);
  });
}

function holdsAt({ data }: Fact<FactData['training.completed']>, instant: Instant): boolean {
  const until = parseInstant(data.validUntil);
  return until !== null && notAfter(instant, until);
}
