/** Rule: a producer of this case numbers its events, and numbers are missing. Computed from the read model of sources, never a record. */
import type { Rule } from '../finding.js';

/** How many numbers are missing, by producer. */
export type ProducerGaps = ReadonlyMap<string, number>;

export function producerGap(gaps: ProducerGaps): Rule {
  return {
    id: 'producer-gap',
    severity: 'medium',
    law: 'GDPR Art. 5(2)',
    find: (file) =>
      [...Map.groupBy(file.facts, (fact) => fact.source).entries()].flatMap(([source, facts]) => {
        const count = gaps.get(source) ?? 0;
        const last = facts.at(-1);
        if (count === 0 || last === undefined) return [];
        return [{ concerns: { kind: 'producer', id: source } as const, records: [last.id], values: { source, count } }];
      }),
  };
}
