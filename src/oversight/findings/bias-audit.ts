/** Rules about bias audits of the model version that was asked: none before the decision, one that was too old or failed, a follow-up that is missing. */
import { type CaseFile, factsOf } from '../../answers/case.js';
import type { FactData } from '../../answers/fact-data.js';
import type { Fact } from '../../answers/facts.js';
import { compareInstants, type Instant, instantOf, millisecondsOf, parseInstant } from '../../record/ids.js';
import type { Fault, Rule, SentenceValue } from '../finding.js';
import { notAfter, viewedAt } from './use.js';

type Audit = Fact<FactData['biasaudit.completed']>;

const law = 'GDPR Recital 71; EU AI Act Art. 10(2)(f)';

/** A year is the longest that an audit without a date of its own is taken to speak for a model in use. */
const VALID_FOR_DAYS = 365;

export const auditMissing: Rule = {
  id: 'bias-audit-missing',
  severity: 'medium',
  law,
  find: (file) => (lastAudit(file) === undefined ? faultOf(file, undefined, {}) : []),
};

export const auditOutdated: Rule = {
  id: 'bias-audit-outdated',
  severity: 'medium',
  law,
  find: (file) => {
    const audit = lastAudit(file);
    if (audit === undefined) return [];
    const until = validUntil(audit);
    return notAfter(file.decision.occurredAt, until) ? [] : faultOf(file, audit, { until: { day: until } });
  },
};

export const auditFailed: Rule = {
  id: 'bias-audit-failed',
  severity: 'high',
  law,
  find: (file) => {
    const audit = lastAudit(file);
    return audit?.data.conclusion === 'rejected' ? faultOf(file, audit, {}) : [];
  },
};

export const auditFollowUpMissing: Rule = {
  id: 'bias-audit-follow-up-missing',
  severity: 'medium',
  law,
  find: (file) => {
    const audit = lastAudit(file);
    if (audit === undefined || audit.data.conclusion === 'approved') return [];
    const due = followUp(audit);
    if (due === null) return faultOf(file, audit, { state: 'unplanned' });
    const followed = audits(file).some((other) => compareInstants(other.holdsFrom, audit.holdsFrom) > 0);
    return followed || notAfter(viewedAt(file), due)
      ? []
      : faultOf(file, audit, { state: 'overdue', due: { day: due } });
  },
};

function audits(file: CaseFile): readonly Audit[] {
  const { model } = file.decision.data;
  return factsOf(file, 'biasaudit.completed').filter(
    ({ data }) => data.scope.modelId === model?.id && data.scope.version === model.version,
  );
}

function lastAudit(file: CaseFile): Audit | undefined {
  return audits(file).findLast((audit) => notAfter(audit.holdsFrom, file.decision.occurredAt));
}

function followUp({ data }: Audit): Instant | null {
  return data.followUpAt === undefined ? null : parseInstant(data.followUpAt);
}

function validUntil(audit: Audit): Instant {
  return followUp(audit) ?? instantOf(millisecondsOf(audit.holdsFrom) + VALID_FOR_DAYS * 86_400_000);
}

function faultOf(
  file: CaseFile,
  audit: Audit | undefined,
  values: { readonly [name: string]: SentenceValue },
): readonly Fault[] {
  const { model } = file.decision.data;
  if (model === undefined) return [];
  return [
    {
      concerns: { kind: 'model', id: `${model.id} ${model.version}` },
      records: audit === undefined ? [file.decision.id] : [file.decision.id, audit.id],
      values: {
        model: model.id,
        version: model.version,
        ...(audit !== undefined && { audit: audit.data.auditId, on: { day: audit.holdsFrom } }),
        ...values,
      },
    },
  ];
}
