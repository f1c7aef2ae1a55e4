/** Section `decision`: what was decided in plain words, when, how far it was automated, and what happened next. */
import { compareInstants, millisecondsOf } from '../../record/ids.js';
import type { Answer } from '../answer.js';
import type { Sentence } from '../answer-parts.js';
import { factsOf, is } from '../case.js';
import { consentAt } from '../consent.js';
import type { FactData } from '../fact-data.js';
import type { Fact } from '../facts.js';
import { idsOf, present, type Telling } from '../telling.js';
import { campaignOf, modelOf, staffName, useOf } from './around.js';
import { eventOf, eventsAfter } from './events.js';

export function decisionSection(telling: Telling): Answer['decision'] {
  const { file, tier } = telling;
  const { decision } = file;
  const { data } = decision;
  const { outcome, randomisation } = data;
  const campaign = campaignOf(file);
  const approval = factsOf(file, 'campaign.approved').find((fact) => fact.data.campaignId === data.campaignId);
  const followed = eventsAfter(telling).map((fact) => eventOf(telling, fact));
  return present({
    kind: is(decision, 'decision.withheld') ? ('withheld' as const) : ('made' as const),
    question: data.question,
    action: outcome?.action,
    label: outcome?.label,
    value: outcome?.value,
    reason: is(decision, 'decision.withheld') ? decision.data.reason : undefined,
    occurredAt: decision.occurredAt,
    recordedAt: decision.recordedAt,
    channel: data.channel,
    campaign:
      data.campaignId === undefined
        ? null
        : present({
            id: data.campaignId,
            name: campaign?.data.name,
            advertiser: campaign?.data.advertiser ?? sent(telling)?.data.advertiser,
            payer: campaign?.data.payer ?? sent(telling)?.data.payer,
            approvedBy: approval && staffName(telling, approval.data.by),
            approvedAt: approval?.occurredAt,
            records: idsOf(decision, campaign ?? sent(telling), approval),
          }),
    automation: data.automation,
    significance: data.significance,
    reviewer: data.reviewer === undefined ? undefined : staffName(telling, data.reviewer),
    experiment:
      randomisation === undefined
        ? null
        : {
            name: randomisation.experiment,
            arm: randomisation.arm,
            holdout: randomisation.holdout,
            records: idsOf(decision),
          },
    followed,
    records: idsOf(decision),
    sentences: [
      headline(telling),
      when(telling),
      ...how(telling),
      ...followed.map(({ text, records }) => ({ text, records })),
      ...(approval !== undefined && tier !== 'consumer'
        ? [
            telling.say(
              'decision.approved',
              { by: staffName(telling, approval.data.by), day: telling.words.day(approval.occurredAt) },
              approval,
            ),
          ]
        : []),
      ...irregular(telling),
    ],
  });
}

function headline(telling: Telling): Sentence {
  const { file } = telling;
  const { decision } = file;
  if (is(decision, 'decision.withheld')) return withheld(telling, decision);
  const { outcome } = decision.data;
  const model = modelOf(file);
  const because = reason(telling);
  const values = { label: outcome.label, because };
  if (outcome.action === 'none') return telling.say('decision.nothing', values, decision, model);
  const message = sent(telling);
  if (message === undefined) return telling.say('decision.not-sent', values, decision, model);
  return telling.say('decision.received', values, decision, message, model);
}

function withheld(telling: Telling, decision: Fact<FactData['decision.withheld']>): Sentence {
  const { file, words } = telling;
  const campaign = campaignOf(file);
  const what =
    campaign === undefined
      ? words.say('decision.what.unnamed')
      : words.say('decision.what.campaign', { name: campaign.data.name });
  const use = useOf(file);
  const consent = consentAt(file, use, decision.occurredAt);
  const key = `decision.because.${decision.data.reason}`;
  const because = words.say(words.has(key) ? key : 'decision.because.unknown', { status: consent.status });
  const grounds = decision.data.reason === 'noConsent' ? consent.records : [];
  return telling.say('decision.withheld', { what, because }, decision, campaign, ...grounds);
}

/** Why, as far as the records say it: the model's result against its threshold, a person, or rules alone. */
function reason({ file, words }: Telling): string {
  const { data } = file.decision;
  if (data.automation === 'human') return words.say('decision.because.human');
  if (data.model === undefined)
    return words.say(data.steps?.length ? 'decision.because.rules' : 'decision.because.unknown');
  const { score, threshold } = data;
  if (score === undefined || threshold === undefined) return words.say('decision.because.scored');
  const predicts = modelOf(file)?.data.predicts;
  const above = score >= threshold;
  if (predicts === undefined)
    return words.say(above ? 'decision.because.model-plain' : 'decision.because.model-below-plain');
  return words.say(above ? 'decision.because.model' : 'decision.because.model-below', { predicts });
}

function when(telling: Telling): Sentence {
  const { file } = telling;
  const campaign = campaignOf(file);
  const message = sent(telling);
  const advertiser = campaign?.data.advertiser ?? message?.data.advertiser;
  const payer = campaign?.data.payer ?? message?.data.payer;
  const values = {
    moment: telling.words.moment(file.decision.occurredAt),
    campaign: campaign?.data.name ?? file.decision.data.campaignId,
    advertiser,
    payer: payer === advertiser && payer !== undefined ? 'same' : payer,
  };
  return telling.say('decision.when', values, file.decision, campaign, campaign === undefined ? message : undefined);
}

function how(telling: Telling): readonly Sentence[] {
  const { file, words } = telling;
  const { data } = file.decision;
  const reviewer = data.reviewer === undefined || telling.tier === 'consumer' ? undefined : data.reviewer;
  const stepped = data.steps?.some((step) => step.kind === 'model') ?? false;
  return [
    telling.say(
      `decision.automation.${known(data.automation, ['full', 'assisted', 'human'])}`,
      { reviewer },
      file.decision,
    ),
    telling.say(`decision.significance.${known(data.significance, ['none', 'similar', 'legal'])}`, {}, file.decision),
    ...(is(file.decision, 'decision.withheld') && data.model === undefined && !stepped
      ? [telling.say('decision.no-model', {}, file.decision)]
      : []),
    ...(data.randomisation === undefined
      ? []
      : [
          telling.say(
            'decision.experiment',
            { experiment: data.randomisation.experiment, arm: words.value(data.randomisation.arm) },
            file.decision,
          ),
        ]),
  ];
}

function known<const T extends string>(value: string | undefined, values: readonly T[]): T | 'unknown' {
  return values.find((item) => item === value) ?? 'unknown';
}

const DAY = 86_400_000;

function irregular(telling: Telling): readonly Sentence[] {
  const { file, words } = telling;
  const { decision } = file;
  const lines: Sentence[] = [];
  if (decision.timeAbsent) lines.push(telling.say('decision.time-absent', {}, decision));
  if (millisecondsOf(decision.recordedAt) - millisecondsOf(decision.occurredAt) > DAY)
    lines.push(telling.say('decision.recorded-late', { moment: words.moment(decision.recordedAt) }, decision));
  for (const correction of factsOf(file, 'record.corrected')) {
    const wrong = file.corrected.find((fact) => fact.id === correction.data.recordId);
    if (wrong !== undefined && wrong.stream === decision.stream)
      lines.push(telling.say('decision.corrected', { day: words.day(correction.occurredAt) }, correction, wrong));
  }
  if (file.strangers.length > 0 && telling.tier === 'auditor')
    lines.push(
      telling.say('decision.strangers', { count: file.strangers.length }, ...file.strangers.map(({ fact }) => fact)),
    );
  return lines;
}

/** The first message that went out for this decision. */
function sent({ file }: Telling): Fact<FactData['message.sent']> | undefined {
  const { decisionId } = file.question;
  return factsOf(file, 'message.sent', 'message.presented')
    .filter((fact) => fact.data.decisionId === decisionId)
    .sort((a, b) => compareInstants(a.occurredAt, b.occurredAt))[0];
}
