/** Requests that no route takes are refused before their body is read: 405 with `Allow` where the address takes other methods, else 404. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Routes } from '../access/routes.js';
import { LedgerError } from '../record/ledger-error.js';

export function refuseUnknownRoutes(app: NestFastifyApplication): void {
  const routes = app.get(Routes);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = new Set(
      routes
        .all()
        .filter((route) => matches(route.path, path))
        .map((route) => route.method),
    );
    // The body of a refused request is not waited for.
    reply.header('connection', 'close');
    if (methods.size === 0) throw new LedgerError('missing', 'There is nothing at this address; see /openapi.json.');
    const allow = [...methods].sort().join(', ');
    reply.header('allow', allow);
    throw new LedgerError('method-not-allowed', `This address takes ${allow}, not ${request.method}.`);
  });
}

/** @param pattern as routes are declared, for example `/v1/decisions/:id/explanation` */
function matches(pattern: string, path: string): boolean {
  const steps = pattern.split('/');
  const parts = path.split('/');
  if (steps.length !== parts.length && !pattern.includes('*')) return false;
  return steps.every(
    (step, at) => step === parts[at] || (step.startsWith(':') && parts[at] !== '') || step.startsWith('*'),
  );
}
