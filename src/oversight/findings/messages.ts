/** Rules about messages to the person: without a decision, after they had said no, without the disclosure. */
import { type CaseFile, factsOf } from '../../answers/case.js';
import { type ConsentStatus, consentAt } from '../../answers/consent.js';
import type { FactData } from '../../answers/fact-data.js';
import type { Fact } from '../../answers/facts.js';
import { objectionsAt } from '../../answers/objections.js';
import type { Fault, Rule, SentenceValue } from '../finding.js';
import { isConsent } from './use.js';

type Message = Fact<FactData['message.sent']>;

export const messageWithoutDecision: Rule = {
  id: 'message-without-decision',
  severity: 'high',
  law: 'GDPR Art. 5(2)',
  find: (file) =>
    sent(file).flatMap((message) => {
      const { decisionId } = message.data;
      if (decisionId === undefined) return [faultOf(file, message, [], { state: 'none' })];
      const withheld = factsOf(file, 'decision.withheld').find(({ data }) => data.decisionId === decisionId);
      return withheld === undefined ? [] : [faultOf(file, message, [withheld], { state: 'withheld' })];
    }),
};

const saidNo: readonly ConsentStatus[] = ['withdrawn', 'refused', 'invalidated', 'expired'];

/** The send-time check: what stood against advertising at the moment of sending, whatever the decision had found before. */
export const messageAfterObjection: Rule = {
  id: 'message-after-objection',
  severity: 'high',
  law: 'GDPR Art. 7(3), Art. 21(3)',
  find: (file) =>
    sent(file).flatMap((message) => {
      const purpose = purposeFor(file, message);
      const [objection] = objectionsAt(file, purpose, message.holdsFrom);
      if (objection !== undefined)
        return [faultOf(file, message, [objection.fact], { state: objection.kind, since: { day: objection.from } })];
      if (!needsConsent(file, message)) return [];
      const state = consentAt(file, { purpose, categories: [] }, message.holdsFrom);
      if (!saidNo.includes(state.status)) return [];
      const shown = [state.end ?? state.grant].filter((fact) => fact !== undefined);
      return [
        faultOf(file, message, shown, {
          state: state.status,
          ...(state.until !== undefined && { since: { day: state.until } }),
        }),
      ];
    }),
};

export const messageWithoutDisclosure: Rule = {
  id: 'message-without-disclosure',
  severity: 'medium',
  law: 'Directive 2000/31/EC Art. 6; DSA Art. 26(1)',
  find: (file) =>
    sent(file)
      .filter(({ data }) => data.disclosureShown === false)
      .map((message) => faultOf(file, message, [], {})),
};

/** Each message once, by the first record of it that left the house. */
function sent(file: CaseFile): readonly Message[] {
  const all = factsOf(file, 'message.sent', 'message.presented');
  return [...Map.groupBy(all, (fact) => fact.data.messageId).values()].flatMap((group) => group.slice(0, 1));
}

/** A campaign's purpose, or else what a message to a person is for unless somebody says otherwise. */
function purposeFor(file: CaseFile, { data }: Message): string {
  const own = data.decisionId === file.decision.data.decisionId ? file.decision.data.purpose : undefined;
  return own ?? campaignOf(file, data.campaignId)?.data.purpose ?? 'dpv:PersonalisedAdvertising';
}

/** Unless its decision says that it rests on something else than consent. */
function needsConsent(file: CaseFile, { data }: Message): boolean {
  const decision = factsOf(file, 'decision.made', 'decision.withheld').find(
    (fact) => fact.data.decisionId === data.decisionId,
  );
  return decision?.data.basis === undefined || isConsent(decision.data.basis.kind);
}

function campaignOf(file: CaseFile, campaignId: string | undefined): Fact<FactData['campaign.proposed']> | undefined {
  return factsOf(file, 'campaign.proposed').findLast(({ data }) => data.campaignId === campaignId);
}

function faultOf(
  file: CaseFile,
  message: Message,
  shown: readonly Fact[],
  values: { readonly [name: string]: SentenceValue },
): Fault {
  const { messageId, campaignId, checkedSize } = message.data;
  return {
    concerns: { kind: 'message', id: messageId },
    records: [message.id, ...shown.map((fact) => fact.id)],
    values: {
      message: messageId,
      campaign: campaignOf(file, campaignId)?.data.name ?? campaignId ?? 'none',
      on: { day: message.holdsFrom },
      checked: checkedSize ?? 'none',
      since: 'none',
      ...values,
    },
  };
}
