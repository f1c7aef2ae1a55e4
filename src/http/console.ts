/** The web console at `/console/`: files that the build made of `console/`, for everybody. What it shows it asks of the interface, with a token like any other tool. */
import { join } from 'node:path';
import serveFiles from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const built = join(import.meta.dirname, '..', 'console');

export async function serveConsole(app: NestFastifyApplication): Promise<void> {
  await app.register(serveFiles, {
    root: built,
    prefix: '/console',
    redirect: true,
    // The documentation page has registered the same plugin already.
    decorateReply: false,
    // Names of scripts and styles hold a digest of what is in them; the page that names them is asked for each time.
    setHeaders: (reply, path) =>
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
  });
}
