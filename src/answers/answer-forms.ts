/** The forms of an answer over HTTP, chosen by `Accept`: JSON, or a page. */
import type { FastifyReply } from 'fastify';
import { type Pseudonym, parsePseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { MadeAnswer } from './answer.js';
import { htmlOf, PAGE_POLICY } from './render/html.js';

type Form = 'json' | 'html';

/**
 * Refuses a form that is not offered before anything is read. The answer itself is returned whatever the form, so that the reading of whose
 * record it was can be recorded; it takes its form when it is sent.
 * @throws LedgerError `not-acceptable`
 */
export async function inForm(
  accept: string | undefined,
  reply: FastifyReply,
  answer: () => Promise<MadeAnswer>,
): Promise<MadeAnswer> {
  const form = formFor(accept);
  const made = await answer();
  reply.header('content-language', made.header.language).header('vary', 'accept').header('cache-control', 'no-store');
  if (form === 'html') {
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', PAGE_POLICY)
      .serializer(() => htmlOf(made));
  }
  return made;
}

/** Whose record an answer shows. */
export function consumerOf(answer: unknown): readonly Pseudonym[] {
  const header: unknown = member(answer, 'header');
  const consumer = member(header, 'consumer');
  return typeof consumer === 'string' ? [parsePseudonym(consumer)] : [];
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Media ranges by falling weight (RFC 9110 §12.5.1); the first that is offered wins. */
export function formFor(accept: string | undefined): Form {
  if (accept === undefined || accept.trim() === '') return 'json';
  const ranges = accept
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { type, q: weight === undefined ? 1 : Number(weight.slice(2)) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { type } of ranges) {
    if (['application/json', 'application/*', '*/*'].includes(type)) return 'json';
    if (['text/html', 'text/*', 'application/xhtml+xml'].includes(type)) return 'html';
  }
  throw new LedgerError('not-acceptable', 'An answer is offered as application/json and as text/html.');
}
