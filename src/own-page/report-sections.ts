/** The sections of an access report as a page; on the person's own page with what they can do about each. Pure. */
import type { ConsentShown, DataShown } from '../oversight/consumer-overview.js';
import type { DecisionSummary } from '../oversight/decision-summary.js';
import { recorded } from '../protection/remains.js';
import { Html, html, nothing } from './html.js';
import type { PersonReport } from './person-report.js';
import { lookText } from './who-looked.js';
import type { Words } from './words.js';

/** What the person can do on their own page; none in a report. */
export interface Controls {
  withdraw(consentRecordId: string): Html;
  object(): Html;
  contest(decisionId: string): Html;
  erase(): Html;
  copy(): Html;
  explanation(decisionId: string): string;
  older(cursor: string): string;
}

export function sectionsOf(report: PersonReport, words: Words, controls: Controls | null): readonly Html[] {
  return [
    erasure(report, words),
    consents(report, words, controls),
    objections(report, words, controls),
    data(report, words),
    decisions(report, words, controls),
    recipients(report, words),
    looked(report, words),
    inquiries(report, words),
    rights(report, words, controls),
  ];
}

function section(id: string, heading: string, content: Html): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>
${content}</section>`;
}

function list(items: readonly Html[], otherwise: string): Html {
  if (items.length === 0) return html`<p>${otherwise}</p>`;
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function erasure({ erasure: state, held }: PersonReport, words: Words): Html {
  const [since] = held.holds.map((hold) => words.day(hold.since));
  const hold = since === undefined ? nothing : html`<p>${words.say('erasure.hold', { day: since })}</p>`;
  if (state.status === 'none') return hold;
  if (state.status === 'requested')
    return html`<p class="note">${words.say('erasure.requested', { day: words.day(state.requestedAt) })}</p>${hold}`;
  const erased = words.say('erasure.erased', { day: words.day(state.erasedAt), article: state.article });
  return html`<p class="note">${erased}${state.remains.map(({ what, ground }) => html`<br>${remaining(what, words)} – ${remaining(ground, words)}.`)}</p>`;
}

/** What was recorded in other words than today's is shown in those. */
function remaining(text: string, words: Words): Html {
  const known = recorded(text);
  if (known !== undefined) return html`${words.say(known.name, { key: known.key })}`;
  return html`<span lang="en">${text}</span>`;
}

function consents({ held }: PersonReport, words: Words, controls: Controls | null): Html {
  const said = ({ purpose, from, to, endedBy, valid }: ConsentShown): string =>
    words.say('consents.item', {
      purpose: words.term(purpose.term),
      day: words.day(from),
      ended: to === null ? null : words.day(to),
      end: to === null ? null : valid ? 'until' : (endedBy ?? 'ended'),
    });
  const items = [...Map.groupBy(held.consents, ({ consentRecordId }) => consentRecordId)].map(([id, each]) => {
    const control = controls !== null && each.some(({ valid }) => valid) ? controls.withdraw(id) : nothing;
    return html`${each.map((consent) => html`${said(consent)}<br>`)}<small>${words.say('consents.id', { id })}</small>${control}`;
  });
  return section('consents', words.say('consents.heading'), list(items, words.say('consents.none')));
}

function objections({ held }: PersonReport, words: Words, controls: Controls | null): Html {
  const items = held.objections.map(
    ({ kind, since }) =>
      html`${words.say('objections.item', { kind: kind.replaceAll('-', ''), day: words.day(since) })}`,
  );
  const may = controls !== null && !held.objections.some(({ kind }) => kind === 'objection');
  return section(
    'objections',
    words.say('objections.heading'),
    html`${list(items, words.say('objections.none'))}${may ? controls.object() : nothing}`,
  );
}

const columns = ['data.what', 'data.value', 'data.from', 'data.why', 'data.until'] as const;

function data({ held }: PersonReport, words: Words): Html {
  const heading = words.say('data.heading');
  if (held.data.length === 0) return section('data', heading, html`<p>${words.say('data.none')}</p>`);
  const rows = held.data.map((item) => {
    const how = { how: item.how, day: words.day(item.collectedAt), source: item.sourceSystem };
    const until = item.retainUntil === null ? words.say('data.kept-unknown') : words.day(item.retainUntil);
    return html`<tr><th scope="row">${opening(termsOf(item.categories, words))}</th><td>${valuesOf(item, words)}</td><td>${words.say('data.how', how)}</td><td>${termsOf(item.purposes, words)}<br><small>${words.term(item.basis.term)}</small></td><td>${until}</td></tr>`;
  });
  const head = columns.map((key) => html`<th scope="col">${words.say(key)}</th>`);
  return section(
    'data',
    heading,
    html`<div class="wide" role="region" aria-labelledby="data" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`,
  );
}

function termsOf(terms: readonly { readonly term: string }[], words: Words): string {
  return terms.map(({ term }) => words.term(term)).join(', ');
}

function valuesOf({ state, values }: DataShown, words: Words): string {
  return state === 'shown' && values !== null ? words.value(values) : words.say('data.state', { state });
}

function decisions({ decisions: { items, next } }: PersonReport, words: Words, controls: Controls | null): Html {
  const each = items.map((decision) => {
    const why =
      controls === null
        ? nothing
        : html`<br><a href="${controls.explanation(decision.id)}">${words.say('decisions.how')}<span class="hidden"> (${decision.id})</span></a>${controls.contest(decision.id)}`;
    return html`${told(decision, words)}${why}`;
  });
  const older =
    next === null
      ? nothing
      : controls === null
        ? html`<p>${words.say('decisions.more')}</p>`
        : html`<p><a href="${controls.older(next)}">${words.say('decisions.older')}</a></p>`;
  const all = html`${list(each, words.say('decisions.none'))}${older}`;
  return section('decisions', words.say('decisions.heading'), all);
}

function told({ occurredAt, model, ...decision }: DecisionSummary, words: Words): string {
  return words.say(decision.kind === 'made' ? 'decisions.made' : 'decisions.withheld', {
    day: words.day(occurredAt),
    model: model === null ? null : [model.id, model.version].filter(Boolean).join(' '),
    outcome: decision.outcome ?? words.say('word.unknown'),
    channel: decision.channel,
    campaign: decision.campaign,
    purpose: decision.purpose === null ? null : words.term(decision.purpose),
    reason: decision.withheldBecause,
  });
}

function recipients({ recipients: all }: PersonReport, words: Words): Html {
  const items = [...Map.groupBy(all, ({ name, how }) => `${how} ${name}`).values()].flatMap((same) => {
    const last = same.at(-1);
    if (last === undefined) return [];
    const { name, how, at, safeguard } = last;
    return [html`${words.say(`recipients.${how}`, { name, day: words.day(at), count: same.length, safeguard })}`];
  });
  return section('recipients', words.say('recipients.heading'), list(items, words.say('recipients.none')));
}

function looked({ looked: { items, more } }: PersonReport, words: Words): Html {
  const others = items.filter(({ own }) => !own).map((look) => html`${lookText(look, words)}`);
  const own = items.filter((item) => item.own);
  const last = own[0];
  const yourself =
    last === undefined
      ? nothing
      : html`<p>${words.say('looked.own', { count: own.length, moment: words.moment(last.at) })}</p>`;
  return section(
    'looked',
    words.say('looked.heading'),
    html`${list(others, words.say('looked.none'))}${yourself}${more ? html`<p>${words.say('looked.more')}</p>` : nothing}`,
  );
}

function inquiries({ held }: PersonReport, words: Words): Html {
  if (held.inquiries.length === 0) return nothing;
  const items = held.inquiries.map(
    ({ inquiryId, status, receivedAt }) =>
      html`${words.say('inquiries.item', { day: words.day(receivedAt), status })} <small>(${inquiryId})</small>`,
  );
  return section('inquiries', words.say('inquiries.heading'), list(items, ''));
}

/** What anybody can ask for, whatever is recorded, and the article that gives it. */
const rightsOfAll = [
  ['rights.stop', '21(2)'],
  ['rights.withdraw', '7(3)'],
  ['rights.correct', '16'],
  ['rights.erase', '17'],
  ['rights.restrict', '18'],
  ['rights.access', '15(3)'],
  ['rights.contest', null],
  ['rights.complain', '77'],
] as const;

/** Each right in words, with its law. */
export function rightsIn(words: Words): readonly { readonly text: string; readonly law: string }[] {
  return rightsOfAll.map(([key, article]) => ({
    text: words.say(key),
    law: article === null ? words.say('rights.offered') : words.say('rights.law', { article }),
  }));
}

function rights({ authority }: PersonReport, words: Words, controls: Controls | null): Html {
  const items = rightsIn(words).map(({ text, law }) => html`${text} <small>(${law})</small>`);
  return section(
    'rights',
    words.say('rights.heading'),
    html`${controls === null ? nothing : html`${controls.copy()}${controls.erase()}`}<p>${words.say('rights.intro')}</p>${list(items, '')}<p>${words.say('rights.authority', { name: authority.name })} <a href="${authority.url}" rel="noreferrer">${authority.url}</a></p>`,
  );
}

function opening(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
