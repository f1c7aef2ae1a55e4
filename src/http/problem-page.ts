/** An error as a page, for people who opened their own page in a browser: what is wrong and what to do, in the words of the problem details. */
import { hash } from 'node:crypto';
import type { ProblemDetails } from './problem-details.js';

export function problemPage({ title, detail, traceId }: ProblemDetails): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${entities(title)}</title><style>${STYLE}</style></head>
<body><main><h1>This page cannot be shown</h1><p>${entities(detail)}</p><p><small>${entities(traceId ?? '')}</small></p></main></body></html>
`;
}

function entities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = `
:root { color-scheme: light dark; font: 1.06rem/1.55 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; }
`;

export const PROBLEM_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
