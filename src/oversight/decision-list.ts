/** The list forms of decisions: JSON, CSV (RFC 4180) and NDJSON, chosen by `Accept`. */
import type { FastifyReply } from 'fastify';
import { CSV_TYPE, csvOf } from '../http/csv.js';
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
    reply.type(CSV_TYPE);
    return csvOf(COLUMNS, page.items.map(cellsOf));
  }
  if (/\bapplication\/x-ndjson\b/.test(accept ?? '')) {
    reply.type('application/x-ndjson');
    return page.items.map((item) => `${JSON.stringify(item)}\n`).join('');
  }
  return page;
}

function cellsOf(item: DecisionSummary): readonly unknown[] {
  const { model, ...rest } = item;
  const row: Readonly<Record<string, unknown>> = { ...rest, model: model?.id, modelVersion: model?.version };
  return COLUMNS.map((column) => row[column]);
}

function withCursor(url: string, cursor: string): string {
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters}`;
}
