/** Section `header`: what this answer is, within which bounds, and which duties apply to the decision. */
import type { Answer } from '../answer.js';
import type { Sentence } from '../answer-parts.js';
import type { AsOf } from '../case.js';
import { factsOf } from '../case.js';
import { TEMPLATE } from '../narrative/narrator.js';
import { REGIMES_VERSION, type Regime } from '../regimes.js';
import { idsOf, present, type Telling } from '../telling.js';

export function headerSection(telling: Telling, regimes: readonly Regime[]): Answer['header'] {
  const { file, words, tier } = telling;
  const { asOf, at, decisionId } = file.question;
  const told = regimes.map(({ id, applies, because, channel }) => ({
    id,
    law: words.say(`regime.law.${id}`),
    applies,
    reason: words.say(`regime.because.${because}`, { channel }),
  }));
  const sentences: Sentence[] = [
    ...(asOf === undefined ? [] : [telling.say('header.as-of', { asOf: wordsOf(telling, asOf) })]),
    ...(at === undefined ? [] : [telling.say('header.at', { moment: words.moment(at) })]),
    ...erasures(telling),
    ...told.map(({ applies, law, reason }) =>
      telling.say(applies ? 'regime.applies' : 'regime.does-not', { law, reason }, file.decision),
    ),
  ];
  return present({
    decisionId,
    consumer: file.decision.subject,
    language: words.code,
    tier,
    template: TEMPLATE,
    asOf: asOf === undefined ? undefined : 'size' in asOf ? `size ${asOf.size}` : asOf.instant,
    at,
    zone: words.zone.id,
    regimes: told.map((regime) => ({ ...regime, records: idsOf(file.decision) })),
    regimesVersion: REGIMES_VERSION,
    sentences,
  });
}

function wordsOf({ words }: Telling, asOf: AsOf): string {
  return 'size' in asOf ? words.say('word.first-records', { count: asOf.size }) : words.moment(asOf.instant);
}

function erasures({ file, words }: Telling): readonly Sentence[] {
  const { erased } = file.decision;
  if (erased !== undefined)
    return [
      {
        text: words.say('header.erased', { day: words.day(erased.at), article: erased.article }),
        records: [erased.record],
      },
    ];
  return factsOf(file, 'subject.erased').map((fact) => ({
    text: words.say('header.erased', { day: words.day(fact.occurredAt), article: fact.data.article }),
    records: idsOf(fact),
  }));
}
