/** Rules about the decision itself: a policy nobody published, no reasons, no human review where the effect is significant. */
import { factsOf } from '../../answers/case.js';
import type { Rule } from '../finding.js';
import { isMade, notAfter } from './use.js';

export const policyUnpublished: Rule = {
  id: 'policy-unpublished',
  severity: 'medium',
  law: 'GDPR Art. 5(1)(a), Art. 5(2)',
  find: (file) => {
    const { policy } = file.decision.data;
    if (policy === undefined) return [];
    const published = factsOf(file, 'policy.published').some(
      ({ data, holdsFrom }) =>
        data.policyId === policy.id && data.version === policy.version && notAfter(holdsFrom, file.decision.occurredAt),
    );
    if (published) return [];
    const concerns = { kind: 'policy', id: `${policy.id} ${policy.version}` } as const;
    return [{ concerns, records: [file.decision.id], values: { policy: policy.id, version: policy.version } }];
  },
};

/** A model's result needs what counted in it; a rule's result needs its steps. */
export const decisionWithoutReasons: Rule = {
  id: 'decision-without-reasons',
  severity: 'medium',
  law: 'GDPR Art. 5(1)(a), Art. 15(1)(h)',
  find: (file) => {
    if (!isMade(file)) return [];
    const { decisionId, model, contributions = [], steps = [] } = file.decision.data;
    const explained = factsOf(file, 'decision.explained').some(({ data }) => (data.contributions ?? []).length > 0);
    const reasoned = model === undefined ? steps.length > 0 : contributions.length > 0 || explained;
    if (reasoned) return [];
    return [
      {
        concerns: { kind: 'decision', id: decisionId },
        records: [file.decision.id],
        values: { missing: model === undefined ? 'steps' : 'factors' },
      },
    ];
  },
};

export const humanReviewMissing: Rule = {
  id: 'human-review-missing',
  severity: 'high',
  law: 'GDPR Art. 22(3)',
  find: (file) => {
    const { decisionId, automation, significance, reviewer } = file.decision.data;
    const significant = significance === 'legal' || significance === 'similar';
    if (!significant || automation !== 'full' || reviewer !== undefined) return [];
    if (factsOf(file, 'decision.reviewed', 'decision.overridden', 'decision.reversed').length > 0) return [];
    return [
      { concerns: { kind: 'decision', id: decisionId }, records: [file.decision.id], values: { effect: significance } },
    ];
  },
};
