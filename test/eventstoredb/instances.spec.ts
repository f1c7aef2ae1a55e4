/** Three whole services over one EventStoreDB and one PostgreSQL, killed in turn under load. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openTokenStore } from '../../src/access/open-token-store.js';
import { Tokens } from '../../src/access/tokens.js';
import { readConfig } from '../../src/config.js';
import { Clock, Randomness } from '../../src/record/clock.js';
import { describeWithEventStoreDb, eventStoreDb, freshLedgerName } from '../support/eventstoredb-server.js';
import { freePort } from '../support/free-port.js';
import { type PostgresServer, startPostgres } from '../support/postgres-server.js';
import { BATCH, dataFolder, exampleEvent, ONE, post } from '../support/running-service.js';

const ROOT = join(import.meta.dirname, '..', '..');
const TEST_MILLISECONDS = 240_000;

interface Instance {
  readonly url: string;
  readonly data: string;
  child: ChildProcess;
}

describeWithEventStoreDb('several instances over one log', () => {
  let postgres: PostgresServer;
  let database: { readonly url: string; readonly drop: () => Promise<void> };
  let environment: Record<string, string>;
  const instances: Instance[] = [];
  let producer: string;
  let auditor: string;
  let officer: string;

  beforeAll(async () => {
    postgres = await startPostgres();
    database = await postgres.database();
    environment = {
      LEDGER_LOG: 'eventstoredb',
      LEDGER_EVENTSTOREDB: eventStoreDb,
      LEDGER_NAME: freshLedgerName(),
      LEDGER_VAULT: database.url,
      LEDGER_VAULT_KEY: '11'.repeat(32),
      LEDGER_SIGNING_KEY: SIGNING_KEY,
      LEDGER_ORIGIN: 'instances.example',
      LEDGER_LOG_LEVEL: 'error',
    };
    for (let index = 0; index < 3; index++) {
      const port = await freePort();
      const data = dataFolder();
      instances.push({ url: `http://127.0.0.1:${port}`, data, child: start(environment, data, port) });
    }
    for (const instance of instances) await live(instance);
    const store = await openTokenStore(readConfig(environment));
    const tokens = new Tokens(store, new Clock(), new Randomness());
    producer = (await tokens.create({ roles: ['producer'], sources: ['*'] })).text;
    auditor = (await tokens.create({ roles: ['auditor'] })).text;
    officer = (await tokens.create({ roles: ['privacy-officer', 'support'] })).text;
    await store.close();
  }, TEST_MILLISECONDS);

  afterAll(async () => {
    for (const { child, data } of instances) {
      child.kill('SIGKILL');
      rmSync(data, { recursive: true, force: true });
    }
    await postgres.stop();
  }, TEST_MILLISECONDS);

  it(
    'loses nothing that was acknowledged, catches up, and answers the same everywhere',
    async () => {
      const acknowledged = new Set<string>();
      let position = '0';
      let stopped = false;
      const producing = Array.from({ length: 3 }, async (_, worker) => {
        for (let number = 0; !stopped; number++) {
          const events = Array.from({ length: 5 }, (_, index) =>
            exampleEvent('data.collected', `w${worker}-${number}-${index}`, { subject: `crm:C-${number % 7}` }),
          );
          // Like any producer behind a load balancer: whatever fails is sent again, to the next instance.
          for (let attempt = worker; ; attempt++) {
            const instance = instances[attempt % 3];
            const answer = await post(`${instance?.url}/v1/events`, producer, BATCH, JSON.stringify(events)).catch(
              () => null,
            );
            if (answer?.status === 200 && answer.body.rejected.length === 0) {
              for (const event of events) acknowledged.add(String(event.id));
              if (Number(answer.body.position) > Number(position)) position = answer.body.position;
              break;
            }
            await pause(100);
          }
        }
      });
      for (const instance of instances) {
        await pause(2_000);
        instance.child.kill('SIGKILL');
        await once(instance.child, 'exit');
        await pause(1_000);
        instance.child = start(environment, instance.data, Number(new URL(instance.url).port));
        await live(instance);
      }
      stopped = true;
      await Promise.all(producing);
      expect(acknowledged.size).toBeGreaterThan(30);

      const told: string[][] = [];
      const checkpoints: { readonly size: number; readonly root: string }[] = [];
      for (const { url } of instances) {
        const headers = withPurpose(auditor);
        const records = await fetch(`${url}/v1/records?type=data.collected&wait=${position}`, { headers });
        expect(records.status).toBe(200);
        const lines = (await records.text()).trim().split('\n');
        told.push(lines.map((line) => JSON.parse(line).header.eventId));
        const checkpoint = (await (await fetch(`${url}/checkpoint`)).text()).split('\n');
        checkpoints.push({ size: Number(checkpoint[1]), root: checkpoint[2] ?? '' });
      }
      for (const ids of told) {
        expect(new Set(ids).size).toBe(ids.length);
        expect([...acknowledged].filter((id) => !ids.includes(id))).toEqual([]);
      }
      expect(told[1]?.slice(0, acknowledged.size)).toEqual(told[0]?.slice(0, acknowledged.size));
      expect(told[2]?.slice(0, acknowledged.size)).toEqual(told[0]?.slice(0, acknowledged.size));
      // One shared stream of checkpoints: whoever is asked later never shows a smaller tree, and the same size has the same root.
      for (const [index, { size, root }] of checkpoints.entries()) {
        const before = checkpoints[index - 1];
        if (before === undefined) continue;
        expect(size).toBeGreaterThanOrEqual(before.size);
        if (size === before.size) expect(root).toBe(before.root);
      }
    },
    TEST_MILLISECONDS,
  );

  it(
    'answers through any instance what another has just recorded, and erases once where two are asked at once',
    async () => {
      const [first, second, third] = instances.map(({ url }) => url);
      const event = exampleEvent('data.collected', 'to-erase', { subject: 'crm:C-erase' });
      const recorded = await post(`${first}/v1/events`, producer, ONE, JSON.stringify(event));
      expect(recorded).toMatchObject({ status: 201 });
      const json = 'application/json';
      const reference = JSON.stringify({ reference: 'crm:C-erase' });
      const found = await post(`${second}/v1/consumers/lookup`, officer, json, reference, { 'x-purpose': 'test' });
      const consumer: string = found.body.consumer;
      const read = (url: string | undefined, wait: string): Promise<Response> =>
        fetch(`${url}/v1/consumers/${consumer}?wait=${wait}`, { headers: withPurpose(officer) });
      expect((await read(third, recorded.body.position)).status).toBe(200);

      const request = JSON.stringify({ article: '17(1)(b)', reason: 'consent withdrawn' });
      const erased = await Promise.all(
        [first, second, third, first].map((url) =>
          post(`${url}/v1/consumers/${consumer}/erasure`, officer, json, request, { 'x-purpose': 'test' }),
        ),
      );
      expect(erased.filter(({ status }) => status >= 300)).toEqual([]);
      const [certificate] = erased.map(({ body }) => body);
      for (const { body } of erased) expect(body).toEqual(certificate);
      for (const url of [first, second, third]) {
        const records = await fetch(`${url}/v1/records?type=subject.erased&wait=${recorded.body.position}`, {
          headers: withPurpose(auditor),
        });
        const lines = (await records.text()).trim().split('\n').filter(Boolean);
        expect(lines).toHaveLength(1);
        const again = await post(`${url}/v1/consumers/lookup`, officer, json, reference, { 'x-purpose': 'test' });
        expect(again.status).toBe(404);
      }
    },
    TEST_MILLISECONDS,
  );
});

function withPurpose(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}`, 'x-purpose': 'test' };
}

const SIGNING_KEY = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----`;

function start(environment: Record<string, string>, data: string, port: number): ChildProcess {
  return spawn(process.execPath, [join(ROOT, 'dist', 'cli.js'), 'serve'], {
    env: { ...process.env, ...environment, LEDGER_DATA: data, LEDGER_PORT: String(port), LEDGER_HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function live({ url }: Instance): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(`${url}/health/live`).catch(() => null);
    if (answer?.status === 200) return;
    await pause(100);
  }
  throw new Error(`${url} does not come up`);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
