/** Rules about the records themselves: an erased person who reappears, two people under one id, clocks that run ahead, inquiries that took too long. */
import { type CaseFile, factsOf } from '../../answers/case.js';
import type { Fact } from '../../answers/facts.js';
import { millisecondsOf, parseInstant } from '../../record/ids.js';
import type { Rule } from '../finding.js';
import { notAfter, viewedAt } from './use.js';

export const erasedReappears: Rule = {
  id: 'erased-subject-reappears',
  severity: 'high',
  law: 'GDPR Art. 17(1)',
  find: (file) => {
    const fenced = file.facts.filter((fact) => fact.fenced === true);
    const [first] = fenced;
    if (first === undefined) return [];
    return [
      {
        concerns: decisionOf(file),
        records: fenced.map((fact) => fact.id),
        values: { on: { day: first.occurredAt }, count: fenced.length },
      },
    ];
  },
};

export const twoSubjects: Rule = {
  id: 'two-subjects-under-one-id',
  severity: 'high',
  law: 'GDPR Art. 5(1)(d), (f)',
  find: (file) => strangersBecause(file, 'other-subject'),
};

export const secondDecision: Rule = {
  id: 'second-decision-under-one-id',
  severity: 'medium',
  law: 'GDPR Art. 5(1)(d)',
  find: (file) => strangersBecause(file, 'second-decision'),
};

/** Clocks of producers and ledger may differ by this much before it is a fault. */
const TOLERATED_MS = 5 * 60_000;

export const timeAhead: Rule = {
  id: 'time-ahead-of-clock',
  severity: 'low',
  law: 'GDPR Art. 5(1)(d)',
  find: (file) =>
    file.facts
      .filter((fact) => isAhead(fact) && concernsDecision(file, fact))
      .map((fact) => ({
        concerns: { kind: 'producer', id: fact.source } as const,
        records: [fact.id],
        values: { source: fact.source, said: { moment: fact.occurredAt }, arrived: { moment: fact.recordedAt } },
      }))
      .filter((fault, index, all) => all.findIndex((other) => other.concerns.id === fault.concerns.id) === index),
};

export const inquiryOverdue: Rule = {
  id: 'inquiry-overdue',
  severity: 'high',
  law: 'GDPR Art. 12(3)',
  find: (file) =>
    factsOf(file, 'inquiry.received').flatMap((received) => {
      const { inquiryId } = received.data;
      const done = factsOf(file, 'inquiry.answered', 'inquiry.refused').find(
        ({ data }) => data.inquiryId === inquiryId,
      );
      const extended = factsOf(file, 'inquiry.extended').findLast(({ data }) => data.inquiryId === inquiryId);
      const due = parseInstant(extended?.data.dueAt ?? received.data.dueAt);
      if (due === null || notAfter(done?.occurredAt ?? viewedAt(file), due)) return [];
      const records = [received.id, ...(done === undefined ? [] : [done.id])];
      return [
        {
          concerns: { kind: 'inquiry', id: inquiryId } as const,
          records,
          values: { due: { day: due }, state: done === undefined ? 'open' : 'late' },
        },
      ];
    }),
};

export const inquiryExtendedWithoutReason: Rule = {
  id: 'inquiry-extended-without-reason',
  severity: 'medium',
  law: 'GDPR Art. 12(3)',
  find: (file) =>
    factsOf(file, 'inquiry.extended')
      .filter(({ data }) => data.reason === undefined || data.reason.trim() === '')
      .map((fact) => ({
        concerns: { kind: 'inquiry', id: fact.data.inquiryId } as const,
        records: [fact.id],
        values: { on: { day: fact.occurredAt } },
      })),
};

function strangersBecause(file: CaseFile, why: CaseFile['strangers'][number]['why']) {
  const found = file.strangers.filter((stranger) => stranger.why === why);
  const byStream = Map.groupBy(found, ({ fact }) => fact.stream);
  return [...byStream.entries()].map(([stream, group]) => ({
    concerns: stream.startsWith('message-')
      ? ({ kind: 'message', id: stream.slice('message-'.length) } as const)
      : decisionOf(file),
    records: [file.decision.id, ...group.map(({ fact }) => fact.id)],
    values: { count: group.length, kind: stream.startsWith('message-') ? 'message' : 'decision' },
  }));
}

function decisionOf(file: CaseFile) {
  return { kind: 'decision', id: file.decision.data.decisionId } as const;
}

function isAhead(fact: Fact): boolean {
  return millisecondsOf(fact.occurredAt) - millisecondsOf(fact.recordedAt) > TOLERATED_MS;
}

/** Of the person's other records only those of this decision and its messages matter to this answer. */
function concernsDecision(file: CaseFile, fact: Fact): boolean {
  return fact.stream === file.decision.stream || fact.stream.startsWith('message-');
}
