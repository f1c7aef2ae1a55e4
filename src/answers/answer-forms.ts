/** The forms of an answer over HTTP, chosen by `Accept`: JSON, a page, a letter, or PROV-JSON. */
import type { FastifyReply } from 'fastify';
import { type Pseudonym, parsePseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { MadeAnswer } from './answer.js';
import { Letter, letterOf, PDF_TYPE } from './letter.js';
import { htmlOf, PAGE_POLICY } from './render/html.js';
import { PROV_TYPE, provOf } from './render/prov.js';

/** Each form with its media type, and the ranges that ask for it. */
const forms = {
  json: { type: 'application/json', ranges: ['application/json', 'application/*', '*/*'] },
  html: { type: 'text/html', ranges: ['text/html', 'text/*', 'application/xhtml+xml'] },
  pdf: { type: PDF_TYPE, ranges: [PDF_TYPE] },
  prov: { type: PROV_TYPE, ranges: [PROV_TYPE] },
} as const satisfies Record<string, { readonly type: string; readonly ranges: readonly string[] }>;

type Form = keyof typeof forms;
const ofAnswers = ['json', 'html', 'pdf', 'prov'] as const satisfies readonly Form[];

/**
 * Refuses a form that is not offered before anything is read. The answer itself is returned, or a letter that knows of whom it is, so that the
 * reading of whose record it was can be recorded; the answer takes its form when it is sent.
 * @throws LedgerError `not-acceptable`
 */
export async function inForm(
  accept: string | undefined,
  reply: FastifyReply,
  answer: () => Promise<MadeAnswer>,
): Promise<MadeAnswer | Letter> {
  const form = formFor(accept, ofAnswers);
  const made = await answer();
  reply.header('content-language', made.header.language).header('vary', 'accept').header('cache-control', 'no-store');
  if (form === 'html') {
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', PAGE_POLICY)
      .serializer(() => htmlOf(made));
  }
  if (form === 'pdf')
    return new Letter(await letterOf(made), `explanation-${made.header.decisionId}`, consumerOf(made));
  if (form === 'prov') reply.type(PROV_TYPE).serializer(() => JSON.stringify(provOf(made)));
  return made;
}

/** Whose record an answer shows. */
export function consumerOf(answer: unknown): readonly Pseudonym[] {
  if (answer instanceof Letter) return answer.subjects;
  const header: unknown = member(answer, 'header');
  const consumer = member(header, 'consumer');
  return typeof consumer === 'string' ? [parsePseudonym(consumer)] : [];
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/**
 * Media ranges by falling weight (RFC 9110 §12.5.1); the first that is offered wins.
 * @param offered the first answers where nothing is asked for
 * @throws LedgerError `not-acceptable`
 */
export function formFor<F extends Form>(accept: string | undefined, offered: readonly [F, ...F[]]): F {
  if (accept === undefined || accept.trim() === '') return offered[0];
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
    const form = offered.find((candidate) => forms[candidate].ranges.some((range) => range === type));
    if (form !== undefined) return form;
  }
  const types = offered.map((form) => forms[form].type);
  throw new LedgerError('not-acceptable', `It is offered as ${types.slice(0, -1).join(', ')} and as ${types.at(-1)}.`);
}
