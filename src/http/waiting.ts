/**
 * `?wait=<position>` on any read: the answer is made only when the read models hold what was written up to that position, so a writer sees its own write.
 * `?wait=size:<n>` waits for a tree of n leaves instead. Over ten seconds: 504 `not-yet`.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { ReadModels } from '../projections/projection.js';
import { parsePosition } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';

/** Reads that ask about a person by reference, which stands in no URL. */
const READS_BY_POST: ReadonlySet<string> = new Set(['/v1/checks', '/v1/consumers/lookup']);

/** Whether a route takes `wait`. */
export function isRead(method: string, path: string): boolean {
  return method === 'GET' || READS_BY_POST.has(path);
}

/**
 * Who may read was judged when the request came (`access/guard.ts`). A hook of Fastify, not an interceptor: one global interceptor would lead every
 * request, appends too, through a chain of observables (decision 0906).
 */
@Injectable()
export class Waiting implements OnModuleInit {
  constructor(
    private readonly models: ReadModels,
    private readonly adapter: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    // Without HTTP (the command line) nobody waits.
    const fastify: FastifyInstance | undefined = this.adapter.httpAdapter?.getInstance?.();
    fastify?.addHook?.('preHandler', ({ method, query, routeOptions: { url = '' } }, _reply, done) => {
      const wait = isRead(method, url) ? asked(query) : undefined;
      if (wait === undefined) done();
      else
        this.until(wait).then(
          () => done(),
          (error: Error) => done(error),
        );
    });
  }

  private async until(wait: unknown): Promise<void> {
    if (typeof wait !== 'string') throw new LedgerError('bad-request', 'The parameter wait may be given once.');
    if (!wait.startsWith('size:')) return this.models.waitFor(parsePosition(wait));
    if (!/^size:\d{1,15}$/.test(wait))
      throw new LedgerError('bad-request', 'The parameter wait is a position, or size: and a tree size.');
    return this.models.waitForSize(Number(wait.slice(5)));
  }
}

function asked(query: unknown): unknown {
  return typeof query === 'object' && query !== null ? Reflect.get(query, 'wait') : undefined;
}
