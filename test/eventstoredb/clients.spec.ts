/** What a full outage of a cluster does to the client, against the real server behind an address that is there only at times. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttp2Server } from 'node:http2';
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net';
import { AccessDeniedError } from '@eventstore/db-client';
import { appendEvents } from '../../src/log/eventstoredb/append-call.js';
import { isLost, NoAnswer, sharedClient } from '../../src/log/eventstoredb/clients.js';
import { connect, inOurWords, troubleOf } from '../../src/log/eventstoredb/connection.js';
import { collect } from '../../src/log/eventstoredb/read-call.js';
import { describeWithEventStoreDb, eventStoreDb, freshLedgerName } from '../support/eventstoredb-server.js';

describe('an error of the client that is none of its own', () => {
  it.each([
    ['no node was found', new Error('Failed to discover after 10 attempts.')],
    ['the channel is closed', new Error('Channel has been shut down')],
    ['what the server can do is not known', Object.assign(new Error('14 UNAVAILABLE'), { code: 14, details: '' })],
  ])('sent nothing, and passes: %s', (_, error) => {
    expect(isLost(error)).toBe(true);
    expect(troubleOf(error)).toBe('passing-not-done');
  });

  it('is not every error', () => {
    expect(isLost(new TypeError('x is not a function'))).toBe(false);
    expect(troubleOf(new TypeError('x is not a function'))).toBe('lasting');
  });
});

it('a denied access is told at once, with the remedy', () => {
  const denied = new AccessDeniedError();
  expect(troubleOf(denied)).toBe('lasting');
  expect(inOurWords(denied)).toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/user and password in LEDGER_EVENTSTOREDB/),
  });
});

it('what is under way when the client is made anew is not taken for an answer', async () => {
  const shared = sharedClient('esdb://127.0.0.1:9?tls=false');
  const before = shared.current();
  const { promise, resolve } = Promise.withResolvers<readonly string[]>();
  const read = shared.call(() => promise);
  const lost = shared.call(() => Promise.reject(new Error('Failed to discover after 10 attempts.')));
  await expect(lost).rejects.toThrow('Failed to discover');
  expect(shared.current()).not.toBe(before);
  resolve(['the first half']);
  await expect(read).rejects.toBeInstanceOf(NoAnswer);
  await shared.release();
});

it('lets the server send several events before it hears that they were read', async () => {
  const server = createHttp2Server();
  const window = once(server, 'session').then(async ([session]) => {
    const [settings] = await once(session, 'remoteSettings');
    session.destroy();
    return settings.initialWindowSize;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const shared = sharedClient(`esdb://127.0.0.1:${port}?tls=false`);
  const read = shared.call((client) => collect(client, { from: 'start', count: 1 }));
  await expect(read).rejects.toBeInstanceOf(Error);
  expect(await window).toBe(4 * 1024 * 1024);
  await shared.release();
  server.close();
});

describeWithEventStoreDb('a cluster that was away as a whole', () => {
  const sockets = new Set<Socket>();
  const server = (): Server => {
    const [, host = '', port = ''] = /^\w+:\/\/(?:[^@/]*@)?([^:,/?]+):?(\d*)/.exec(eventStoreDb) ?? [];
    return createServer((near) => {
      const far = connectTo(Number(port || 2113), host);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
  };
  const listen = async (listening: Server, port: number): Promise<number> => {
    await once(listening.listen(port, '127.0.0.1'), 'listening');
    const address = listening.address();
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  };
  const closed = async (listening: Server): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await once(listening.close(), 'close');
  };

  it('is found again: appends go on as soon as it is there', async () => {
    const away = server();
    const port = await listen(away, 0);
    await closed(away);
    // Two addresses make the client look for a cluster.
    const hosts = `127.0.0.1:${port},127.0.0.1:${port}`;
    const name = freshLedgerName();
    const connection = connect(eventStoreDb.replace(/(:\/\/(?:[^@/]*@)?)[^/?]+/, `$1${hosts}`), name, true);
    const event = { id: randomUUID(), type: 'test', data: new Uint8Array([1]) };
    const append = (): Promise<void> =>
      connection.call((client) => appendEvents(client, { stream: `${name}/s`, events: [event], after: -1 }));
    for (let attempt = 0; attempt < 2; attempt++)
      expect(troubleOf(await append().catch((error: unknown) => error))).toBe('passing-not-done');
    const back = server();
    await listen(back, port);
    await expect(append()).resolves.toBeUndefined();
    await connection.close();
    await closed(back);
  }, 60_000);
});
