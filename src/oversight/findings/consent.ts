/** Rules: the decision says that it rests on consent, and there was none, it had ended, or it was for something else. */
import { type CaseFile } from '../../answers/case.js';
import { type ConsentState, type ConsentStatus, consentAt } from '../../answers/consent.js';
import type { Fault, Rule } from '../finding.js';
import { isMade, restsOnConsent, useOf } from './use.js';

const ended: readonly ConsentStatus[] = ['withdrawn', 'expired', 'invalidated'];
const missing: readonly ConsentStatus[] = ['none', 'later', 'refused', 'other-data', 'other-controller'];

export const consentMissing: Rule = {
  id: 'consent-missing',
  severity: 'high',
  law: 'GDPR Art. 6(1)(a), Art. 7(1)',
  find: (file) => faultWhere(file, missing, (state) => ({ state: state.status })),
};

export const consentEnded: Rule = {
  id: 'consent-ended-before-use',
  severity: 'high',
  law: 'GDPR Art. 7(3)',
  find: (file) =>
    faultWhere(file, ended, (state) => ({
      state: state.status,
      ...(state.until !== undefined && { ended: { day: state.until } }),
    })),
};

/** Consent was given for other purposes only: the same fold's verdict, filed under purpose limitation. */
export function consentForOtherPurpose(file: CaseFile): readonly Fault[] {
  return faultWhere(file, ['other-purpose'], () => ({ what: 'consent' }));
}

function faultWhere(
  file: CaseFile,
  statuses: readonly ConsentStatus[],
  values: (state: ConsentState) => Fault['values'],
): readonly Fault[] {
  const use = useOf(file);
  if (!isMade(file) || !restsOnConsent(file) || use === null) return [];
  const state = consentAt(file, use, file.decision.occurredAt);
  if (!statuses.includes(state.status)) return [];
  const concerns = { kind: 'consent', id: use.consentRecordId ?? file.decision.data.decisionId } as const;
  return [
    {
      concerns,
      records: [file.decision.id, ...state.records],
      values: { purpose: { term: use.purpose }, ...values(state) },
    },
  ];
}
