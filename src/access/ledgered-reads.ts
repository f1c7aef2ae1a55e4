/**
 * Who read whose record, in which role, for which purpose: recorded as a part of the read. The answer leaves only after `access.recorded` is
 * durable; what cannot be recorded is not shown (503). A route declares what it shows; a test walks all routes and fails where one does not.
 */
import {
  applyDecorators,
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { concatMap, defer, from, map, type Observable } from 'rxjs';
import type { JsonObject } from '../record/canonical.js';
import { type Pseudonym, parsePseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { OwnEvents } from '../recording/own-events.js';
import type { GuardedRequest } from './guard.js';
import { type Caller, ROLES, type Role } from './roles.js';

export const READS = 'ledger:reads';

export interface ConsumerRead {
  readonly kind: 'consumer';
  /** In one word what is shown: `timeline`, `explanation`. */
  readonly what: string;
  readonly sections: readonly string[];
  /** Whose record an answer shows; the `:consumer` of the path where absent. */
  readonly of?: (answer: unknown) => readonly Pseudonym[];
}

export interface BulkRead {
  readonly kind: 'bulk';
  readonly what: string;
}

export type DeclaredRead = ConsumerRead | BulkRead;

/** A route that shows one consumer's record: it needs a purpose, and is recorded in `access-<pseudonym>`. */
export const ReadsConsumer = (what: string, more: Partial<Pick<ConsumerRead, 'sections' | 'of'>> = {}) =>
  recorded({ kind: 'consumer', what, sections: [], ...more });

/** A route that searches or follows many records: it is recorded once, with the query, in `access-bulk`, before it begins. */
export const ReadsMany = (what: string) => recorded({ kind: 'bulk', what });

/** What a route declares, by its method. */
export const readOf = (target: object): DeclaredRead | undefined => Reflect.getMetadata(READS, target);

/** Why the caller reads, as it is recorded of the read. */
export const ThePurpose = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<GuardedRequest>();
  const read = readOf(context.getHandler());
  if (read === undefined || request.caller === undefined) throw new LedgerError('unauthenticated');
  return purposeOf(request, read, request.caller);
});

/** Whose record an answer shows that names its `consumer`; nobody's where it names none. */
export const consumerIn = (answer: unknown): readonly Pseudonym[] => {
  const consumer = member(answer, 'consumer');
  return typeof consumer === 'string' ? [parsePseudonym(consumer)] : [];
};

const recorded = (read: DeclaredRead) => applyDecorators(SetMetadata(READS, read), UseInterceptors(LedgeredReads));

export const MAX_PURPOSE = 500;

@Injectable()
class LedgeredReads implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly ownEvents: OwnEvents,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const read = this.reflector.get<DeclaredRead | undefined>(READS, context.getHandler());
    if (read === undefined) return next.handle();
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const caller = request.caller;
    if (caller === undefined) throw new LedgerError('unauthenticated');
    const allowed = this.reflector.getAllAndOverride<readonly Role[]>(ROLES, [
      context.getHandler(),
      context.getClass(),
    ]);
    const role = caller.roles.find((has) => allowed.includes(has)) ?? '';
    const who = { who: caller.id, role, purpose: purposeOf(request, read, caller) };
    if (read.kind === 'bulk') {
      const before = this.#record({ ...who, what: read.what, query: queryOf(request) }, undefined, caller);
      return defer(() => from(before)).pipe(concatMap(() => next.handle()));
    }
    return next.handle().pipe(
      concatMap((answer: unknown) => {
        const data = { ...who, what: read.what, sections: read.sections, ...decisionOf(request) };
        const subjects = read.of === undefined ? [consumerOf(request)] : read.of(answer);
        return from(Promise.all(subjects.map((subject) => this.#record(data, subject, caller)))).pipe(
          map(() => answer),
        );
      }),
    );
  }

  async #record(data: JsonObject, subject: Pseudonym | undefined, caller: Caller): Promise<void> {
    await this.ownEvents.record(
      { type: 'access.recorded', data, ...(subject !== undefined && { subject }) },
      caller.id,
    );
  }
}

/**
 * The purpose of a read: the header `X-Purpose` or the parameter `purpose`. Searches may come without; a person who looks at their own page needs none.
 * @throws LedgerError `purpose-missing`
 */
function purposeOf(request: FastifyRequest, read: DeclaredRead, caller: Caller): string {
  if (caller.consumer !== undefined) return 'access by the person themself';
  const header = request.headers['x-purpose'];
  const given = typeof header === 'string' ? utf8(header) : member(request.query, 'purpose');
  const purpose = typeof given === 'string' ? given.trim() : '';
  if (purpose === '' && read.kind === 'bulk') return 'not stated';
  if (purpose === '')
    throw new LedgerError(
      'purpose-missing',
      'Say why you read this person’s record: the header "X-Purpose" or the parameter "purpose".',
    );
  if (purpose.length > MAX_PURPOSE)
    throw new LedgerError('bad-request', `The purpose is longer than ${MAX_PURPOSE} characters.`);
  return purpose;
}

/** Header values arrive byte by byte (RFC 9110 §5.5); most senders mean UTF-8. */
function utf8(header: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}

function consumerOf(request: FastifyRequest): Pseudonym {
  return parsePseudonym(String(member(request.params, 'consumer')));
}

/** The decision of a path under `/v1/decisions/`, or under a person's own page. */
function decisionOf(request: FastifyRequest): JsonObject {
  const id = member(request.params, 'id');
  return /^\/(v1|my)\/decisions\//.test(request.url) && typeof id === 'string' ? { decisionId: id } : {};
}

/** The parameters of a search, without the purpose. The body of a look-up stays out: it holds a reference. */
function queryOf(request: FastifyRequest): JsonObject {
  const query: unknown = request.query;
  if (typeof query !== 'object' || query === null) return {};
  const parameters = Object.entries(query).filter(([name]) => name !== 'purpose');
  return Object.fromEntries(parameters.map(([name, value]) => [name, [value].flat().map(shown).join(',')]));
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** The log forgets nothing, so it takes ids, terms and times only: what could be somebody's address stays out. */
function shown(value: unknown): string {
  const text = String(value);
  return /^[A-Za-z0-9._:~,*/-]{1,200}$/.test(text) ? text : '(not recorded)';
}
