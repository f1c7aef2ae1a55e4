/** What one connection may cost: the limits are set on the server that listens, and a connection that never asks anything does not keep the service alive. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { startService } from '../support/running-service.js';

it('headers must come in time, a connection on which nothing moves is closed, and none keeps a service from stopping', async () => {
  const service = await startService();
  const server: Server = service.app.getHttpServer();
  expect([server.headersTimeout, server.timeout, server.keepAliveTimeout]).toEqual([30_000, 120_000, 60_000]);
  const silent = connect(Number(new URL(service.url).port), '127.0.0.1');
  await once(silent, 'connect');
  const closed = once(silent, 'close');
  silent.on('error', () => undefined);
  await service.close();
  await closed;
  expect(silent.destroyed).toBe(true);
});
