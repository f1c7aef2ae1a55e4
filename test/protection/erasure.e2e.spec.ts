/** Erasure from the request to the certificate, over the whole service and its files. */
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Tokens } from '../../src/access/tokens.js';
import { EventLog } from '../../src/log/event-log.js';
import { type Pseudonym, parsePseudonym, streamName } from '../../src/record/ids.js';
import { decodeRecord, type StoredRecord } from '../../src/record/record.js';
import { OwnEvents } from '../../src/recording/own-events.js';
import { Vault } from '../../src/vault/vault.js';
import { collectedEvent } from '../support/collected-event.js';
import { Service } from '../support/service.js';

const erasureOf = (consumer: string): string => `/v1/consumers/${consumer}/erasure`;
const request = { article: '17(1)(b)', reason: 'consent withdrawn' };

describe('an erasure', () => {
  let service: Service;
  let count = 0;
  /** Another person in each test. */
  let ada: string;

  beforeAll(async () => {
    service = await Service.start();
  });

  beforeEach(() => {
    ada = `email:ada.${count++}@example.org`;
  });

  afterAll(() => service.stop());

  const collected = (subject: string, value: string): object => collectedEvent(`e-${count++}`, subject, value);
  const linked = (subject: string, otherSubject: string, type = 'identity.linked'): object => ({
    id: `l-${count++}`,
    source: 'urn:shop',
    type,
    subject,
    data: { otherSubject },
  });
  const pseudonymOf = async (reference: string): Promise<Pseudonym> => {
    const found = await service.app.get(Vault).find(reference);
    if (found === null) throw new Error('not found');
    return found;
  };
  const erase = (consumer: string) => service.ask(erasureOf(consumer), { as: 'privacy-officer', body: request });
  const recordsOf = async (stream: string): Promise<readonly StoredRecord[]> => {
    const records: StoredRecord[] = [];
    for await (const page of service.app.get(EventLog).readStream(streamName(stream)))
      records.push(...page.map(decodeRecord));
    return records;
  };
  const keyCount = async (...pseudonyms: readonly Pseudonym[]): Promise<number> =>
    (await service.app.get(Vault).dataKeys(pseudonyms)).size;

  it('destroys the key, gives a certificate, and gives the same one again', async () => {
    await service.record(collected(ada, 'Ada'));
    const consumer = await pseudonymOf(ada);
    const answer = await erase(consumer);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      status: 'erased',
      consumer,
      article: '17(1)(b)',
      pseudonyms: [consumer],
      keyIds: [consumer],
      approvedBy: null,
      remains: expect.arrayContaining([
        expect.objectContaining({ until: expect.stringMatching(/-01-01T00:00:00Z$/) }),
        {
          what: expect.stringMatching(/backups of the vault, wrapped by master key [0-9a-f]{16}$/),
          ground: expect.stringContaining('next rotation of the master key'),
          until: answer.json<{ backupsUntil: string }>().backupsUntil,
        },
      ]),
      backupsUntil: expect.any(String),
    });
    expect(await keyCount(consumer)).toBe(0);
    expect(await service.app.get(Vault).find(ada)).toBeNull();
    expect((await erase(consumer)).json()).toEqual(answer.json());
    const state = await service.ask(erasureOf(consumer), { as: 'privacy-officer' });
    expect(state.json()).toMatchObject({ erasure: answer.json(), holds: [] });
    const stream = (await recordsOf(`consumer-${consumer}`)).map(({ header }) => header.type);
    expect(stream).toEqual(['data.collected', 'erasure.requested', 'subject.erased']);
  });

  it('covers every pseudonym that links make one person, and nobody whose link has ended', async () => {
    const [web, phone] = [`web:device-${count}`, `phone:device-${count}`];
    await service.record(collected(ada, 'Ada'), collected(web, 'Ada'), collected(phone, 'Bob'));
    await service.record(linked(ada, web), linked(web, phone), linked(phone, web, 'identity.unlinked'));
    const [own, other, bob] = [await pseudonymOf(ada), await pseudonymOf(web), await pseudonymOf(phone)];
    const { pseudonyms } = (await erase(own)).json<{ pseudonyms: string[] }>();
    expect(pseudonyms.toSorted()).toEqual([own, other].toSorted());
    expect([await keyCount(own, other), await keyCount(bob)]).toEqual([0, 1]);
    expect((await service.ask(erasureOf(bob), { as: 'privacy-officer' })).body).not.toContain(own);
  });

  it('leaves no wrapped key in any file, free page or journal', async () => {
    await service.record(
      ...Array.from({ length: 50 }, (_, index) => collected(`crm:C-${index}`, 'x')),
      collected(ada, 'Ada'),
    );
    const consumer = await pseudonymOf(ada);
    const wrapped = wrappedKeysOf(service.data);
    expect(filesWith(service.data, wrapped)).not.toEqual([]);
    await erase(consumer);
    const remaining = wrappedKeysOf(service.data).map((key) => key.toString('hex'));
    const gone = wrapped.filter((key) => !remaining.includes(key.toString('hex')));
    expect(gone).toHaveLength(1);
    expect(filesWith(service.data, gone)).toEqual([]);
  });

  it('is stopped by a legal hold, says why, and goes on when the hold is released', async () => {
    await service.record(collected(ada, 'Ada'));
    const consumer = await pseudonymOf(ada);
    const hold = `/v1/consumers/${consumer}/hold`;
    for (const until of ['2026-02-30T00:00:00Z', '2020-01-01T00:00:00Z']) {
      const refused = await service.ask(hold, { as: 'privacy-officer', body: { reason: 'a claim', until } });
      expect([until, refused.status, refused.json<{ code: string }>().code]).toEqual([until, 400, 'bad-request']);
    }
    const placed = await service.ask(hold, { as: 'privacy-officer', body: { reason: 'Claim before a court' } });
    expect(placed.status).toBe(201);
    const refused = await erase(consumer);
    expect([refused.status, refused.json()]).toMatchObject([
      409,
      { code: 'held', detail: expect.stringContaining('Claim before a court') },
    ]);
    expect(await keyCount(consumer)).toBe(1);
    const { holdId } = placed.json<{ holdId: string }>();
    expect((await service.ask(`${hold}/${holdId}/release`, { as: 'privacy-officer', body: {} })).json()).toEqual({
      holds: [],
    });
    expect((await service.ask(`${hold}/${holdId}/release`, { as: 'privacy-officer', body: {} })).status).toBe(404);
    expect((await erase(consumer)).status).toBe(200);
  });

  it('knows nobody of whom nothing is recorded, and takes no crooked request', async () => {
    const nobody = '00000000-0000-4000-8000-00000000000a';
    expect((await erase(nobody)).json()).toMatchObject({ status: 404, code: 'missing' });
    expect((await erase('crm:C-1')).json()).toMatchObject({ status: 400, code: 'bad-request' });
    for (const body of [{}, { article: '17' }, { ...request, more: 1 }, { ...request, article: '<b>' }, []])
      expect((await service.ask(erasureOf(nobody), { as: 'privacy-officer', body })).json()).toMatchObject({
        status: 400,
        code: 'bad-request',
      });
  });

  it('that a crash cut off after its record is finished by the next start', async () => {
    await service.record(collected(ada, 'Ada'));
    const consumer = await pseudonymOf(ada);
    // What stands in the log when the process dies between the two steps.
    const data = { requestId: 'er-1', article: '17(1)(b)', pseudonyms: [consumer], keyIds: [consumer] };
    await service.app.get(OwnEvents).record({ type: 'subject.erased', data, subject: consumer }, 'token-1');
    service = await service.restart();
    expect(await keyCount(consumer)).toBe(0);
    expect((await service.ask(erasureOf(consumer), { as: 'privacy-officer' })).json()).toMatchObject({
      erasure: { status: 'erased' },
    });
  });

  it.each(['with the read models', 'without any read model'])(
    'outlives a restored backup of the vault, %s',
    async (how) => {
      await service.record(collected(ada, 'Ada'));
      const consumer = await pseudonymOf(ada);
      const [vault, backup] = [join(service.data, 'vault'), join(service.data, 'vault-backup')];
      service = await service.restart({}, () => cpSync(vault, backup, { recursive: true }));
      await erase(consumer);
      service = await service.restart({}, () => {
        rmSync(vault, { recursive: true });
        cpSync(backup, vault, { recursive: true });
        if (how === 'without any read model') rmSync(join(service.data, 'read-models'), { recursive: true });
      });
      expect(await keyCount(consumer)).toBe(0);
      expect(await service.app.get(Vault).find(ada)).toBeNull();
    },
  );

  it('lets an objection be recorded afterwards, and keeps what is personal out', async () => {
    await service.record(collected(ada, 'Ada'));
    const consumer = await pseudonymOf(ada);
    await erase(consumer);
    const objection = { right: 'eu-gdpr:A21', scope: ['dpv:DirectMarketing'], includesProfiling: true };
    await service.record({ id: 'o-1', source: 'urn:shop', type: 'processing.objected', subject: ada, data: objection });
    await service.record(collected(ada, 'Ada again'));
    const fresh = await pseudonymOf(ada);
    expect(fresh).not.toBe(consumer);
    const [objected, later] = await recordsOf(`consumer-${fresh}`);
    expect(objected?.header.type).toBe('processing.objected');
    expect(later?.header).toMatchObject({ type: 'data.collected', fenced: true });
    expect(later?.header).not.toHaveProperty('sealed');
    expect(parsePseudonym(fresh)).toBe(fresh);
  });

  it('waits for a second privacy officer where two are asked for', async () => {
    service = await service.restart({ LEDGER_ERASURE_APPROVAL: 'two-person' });
    await service.record(collected(ada, 'Ada'));
    const consumer = await pseudonymOf(ada);
    const waiting = await erase(consumer);
    const { status, requestId } = waiting.json<{ status: string; requestId: string }>();
    expect([waiting.status, status]).toEqual([202, 'requested']);
    expect(await keyCount(consumer)).toBe(1);
    const approve = `${erasureOf(consumer)}/${requestId}/approve`;
    const own = await service.ask(approve, { as: 'privacy-officer', method: 'POST' });
    expect([own.status, own.json<{ code: string }>().code]).toEqual([403, 'forbidden']);
    const { token, text } = await service.app.get(Tokens).create({ roles: ['privacy-officer'] });
    const second = await service.ask(approve, { as: { token: text }, method: 'POST' });
    expect([second.status, second.json()]).toMatchObject([200, { status: 'erased', approvedBy: token.id }]);
    expect(await keyCount(consumer)).toBe(0);
  });
});

function filesWith(folder: string, needles: readonly Buffer[]): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return paths.filter((path) => {
    const bytes = readFileSync(path);
    return needles.some((needle) => bytes.includes(needle));
  });
}

/** The ciphertexts of the subjects' wrapped keys, read from the vault's file beside the service. */
function wrappedKeysOf(data: string): readonly Buffer[] {
  const database = new DatabaseSync(join(data, 'vault', 'vault.db'), { readOnly: true });
  const rows = database.prepare('SELECT * FROM subject').all();
  database.close();
  return rows.map((row) => {
    const value = row.wrapped;
    if (!(value instanceof Uint8Array)) throw new Error(`The columns are ${Object.keys(row).join(', ')}.`);
    return Buffer.from(value);
  });
}
