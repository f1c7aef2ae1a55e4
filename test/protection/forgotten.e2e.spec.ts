/** What an erasure does to everything else: answers, overview, timeline, export, evidence, later events, counts, readers beside the service; and a service that is killed while it erases. */
import { rmSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { readConfig } from '../../src/config.js';
import { EventLog } from '../../src/log/event-log.js';
import { openApplication } from '../../src/main.js';
import { type Pseudonym, streamName } from '../../src/record/ids.js';
import { decodeRecord, type StoredRecord } from '../../src/record/record.js';
import { openSealed } from '../../src/vault/seal.js';
import { Vault } from '../../src/vault/vault.js';
import { caughtUp } from '../support/caught-up.js';
import { runCommand } from '../support/command-line.js';
import { logUnderTest } from '../support/eventstoredb-server.js';
import { type ServiceProcess, startProcess } from '../support/killed-service.js';
import { BATCH, dataFolder, post } from '../support/running-service.js';
import { Service } from '../support/service.js';

const SECRET = 'secret-of-ada';
const request = { article: '17(1)(b)', reason: 'consent withdrawn' };
let count = 0;

function example(type: string, subject: string, more: object = {}): object {
  const { time, data } = definitionOf(type)?.example ?? { data: {} };
  const event = { specversion: '1.0', id: `e-${count++}`, source: 'urn:shop', type, subject };
  return { ...event, ...(time !== undefined && { time }), data: { ...data, ...more } };
}

const collected = (subject: string, id: string, value = SECRET): object =>
  example('data.collected', subject, { collectionId: id, values: { note: value } });
const decided = (subject: string, decisionId: string, collectionId: string): object =>
  example('decision.made', subject, {
    decisionId,
    inputs: [
      { name: 'note', value: SECRET, category: 'pd:Country', origin: 'provided', collectionIds: [collectionId] },
    ],
    groups: { gender: 'female' },
  });

describe('after an erasure', () => {
  let service: Service;
  let consumer: Pseudonym;

  const pseudonymOf = async (reference: string): Promise<Pseudonym> => {
    const found = await service.app.get(Vault).find(reference);
    if (found === null) throw new Error('not found');
    return found;
  };
  const recordsOf = async (stream: string): Promise<readonly StoredRecord[]> => {
    const records: StoredRecord[] = [];
    for await (const page of service.app.get(EventLog).readStream(streamName(stream)))
      records.push(...page.map(decodeRecord));
    return records;
  };
  const ask = async (url: string, as: 'support' | 'auditor' = 'support'): Promise<string> => {
    await caughtUp(service.app);
    const { status, body } = await service.ask(url, { as });
    expect([url, status]).toEqual([url, 200]);
    return body;
  };

  beforeAll(async () => {
    service = await Service.start();
    await service.record(collected('crm:ada', 'c-ada'), decided('crm:ada', 'dec-ada', 'c-ada'));
    consumer = await pseudonymOf('crm:ada');
    expect(await ask('/v1/decisions/dec-ada/explanation')).toContain(SECRET);
    const erased = await service.ask(`/v1/consumers/${consumer}/erasure`, { as: 'privacy-officer', body: request });
    expect(erased.status).toBe(200);
  });

  afterAll(() => service.stop());

  it('an explanation says when and under which article the value was erased, and still explains', async () => {
    const body = await ask('/v1/decisions/dec-ada/explanation?tier=consumer');
    expect(body).toMatch(/the value was erased on \d+ \w+ \d{4} \(GDPR Art\. 17\(1\)\(b\)\)/);
    expect(body).toContain('spring-propensity');
    expect(body).not.toContain(SECRET);
  });

  it.each([
    ['the overview', '', '"state":"erased"'],
    ['the timeline', '/timeline', '"personal":"sealed"'],
    ['the export', '/export', '"personal":null'],
    ['the report', '/report', '"status":"erased"'],
  ])('%s shows that it is gone, and not what it was', async (_, path, shown) => {
    const body = await ask(`/v1/consumers/${consumer}${path}`);
    expect(body).toContain(shown);
    expect(body).not.toContain(SECRET);
  });

  it('evidence holds the record and its proof, and opens nothing', async () => {
    await caughtUp(service.app);
    const { authorization } = { authorization: `Bearer ${await service.tokenOf('auditor')}` };
    const answer = await service.app.inject({
      url: '/v1/decisions/dec-ada/evidence',
      headers: { authorization, 'x-purpose': 'test' },
    });
    expect(answer.statusCode).toBe(200);
    const files = Object.values(unzipSync(answer.rawPayload)).map((file) => Buffer.from(file).toString());
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) expect(file).not.toContain(SECRET);
  });

  it('group attributes can still be counted', async () => {
    const [made] = await recordsOf('decision-dec-ada');
    const sealed = made?.header.sealedGroups;
    const key = await service.app.get(Vault).groupsKey(Number(made?.header.recordedAt.slice(0, 4)));
    if (made === undefined || sealed === undefined || key === null) throw new Error('no group attributes');
    expect(openSealed(key, made.header, sealed)).toMatchObject({ status: 'opened' });
  });

  it('what comes under the erased reference is kept without what is personal, warned of and found; a new consent ends that', async () => {
    const producer = await service.tokenOf('producer');
    const sent = await service.app.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { authorization: `Bearer ${producer}`, 'content-type': BATCH },
      payload: JSON.stringify([collected('crm:ada', 'c-again'), decided('crm:ada', 'dec-again', 'c-again')]),
    });
    expect([sent.statusCode, sent.json()]).toMatchObject([200, { recorded: 2 }]);
    expect(sent.json().warnings.length).toBeGreaterThan(0);
    const explained = await ask('/v1/decisions/dec-again/explanation');
    expect(JSON.parse(explained).findings.items).toContainEqual(
      expect.objectContaining({ rule: 'erased-subject-reappears' }),
    );
    expect(explained).not.toContain(SECRET);

    await service.record(example('consent.given', 'crm:ada'), collected('crm:ada', 'c-back', 'known again'));
    const stream = await recordsOf(`consumer-${await pseudonymOf('crm:ada')}`);
    const back = stream.find(({ body }) => body.data.collectionId === 'c-back');
    expect(back?.header.fenced).toBeUndefined();
    expect(back?.header.sealed).toBeDefined();
  });
});

describe('a service of its own', () => {
  let data: string;
  let service: ServiceProcess | null = null;
  let tokens: { readonly producer: string; readonly officer: string };

  beforeEach(async () => {
    data = dataFolder();
    const token = async (role: string): Promise<string> =>
      (await runCommand(['token', 'create', '--role', role], data)).stdout.trim();
    tokens = { producer: await token('producer'), officer: await token('privacy-officer') };
  });

  afterEach(async () => {
    await service?.kill();
    rmSync(data, { recursive: true, force: true });
  });

  const erase = (url: string, consumer: string): Promise<Response> =>
    fetch(`${url}/v1/consumers/${consumer}/erasure`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.officer}`, 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  const reading = () =>
    openApplication(
      readConfig({ LEDGER_DATA: data, LEDGER_LOG_LEVEL: 'silent', ...logUnderTest(data) }, { readOnly: true }),
    );

  it('erases for a reader beside it too, within five seconds, though it had the key in hand', async () => {
    service = await startProcess(data);
    await post(`${service.url}/v1/events`, tokens.producer, BATCH, JSON.stringify([collected('crm:ada', 'c-1')]));
    const reader = await reading();
    try {
      const vault = reader.get(Vault);
      const consumer = await vault.find('crm:ada');
      if (consumer === null) throw new Error('not found');
      expect((await vault.dataKeys([consumer])).size).toBe(1);
      expect((await erase(service.url, consumer)).status).toBe(200);
      expect(await within(5_500, async () => (await vault.dataKeys([consumer])).size === 0)).toBe(true);
      expect(await vault.find('crm:ada')).toBeNull();
    } finally {
      await reader.close();
    }
  }, 120_000);

  it('killed while it erases has either not begun, or finishes at its next start', async () => {
    const people = ['crm:p0', 'crm:p1', 'crm:p2', 'crm:p3'];
    service = await startProcess(data);
    const events = people.map((person, index) => collected(person, `c-${index}`));
    await post(`${service.url}/v1/events`, tokens.producer, BATCH, JSON.stringify(events));
    const outcomes: string[] = [];
    for (const [round, person] of people.entries()) {
      const reader = await reading();
      const consumer = await reader.get(Vault).find(person);
      if (consumer === null) throw new Error('not found');
      const running = service;
      const head = await reader.get(EventLog).head();
      // A start that finishes the erasure before this one says so too.
      const said = running.output().stderr.length;
      const carriedOut = async () => running.output().stderr.slice(said).includes('erasures carried out');
      const answered = erase(running.url, consumer).catch(() => null);
      // At once, when its record stands in the log, when the keys are gone, when it has been answered.
      if (round === 1) await within(10_000, async () => (await reader.get(EventLog).head()) !== head, 1);
      if (round === 2) await within(10_000, carriedOut, 1);
      if (round === 3) await answered;
      await running.kill();
      await answered;
      await reader.close();

      service = await startProcess(data);
      const after = await reading();
      const types: string[] = [];
      for await (const page of after.get(EventLog).readStream(streamName(`consumer-${consumer}`)))
        types.push(...page.map((record) => decodeRecord(record).header.type));
      const keys = (await after.get(Vault).dataKeys([consumer])).size;
      const found = await after.get(Vault).find(person);
      await after.close();
      const erased = types.includes('subject.erased');
      expect([round, keys, found]).toEqual([round, erased ? 0 : 1, erased ? null : consumer]);
      outcomes.push(erased ? 'finished' : 'not begun');
      // Asked again it is done, whatever was cut off; and done once.
      expect((await erase(service.url, consumer)).status).toBe(200);
    }
    expect(outcomes.slice(1)).toEqual(['finished', 'finished', 'finished']);
  }, 300_000);
});

async function within(milliseconds: number, is: () => Promise<boolean>, every = 50): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end; ) {
    if (await is()) return true;
    await new Promise((resolve) => setTimeout(resolve, every));
  }
  return false;
}
