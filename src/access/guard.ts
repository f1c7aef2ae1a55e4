/**
 * Nobody calls a route unless it says so. Who calls is found out and judged by the roles that the route declares before a byte of the body is read, so
 * that those who may not call it cannot make the service parse anything, nor wait for anything.
 */
import { type CanActivate, type ExecutionContext, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LedgerError } from '../record/ledger-error.js';
import { Authentication } from './authentication.js';
import { isConsumerLink } from './consumer-links.js';
import { RateLimits } from './rate-limits.js';
import type { Caller, Role } from './roles.js';
import { type DeclaredRoute, Routes } from './routes.js';

/** The caller of a route that is open to everybody. */
const SOMEBODY: Caller = { id: 'anyone', roles: [], sources: [] };

export interface GuardedRequest extends FastifyRequest {
  caller?: Caller;
}

@Injectable()
export class AccessGuard implements CanActivate, OnModuleInit {
  constructor(
    private readonly routes: Routes,
    private readonly authentication: Authentication,
    private readonly limits: RateLimits,
    private readonly adapter: HttpAdapterHost,
  ) {}

  /** @throws LedgerError `configuration` where a route declares nobody */
  onModuleInit(): void {
    this.routes.all();
    // Without HTTP (the command line) there is nothing to guard.
    const fastify: FastifyInstance | undefined = this.adapter.httpAdapter?.getInstance?.();
    fastify?.addHook?.('onRequest', (request, reply) => this.admit(request, reply));
  }

  /** All that matters was judged when the request came; a route that was not found then is open to nobody. */
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<GuardedRequest>().caller === undefined)
      throw new LedgerError('unauthenticated');
    return true;
  }

  private async admit(request: GuardedRequest, reply: FastifyReply): Promise<void> {
    const route = this.routes.at(request.method, request.routeOptions.url);
    if (route === undefined) return;
    if (route.roles === 'anyone') {
      request.caller = SOMEBODY;
      return;
    }
    const caller = await this.identify(request, reply, route);
    limit(this.limits.take(caller), reply);
    checkRole(caller, route.roles, reply);
    checkOwnPage(request, caller);
    request.caller = caller;
  }

  private async identify(request: GuardedRequest, reply: FastifyReply, route: DeclaredRoute): Promise<Caller> {
    try {
      return await this.authentication.callerOf(credentialsOf(request, route));
    } catch (error) {
      // The body of a refused request is not waited for.
      reply.header('connection', 'close');
      if (!(error instanceof LedgerError) || error.code !== 'unauthenticated') throw error;
      limit(this.limits.takeRefused(request.ip), reply);
      reply.header('www-authenticate', challenge(request.headers.authorization ? 'invalid_token' : undefined));
      throw error;
    }
  }
}

/**
 * A browser that follows a link sends no header: the person's own page takes the token from its address, and a link's only. Nothing is sent by
 * the browser on its own account, as a cookie would be, so no other site can act in the person's name.
 */
function credentialsOf(request: GuardedRequest, { path }: DeclaredRoute): string | undefined {
  const query: unknown = request.query;
  const token: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, 'token') : undefined;
  const isLink = isOwnPage(path) && typeof token === 'string' && isConsumerLink(token);
  return isLink ? `Bearer ${token}` : request.headers.authorization;
}

/** Whether a route belongs to the pages that people open by their link. */
export function isOwnPage(path: string | undefined): boolean {
  return path !== undefined && /^\/my(\/|$)/.test(path);
}

function limit(seconds: number, reply: FastifyReply): void {
  if (seconds === 0) return;
  reply.header('retry-after', String(seconds));
  throw new LedgerError('rate-limited', `Too many requests; ask again in ${seconds} s.`);
}

/** RFC 6750 §3: without credentials no error is named. */
function challenge(error: 'invalid_token' | 'insufficient_scope' | undefined): string {
  return `Bearer realm="ledger"${error === undefined ? '' : `, error="${error}"`}`;
}

function checkRole(caller: Caller, allowed: readonly Role[], reply: FastifyReply): void {
  if (allowed.some((role) => caller.roles.includes(role))) return;
  reply.header('connection', 'close').header('www-authenticate', challenge('insufficient_scope'));
  const has = caller.roles.length === 0 ? 'no role' : caller.roles.join(', ');
  throw new LedgerError('forbidden', `This needs the role ${allowed.join(' or ')}; the token has ${has}.`);
}

/** A link opens the one consumer's page: nobody else's, and none by another name. */
function checkOwnPage(request: GuardedRequest, caller: Caller): void {
  if (caller.consumer === undefined) return;
  const parameters: unknown = request.params;
  const consumer: unknown =
    typeof parameters === 'object' && parameters !== null ? Reflect.get(parameters, 'consumer') : undefined;
  if (consumer !== undefined && consumer !== caller.consumer)
    throw new LedgerError('forbidden', 'This link opens the page of another consumer.');
}
