/** The list forms of decisions: JSON, CSV (RFC 4180) and NDJSON, chosen by `Accept`. */
import type { FastifyReply } from 'fastify';
import type { DecisionSummary } from './decision-summary.js';
import type { DecisionPage } from './search-decisions.js';

const COLUMNS = [
  'id',
  'consumer',
  'kind',
  'occurredAt',
  'model',
  'modelVersion',
  'campaign',
  'policy',
  'outcome',
  'withheldBecause',
  'purpose',
  'channel',
  'source',
  'leaf',
] as const;

/** Sets the content type; where a page follows, a `Link` header (RFC 8288) names it for the forms that have no room for `next`. */
export function inForm(
  page: DecisionPage,
  accept: string | undefined,
  url: string,
  reply: FastifyReply,
): DecisionPage | string {
  if (page.next !== null) reply.header('link', `<${withCursor(url, page.next)}>; rel="next"`);
  if (/\btext\/csv\b/.test(accept ?? '')) {
    reply.type('text/csv; charset=utf-8; header=present');
    return `${[COLUMNS.join(','), ...page.items.map(csvLine)].join('\r\n')}\r\n`;
  }
  if (/\bapplication\/x-ndjson\b/.test(accept ?? '')) {
    reply.type('application/x-ndjson');
    return page.items.map((item) => `${JSON.stringify(item)}\n`).join('');
  }
  return page;
}

function csvLine(item: DecisionSummary): string {
  const { model, ...rest } = item;
  const row: Readonly<Record<string, unknown>> = { ...rest, model: model?.id, modelVersion: model?.version };
  return COLUMNS.map((column) => csvField(row[column])).join(',');
}

function csvField(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  // A leading formula sign would be run by a spreadsheet.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function withCursor(url: string, cursor: string): string {
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters}`;
}
