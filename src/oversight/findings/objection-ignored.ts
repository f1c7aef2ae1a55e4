/** Rule: the decision addressed the person although an objection, an opt-out, a restriction or a privacy signal stood against its purpose. */
import { objectionsAt } from '../../answers/objections.js';
import type { Rule } from '../finding.js';
import { isMade, purposeOf } from './use.js';

export const objectionIgnored: Rule = {
  id: 'objection-ignored',
  severity: 'high',
  law: 'GDPR Art. 21(3)',
  find: (file) => {
    const purpose = purposeOf(file);
    const nothing = file.decision.data.outcome?.action === 'none';
    if (!isMade(file) || nothing || purpose === undefined) return [];
    const [first, ...others] = objectionsAt(file, purpose, file.decision.occurredAt);
    if (first === undefined) return [];
    return [
      {
        concerns: { kind: 'decision', id: file.decision.data.decisionId },
        records: [file.decision.id, first.fact.id, ...others.map((objection) => objection.fact.id)],
        values: { kind: first.kind, since: { day: first.from } },
      },
    ];
  },
};
