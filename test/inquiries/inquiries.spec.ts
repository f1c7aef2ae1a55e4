/** Inquiries over the whole service: from receipt to the answer whose digest is kept, and what everybody else then reads of it. */
import { hash } from 'node:crypto';
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { Vault } from '../../src/vault/vault.js';
import { caughtUp } from '../support/caught-up.js';
import { type Asked, Service } from '../support/service.js';

interface Inquiry {
  readonly id: string;
  readonly consumer: string;
  readonly status: string;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly overdue: boolean;
  readonly text?: string | null;
  readonly steps: readonly { readonly type: string; readonly by: string | null }[];
  readonly told?: {
    readonly id: string;
    readonly digest: string;
    readonly content: string;
    readonly encoding: string;
    readonly language: string;
  };
}

const ADA = 'crm:C-10442';

describe('inquiries', () => {
  let service: Service;
  let ada: string;
  const ask = async (url: string, body?: object, more: Asked = {}): Promise<Inquiry> => {
    await caughtUp(service.app);
    const answer = await service.ask(url, { ...(body !== undefined && { body }), ...more });
    if (answer.status >= 300) throw new Error(`${answer.status} ${answer.body}`);
    return answer.json<Inquiry>();
  };
  const refused = async (url: string, body: object, more: Asked = {}) => {
    await caughtUp(service.app);
    const answer = await service.ask(url, { body, ...more });
    return [answer.status, answer.json<{ code: string }>().code];
  };
  const open = (body: object = {}) =>
    ask('/v1/inquiries', { reference: ADA, right: 'eu-gdpr:A15', channel: 'phone', ...body });

  beforeAll(async () => {
    service = await Service.start();
    const events = ['consent.given', 'decision.made'].map((type, index) => {
      const { subject, time, data } = definitionOf(type)?.example ?? {};
      return { id: `i-${index}`, source: '/shop', type, subject, time, data };
    });
    const other = { ...events[1], id: 'i-2', subject: 'crm:bob' };
    await service.record(...events, { ...other, data: { ...events[1]?.data, decisionId: 'dec-bob' } });
    ada = (await service.app.get(Vault).find(ADA)) ?? '';
  });
  afterAll(() => service.stop());

  it('go from receipt to the end, each step with who took it', async () => {
    const { id, consumer, receivedAt, dueAt } = await open({ text: 'Why me?', decisionId: 'dec-8812' });
    expect(consumer).toBe(ada);
    expect(Date.parse(dueAt) - Date.parse(receivedAt)).toBeGreaterThan(27 * 86_400_000);
    await ask(`/v1/inquiries/${id}/request-identity`, { method: 'code to the known address' });
    expect(await refused(`/v1/inquiries/${id}/answer`, {})).toEqual([409, 'conflict']);
    await ask(`/v1/inquiries/${id}/verify-identity`, { method: 'code to the known address' });
    const extended = await ask(`/v1/inquiries/${id}/extend`, { reason: 'many requests' });
    expect(Date.parse(extended.dueAt)).toBeGreaterThan(Date.parse(dueAt));
    const { told, status } = await ask(`/v1/inquiries/${id}/answer`, { language: 'de', notes: 'We are sorry.' });
    expect(status).toBe('answered');
    await ask(`/v1/inquiries/${id}/close`, {});
    const read = await ask(`/v1/inquiries/${id}`);
    expect([read.status, read.text, read.steps.map(({ type }) => type)]).toEqual([
      'closed',
      'Why me?',
      [
        'inquiry.received',
        'inquiry.identity-requested',
        'inquiry.identity-verified',
        'inquiry.extended',
        'inquiry.answered',
        'inquiry.closed',
      ],
    ]);
    expect(new Set(read.steps.map(({ by }) => by)).size).toBe(1);
    expect(told?.content).toContain('<html lang="de"');
    expect(told?.digest).toBe(hash('sha256', told?.content ?? '', 'hex'));
  });

  it('leave the digest of what was told, which later answers name', async () => {
    const { id } = await open({ decisionId: 'dec-8812', language: 'fr' });
    const { told } = await ask(`/v1/inquiries/${id}/answer`, { format: 'json' });
    expect([told?.language, JSON.parse(told?.content ?? '').header.tier]).toEqual(['fr', 'consumer']);
    await caughtUp(service.app);
    const answer = await service.ask('/v1/decisions/dec-8812/explanation', { as: 'auditor' });
    const { history } = answer.json<{ history: object }>();
    expect(JSON.stringify(history)).toContain(told?.digest);
  });

  it('without a decision are answered with the access report', async () => {
    const { id } = await open();
    const { told } = await ask(`/v1/inquiries/${id}/answer`, { format: 'json' });
    expect(JSON.parse(told?.content ?? '')).toMatchObject({ consumer: ada, held: { consents: [{}] } });
  });

  it.each([{}, { decisionId: 'dec-8812' }])('are answered with a letter on demand: %j', async (asked) => {
    const { id } = await open(asked);
    const { told } = await ask(`/v1/inquiries/${id}/answer`, { format: 'pdf' });
    const letter = Buffer.from(told?.content ?? '', 'base64');
    expect([told?.encoding, letter.toString('latin1', 0, 5)]).toEqual(['base64', '%PDF-']);
    expect(told?.digest).toBe(hash('sha256', letter, 'hex'));
  });

  it('never tell one person another’s decision', async () => {
    const { id } = await open({ decisionId: 'dec-bob' });
    expect(await refused(`/v1/inquiries/${id}/answer`, {})).toEqual([404, 'missing']);
    expect((await ask(`/v1/inquiries/${id}`)).status).toBe('received');
  });

  it('may come from somebody of whom nothing is known, who is told that', async () => {
    const { id, consumer } = await open({ reference: 'email:new@example.org' });
    expect(await service.app.get(Vault).find('email:new@example.org')).toBe(consumer);
    const { told } = await ask(`/v1/inquiries/${id}/answer`, { format: 'json' });
    expect(JSON.parse(told?.content ?? '')).toMatchObject({ held: { consents: [], data: [] } });
  });

  it('run from the day on which they came in, and are listed as overdue after a month', async () => {
    const late = await open({ receivedAt: '2026-01-31T08:00:00Z', channel: 'letter' });
    expect([late.dueAt, late.overdue]).toEqual(['2026-02-28T08:00:00.000Z', true]);
    const list = async (query: string) => {
      await caughtUp(service.app);
      const answer = await service.ask(`/v1/inquiries?${query}`);
      if (answer.status !== 200) throw new Error(answer.body);
      return answer.json<{ items: Inquiry[]; next: string | null }>();
    };
    expect((await list('overdue=true')).items.map(({ id }) => id)).toEqual([late.id]);
    expect(await refused(`/v1/inquiries/${late.id}/extend`, { reason: 'too late' })).toEqual([409, 'conflict']);
    const all = (await list('limit=500')).items;
    expect(all[0]?.id).toBe(late.id);
    expect((await list('status=closed')).items).toEqual(all.filter(({ status }) => status === 'closed'));
    expect((await list(`consumer=${ada}&limit=500`)).items).toEqual(all.filter(({ consumer }) => consumer === ada));
    const found: Inquiry[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`limit=2${cursor}`);
      found.push(...page.items);
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(found.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    await ask(`/v1/inquiries/${late.id}/refuse`, { reason: 'not identified', complaintRoute: 'BlnBDI' });
    expect((await list('overdue=true')).items).toEqual([]);
  });

  it('are finished once, however many answer at the same time', async () => {
    const { id } = await open();
    const answers = await Promise.all(
      [1, 2, 3].map(() => service.ask(`/v1/inquiries/${id}/answer`, { body: { format: 'json' } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { steps } = await ask(`/v1/inquiries/${id}`);
    expect(steps.map(({ type }) => type)).toEqual(['inquiry.received', 'inquiry.answered']);
  });

  it.each([
    ['nobody', { reference: undefined }, 400, 'bad-request'],
    ['somebody twice', { consumer: '8c9c1b3e-3c1f-4a53-9f5e-1f2b8f2f6f10' }, 400, 'bad-request'],
    ['no right', { right: '' }, 400, 'bad-request'],
    ['a day to come', { receivedAt: '2999-01-01T00:00:00Z' }, 400, 'bad-request'],
    ['a day that is none', { receivedAt: '2026-02-30T00:00:00Z' }, 400, 'bad-request'],
    ['a reference that is none', { reference: 'nobody' }, 422, 'invalid'],
    ['what is no member', { priority: 'high' }, 400, 'bad-request'],
  ])('refuse %s', async (_, body, status, code) => {
    const asked = { reference: ADA, right: 'eu-gdpr:A15', channel: 'phone', ...body };
    expect(await refused('/v1/inquiries', asked)).toEqual([status, code]);
  });

  it('are not there for other roles, unknown ids and wrong parameters; who reads one is recorded', async () => {
    expect(await refused('/v1/inquiries/inq-none/close', {})).toEqual([404, 'missing']);
    expect(await refused('/v1/inquiries/inq-none/close', {}, { as: 'auditor' })).toEqual([403, 'forbidden']);
    for (const query of ['status=lost', 'overdue=maybe', 'limit=0', 'consumer=ada', 'colour=red'])
      expect((await service.ask(`/v1/inquiries?${query}`)).status).toBe(400);
    const reads = await service.ask(`/v1/access?consumer=${ada}`, { as: 'auditor' });
    const whats = reads.json<{ items: { what: string }[] }>().items.map(({ what }) => what);
    expect(whats).toEqual(expect.arrayContaining(['inquiry', 'answer']));
  });
});
