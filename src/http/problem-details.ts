/** Every error leaves as RFC 9457 problem details; this is the only place that knows which code is which HTTP status. */
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isOwnPage } from '../access/guard.js';
import { type ErrorCode, errorTable, type FieldError, LedgerError } from '../record/ledger-error.js';
import { languageAsked } from './languages.js';
import { PROBLEM_PAGE_POLICY, problemPage } from './problem-page.js';

export const statusOf: Readonly<Record<ErrorCode, number>> = {
  malformed: 400,
  invalid: 422,
  'too-large': 413,
  'unsupported-media-type': 415,
  'purpose-missing': 400,
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'foreign-source': 403,
  missing: 404,
  conflict: 409,
  'wrong-revision': 409,
  held: 409,
  'already-locked': 503,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  'rate-limited': 429,
  'not-yet': 504,
  overloaded: 503,
  unavailable: 503,
  'unknown-outcome': 503,
  'not-json-value': 422,
  configuration: 500,
  internal: 500,
  corrupt: 500,
};

export class Fault {
  @ApiProperty({ description: 'JSON pointer (RFC 6901) into what was sent' }) readonly pointer!: string;
  @ApiProperty({ description: 'What is wrong there and what would be right' }) readonly detail!: string;
}

export class ProblemDetails {
  @ApiProperty({ description: '`/errors/` and the code' }) readonly type!: string;
  @ApiProperty() readonly title!: string;
  @ApiProperty({ type: 'integer' }) readonly status!: number;
  @ApiProperty({ description: 'What happened here and what would be right' }) readonly detail!: string;
  @ApiProperty({ enum: Object.keys(errorTable) }) readonly code!: ErrorCode;
  @ApiProperty({ type: [Fault] }) readonly errors!: readonly FieldError[];
  @ApiPropertyOptional({ description: 'Finds the request in the service’s log' }) readonly traceId?: string;
}

/** What a caller is told of an error. Of what is not a LedgerError nothing is told but that it is in the log. */
export function problemOf(error: unknown, traceId?: string): ProblemDetails {
  const { code, message, errors } = asLedgerError(error);
  const trace = traceId === undefined ? {} : { traceId };
  const { title } = errorTable[code];
  return { type: `/errors/${code}`, title, status: statusOf[code], detail: message, code, errors, ...trace };
}

/** Seconds after which it makes sense to ask again, for the codes where it does. */
const RETRY_AFTER: Partial<Record<ErrorCode, string>> = {
  overloaded: '1',
  unavailable: '5',
  'unknown-outcome': '1',
  'not-yet': '1',
};

@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(error, traceIdOf(request));
    if (problem.status >= 500) this.#log(problem, error, request);
    if (reply.raw.headersSent) {
      // An answer that has begun can only be cut off, so that nobody takes it for whole.
      reply.raw.destroy();
      return;
    }
    const retryAfter = RETRY_AFTER[problem.code];
    if (retryAfter !== undefined && !reply.hasHeader('retry-after')) reply.header('retry-after', retryAfter);
    if (isOwnPage(request.routeOptions.url) && request.headers.accept?.includes('text/html')) {
      const language = languageAsked(request.query, request.headers['accept-language']);
      reply.header('content-security-policy', PROBLEM_PAGE_POLICY).header('content-language', language);
      void reply.status(problem.status).type('text/html; charset=utf-8').send(problemPage(problem, language));
      return;
    }
    // Sent as text, so that no route's response schema reshapes it.
    void reply.status(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }

  /** The route's pattern, not its address, and of foreign errors the frames, not the message: both may hold what somebody sent. */
  #log({ code, status, traceId }: ProblemDetails, error: unknown, request: FastifyRequest): void {
    const detail = error instanceof LedgerError ? error.message : undefined;
    const frames = error instanceof Error ? framesOf(error) : [];
    const route = `${request.method} ${request.routeOptions.url ?? '(no route)'}`;
    const name = error instanceof Error ? error.name : typeof error;
    const entry = {
      msg: 'request failed',
      code,
      status,
      traceId,
      route,
      name,
      detail,
      frames: detail ? undefined : frames,
    };
    if (status === 500) this.logger.error(entry);
    else this.logger.warn(entry);
  }
}

/** The trace that the caller began (W3C Trace Context), else the request's own id. */
export function traceIdOf(request: FastifyRequest): string {
  const { traceparent } = request.headers;
  const match = typeof traceparent === 'string' ? /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(traceparent) : null;
  return match?.[1] ?? request.id;
}

const byStatus: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [400, 'malformed'],
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'missing'],
  [405, 'method-not-allowed'],
  [406, 'not-acceptable'],
  [413, 'too-large'],
  [414, 'too-large'],
  [415, 'unsupported-media-type'],
  [429, 'rate-limited'],
  [503, 'overloaded'],
]);

function asLedgerError(error: unknown): LedgerError {
  if (error instanceof LedgerError) return error;
  const status = error instanceof HttpException ? error.getStatus() : fastifyStatusOf(error);
  const code = byStatus.get(status);
  if (code === undefined) return new LedgerError('internal');
  // The messages of Nest and Fastify for these name the method and path, or a limit; only the 400s may quote what was sent.
  return new LedgerError(code, status === 400 || !(error instanceof Error) ? errorTable[code].title : error.message);
}

function fastifyStatusOf(error: unknown): number {
  if (!(error instanceof Error) || !('statusCode' in error) || !('code' in error)) return 500;
  return typeof error.statusCode === 'number' && String(error.code).startsWith('FST_') ? error.statusCode : 500;
}

function framesOf(error: Error): readonly string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?[^\s(]*\/(?=(?:dist|node_modules)\/)/, '('))
    .slice(0, 12);
}
