/** Rule: a report came late and so hid another finding. Lateness alone is no fault; it becomes one where somebody acted who could not have known. */
import type { CaseFile } from '../../answers/case.js';
import { compareInstants } from '../../record/ids.js';
import type { Fault, Finding, Rule } from '../finding.js';

/** @param others what the other rules found in the same case */
export function lateReport(others: readonly Finding[]): Rule {
  return {
    id: 'late-report',
    severity: 'medium',
    law: 'GDPR Art. 5(1)(d), Art. 5(2)',
    find: (file) => others.flatMap((finding) => faultOf(file, finding)).filter(isFirst),
  };
}

/** The acting record stands first among a finding's records; evidence that happened before it and arrived after it was late. */
function faultOf(file: CaseFile, finding: Finding): readonly Fault[] {
  const [acting, ...shown] = finding.records.flatMap((id) => file.byId.get(id) ?? []);
  if (acting === undefined) return [];
  return shown
    .filter((fact) => fact.leaf > acting.leaf && compareInstants(fact.holdsFrom, acting.holdsFrom) <= 0)
    .map((fact) => ({
      concerns: { kind: 'producer', id: fact.source },
      records: [fact.id, acting.id],
      values: { source: fact.source, happened: { moment: fact.occurredAt }, arrived: { moment: fact.recordedAt } },
    }));
}

function isFirst(fault: Fault, index: number, all: readonly Fault[]): boolean {
  return all.findIndex((other) => other.records[0] === fault.records[0]) === index;
}
