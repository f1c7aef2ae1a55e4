/** Rules about the campaign a decision belongs to: approved, within its dates, with somebody who answers for it. */
import { type CaseFile, factsOf } from '../../answers/case.js';
import type { FactData } from '../../answers/fact-data.js';
import type { Fact } from '../../answers/facts.js';
import { parseInstant } from '../../record/ids.js';
import type { Fault, Rule, SentenceValue } from '../finding.js';
import { isMade, notAfter } from './use.js';

const law = 'GDPR Art. 5(2), Art. 24';

export const campaignUnapproved: Rule = {
  id: 'campaign-unapproved',
  severity: 'medium',
  law,
  find: (file) => {
    const judged = factsOf(file, 'campaign.approved', 'campaign.rejected', 'campaign.paused', 'campaign.ended');
    const last = judged.findLast((fact) => isOf(file, fact) && notAfter(fact.holdsFrom, file.decision.occurredAt));
    if (last?.type === 'campaign.approved') return [];
    return faultOf(file, last === undefined ? [] : [last], { state: last?.type.slice('campaign.'.length) ?? 'none' });
  },
};

export const campaignOutsideDates: Rule = {
  id: 'campaign-outside-dates',
  severity: 'medium',
  law,
  find: (file) => {
    const proposed = proposal(file);
    if (proposed === undefined) return [];
    const starts = parseInstant(proposed.data.startsAt);
    const ends = parseInstant(proposed.data.endsAt);
    if (starts === null || ends === null) return [];
    const { occurredAt } = file.decision;
    if (notAfter(starts, occurredAt) && notAfter(occurredAt, ends)) return [];
    return faultOf(file, [proposed], { starts: { day: starts }, ends: { day: ends } });
  },
};

export const campaignWithoutOwner: Rule = {
  id: 'campaign-without-owner',
  severity: 'low',
  law,
  find: (file) => {
    const proposed = proposal(file);
    if (proposed?.data.owner !== undefined) return [];
    return faultOf(file, proposed === undefined ? [] : [proposed], {
      state: proposed === undefined ? 'unknown' : 'unowned',
    });
  },
};

function proposal(file: CaseFile): Fact<FactData['campaign.proposed']> | undefined {
  return factsOf(file, 'campaign.proposed').findLast(
    (fact) => isOf(file, fact) && notAfter(fact.holdsFrom, file.decision.occurredAt),
  );
}

function isOf(file: CaseFile, { data }: Fact<{ readonly campaignId: string }>): boolean {
  return data.campaignId === file.decision.data.campaignId;
}

function faultOf(
  file: CaseFile,
  shown: readonly Fact[],
  values: { readonly [name: string]: SentenceValue },
): readonly Fault[] {
  const { campaignId } = file.decision.data;
  if (!isMade(file) || campaignId === undefined) return [];
  const name = proposal(file)?.data.name ?? campaignId;
  return [
    {
      concerns: { kind: 'campaign', id: campaignId },
      records: [file.decision.id, ...shown.map((fact) => fact.id)],
      values: { campaign: name, ...values },
    },
  ];
}
