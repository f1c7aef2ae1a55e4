/** Sections `counterfactuals`, `consequences` and `controls`: what would have changed the result, what it means, and what the person can do. */
import { restsOnConsent } from '../../oversight/findings/use.js';
import type { Answer } from '../answer.js';
import type { Sentence } from '../answer-parts.js';
import { authorityOf } from '../authorities.js';
import { is, ofThis } from '../case.js';
import { consentAt } from '../consent.js';
import type { MessageKey } from '../narrative/en.js';
import { plain } from '../narrative/narrator.js';
import type { Regime } from '../regimes.js';
import { idsOf, present, type Telling } from '../telling.js';
import { useOf } from './around.js';
import { showValue } from './value.js';

export function counterfactualsSection(telling: Telling): Answer['counterfactuals'] {
  const { file, words } = telling;
  const { decision } = file;
  const source = decision.data.counterfactuals?.length
    ? decision
    : ofThis(file, 'decision.explained').findLast((fact) => fact.data.counterfactuals?.length);
  const items = (source?.data.counterfactuals ?? []).map(({ changes, outcome, actionable }) => ({
    changes: changes.map(({ input, to }) => present({ input, label: plain(input), to: showValue(to) })),
    outcome,
    actionable,
    records: idsOf(source),
  }));
  const said = items.map(({ changes, outcome, actionable }) => {
    const parts = changes.map(({ label, to }) =>
      to === undefined
        ? words.say('counterfactuals.change-hidden', { label })
        : words.say(typeof to === 'number' ? 'counterfactuals.change' : 'counterfactuals.change-text', {
            label,
            to: words.value(to),
          }),
    );
    return telling.say(
      'counterfactuals.item',
      { changes: words.list(parts), outcome, actionable: actionable ? 'yes' : 'no' },
      source,
    );
  });
  const none = said.length === 0 ? [telling.say('counterfactuals.none', {}, decision)] : said;
  return { items, sentences: [...none, ...inTheirHands(telling)] };
}

function inTheirHands(telling: Telling): readonly Sentence[] {
  const { decision } = telling.file;
  if (is(decision, 'decision.withheld') && decision.data.reason === 'noConsent')
    return [telling.say('counterfactuals.consent', {})];
  return is(decision, 'decision.made') ? [telling.say('counterfactuals.switch-off', {})] : [];
}

export function consequencesSection(telling: Telling): Answer['consequences'] {
  const { file } = telling;
  const { decision } = file;
  const { consequences, significance } = decision.data;
  const reversed = ofThis(file, 'decision.reversed', 'decision.overridden').at(-1);
  const unknown = consequences === undefined || /^(none|none known|no)$/i.test(consequences.trim());
  const sentence = unknown
    ? telling.say(
        is(decision, 'decision.withheld') ? 'consequences.none-withheld' : 'consequences.none-known',
        {},
        decision,
      )
    : telling.say('consequences.reported', { text: consequences.replace(/\.$/, '') }, decision);
  return present({
    text: unknown ? null : consequences,
    significance,
    records: idsOf(decision),
    sentences: reversed === undefined ? [sentence] : [sentence, telling.say('consequences.reversed', {}, reversed)],
  });
}

interface Control {
  readonly id:
    | 'stop'
    | 'withdraw'
    | 'consent'
    | 'access'
    | 'correct'
    | 'erase'
    | 'restrict'
    | 'review'
    | 'view'
    | 'contest'
    | 'complain';
  readonly law: string;
}

export function controlsSection(
  telling: Telling,
  regimes: readonly Regime[],
  jurisdiction: string | undefined,
): Answer['controls'] {
  const { file, words } = telling;
  const automated = regimes.some(({ id, applies }) => applies && (id === 'gdpr-22' || id === 'uk-22a-d'));
  const article = (number: string, paragraph?: string) => words.say('word.article', { article: number, paragraph });
  const significant = automated ? article('22', '3') : words.say('controls.offered');
  const consent = consentAt(file, useOf(file), telling.now);
  const controls: readonly Control[] = [
    { id: 'stop', law: article('21', '2') },
    ...(restsOnConsent(file) && consent.status === 'valid'
      ? [{ id: 'withdraw', law: article('7', '3') } as const]
      : []),
    ...(consent.status === 'valid' ? [] : [{ id: 'consent', law: article('7') } as const]),
    { id: 'correct', law: article('16') },
    { id: 'erase', law: article('17') },
    { id: 'restrict', law: article('18') },
    { id: 'access', law: article('15', '3') },
    { id: 'review', law: significant },
    { id: 'view', law: significant },
    { id: 'contest', law: significant },
    { id: 'complain', law: article('77') },
  ];
  const items = controls.map(({ id, law }) => ({ id, law, text: words.say(controlKeys[id]) }));
  const authority = authorityOf(jurisdiction, words.code);
  return {
    items,
    authority,
    sentences: [
      ...items.map(({ text, law }) => ({ text: `${text} (${law})`, records: [] })),
      telling.say('controls.authority', { ...authority }),
    ],
  };
}

const controlKeys: { readonly [id in Control['id']]: MessageKey } = {
  stop: 'controls.stop',
  withdraw: 'controls.withdraw',
  consent: 'controls.consent',
  access: 'controls.access',
  correct: 'controls.correct',
  erase: 'controls.erase',
  restrict: 'controls.restrict',
  review: 'controls.review',
  view: 'controls.view',
  contest: 'controls.contest',
  complain: 'controls.complain',
};
