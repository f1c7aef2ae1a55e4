/** A person's own page over the whole service: what it shows, what they can do there, who else could, and what of it stays where. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConsumerLinks } from '../../src/access/consumer-links.js';
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { EventLog } from '../../src/log/event-log.js';
import { reportLetter, reportPage } from '../../src/own-page/page.js';
import type { PersonReport } from '../../src/own-page/person-report.js';
import { parsePseudonym } from '../../src/record/ids.js';
import { decodeRecord, type StoredRecord } from '../../src/record/record.js';
import { Vault } from '../../src/vault/vault.js';
import { caughtUp } from '../support/caught-up.js';
import { readPdf, textOfPage, textOfPdf } from '../support/read-pdf.js';
import { type Answer, Service } from '../support/service.js';

const ADA = 'crm:ada';
const BOB = 'crm:bob';

describe('a person’s own page', () => {
  let service: Service;
  let ada: string;
  let token: string;
  let count = 0;

  const example = (type: string, subject: string, more: object = {}): object => {
    const { time, data } = definitionOf(type)?.example ?? { data: {} };
    return { id: `e-${count++}`, source: 'urn:shop', type, subject, ...(time && { time }), data: { ...data, ...more } };
  };
  const pseudonymOf = async (reference: string): Promise<string> =>
    (await service.app.get(Vault).find(reference)) ?? '';
  const visit = async (path: string, of = token, headers: Record<string, string> = {}): Promise<Answer> => {
    await caughtUp(service.app);
    const url = `${path}${path.includes('?') ? '&' : '?'}token=${of}`;
    const {
      statusCode,
      body,
      headers: sent,
    } = await service.app.inject({
      url,
      headers: { accept: 'text/html', ...headers },
    });
    return { status: statusCode, body, headers: sent, json: () => JSON.parse(body) };
  };
  const send = (step: string, form: Record<string, string>, of = token) =>
    service.app.inject({
      method: 'POST',
      url: `/my/${step}?token=${of}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      payload: new URLSearchParams(form).toString(),
    });
  const recorded = async (type: string): Promise<readonly StoredRecord[]> => {
    const found: StoredRecord[] = [];
    for await (const page of service.app.get(EventLog).readAll())
      found.push(...page.map(decodeRecord).filter(({ header }) => header.type === type));
    return found;
  };

  beforeAll(async () => {
    service = await Service.start();
    for (const [who, name] of [
      [ADA, 'ada'],
      [BOB, 'bob'],
    ] as const) {
      await service.record(
        example('consent.given', who, { consentRecordId: `cr-${name}`, expiresAt: '2098-01-12T18:04:10Z' }),
        example('data.collected', who, { collectionId: `c-${name}`, values: { note: `<i>secret of ${name}</i>` } }),
        example('data.shared', who, { collectionIds: [`c-${name}`] }),
        example('decision.made', who, {
          decisionId: `dec-${name}`,
          basis: { kind: 'eu-gdpr:A6-1-a', consentRecordId: `cr-${name}` },
        }),
      );
    }
    ada = await pseudonymOf(ADA);
    await caughtUp(service.app);
    const link = await service.ask(`/v1/consumers/${ada}/link`, { body: { days: 3 } });
    expect([link.status, link.json()]).toMatchObject([201, { consumer: ada, url: expect.stringMatching(/^\/my\?/) }]);
    token = link.json<{ token: string }>().token;
  });

  afterAll(() => service.stop());

  it('shows what is held, decided and shared, in plain words, and escapes what was sent', async () => {
    const { status, body, headers } = await visit('/my');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body).toContain('&lt;i&gt;secret of ada&lt;/i&gt;');
    expect(body).toContain('Versandpost GmbH received data about you');
    expect(body).toMatch(/You agreed to .+ on 12 January 2026, until 12 January 2098\./);
    expect(body).toContain('On 2 March 2026 the model spring-propensity 4.2.0 decided');
    for (const theirs of ['secret of bob', 'dec-bob', 'cr-bob']) expect(body).not.toContain(theirs);
  });

  it('lets a browser run nothing, keep nothing and tell nobody the link', async () => {
    const { headers, body } = await visit('/my');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
    );
    expect(headers).not.toHaveProperty('set-cookie');
    expect(body).not.toMatch(/<script|javascript:|\son\w+=/);
  });

  it('says who looked and what for, and that the person looked themself; names no staff', async () => {
    await service.ask(`/v1/consumers/${ada}/timeline`, { headers: { 'x-purpose': 'inquiry 4711' } });
    const { body } = await visit('/my');
    expect(body).toMatch(/On \d+ \w+ \d{4}[^<]* somebody of the support staff read your timeline, for: inquiry 4711\./);
    expect(body).toMatch(/You yourself looked .+ before/);
    const looks = (await recorded('access.recorded')).filter(({ header }) => header.subject === ada);
    expect(looks.map(({ body: { data } }) => data)).toContainEqual(
      expect.objectContaining({ role: 'consumer', what: 'own-page', purpose: 'access by the person themself' }),
    );
    const staff = looks.map(({ body: { data } }) => String(data.who)).filter((who) => !who.startsWith('link:'));
    expect(staff.length).toBeGreaterThan(0);
    for (const who of staff) expect(body).not.toContain(who);
  });

  it('leads to the whole explanation of each decision, and to nobody else’s', async () => {
    const page = await visit('/my/decisions/dec-ada');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.body).toContain('What you can do');
    const german = await visit('/my/decisions/dec-ada', token, { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' });
    for (const shown of ['<html lang="de">', 'Was Sie tun können', 'Sie haben', 'personalisierte Werbung'])
      expect(german.body).toContain(shown);
    expect((await visit('/my?language=es')).body).toContain('Sus datos, y qué se ha hecho con ellos');
    expect((await visit('/my/decisions/dec-ada?language=es')).body).toContain('Qué se decidió');
    const french = await visit('/my/decisions/dec-ada', token, { 'accept-language': 'fr-CH' });
    expect(french.body).toContain('Ce qui a été décidé');
    expect((await visit('/my?language=xx')).status).toBe(400);
    expect((await visit('/my/decisions/dec-bob')).status).toBe(404);
  });

  it('the report of the staff says the same as a page to print, without forms, links of the person or scripts', async () => {
    const report = await service.ask(`/v1/consumers/${ada}/report`, { headers: { accept: 'text/html' } });
    expect([report.status, report.headers['content-type'], report.headers.vary]).toEqual([
      200,
      'text/html; charset=utf-8',
      'accept, accept-language',
    ]);
    for (const shown of [
      'Report on personal data',
      '&lt;i&gt;secret of ada',
      'You agreed to',
      'GDPR Art. 15',
      'Complaints',
    ])
      expect(report.body).toContain(shown);
    expect(report.body).not.toMatch(/<form|<script|token=|secret of bob|dec-bob/);
    expect(report.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('the report is a letter too, which says what its page says, and leads to the authority', async () => {
    const url = `/v1/consumers/${ada}/report?language=fr`;
    const before = (await recorded('access.recorded')).length;
    const sent = await service.ask(url, { headers: { accept: 'application/pdf, text/html;q=0.5' } });
    expect([sent.status, sent.headers['content-type'], sent.headers['content-disposition']]).toEqual([
      200,
      'application/pdf',
      `attachment; filename="report-${ada}.pdf"`,
    ]);
    expect(await recorded('access.recorded')).toHaveLength(before + 1);
    const report = (await service.ask(url)).json<never>() as PersonReport;
    const letter = await readPdf(await reportLetter(report, 'fr'));
    const page = reportPage(report, 'fr');
    // Cells stand beside each other on paper, so a table is compared by its words.
    const words = (text: string) => [...text].toSorted().join('');
    expect(words(textOfPdf(letter))).toBe(words(textOfPage(page)));
    expect(letter.info).toMatchObject({ Title: 'Rapport sur les données personnelles', Language: 'fr' });
    expect(letter.links).toEqual([report.authority.url]);
    expect((await reportLetter(report, 'fr')).equals(await reportLetter(report, 'fr'))).toBe(true);
  });

  it('gives a copy of the data to take along', async () => {
    const json = await visit('/my/copy?form=json');
    expect(json.json<{ items: { type: string }[] }>().items.map(({ type }) => type)).toContain('data.collected');
    const csv = await visit('/my/copy?form=csv');
    expect([csv.headers['content-type'], csv.headers['content-disposition']]).toEqual([
      'text/csv; charset=utf-8; header=present',
      'attachment; filename="data.csv"',
    ]);
    expect(csv.body).toContain('secret of ada');
  });

  it('withdraws a consent, once, and shows it', async () => {
    const answer = await send('withdraw', { consent: 'cr-ada' });
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      expect.stringMatching(/^\/my\?token=\S+&done=withdrawn&wait=\d+$/),
    ]);
    await caughtUp(service.app);
    await send('withdraw', { consent: 'cr-ada' });
    const withdrawn = await recorded('consent.withdrawn');
    expect(withdrawn.map(({ header, body }) => [header.subject, header.source, body.data])).toEqual([
      [ada, '/ledger', { consentRecordId: 'cr-ada', by: 'person' }],
    ]);
    const { body } = await visit(String(answer.headers.location).replace(/[?&]token=[^&]+&/, '?'));
    expect(body).toContain('Your consent is withdrawn.');
    expect(body).toContain('because you withdrew it');
    expect(body).not.toContain('Withdraw this consent');
  });

  it('records an objection to direct marketing, once', async () => {
    expect((await send('object', {})).statusCode).toBe(303);
    await caughtUp(service.app);
    expect((await send('object', {})).statusCode).toBe(303);
    expect((await recorded('processing.objected')).map(({ body }) => body.data)).toEqual([
      { right: 'eu-gdpr:A21', scope: ['dpv:DirectMarketing'], includesProfiling: true },
    ]);
    expect((await visit('/my')).body).toContain('You objected to direct marketing');
  });

  it('contests a decision in the person’s own words, which are sealed', async () => {
    const view = 'I bought those shoes as a present.';
    expect((await send('contest', { decision: 'dec-ada', view })).statusCode).toBe(303);
    const [contested] = await recorded('decision.contested');
    expect(contested?.header).toMatchObject({ subject: ada, stream: 'decision-dec-ada' });
    expect(contested?.body.data).toEqual({ decisionId: 'dec-ada', by: 'person' });
    expect(contested?.header.sealed).toBeDefined();
    await caughtUp(service.app);
    const { body } = await service.ask('/v1/decisions/dec-ada/explanation');
    expect(body).not.toContain('two-subjects');
    expect((await visit('/my/decisions/dec-ada')).status).toBe(200);
  });

  it.each([
    ['a consent of somebody else', 'withdraw', { consent: 'cr-bob' }, 404],
    ['a decision of somebody else', 'contest', { decision: 'dec-bob' }, 404],
    ['a decision that does not exist', 'contest', { decision: 'dec-none' }, 404],
    ['no decision', 'contest', {}, 400],
    ['a ground that there is not', 'erase', { article: '17(1)(z)' }, 400],
    ['a field too much', 'withdraw', { consent: 'cr-ada', more: '1' }, 400],
    ['far too much', 'contest', { decision: 'dec-ada', view: 'x'.repeat(70_000) }, 413],
  ])('refuses %s', async (_, step, form, status) => {
    const answer = await send(step, form as Record<string, string>);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('leads a tool that sends the token as a header back to the page, without a token that it did not name', async () => {
    const { statusCode, headers } = await service.app.inject({
      method: 'POST',
      url: '/my/object?language=fr',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Bearer ${token}` },
    });
    expect([statusCode, headers.location]).toEqual([303, '/my?done=objected&language=fr']);
  });

  it('opens for nobody without the link, with a forged or an old one, or with a token of the staff', async () => {
    const forged = `${token.slice(0, -4)}AAAA`;
    const expired = await service.app.get(ConsumerLinks).issue(parsePseudonym(ada), -1);
    for (const wrong of ['', 'x', forged, expired.token]) {
      const page = await visit('/my', wrong);
      expect([wrong, page.status]).toEqual([wrong, 401]);
      expect(page.body).toContain('This page cannot be shown');
      expect((await send('object', {}, wrong)).statusCode).toBe(401);
    }
    expect((await visit('/my', expired.token)).body).toContain('Ask for a new one.');
    const german = await visit('/my', expired.token, { 'accept-language': 'de-AT' });
    expect([german.headers['content-language'], german.body]).toEqual(['de', expect.stringContaining('Bitten Sie um')]);
    const named = await visit('/my?language=fr', expired.token, { 'accept-language': 'de-AT' });
    expect(named.body).toContain('<html lang="fr">');
    expect(named.body).toContain('Cette page ne peut pas être affichée');
    const unknown = await visit('/my?language=nl', token, { 'accept-language': 'es' });
    expect([unknown.status, unknown.body]).toEqual([400, expect.stringContaining('Esta página no se puede mostrar')]);
    const problem = await service.ask('/my', { as: 'support' });
    expect([problem.status, problem.json<{ code: string }>().code]).toEqual([403, 'forbidden']);
    expect((await service.ask(`/v1/consumers/${ada}?token=${token}`, { as: { token: '' } })).status).toBe(401);
  });

  it('asks for erasure, which a privacy officer then carries out; an objection can still be made', async () => {
    expect((await send('erase', { article: '17(1)(b)' })).statusCode).toBe(303);
    expect((await send('erase', { article: '17(1)(b)' })).statusCode).toBe(303);
    expect((await recorded('erasure.requested')).map(({ body }) => body.data)).toEqual([
      expect.objectContaining({ article: '17(1)(b)', by: `link:${ada}` }),
    ]);
    expect(await recorded('subject.erased')).toEqual([]);
    expect((await visit('/my')).body).toContain('A privacy officer decides on it');
    const body = { article: '17(1)(b)', reason: 'asked for on the own page' };
    const done = await service.ask(`/v1/consumers/${ada}/erasure`, { as: 'privacy-officer', body });
    expect([done.status, done.json()]).toMatchObject([200, { status: 'erased', requestedBy: `link:${ada}` }]);
    const page = await visit('/my');
    expect(page.body).toContain('Your personal data was erased on');
    expect(page.body).not.toContain('secret of ada');
    expect(page.body).toContain('A keyed hash of each reference');
    const german = await visit('/my?language=de');
    expect(german.body).toMatch(/Hauptschlüssel [0-9a-f]{16} – Sicherheit der Verarbeitung/);
    expect(german.body).not.toMatch(/keyed hash|<span lang="en">/);
    expect((await send('contest', { decision: 'dec-ada', view: 'too late?' })).statusCode).toBe(303);
    expect(JSON.stringify(await recorded('decision.contested'))).not.toContain('too late?');
  });

  it('leaves the link’s token in no file of the service', () => {
    const files = readdirSync(service.data, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    const holding = files.filter((file) => readFileSync(join(file.parentPath, file.name)).includes(token));
    expect(holding).toEqual([]);
  });
});
