/**
 * `?wait=<position>` on any read: the answer is made only when the read models hold what was written up to that position, so a writer sees its own write.
 * `?wait=size:<n>` waits for a tree of n leaves instead. Over ten seconds: 504 `not-yet`.
 */
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { from, type Observable, switchMap } from 'rxjs';
import { ReadModels } from '../projections/projection.js';
import { parsePosition } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';

interface Asked {
  readonly method: string;
  readonly query?: { readonly wait?: unknown };
}

@Injectable()
export class WaitInterceptor implements NestInterceptor {
  constructor(private readonly models: ReadModels) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Asked>();
    const wait = request.query?.wait;
    if (wait === undefined || request.method !== 'GET') return next.handle();
    return from(this.until(wait)).pipe(switchMap(() => next.handle()));
  }

  private async until(wait: unknown): Promise<void> {
    if (typeof wait !== 'string') throw new LedgerError('bad-request', 'The parameter wait may be given once.');
    if (!wait.startsWith('size:')) return this.models.waitFor(parsePosition(wait));
    if (!/^size:\d{1,15}$/.test(wait))
      throw new LedgerError('bad-request', 'The parameter wait is a position, or size: and a tree size.');
    return this.models.waitForSize(Number(wait.slice(5)));
  }
}
