/** An open field that should never have been sent goes, with every proof still valid. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { unzipSync } from 'fflate';
import { readConfig } from '../../src/config.js';
import { EventLog } from '../../src/log/event-log.js';
import { exportLedger } from '../../src/moving/export-ledger.js';
import { importLedger } from '../../src/moving/import-ledger.js';
import type { Instant, RecordId } from '../../src/record/ids.js';
import { decodeRecord, type StoredRecord } from '../../src/record/record.js';
import { hasField, redactedBody, withoutFields } from '../../src/record/redaction.js';
import { runCommand } from '../support/command-line.js';
import { exampleEvent } from '../support/running-service.js';
import { Service } from '../support/service.js';

const environment = { LEDGER_VAULT_KEY: 'ab'.repeat(32), LEDGER_LOG: 'embedded', LEDGER_LOG_LEVEL: 'silent' };
const NOW = '2026-11-24T12:00:00.000Z' as Instant;
const SECRET = 'Berta Beispiel lives next door';

describe('what a redaction takes away', () => {
  const data = { a: 'text', b: { c: 1, d: ['x', 2, { e: 'y' }] }, 'f/g': true };

  it('is the text, with a word in its place, or the whole member', () => {
    expect(withoutFields(data, ['/a', '/b/c', '/b/d/0', '/b/d/1', '/b/d/2/e', '/f~1g', '/none', '/b/d/9'])).toEqual({
      a: 'redacted',
      b: { d: ['redacted', null, { e: 'redacted' }] },
    });
  });

  it('is the same once and twice, in whatever order', () => {
    const once = redactedBody(data, ['/a', '/b/d/1']);
    const again = redactedBody(JSON.parse(Buffer.from(once).toString()).data, ['/b/d/1', '/a']);
    expect(Buffer.from(again).toString()).toBe(Buffer.from(once).toString());
    expect(Buffer.from(once).toString()).not.toContain('salt');
  });

  it('is named by a pointer to something that is there', () => {
    expect(['/a', '/b/d/2/e', '/f~1g'].map((pointer) => hasField(data, pointer))).toEqual([true, true, true]);
    expect(['/x', '/b/d/7', '/a/length', '/constructor'].map((pointer) => hasField(data, pointer))).toEqual(
      Array(4).fill(false),
    );
  });
});

describe('record.redacted', () => {
  let folder: string;
  let service: Service;
  let moved: string;
  let decision: StoredRecord;
  let checkpointBefore: string;
  let sizeBefore: number;

  const redact = (fields: readonly string[], id: RecordId = decision.header.id) =>
    service.ask(`/v1/records/${id}/redaction`, {
      as: 'privacy-officer',
      body: { fields, reason: 'it named a neighbour' },
    });
  const explain = async (asked: Service) =>
    (await asked.ask(`/v1/decisions/dec-8812/explanation?wait=${await headOf(asked)}`, { as: 'support' })).body;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-redaction-'));
    moved = join(folder, 'moved');
    service = await Service.start(environment);
    const made = exampleEvent('decision.made', 'dm-1');
    await service.record(
      exampleEvent('consent.given', 'cg-1'),
      { ...made, data: { ...Object(made.data), consequences: SECRET } },
      exampleEvent('message.sent', 'ms-1'),
    );
    const records = await recordsOf(service);
    decision = records.find(({ header }) => header.type === 'decision.made') as StoredRecord;
    checkpointBefore = await checkpointOver(service, records.length);
    sizeBefore = Number(checkpointBefore.split('\n')[1]);
    writeFileSync(join(folder, 'checkpoint.txt'), checkpointBefore);
  });

  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is refused for what is not there, what is sealed, and what the record cannot do without', async () => {
    expect(decision.body.data.consequences).toBe(SECRET);
    for (const field of ['/nothing', '/inputs/0/nothing', '/decisionId'])
      expect((await redact([field])).json()).toMatchObject({ code: 'bad-request' });
    expect((await redact(['/x'], '00000000-0000-5000-8000-000000000000' as RecordId)).status).toBe(404);
    expect((await service.ask(`/v1/records/${decision.header.id}/redaction`, { as: 'support', body: {} })).status).toBe(
      403,
    );
  });

  it('takes the field out of the answer at once, which says so', async () => {
    expect(await explain(service)).toContain(SECRET);
    expect((await redact(['/consequences'])).json()).toMatchObject({ fields: ['/consequences'] });
    const answer = await explain(service);
    expect(answer).not.toContain(SECRET);
    expect(answer).toContain('it should never have been sent: it named a neighbour');
  });

  it('is shown by no route from then on, to no role', async () => {
    const { subject } = decision.header;
    const consumer = `/v1/consumers/${subject}`;
    const routes = [
      ['/v1/records', 'auditor'],
      [`/v1/records?stream=${decision.header.stream}`, 'auditor'],
      [`${consumer}/timeline`, 'auditor'],
      [`${consumer}/timeline`, 'support'],
      [`${consumer}/decisions`, 'auditor'],
      [`${consumer}/report`, 'support'],
      [`${consumer}/export`, 'privacy-officer'],
      [`${consumer}/export?format=csv`, 'privacy-officer'],
      ['/v1/decisions', 'auditor'],
      ['/v1/decisions/dec-8812/replay', 'auditor'],
      ['/v1/decisions/dec-8812/explanation', 'auditor'],
      ['/v1/access', 'auditor'],
    ] as const;
    for (const [url, as] of routes) {
      const { status, body } = await service.ask(url, { as });
      expect([url, status, body.includes(SECRET)]).toEqual([url, 200, false]);
    }
    const timeline = await service.ask(`${consumer}/timeline`, { as: 'auditor' });
    const items = timeline.json<{ items: { id: string; redactions?: object[] }[] }>().items;
    expect(items.find(({ id }) => id === decision.header.id)?.redactions).toEqual([
      { record: expect.any(String), fields: ['/consequences'], reason: 'it named a neighbour' },
    ]);
    const lines = await service.ask('/v1/records?type=decision.made', { as: 'auditor' });
    const { body } = JSON.parse(lines.body.trim());
    expect(body).toMatchObject({ data: { consequences: 'redacted' }, redacted: ['/consequences'] });
    expect(body).not.toHaveProperty('salt');
  });

  it('is not in the evidence file either, which proves itself', async () => {
    const token = await service.tokenOf('auditor');
    const { rawPayload } = await service.app.inject({
      url: '/v1/decisions/dec-8812/evidence',
      headers: { authorization: `Bearer ${token}`, 'x-purpose': 'audit' },
    });
    const files = Object.values(unzipSync(rawPayload)).map((bytes) => Buffer.from(bytes));
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((bytes) => bytes.includes(SECRET))).toEqual([]);
    const path = join(folder, 'at-once.zip');
    writeFileSync(path, rawPayload);
    const checked = await runCommand(['verify', path], folder, environment);
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('Everything in this file is proven.') });
    expect(checked.stdout).toContain('Redacted: /consequences');
  });

  describe('when the ledger has moved', () => {
    let there: Service;

    beforeAll(async () => {
      await checkpointOver(service, (await recordsOf(service)).length);
      const file = join(folder, 'ledger.ndjson');
      const exported = await exportLedger(readConfig({ LEDGER_DATA: service.data, ...environment }), file, NOW);
      expect(exported.redacted).toBe(1);
      expect(readFileSync(file, 'utf8')).not.toContain(SECRET);
      await importLedger(readConfig({ LEDGER_DATA: moved, ...environment }), file);
      there = await Service.start({ ...environment, LEDGER_DATA: moved });
      while ((await there.ask('/health/ready')).status !== 200) await new Promise((done) => setTimeout(done, 50));
    });

    it('has left no trace of the value in any file', async () => {
      await explain(there);
      const files = readdirSync(moved, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const holding = files.filter((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(SECRET));
      expect(holding.map(({ name }) => name)).toEqual([]);
    });

    it('keeps every proof: the whole log, the checkpoint from before, and consistency between the two', async () => {
      const checkpoint = join(folder, 'checkpoint.txt');
      const verified = await runCommand(['verify', '--checkpoint', checkpoint, '--json'], moved, environment);
      expect(JSON.parse(verified.stdout)).toMatchObject({ intact: true, redacted: 1, problems: [] });
      expect(verified.code).toBe(0);
      const inclusion = await there.ask(`/v1/proofs/inclusion/${decision.header.id}`, { as: 'auditor' });
      expect(inclusion.status).toBe(200);
      const size = (await recordsOf(there)).length;
      const proof = await there.ask(`/v1/proofs/consistency?from=${sizeBefore}&to=${size}`, { as: 'auditor' });
      expect(proof.status).toBe(200);
    });

    it('gives an answer that says what was redacted, and evidence that proves itself', async () => {
      const answer = await explain(there);
      expect(answer).toContain('redacted on');
      expect(answer).toContain('it should never have been sent: it named a neighbour');
      await checkpointOver(there, (await recordsOf(there)).length);
      const token = await there.tokenOf('auditor');
      const evidence = await there.app.inject({
        url: '/v1/decisions/dec-8812/evidence',
        headers: { authorization: `Bearer ${token}`, 'x-purpose': 'audit' },
      });
      const path = join(folder, 'evidence.zip');
      writeFileSync(path, evidence.rawPayload);
      const checked = await runCommand(['verify', path], folder, environment);
      expect(checked.stdout).toContain('Redacted: /consequences');
      expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('Everything in this file is proven.') });
    });

    it('is tampering where a body lacks more than the record says, or something else was changed', async () => {
      const body = (change: (data: Record<string, unknown>) => object, redacted: readonly string[]): Buffer => {
        const { data } = JSON.parse(Buffer.from(redactedBody(decision.body.data, ['/consequences'])).toString());
        return Buffer.from(JSON.stringify({ data: change(data), redacted }));
      };
      const same = (data: Record<string, unknown>): object => data;
      const cases: readonly Buffer[] = [
        body(({ automation: _, ...others }) => others, ['/automation', '/consequences']),
        body((data) => ({ ...data, consequences: 'something else' }), ['/consequences']),
        body(same, []),
      ];
      await there.app.close();
      const path = join(moved, 'log', 'log.db');
      for (const changed of cases) {
        writeBody(path, changed);
        const verified = await runCommand(['verify', '--no-read-models'], moved, environment);
        expect(verified).toMatchObject({ code: 1, stdout: expect.stringContaining(decision.header.id) });
        expect(verified.stdout).toMatch(/redaction:|body-form:/);
      }
    });

    function writeBody(path: string, body: Buffer): void {
      using database = new DatabaseSync(path);
      database.exec('DROP TRIGGER record_is_never_changed');
      const id = Buffer.from(decision.header.id.replaceAll('-', ''), 'hex');
      database.prepare('UPDATE record SET body = ? WHERE id = ?').run(body, id);
      database.exec(
        "CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'never'); END",
      );
    }
  });
});

async function recordsOf(service: Service): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  for await (const page of service.app.get(EventLog).readAll()) records.push(...page.map(decodeRecord));
  return records;
}

async function headOf(service: Service): Promise<number> {
  return Number(await service.app.get(EventLog).head());
}

/** The checkpoint, as soon as it covers so many records. */
async function checkpointOver(service: Service, records: number): Promise<string> {
  for (;;) {
    const { status, body } = await service.ask('/checkpoint', { as: 'auditor' });
    if (status === 200 && Number(body.split('\n')[1]) >= records) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
