/** The sections of an access report as a page; on the person's own page with what they can do about each. Pure. */
import { Narrator } from '../answers/narrative/narrator.js';
import { zoneOf } from '../answers/narrative/zone.js';
import type { ConsentShown, DataShown } from '../oversight/consumer-overview.js';
import type { DecisionSummary } from '../oversight/decision-summary.js';
import { Html, html, nothing } from './html.js';
import type { PersonReport } from './person-report.js';

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

export function sectionsOf(report: PersonReport, controls: Controls | null): readonly Html[] {
  const words = new Narrator('en', 'you', zoneOf(report.jurisdiction ?? undefined));
  return [
    erasure(report, words),
    consents(report, words, controls),
    objections(report, words, controls),
    data(report, words),
    decisions(report, words, controls),
    recipients(report, words),
    looked(report, words),
    inquiries(report, words),
    rights(report, controls),
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

function erasure({ erasure: state, held }: PersonReport, words: Narrator): Html {
  const on = held.holds.map(({ since }) => words.day(since));
  const hold =
    on.length === 0
      ? nothing
      : html`<p>Since ${on[0] ?? ''} a legal hold keeps your data from being erased: it may be needed in a dispute.</p>`;
  if (state.status === 'none') return hold;
  if (state.status === 'requested')
    return html`<p class="note">You asked on ${words.day(state.requestedAt)} for your data to be erased, or it was asked for on your behalf. A privacy officer decides on it, within one month.</p>${hold}`;
  return html`<p class="note">Your personal data was erased on ${words.day(state.erasedAt)} (GDPR Art. ${state.article}). Nobody can read it any more. What remains: ${state.remains.map(({ what, ground }) => html`<br>${what} – ${ground}.`)}</p>`;
}

function consents({ held }: PersonReport, words: Narrator, controls: Controls | null): Html {
  const said = ({ purpose, from, to, endedBy, valid }: ConsentShown): string => {
    const end =
      to === null
        ? ''
        : valid
          ? `, until ${words.day(to)}`
          : `; it ended on ${words.day(to)}${endings[endedBy ?? ''] ?? ''}`;
    return `You agreed to ${purpose.label} on ${words.day(from)}${end}.`;
  };
  const items = [...Map.groupBy(held.consents, ({ consentRecordId }) => consentRecordId)].map(([id, each]) => {
    const control = controls !== null && each.some(({ valid }) => valid) ? controls.withdraw(id) : nothing;
    return html`${each.map((consent) => html`${said(consent)}<br>`)}<small>Consent ${id}</small>${control}`;
  });
  return section('consents', 'What you agreed to', list(items, 'No consent of yours is recorded.'));
}

const endings: Readonly<Record<string, string>> = {
  withdrawn: ', because you withdrew it',
  refused: ', because you refused it',
  expired: ', because its time was over',
  invalidated: ', because it was found not to be valid',
  replaced: ', because you agreed anew',
};

function objections({ held }: PersonReport, words: Narrator, controls: Controls | null): Html {
  const items = held.objections.map(({ kind, since }) => html`${forbidden[kind] ?? kind} on ${words.day(since)}.`);
  const may = controls !== null && !held.objections.some(({ kind }) => kind === 'objection');
  return section(
    'objections',
    'Advertising to you',
    html`${list(items, 'You have not objected to advertising.')}${may ? controls.object() : nothing}`,
  );
}

const forbidden: Readonly<Record<string, string>> = {
  objection: 'You objected to direct marketing and the profiling for it',
  'opt-out': 'You asked for no more advertising',
  signal: 'Your browser or app sent a signal against it',
  restriction: 'The use of your data was restricted',
};

function data({ held }: PersonReport, words: Narrator): Html {
  if (held.data.length === 0)
    return section('data', 'What is held about you', html`<p>No data about you is recorded.</p>`);
  const rows = held.data.map(
    (item) =>
      html`<tr><th scope="row">${opening(item.categories.map(({ label }) => label))}</th><td>${valuesOf(item, words)}</td><td>${hows[item.how] ?? item.how} on ${words.day(item.collectedAt)}, ${item.sourceSystem}</td><td>${item.purposes.map(({ label }) => label).join(', ')}<br><small>${item.basis.label}</small></td><td>${item.retainUntil === null ? 'not recorded' : words.day(item.retainUntil)}</td></tr>`,
  );
  return section(
    'data',
    'What is held about you',
    html`<div class="wide" role="region" aria-labelledby="data" tabindex="0"><table><thead><tr><th scope="col">What</th><th scope="col">Value</th><th scope="col">From where, since when</th><th scope="col">For what, by what right</th><th scope="col">Kept until</th></tr></thead><tbody>${rows}</tbody></table></div>`,
  );
}

const hows: Readonly<Record<string, string>> = {
  collected: 'given by you',
  observed: 'observed',
  obtained: 'obtained from others',
  derived: 'calculated',
  inferred: 'inferred, not told by you,',
};

const states: Readonly<Record<string, string>> = {
  sealed: 'not shown here',
  erased: 'erased; nobody can read it any more',
  gone: 'erased at its source',
  discarded: 'not kept, because your data had been erased before',
};

function valuesOf({ state, values }: DataShown, words: Narrator): string {
  return states[state] ?? (values === null ? 'no value is recorded' : words.value(values));
}

function decisions({ decisions: { items, next } }: PersonReport, words: Narrator, controls: Controls | null): Html {
  const each = items.map((decision) => {
    const why =
      controls === null
        ? nothing
        : html`<br><a href="${controls.explanation(decision.id)}">How this was decided<span class="hidden"> (${decision.id})</span></a>${controls.contest(decision.id)}`;
    return html`${told(decision, words)}${why}`;
  });
  const older =
    next === null
      ? nothing
      : controls === null
        ? html`<p>Older decisions are not listed here.</p>`
        : html`<p><a href="${controls.older(next)}">Older decisions</a></p>`;
  return section('decisions', 'Decisions about you', html`${list(each, 'No decision about you is recorded.')}${older}`);
}

/** The sentence of lists, in the person's own time and words. */
function told({ sentence, occurredAt }: DecisionSummary, words: Narrator): string {
  const day = words.day(occurredAt);
  return sentence
    .replace(/^On \d{4}-\d{2}-\d{2}/, `On ${day}`)
    .replace(/\bthe person\b/g, 'you')
    .replace(/\byou (is|had)\b/g, (_, verb) => `you ${verb === 'is' ? 'are' : verb}`);
}

function recipients({ recipients: all }: PersonReport, words: Narrator): Html {
  const items = [...Map.groupBy(all, ({ name, how }) => `${how} ${name}`).values()].flatMap((same) => {
    const last = same.at(-1);
    if (last === undefined) return [];
    const { name, how, at, safeguard } = last;
    const times = same.length === 1 ? `on ${words.day(at)}` : `${same.length} times, the last time on ${words.day(at)}`;
    const guard = safeguard === null ? '' : `; protected by: ${safeguard}`;
    if (how === 'received') return [html`${name} received data about you ${times}${guard}.`];
    return [html`${name} may receive data about you by your consent of ${words.day(at)}.`];
  });
  return section('recipients', 'Who received your data', list(items, 'No recipient is recorded.'));
}

function looked({ looked: { items, more } }: PersonReport, words: Narrator): Html {
  const others = items.filter(({ own }) => !own).map(({ text }) => html`${text}`);
  const own = items.filter((item) => item.own);
  const last = own[0];
  const yourself =
    last === undefined
      ? nothing
      : html`<p>You yourself looked ${own.length === 1 ? 'once' : `${own.length} times`} before, the last time on ${words.moment(last.at)}.</p>`;
  return section(
    'looked',
    'Who looked at your record',
    html`${list(others, 'Nobody else looked.')}${yourself}${more ? html`<p>Older ones are not listed here; you can ask for them.</p>` : nothing}`,
  );
}

function inquiries({ held }: PersonReport, words: Narrator): Html {
  if (held.inquiries.length === 0) return nothing;
  const items = held.inquiries.map(
    ({ inquiryId, status, receivedAt }) =>
      html`Your inquiry of ${words.day(receivedAt)}: ${status} <small>(${inquiryId})</small>`,
  );
  return section('inquiries', 'What you asked us', list(items, ''));
}

function rights({ rights: all, authority }: PersonReport, controls: Controls | null): Html {
  const items = all.map(({ text, law }) => html`${opening([text])} <small>(${law})</small>`);
  return section(
    'rights',
    'What you can do',
    html`${controls === null ? nothing : html`${controls.copy()}${controls.erase()}`}<p>You have the right to:</p>${list(items, '')}<p>Complaints are heard by ${authority.name}: <a href="${authority.url}" rel="noreferrer">${authority.url}</a></p>`,
  );
}

function opening(parts: readonly string[]): string {
  const text = parts.join(', ');
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
