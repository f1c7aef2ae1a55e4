/** The decision in PROV: an activity with its outcome, whose it was, the campaign it belongs to, who answers for it, and what followed. Pure. */
import type { MadeAnswer } from '../../answer.js';
import {
  during,
  element,
  here,
  literal,
  moment,
  type Name,
  named,
  own,
  relation,
  type Statement,
  words,
} from './statements.js';

export function decisionName({ header }: MadeAnswer): Name {
  return here('decision', header.decisionId);
}

export function decisionStatements(answer: MadeAnswer): readonly Statement[] {
  const { header, decision } = answer;
  const { language } = header;
  const name = decisionName(answer);
  const outcome = here('outcome', header.decisionId);
  const person = header.consumer === undefined ? undefined : personName(header.consumer);
  return [
    element('activity', name, decision.kind === 'made' ? 'DecisionMade' : 'DecisionWithheld', decision.records, {
      'prov:label': words(decision.sentences[0]?.text, language),
      ...during(decision.occurredAt),
      decisionId: header.decisionId,
      question: decision.question,
      recordedAt: moment(decision.recordedAt),
      channel: decision.channel,
      automation: decision.automation,
      significance: decision.significance,
      experiment: decision.experiment?.name,
      experimentArm: decision.experiment?.arm,
      experimentHoldout: decision.experiment?.holdout,
      about: person && named(person),
    }),
    element('entity', outcome, 'Outcome', decision.records, {
      'prov:label': decision.label,
      'prov:value': literal(decision.value),
      action: decision.action,
      reason: decision.reason,
    }),
    relation('wasGeneratedBy', { entity: outcome, activity: name }, { 'prov:time': decision.occurredAt }),
    ...(header.consumer === undefined
      ? []
      : [
          element('agent', personName(header.consumer), ['prov:Person', 'ledger:Consumer'], decision.records, {
            consumer: header.consumer,
          }),
        ]),
    ...reviewed(answer),
    ...campaign(answer),
    ...decision.followed.flatMap(({ type, at, text, records }, index) => {
      const event = here('event', records[0] ?? `${header.decisionId}-${index}`);
      return [
        element('activity', event, 'Event', records, {
          'prov:label': words(text, language),
          ...during(at),
          eventType: type,
        }),
        relation('wasInformedBy', { informed: event, informant: name }),
      ];
    }),
  ];
}

export function personName(consumer: string): Name {
  return here('consumer', consumer);
}

/** Somebody known by name: an advertiser, a payer, an auditor, a recipient. The same name is the same party. */
export function partyName(name: string): Name {
  return here('party', name);
}

/**
 * A member of staff. Where the reader does not see who it was, they are known by what they did alone: two who are not named need not be one.
 * @param did what they did, in parts of a name
 */
export function staffMember(
  { header }: MadeAnswer,
  shown: string,
  records: Parameters<typeof element>[3],
  ...did: readonly string[]
): { readonly name: Name; readonly statement: Statement } {
  const masked = header.tier === 'consumer';
  const name = masked ? here('staff', ...did) : here('staff', shown);
  const label = masked ? words(shown, header.language) : shown;
  return {
    name,
    statement: element('agent', name, ['prov:Person', 'ledger:Staff'], records, { 'prov:label': label }),
  };
}

function reviewed(answer: MadeAnswer): readonly Statement[] {
  const { reviewer, records } = answer.decision;
  if (reviewer === undefined) return [];
  const { name, statement } = staffMember(answer, reviewer, records, 'reviewer', answer.header.decisionId);
  return [
    statement,
    relation('wasAssociatedWith', { activity: decisionName(answer), agent: name }, { 'prov:role': own('reviewer') }),
  ];
}

/** The campaign is a plan: the decision was made under it, and it is its advertiser's and payer's. */
function campaign(answer: MadeAnswer): readonly Statement[] {
  const { campaign } = answer.decision;
  if (campaign === null) return [];
  const { id, name: label, approvedBy, approvedAt, records } = campaign;
  const name = here('campaign', id);
  const parties = [
    ['advertiser', campaign.advertiser],
    ['payer', campaign.payer],
  ] as const;
  return [
    element('entity', name, ['prov:Plan', 'ledger:Campaign'], records, { 'prov:label': label, campaignId: id }),
    relation('wasAssociatedWith', { activity: decisionName(answer), plan: name }, { 'prov:role': own('campaign') }),
    ...parties.flatMap(([role, party]) =>
      party === undefined
        ? []
        : [
            element('agent', partyName(party), 'Party', records, { 'prov:label': party }),
            relation('wasAttributedTo', { entity: name, agent: partyName(party) }, { role: own(role) }),
          ],
    ),
    ...(approvedAt === undefined ? [] : approval(answer, name, ['campaign', id], approvedAt, approvedBy, records)),
  ];
}

/** @param approved what was approved, in parts of a name */
export function approval(
  answer: MadeAnswer,
  entity: Name,
  approved: readonly string[],
  at: string,
  by: string | undefined,
  records: Parameters<typeof element>[3],
): readonly Statement[] {
  const name = here('approval', ...approved);
  const member = by === undefined ? undefined : staffMember(answer, by, records, 'approver', ...approved);
  return [
    element('activity', name, 'Approval', records, during(at)),
    relation('used', { activity: name, entity }),
    ...(member === undefined
      ? []
      : [
          member.statement,
          relation('wasAssociatedWith', { activity: name, agent: member.name }, { 'prov:role': own('approver') }),
        ]),
  ];
}
