/** The access report as a page, and the same as the person's own page with its forms: without scripts, fit for print, a keyboard and a screen reader. Pure. */
import { hash } from 'node:crypto';
import { Narrator } from '../answers/narrative/narrator.js';
import { zoneOf } from '../answers/narrative/zone.js';
import { Html, html, nothing } from './html.js';
import type { ErasureGround } from './own-forms.js';
import type { PersonReport } from './person-report.js';
import { type Controls, sectionsOf } from './report-sections.js';

export type Done = 'withdrawn' | 'objected' | 'contested' | 'asked';

/** @param token of the person's link: every form and link of the page carries it, for the page needs no cookie */
export function ownPage(report: PersonReport, token: string, done: Done | undefined): string {
  const note = done === undefined ? nothing : html`<p class="note" role="status">${notes[done]}</p>`;
  return page('Your data, and what was done with it', report, html`${note}`, formsFor(token));
}

export function reportPage(report: PersonReport): string {
  return page('Report on personal data', report, nothing, null);
}

function page(title: string, report: PersonReport, note: Html, controls: Controls | null): string {
  const words = new Narrator('en', 'you', zoneOf(report.jurisdiction ?? undefined));
  const intro =
    controls === null
      ? html`<p>This is what the ledger holds about you (GDPR Art. 15), as of ${words.moment(report.madeAt)}.</p>`
      : html`<p>This page is yours alone: it opens with your link only, so keep the link to yourself. It shows what the ledger holds about you, what was decided with it, and who looked. That you opened it is recorded too.</p>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${note}
${intro}
${sectionsOf(report, controls)}
</main>
<footer><small>${report.consumer} · ${report.madeAt} · ${report.held.size} records in the ledger</small></footer>
</body>
</html>
`.text;
}

const notes: Readonly<Record<Done, string>> = {
  withdrawn: 'Your consent is withdrawn. It is not to be used any more from now on.',
  objected: 'Your objection is recorded. Advertising to you, and profiling for it, must stop.',
  contested: 'Your objection to this decision is recorded. A person will look at it.',
  asked: 'Your request for erasure is recorded. A privacy officer decides on it, within one month.',
};

function formsFor(token: string): Controls {
  const query = `token=${encodeURIComponent(token)}`;
  const form = (step: string, fields: Html): Html =>
    html`<form method="post" action="/my/${step}?${query}">${fields}</form>`;
  return {
    withdraw: (consent) =>
      form(
        'withdraw',
        html`<input type="hidden" name="consent" value="${consent}"><button>Withdraw this consent</button>`,
      ),
    object: () => form('object', html`<button>Stop advertising to me</button>`),
    contest: (decision) =>
      html`<details><summary>I disagree<span class="hidden"> with ${decision}</span></summary>${form(
        'contest',
        html`<input type="hidden" name="decision" value="${decision}"><label>Why, if you like to say (it is stored encrypted)<textarea name="view" rows="4" maxlength="4000"></textarea></label><button>Contest this decision</button>`,
      )}</details>`,
    erase: () =>
      html`<details><summary>Have my data erased</summary>${form(
        'erase',
        html`<fieldset><legend>Why?</legend>${grounds.map(([article, words], index) => html`<label class="choice"><input type="radio" name="article" value="${article}" required${index === 0 ? html` checked` : nothing}> ${words} <small>(GDPR Art. ${article})</small></label>`)}</fieldset><p>What is erased cannot be brought back. That decisions were made, and by which rules, stays recorded without your data.</p><button>Ask for erasure</button>`,
      )}</details>`,
    copy: () =>
      html`<p>Take a copy of what you gave: <a href="/my/copy?form=json&amp;${query}">JSON</a>, <a href="/my/copy?form=csv&amp;${query}">CSV</a></p>`,
    explanation: (decision) => `/my/decisions/${encodeURIComponent(decision)}?${query}`,
    older: (cursor) => `/my?cursor=${encodeURIComponent(cursor)}&${query}#decisions`,
  };
}

const grounds: readonly (readonly [ErasureGround, string])[] = [
  ['17(1)(b)', 'I take back my consent'],
  ['17(1)(c)', 'I object to the use of my data'],
  ['17(1)(a)', 'My data is not needed any more'],
  ['17(1)(d)', 'My data was used unlawfully'],
];

const STYLE = `
:root { color-scheme: light dark; font: 1.06rem/1.55 system-ui, sans-serif; --line: #8886; --note: #0a62; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.3; }
h2 { font-size: 1.15rem; margin: 2rem 0 .4rem; border-top: 1px solid var(--line); padding-top: 1rem; }
p, ul { margin: .4rem 0; }
ul { padding-left: 1.2rem; }
li { margin: .5rem 0; overflow-wrap: anywhere; }
small { opacity: .8; }
.note { background: var(--note); border-left: .3rem solid #0a6; padding: .6rem .9rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .92rem; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .45rem .6rem .45rem 0; text-align: left; vertical-align: top; }
thead th { font-size: .85rem; }
form { margin: .5rem 0; }
fieldset { border: 1px solid var(--line); margin: .5rem 0; }
label { display: block; }
.choice { margin: .3rem 0; }
textarea { box-sizing: border-box; display: block; font: inherit; margin: .3rem 0; width: 100%; }
button { font: inherit; border: 1px solid currentColor; border-radius: .3rem; background: transparent; color: inherit; cursor: pointer; padding: .35rem .9rem; }
button:hover { background: var(--note); }
details { margin: .3rem 0; }
summary { cursor: pointer; width: fit-content; }
:focus-visible { outline: 3px solid #07c; outline-offset: 2px; }
footer { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .6rem; overflow-wrap: anywhere; }
@media (max-width: 36rem) {
  thead { display: none; }
  tr { border-bottom: 1px solid var(--line); display: block; padding: .5rem 0; }
  th, td { border: 0; display: block; padding: 0; }
}
@media print { form, details { display: none; } }
`;
const style = new Html(STYLE);

/** Its own style, and its own forms; no script, no image, no connection. */
export const OWN_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
