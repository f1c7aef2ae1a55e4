/** An answer as a page: clean, readable without scripts and without styles, fit for print and for a screen reader. */
import { hash } from 'node:crypto';
import type { Answer, MadeAnswer } from '../answer.js';
import type { Sentence } from '../answer-parts.js';
import { outlineOf, recordsOf } from './outline.js';

export function htmlOf(answer: MadeAnswer): string {
  const { header, decision } = answer;
  const records = recordsOf(answer);
  const [headline, ...rest] = decision.sentences;
  const sections = outlineOf(answer).map((section) =>
    section.name === 'decision' ? { ...section, sentences: rest } : section,
  );
  const body = sections.map(({ name, heading, form, sentences }) => {
    const said = sentences.map((sentence) => saidIn(sentence, answer, records.cited));
    const content = form === 'list' ? list(said) : `<p>${said.join(' ')}</p>`;
    return `<section aria-labelledby="${name}"><h2 id="${name}">${entities(heading)}</h2>${content}</section>`;
  });
  return `<!doctype html>
<html lang="${entities(header.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${entities(headline?.text ?? header.decisionId)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${entities(headline?.text ?? header.decisionId)}</h1>
${body.join('\n')}
<section aria-labelledby="records"><h2 id="records">${entities(records.heading)}</h2>
<ol>${records.entries.map(({ id, type, text }) => `<li id="r-${id}"><code>${entities(type)}</code> ${id}<br><small>${entities(text)}</small></li>`).join('')}</ol></section>
</main>
<footer><small>${entities(header.decisionId)} · ${entities(header.id)} · ${entities(header.madeAt)} · ${header.size}</small></footer>
</body>
</html>
`;
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

/** A sentence with numbers that lead to its records. */
function saidIn({ text, records }: Sentence, answer: Answer, cited: string): string {
  const links = records.flatMap((id) => {
    const index = answer.proof.records.findIndex((record) => record.id === id);
    return index < 0 ? [] : [`<a href="#r-${id}">${index + 1}</a>`];
  });
  return `${entities(text)}${links.length === 0 ? '' : `<sup aria-label="${entities(cited)}"> ${links.join(' ')}</sup>`}`;
}

function entities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; font: 1.06rem/1.55 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 42rem; padding: 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.3; }
h2 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; }
p, ul, ol { margin: .3rem 0; }
li { margin: .25rem 0; overflow-wrap: anywhere; }
sup a { text-decoration: none; font-size: .75em; }
footer { margin-top: 2rem; opacity: .75; }
@media print { sup { display: none; } }
`;

/** The page needs its own style and nothing else: no script, no image, no connection. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
