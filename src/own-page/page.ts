/** The access report as a page and as a letter, and the same as the person's own page with its forms: without scripts, fit for print, a keyboard and a screen reader. Pure. */
import { hash } from 'node:crypto';
import { onPaper } from '../answers/letter.js';
import { zoneOf } from '../answers/narrative/zone.js';
import { type PageLanguage, pageLanguages } from '../http/languages.js';
import { Html, html, nothing } from './html.js';
import type { ErasureGround } from './own-forms.js';
import type { PersonReport } from './person-report.js';
import { type Controls, sectionsOf } from './report-sections.js';
import { languageNames, type WordKey, Words } from './words.js';

export type Done = 'withdrawn' | 'objected' | 'contested' | 'asked';

/** @param token of the person's link: every form and link of the page carries it, for the page needs no cookie */
export function ownPage(report: PersonReport, token: string, done: Done | undefined, language: PageLanguage): string {
  const words = wordsFor(report, language);
  const note = done === undefined ? nothing : html`<p class="note" role="status">${words.say(`done.${done}`)}</p>`;
  const others = pageLanguages.map((code) =>
    code === language
      ? html`<span aria-current="true">${languageNames[code]}</span>`
      : html`<a href="/my?token=${encodeURIComponent(token)}&amp;language=${code}" lang="${code}" hreflang="${code}">${languageNames[code]}</a>`,
  );
  const choice = html`<nav aria-label="${words.say('own.language')}"><small>${others}</small></nav>`;
  return page(words.say('own.title'), report, words, html`${note}<p>${words.say('own.intro')}</p>`, {
    choice,
    controls: formsFor(token, words),
  });
}

export function reportPage(report: PersonReport, language: PageLanguage): string {
  const words = wordsFor(report, language);
  const intro = html`<p>${words.say('report.intro', { moment: words.moment(report.madeAt) })}</p>`;
  return page(words.say('report.title'), report, words, intro, { choice: nothing, controls: null });
}

/** The same on paper. */
export function reportLetter(report: PersonReport, language: PageLanguage): Promise<Buffer> {
  const title = wordsFor(report, language).say('report.title');
  return onPaper(reportPage(report, language), { title, language, made: new Date(report.madeAt) });
}

function wordsFor({ jurisdiction }: PersonReport, language: PageLanguage): Words {
  return new Words(language, zoneOf(jurisdiction ?? undefined));
}

interface Around {
  readonly choice: Html;
  readonly controls: Controls | null;
}

function page(title: string, report: PersonReport, words: Words, intro: Html, { choice, controls }: Around): string {
  return html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
${choice}
<main>
<h1>${title}</h1>
${intro}
${sectionsOf(report, words, controls)}
</main>
<footer><small>${report.consumer} · ${report.madeAt} · ${words.say('footer', { count: report.held.size })}</small></footer>
</body>
</html>
`.text;
}

function formsFor(token: string, words: Words): Controls {
  const query = `token=${encodeURIComponent(token)}&language=${words.language}`;
  const form = (step: string, fields: Html): Html =>
    html`<form method="post" action="/my/${step}?${query}">${fields}</form>`;
  return {
    withdraw: (consent) =>
      form(
        'withdraw',
        html`<input type="hidden" name="consent" value="${consent}"><button>${words.say('do.withdraw')}</button>`,
      ),
    object: () => form('object', html`<button>${words.say('do.object')}</button>`),
    contest: (decision) =>
      html`<details><summary aria-label="${words.say('do.disagree-with', { decision })}">${words.say('do.disagree')}</summary>${form(
        'contest',
        html`<input type="hidden" name="decision" value="${decision}"><label>${words.say('do.view')}<textarea name="view" rows="4" maxlength="4000"></textarea></label><button>${words.say('do.contest')}</button>`,
      )}</details>`,
    erase: () =>
      html`<details><summary>${words.say('do.erase')}</summary>${form(
        'erase',
        html`<fieldset><legend>${words.say('do.erase-why')}</legend>${grounds.map(([article, key], index) => html`<label class="choice"><input type="radio" name="article" value="${article}" required${index === 0 ? html` checked` : nothing}> ${words.say(key)} <small>(${words.say('rights.law', { article })})</small></label>`)}</fieldset><p>${words.say('do.erase-warning')}</p><button>${words.say('do.erase-ask')}</button>`,
      )}</details>`,
    copy: () =>
      html`<p>${words.say('do.copy')} <a href="/my/copy?form=json&amp;${query}">JSON</a>, <a href="/my/copy?form=csv&amp;${query}">CSV</a></p>`,
    explanation: (decision) => `/my/decisions/${encodeURIComponent(decision)}?${query}`,
    older: (cursor) => `/my?cursor=${encodeURIComponent(cursor)}&${query}#decisions`,
  };
}

const grounds = [
  ['17(1)(b)', 'ground.b'],
  ['17(1)(c)', 'ground.c'],
  ['17(1)(a)', 'ground.a'],
  ['17(1)(d)', 'ground.d'],
] as const satisfies readonly (readonly [ErasureGround, WordKey])[];

const STYLE = `
:root { color-scheme: light dark; font: 1.06rem/1.55 system-ui, sans-serif; --line: #8886; --note: #0a62; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; }
nav small > * { margin-right: .8rem; }
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
