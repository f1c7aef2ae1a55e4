/** A decision in a list: what can be said of it from its open fields, and in one sentence. */
import { label } from '../catalogue/vocabulary.js';
import type { DecisionRow } from '../projections/decision.js';
import { type Instant, instantOf } from '../record/ids.js';

export interface DecisionSummary {
  readonly id: string;
  /** The pseudonym of the person it is about. */
  readonly consumer: string | null;
  readonly kind: 'made' | 'withheld';
  readonly occurredAt: Instant;
  readonly model: { readonly id: string; readonly version: string | null } | null;
  readonly campaign: string | null;
  readonly policy: string | null;
  readonly outcome: string | null;
  readonly withheldBecause: string | null;
  readonly purpose: string | null;
  readonly channel: string | null;
  readonly source: string | null;
  readonly leaf: number;
  readonly sentence: string;
}

export function summaryOf(row: DecisionRow): DecisionSummary {
  return {
    id: row.id,
    consumer: row.subject,
    kind: row.withheld === null ? 'made' : 'withheld',
    occurredAt: instantOf(row.at ?? 0),
    model: row.model === null ? null : { id: row.model, version: row.modelVersion },
    campaign: row.campaign,
    policy: row.policy,
    outcome: row.outcome,
    withheldBecause: row.withheld,
    purpose: row.purpose,
    channel: row.channel,
    source: row.source,
    leaf: row.made ?? row.leaf,
    sentence: sentenceOf(row),
  };
}

/** Reasons for withholding, in words that follow "because". */
const reasons: Readonly<Record<string, string>> = {
  noConsent: 'there was no valid consent',
  objection: 'the person had objected',
  suppression: 'the person is on a suppression list',
  cap: 'the most messages allowed had been sent already',
  minor: 'the person is a minor',
  sensitive: 'specially protected data would have been used',
  ineligible: 'the conditions of the offer were not met',
  holdout: 'the person was in a comparison group that gets nothing',
  policy: 'a policy forbade it',
};

function sentenceOf(row: DecisionRow): string {
  const day = instantOf(row.at ?? 0).slice(0, 10);
  const campaign = row.campaign === null ? '' : ` in the campaign ${row.campaign}`;
  const channel = row.channel === null ? '' : ` by ${row.channel}`;
  const purpose = row.purpose === null ? '' : ` for ${label(row.purpose)}`;
  if (row.withheld !== null)
    return `On ${day} nothing was sent${campaign}, because ${reasons[row.withheld] ?? row.withheld}.`;
  const model =
    row.model === null ? 'rules' : `the model ${row.model}${row.modelVersion === null ? '' : ` ${row.modelVersion}`}`;
  return `On ${day} ${model} decided “${row.outcome ?? 'not recorded'}”${channel}${campaign}${purpose}.`;
}
