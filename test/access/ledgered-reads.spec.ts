/** Reads that are recorded, over the real application: routes that show something, and the log that says so. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Param } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ConsumerLinks } from '../../src/access/consumer-links.js';
import { ReadsConsumer, ReadsMany } from '../../src/access/ledgered-reads.js';
import { type Role, Roles } from '../../src/access/roles.js';
import { Tokens } from '../../src/access/tokens.js';
import { AppModule } from '../../src/app.module.js';
import { readConfig } from '../../src/config.js';
import { EventLog } from '../../src/log/event-log.js';
import { type Pseudonym, parsePseudonym, streamName } from '../../src/record/ids.js';
import { LedgerError } from '../../src/record/ledger-error.js';
import { decodeRecord, type StoredRecord } from '../../src/record/record.js';

const ADA = parsePseudonym('00000000-0000-4000-8000-00000000000a');
const BOB = parsePseudonym('00000000-0000-4000-8000-00000000000b');

@Controller('v1')
class Probe {
  @Get('consumers/:consumer/secret')
  @Roles('support', 'consumer')
  @ReadsConsumer('secret', { sections: ['data', 'decision'] })
  secret(@Param('consumer') consumer: string): { readonly consumer: string } {
    return { consumer };
  }

  @Get('decisions/:id/pair')
  @Roles('support')
  @ReadsConsumer('pair', { of: () => [ADA, BOB] })
  pair(): { readonly pair: string } {
    return { pair: 'shown' };
  }

  @Get('consumers/:consumer/nothing')
  @Roles('support')
  @ReadsConsumer('nothing')
  nothing(): never {
    throw new LedgerError('missing');
  }

  @Get('search')
  @Roles('auditor')
  @ReadsMany('search')
  search(): { readonly items: readonly string[] } {
    return { items: ['found'] };
  }
}

describe('a ledgered read', () => {
  let data: string;
  let app: NestFastifyApplication;
  let log: EventLog;

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'ledger-reads-'));
    const config = readConfig({ LEDGER_DATA: data, LEDGER_LOG_LEVEL: 'silent' });
    const module = await Test.createTestingModule({
      imports: [AppModule.with(config)],
      controllers: [Probe],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.init();
    log = app.get(EventLog);
  });

  afterAll(async () => {
    await app.close();
    rmSync(data, { recursive: true, force: true });
  });

  const tokenOf = (...roles: Role[]) => app.get(Tokens).create({ roles });
  const get = (url: string, token: string, headers: Record<string, string> = {}) =>
    app.inject({ url, headers: { authorization: `Bearer ${token}`, ...headers } });
  const readsOf = async (stream: string): Promise<readonly StoredRecord[]> => {
    const records: StoredRecord[] = [];
    for await (const page of log.readStream(streamName(stream))) records.push(...page.map(decodeRecord));
    return records;
  };
  const accessOf = (consumer: Pseudonym) => readsOf(`access-${consumer}`);

  it('is recorded with who, role, purpose, what and which sections', async () => {
    const { token, text } = await tokenOf('producer', 'support');
    const before = (await accessOf(ADA)).length;
    const answer = await get(`/v1/consumers/${ADA}/secret`, text, { 'x-purpose': 'inquiry inq-1' });
    expect(answer.json()).toEqual({ consumer: ADA });
    const [record, ...others] = (await accessOf(ADA)).slice(before);
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      header: { type: 'access.recorded', actor: token.id, subject: ADA, source: '/ledger' },
      body: {
        data: {
          who: token.id,
          role: 'support',
          purpose: 'inquiry inq-1',
          what: 'secret',
          sections: ['data', 'decision'],
        },
      },
    });
  });

  it('takes the purpose as parameter too, and in any language', async () => {
    const { text } = await tokenOf('support');
    const purposes = async () => (await accessOf(BOB)).map(({ body }) => body.data.purpose);
    await get(`/v1/consumers/${BOB}/secret?purpose=${encodeURIComponent('Auskunft für Herrn B.')}`, text);
    await get(`/v1/consumers/${BOB}/secret`, text, {
      'x-purpose': Buffer.from('Beschwerde prüfen').toString('latin1'),
    });
    expect(await purposes()).toEqual(['Auskunft für Herrn B.', 'Beschwerde prüfen']);
  });

  it.each([{}, { 'x-purpose': '' }, { 'x-purpose': '   ' }])(
    'without a purpose shows nothing and leaves nothing: %j',
    async (headers) => {
      const { text } = await tokenOf('support');
      const before = (await accessOf(ADA)).length;
      const answer = await get(`/v1/consumers/${ADA}/secret`, text, headers);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'purpose-missing']);
      expect(await accessOf(ADA)).toHaveLength(before);
    },
  );

  it('is recorded for each person whom the answer shows, with the decision', async () => {
    const { text } = await tokenOf('support');
    await get('/v1/decisions/dec-1/pair', text, { 'x-purpose': 'inquiry inq-2' });
    for (const person of [ADA, BOB])
      expect((await accessOf(person)).at(-1)?.body.data).toMatchObject({ what: 'pair', decisionId: 'dec-1' });
  });

  it('of something that does not exist leaves no trace of a person who does not exist', async () => {
    const { text } = await tokenOf('support');
    const nobody = '00000000-0000-4000-8000-0000000000ff';
    expect((await get(`/v1/consumers/${nobody}/nothing`, text, { 'x-purpose': 'x' })).statusCode).toBe(404);
    expect(await accessOf(parsePseudonym(nobody))).toEqual([]);
  });

  it('by the person themself needs no purpose and is recorded all the same', async () => {
    const { token } = await app.get(ConsumerLinks).issue(ADA, 1);
    expect((await get(`/v1/consumers/${ADA}/secret`, token)).statusCode).toBe(200);
    expect((await accessOf(ADA)).at(-1)?.body.data).toMatchObject({ who: `link:${ADA}`, role: 'consumer' });
  });

  it('of many is recorded once, with the query, but without what could be an address of a person', async () => {
    const { text } = await tokenOf('auditor');
    await get('/v1/search?model=offer-rank:7&from=2026-01-01T00:00:00Z&q=ada@example.org&purpose=audit+2026', text);
    await get('/v1/search', text);
    const [first, second] = (await readsOf('access-bulk')).map(({ body }) => body.data);
    expect(first).toMatchObject({
      what: 'search',
      purpose: 'audit 2026',
      query: { model: 'offer-rank:7', from: '2026-01-01T00:00:00Z', q: '(not recorded)' },
    });
    expect(second).toMatchObject({ purpose: 'not stated', query: {} });
  });

  it('that cannot be recorded shows nothing', async () => {
    const [support, auditor] = [await tokenOf('support'), await tokenOf('auditor')];
    await log.close();
    const one = await get(`/v1/consumers/${ADA}/secret`, support.text, { 'x-purpose': 'inquiry' });
    expect([one.statusCode, one.json().code, one.body.includes(ADA)]).toEqual([503, 'unavailable', false]);
    const many = await get('/v1/search', auditor.text);
    expect([many.statusCode, many.json().code, many.body.includes('found')]).toEqual([503, 'unavailable', false]);
  });
});
