/** A decision in a list: what can be said of it from its open fields, and in one sentence. */
import { ApiProperty } from '@nestjs/swagger';
import { label } from '../catalogue/vocabulary.js';
import { count, instant, PageOf, text, uuid } from '../http/documented.js';
import type { DecisionRow } from '../projections/decision.js';
import { type Instant, instantOf } from '../record/ids.js';

class ModelNamed {
  @ApiProperty() readonly id!: string;
  @ApiProperty({ ...text, nullable: true }) readonly version!: string | null;
}

export class DecisionSummary {
  @ApiProperty() readonly id!: string;
  @ApiProperty({ ...uuid, nullable: true, description: 'The pseudonym of the person it is about' })
  readonly consumer!: string | null;
  @ApiProperty({ ...text, enum: ['made', 'withheld'] }) readonly kind!: 'made' | 'withheld';
  @ApiProperty(instant) readonly occurredAt!: Instant;
  @ApiProperty({ type: ModelNamed, nullable: true }) readonly model!: ModelNamed | null;
  @ApiProperty({ ...text, nullable: true }) readonly campaign!: string | null;
  @ApiProperty({ ...text, nullable: true }) readonly policy!: string | null;
  @ApiProperty({ ...text, nullable: true }) readonly outcome!: string | null;
  @ApiProperty({ ...text, nullable: true }) readonly withheldBecause!: string | null;
  @ApiProperty({ ...text, nullable: true }) readonly purpose!: string | null;
  @ApiProperty({ ...text, nullable: true }) readonly channel!: string | null;
  @ApiProperty({ ...text, nullable: true }) readonly source!: string | null;
  @ApiProperty(count) readonly leaf!: number;
  @ApiProperty() readonly sentence!: string;
}

export class DecisionSummaryPage extends PageOf(DecisionSummary) {}

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
