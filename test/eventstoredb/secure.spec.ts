/** A server with certificates, users and access lists, named by LEDGER_EVENTSTOREDB_SECURE with the user and password of an administrator. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { EventLog } from '../../src/log/event-log.js';
import { openEventStoreDbLog } from '../../src/log/eventstoredb-log.js';
import type { StreamName } from '../../src/record/ids.js';
import { freshStream, newRecord } from '../contract/event-log.contract.js';
import { freshLedgerName } from '../support/eventstoredb-server.js';

const secure = process.env.LEDGER_EVENTSTOREDB_SECURE ?? '';
const denied = expect.objectContaining({
  code: 'unavailable',
  message: expect.stringMatching(/user and password in LEDGER_EVENTSTOREDB/),
});

if (secure === '')
  process.stderr.write(
    '\nSKIPPED: EventStoreDB with certificates and users. Set LEDGER_EVENTSTOREDB_SECURE (esdb://admin:…@…?tlsCAFile=…) to run it.\n',
  );

(secure === '' ? describe.skip : describe)('a log on an EventStoreDB that asks who one is', () => {
  const name = freshLedgerName();
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  const logs: EventLog[] = [];
  const open = async (connection: string): Promise<EventLog> => {
    const log = await openEventStoreDbLog({ connection, name }, join(folder, randomUUID()));
    logs.push(log);
    return log;
  };
  const as = (user: string, password: string): string => secure.replace(/\/\/[^@]*@/, `//${user}:${password}@`);
  const inSeconds = async (seconds: number, call: Promise<unknown>): Promise<unknown> => {
    const timer = new AbortController();
    const late = new Promise((_, reject) => {
      const timeout = setTimeout(() => reject(new Error(`Nothing in ${seconds} seconds.`)), seconds * 1_000);
      timer.signal.addEventListener('abort', () => clearTimeout(timeout));
    });
    return Promise.race([call, late]).finally(() => timer.abort());
  };

  afterAll(async () => {
    for (const log of logs) await log.close();
    rmSync(folder, { recursive: true });
  });

  it('takes and gives records with the right user and password', async () => {
    const log = await open(secure);
    const record = newRecord();
    const [place] = await log.append(freshStream(), [record], 'none');
    expect(place).toMatchObject({ revision: 0, duplicate: false });
    expect((await log.lookup([record.id])).get(record.id)?.position).toBe(place?.position);
  });

  it('says at once that the password is wrong, and how to mend it', async () => {
    const log = await open(as('admin', 'wrong'));
    await expect(inSeconds(5, log.append(freshStream(), [newRecord()], 'any'))).rejects.toEqual(denied);
    expect(await log.writable()).toMatchObject({ ok: false, reason: expect.stringMatching(/user and password/) });
  });

  it('says at once that this user may read and not write', async () => {
    const [user, password] = [`reader-${randomUUID()}`, randomUUID()];
    await addUser(secure, user, password);
    const client = EventStoreDBClient.connectionString(secure);
    const stream: StreamName = freshStream();
    await client.setStreamMetadata('$all', { acl: { readRoles: [user] } });
    await client.setStreamMetadata(`${name}/${stream}`, { acl: { readRoles: [user], writeRoles: ['$admins'] } });
    await client.dispose();
    const log = await open(as(user, password));
    const record = newRecord();
    await expect(inSeconds(5, log.append(stream, [record], 'any'))).rejects.toEqual(denied);
    expect(await log.lookup([record.id])).toEqual(new Map());
  });
});

async function addUser(connection: string, loginName: string, password: string): Promise<void> {
  const { username, password: secret, hostname, port, searchParams } = new URL(connection.replace('esdb:', 'https:'));
  const call = request({
    hostname,
    port,
    path: '/users/',
    method: 'POST',
    auth: `${username}:${secret}`,
    ca: readFileSync(searchParams.get('tlsCAFile') ?? ''),
    headers: { 'content-type': 'application/json' },
  });
  call.end(JSON.stringify({ loginName, fullName: loginName, groups: [], password }));
  const [answer] = await once(call, 'response');
  expect(answer.statusCode).toBe(201);
  answer.resume();
}
