/** Section `fairness`: the last bias audit of the model version before the decision, and incidents that concern it. */
import { compareInstants } from '../../record/ids.js';
import type { Answer } from '../answer.js';
import type { Sentence } from '../answer-parts.js';
import { factsOf } from '../case.js';
import type { FactData } from '../fact-data.js';
import type { Fact } from '../facts.js';
import { plain } from '../narrative/narrator.js';
import { idsOf, present, type Telling } from '../telling.js';

type Fairness = Answer['fairness'];
type Incident = Fact<FactData['incident.opened']>;

export function fairnessSection(telling: Telling): Fairness {
  const audit = auditOf(telling);
  const incidents = incidentsOf(telling);
  return {
    audit:
      audit === undefined
        ? null
        : present({
            auditId: audit.data.auditId,
            at: audit.occurredAt,
            auditor: audit.data.auditor,
            independence: audit.data.independence,
            attributes: audit.data.attributes,
            conclusion: audit.data.conclusion,
            followUpAt: audit.data.followUpAt,
            records: idsOf(audit),
          }),
    incidents: incidents.map(({ id, cause, closed, facts }) =>
      present({
        incidentId: id,
        status: closed ? 'closed' : 'open',
        cause,
        at: facts[0]?.occurredAt ?? telling.now,
        records: idsOf(...facts),
      }),
    ),
    sentences: [
      ...auditSentences(telling, audit),
      ...incidents.flatMap(({ cause, closed, remedy, facts }) => [
        telling.say(
          'fairness.incident',
          { cause: cause === undefined ? '' : `${cause.replace(/\.$/, '')}.`, status: closed ? 'closed' : 'open' },
          ...facts,
        ),
        ...(remedy === undefined
          ? []
          : [telling.say('fairness.incident-remedy', { remedy: remedy.replace(/\.$/, '') }, ...facts)]),
      ]),
    ],
  };
}

function auditOf({ file }: Telling): Fact<FactData['biasaudit.completed']> | undefined {
  const { model } = file.decision.data;
  return factsOf(file, 'biasaudit.completed').findLast(
    ({ data, occurredAt }) =>
      data.scope.modelId === model?.id &&
      data.scope.version === model.version &&
      compareInstants(occurredAt, file.decision.occurredAt) <= 0,
  );
}

function auditSentences(
  telling: Telling,
  audit: Fact<FactData['biasaudit.completed']> | undefined,
): readonly Sentence[] {
  const { words, file } = telling;
  const { model } = file.decision.data;
  if (model === undefined) return [telling.say('fairness.no-model', {}, file.decision)];
  if (audit === undefined) return [telling.say('fairness.none', {}, file.decision)];
  const { data } = audit;
  const values = {
    version: model.version,
    day: words.day(audit.occurredAt),
    auditor: data.auditor,
    attributes: words.list(data.attributes.map(plain)),
    conclusion: data.conclusion,
  };
  return [
    telling.say('fairness.audit', values, audit),
    ...(data.followUpAt === undefined
      ? []
      : [telling.say('fairness.follow-up', { day: words.day(data.followUpAt) }, audit)]),
    ...(telling.tier === 'consumer'
      ? []
      : [telling.say('fairness.independence', { independence: data.independence.replace(/\.$/, '') }, audit)]),
  ];
}

interface IncidentState {
  readonly id: string;
  readonly cause?: string;
  readonly remedy?: string;
  readonly closed: boolean;
  readonly facts: readonly Incident[];
}

/** Incidents whose cause or reach names this decision's model, campaign or messages; no field links them. */
function incidentsOf({ file }: Telling): readonly IncidentState[] {
  const { campaignId, model } = file.decision.data;
  const names = [campaignId, model?.id, ...factsOf(file, 'message.sent').map((fact) => fact.data.messageId)].filter(
    (name) => name !== undefined,
  );
  const all = factsOf(file, 'incident.opened', 'incident.scoped', 'remedy.applied', 'incident.closed');
  return [...Map.groupBy(all, (fact) => fact.data.incidentId)].flatMap(([id, facts]) => {
    const text = facts.map(({ data }) => `${data.cause ?? ''} ${data.affected?.query ?? ''}`).join(' ');
    if (!names.some((name) => text.includes(name))) return [];
    const last = <K extends 'cause' | 'remedy'>(field: K) =>
      facts.findLast(({ data }) => data[field] !== undefined)?.data[field];
    return [
      present({
        id,
        cause: last('cause'),
        remedy: last('remedy'),
        closed: facts.some(({ type }) => type === 'incident.closed'),
        facts,
      }),
    ];
  });
}
