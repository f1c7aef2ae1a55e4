/** What every answer and every connection has in common: limits, timeouts, and headers that let a browser do as little as possible. */

import type { Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyHttpOptions } from 'fastify';
import type { Config } from '../config.js';
import { watchConnections } from './silent-connections.js';

/**
 * Options of the server. A request has no total time limit, because a stream of events may be of any length; a connection on which nothing
 * moves is closed, and strangers are refused before their body is read (`access/guard.ts`).
 */
export const serverOptions = {
  http: { maxHeaderSize: 16_384, headersTimeout: 30_000, requestTimeout: 0 },
  connectionTimeout: 120_000,
  keepAliveTimeout: 60_000,
  // An id of 128 characters, each percent-encoded.
  routerOptions: { maxParamLength: 384 },
  // Addresses and request ids come from the connection, never from a header that anybody can send.
  trustProxy: false,
  requestIdHeader: false,
  onProtoPoisoning: 'error',
  onConstructorPoisoning: 'error',
} as const satisfies FastifyHttpOptions<Server>;

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The documentation page styles itself inline. */
const docsPolicy = policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

/** What helmet 8 sends by default, but for the policy above, written out: it never differs, and helmet makes it anew for every answer (decision 0906). */
const onEveryAnswer = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

export function harden(app: NestFastifyApplication, config: Config): void {
  const fastify = app.getHttpAdapter().getInstance();
  const closeSilent = watchConnections(app.getHttpServer());
  fastify.addHook('preClose', async () => closeSilent());
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    reply.headers(onEveryAnswer);
    if (!reply.hasHeader('content-security-policy'))
      reply.header('content-security-policy', /^\/docs(\/|$)/.test(request.url) ? docsPolicy : policy);
    // Most answers are about people; what may be kept says so itself.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done();
  });
  if (config.corsOrigins.length > 0) {
    app.enableCors({
      origin: [...config.corsOrigins],
      methods: ['GET', 'HEAD', 'POST'],
      allowedHeaders: ['authorization', 'content-type', 'x-purpose'],
      maxAge: 600,
    });
  }
}
