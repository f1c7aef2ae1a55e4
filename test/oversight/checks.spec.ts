/** Checks over the whole service: a check says before an event what the answer says after it, and refuses what the event itself would be refused for. */
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { recordIdOf } from '../../src/record/ids.js';
import { Vault } from '../../src/vault/vault.js';
import { breaches } from '../support/breaches.js';
import { goodCase, type ToldEvent } from '../support/good-case.js';
import { type Asked, Service } from '../support/service.js';

interface Found {
  readonly id: string;
  readonly rule: string;
  readonly severity: string;
  readonly text: string;
  readonly concerns: { readonly kind: string };
  readonly records: readonly string[];
}
interface Check {
  readonly allowed: boolean;
  readonly findings: readonly Found[];
  readonly at: string;
  readonly position: string;
  readonly size: number;
}
interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const SOURCE = '/shop';

describe('a check', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start();
  });
  afterAll(() => service.stop());

  const ask = (event: object, wait?: string, more: Asked = {}) =>
    service.ask(`/v1/checks${wait === undefined ? '' : `?wait=${wait}`}`, {
      as: 'producer',
      body: { specversion: '1.0', ...event },
      headers: { 'content-type': 'application/cloudevents+json' },
      ...more,
    });
  const check = async (event: object, wait?: string): Promise<Check> => {
    const answer = await ask(event, wait);
    if (answer.status !== 200) throw new Error(answer.body);
    return answer.json<Check>();
  };

  /** Events of one of many cases in one ledger: all names are its own. */
  const cloudEvents = (events: readonly ToldEvent[], name: string): readonly CloudEvent[] =>
    events.map(({ type, time, data, who, source = SOURCE }, index) => ({
      id: `${name}-${index}`,
      source,
      type,
      time,
      ...(who !== undefined && { subject: `crm:${who}-${name}` }),
      data: JSON.parse(
        JSON.stringify(data).replace(
          /\b(dec-\d+|msg-\d+|spring-\w+|frequency-cap|staff-\d+|audit-[\w-]+)/g,
          `$1.${name}`,
        ),
      ),
    }));

  const isChecked = ({ type }: { readonly type: string }): boolean => /^(decision\.made|message\.sent)$/.test(type);

  /** What the answer finds because of this event, once it is recorded. */
  const foundAfter = async ({ id, source, type, data }: CloudEvent, wait: string): Promise<readonly Found[]> => {
    const record = recordIdOf(source, id);
    const answer = await service.ask(`/v1/decisions/${data.decisionId}/explanation?wait=${wait}`, { as: 'auditor' });
    const { items } = answer.json<{ findings: { items: Found[] } }>().findings;
    return items.filter(
      ({ records, concerns }) => records.includes(record) || (type === 'decision.made' && concerns.kind === 'person'),
    );
  };

  const rulesOf = (found: readonly Found[]) => found.map(({ rule }) => rule);

  it('of every case in which a duty is broken says what the answer says afterwards', async () => {
    const seen = new Set<string>();
    const compare = async (events: readonly CloudEvent[]): Promise<void> => {
      let position: string | undefined;
      for (const event of events) {
        if (!isChecked(event) || event.data.decisionId === undefined) {
          position = await service.record(event);
          continue;
        }
        const before = await ask(event, position);
        position = await service.record(event);
        // A second decision under one id is refused by the check, and left out of the answer.
        if (before.status === 409) continue;
        const { allowed, findings } = before.json<Check>();
        const after = await foundAfter(event, position);
        expect(findings.map(({ id, rule, text }) => [id, rule, text])).toEqual(
          after.map(({ id, rule, text }) => [id, rule, text]),
        );
        expect(allowed).toBe(!after.some(({ severity }) => severity === 'high'));
        for (const rule of rulesOf(findings)) seen.add(rule);
      }
    };
    // Inquiries are the ledger's own events. A decision that is not recorded is another test's.
    const cases = breaches.map(([, events], index) =>
      cloudEvents(
        events.filter(({ type }) => !type.startsWith('inquiry.')),
        `c${index}`,
      ).map((event) => JSON.parse(JSON.stringify(event).replaceAll('dec-9200', 'dec-8812'))),
    );
    await Promise.all([...cases, cloudEvents(goodCase, 'good')].map(compare));
    expect([...seen].sort()).toEqual(
      breaches
        .map(([rule]) => rule)
        .filter((rule, index, all) => all.indexOf(rule) === index && !NOT_BY_A_CHECK.has(rule))
        .sort(),
    );
  });

  describe('before a message', () => {
    const [decision, message] = ['decision.made', 'message.sent'].map((type) =>
      goodCase.findIndex((event) => event.type === type),
    );
    const events = cloudEvents(goodCase, 'send').filter((_, index) => index < (message ?? 0));
    const sent = (changes: object, more: object = {}): object => ({
      id: 'send-m',
      source: SOURCE,
      type: 'message.sent',
      time: '2026-03-10T09:00:00Z',
      subject: 'crm:ada-send',
      data: { ...definitionOf('message.sent')?.example.data, messageId: 'm-send', ...changes },
      ...more,
    });
    let position: string;
    beforeAll(async () => {
      position = await service.record(...events);
    });

    it('allows it, says how far it looked, and records nothing', async () => {
      expect(decision).toBeDefined();
      const allowed = await check(sent({ decisionId: 'dec-8812.send', disclosureShown: true }), position);
      expect(allowed).toMatchObject({ allowed: true, findings: [], at: '2026-03-10T09:00:00Z' });
      expect(Number(allowed.position)).toBeGreaterThanOrEqual(Number(position));
      const again = await check(sent({ decisionId: 'dec-8812.send', disclosureShown: true }, { time: undefined }));
      expect(again.size).toBe(allowed.size);
      expect(Date.parse(again.at)).toBeGreaterThan(Date.parse('2026-03-10T09:00:00Z'));
    });

    it('refuses it once the person has objected, and names the record that says so', async () => {
      const no = { id: 'send-no', source: SOURCE, type: 'optout.received', subject: 'crm:ada-send' };
      const data = { ...definitionOf('optout.received')?.example.data };
      const wait = await service.record({ ...no, time: '2026-03-09T09:00:00Z', data });
      const refused = await check(sent({ decisionId: 'dec-8812.send', disclosureShown: true }), wait);
      expect([refused.allowed, rulesOf(refused.findings)]).toEqual([false, ['message-after-objection']]);
      expect(refused.findings[0]?.records).toEqual([recordIdOf(SOURCE, 'send-no')]);
      const before = await check(
        sent({ decisionId: 'dec-8812.send', disclosureShown: true }, { time: '2026-03-08T09:00:00Z' }),
      );
      expect(before).toMatchObject({ allowed: true, findings: [] });
    });

    it.each([
      ['no decision', undefined, 'crm:ada-send'],
      ['a decision that is not recorded', 'dec-none', 'crm:ada-send'],
      ['somebody else’s decision', 'dec-8812.send', 'crm:bob-send'],
    ])('refuses one that names %s', async (_, decisionId, subject) => {
      const { allowed, findings } = await check(sent({ decisionId, disclosureShown: true }, { subject }));
      expect([allowed, rulesOf(findings).includes('message-without-decision')]).toEqual([false, true]);
    });

    it('refuses one whose decision was taken back by its producer', async () => {
      const asked = { source: SOURCE, subject: 'crm:ada-send' };
      const made = events.find(({ type }) => type === 'decision.made');
      const again = {
        ...asked,
        id: 'send-back',
        type: 'decision.made',
        data: { ...made?.data, decisionId: 'dec-back' },
      };
      const back = { recordId: recordIdOf(SOURCE, 'send-back'), stream: 'decision-dec-back', reason: 'a test' };
      const wait = await service.record(again, { ...asked, id: 'send-no-more', type: 'record.corrected', data: back });
      const { allowed, findings } = await check(sent({ decisionId: 'dec-back', disclosureShown: true }), wait);
      expect([allowed, rulesOf(findings).includes('message-without-decision')]).toEqual([false, true]);
    });

    it('refuses one to a person who was erased, and makes nobody known who was not', async () => {
      const vault = service.app.get(Vault);
      const [subject] = await vault.subjectsOf(['crm:gone']);
      if (subject !== undefined) await vault.erase([subject.pseudonym]);
      const gone = await check(sent({ decisionId: undefined }, { subject: 'crm:gone' }));
      expect(gone.findings.find(({ rule }) => rule === 'erased-subject-reappears')).toMatchObject({ records: [] });
      await check(sent({ decisionId: undefined }, { subject: 'crm:nobody' }));
      expect([await vault.find('crm:gone'), await vault.find('crm:nobody')]).toEqual([null, null]);
    });
  });

  it('finds no consent for a person of whom nothing is known', async () => {
    const { data } = definitionOf('decision.made')?.example ?? {};
    const asked = { id: 'u-1', source: SOURCE, type: 'decision.made', subject: 'crm:unknown' };
    const { allowed, findings } = await check({ ...asked, data: { ...data, decisionId: 'dec-unknown' } });
    expect([allowed, rulesOf(findings).includes('consent-missing')]).toEqual([false, true]);
  });

  describe('is refused', () => {
    const example = definitionOf('decision.made')?.example;
    const event = { id: 'r-1', source: SOURCE, type: 'decision.made', subject: 'crm:refused', data: example?.data };

    it.each([
      ['what the event would be refused for', { ...event, data: {} }, 422, 'invalid', '/data/decisionId'],
      ['no event', { nothing: true }, 422, 'invalid', '/id'],
      [
        'a type that nobody checks',
        { ...event, type: 'outcome.observed', data: definitionOf('outcome.observed')?.example.data },
        422,
        'invalid',
        '/type',
      ],
    ])('for %s', async (_, asked, status, code, pointer) => {
      const answer = await ask(asked);
      const { code: said, errors } = answer.json<{ code: string; errors: { pointer: string }[] }>();
      expect([answer.status, said]).toEqual([status, code]);
      expect(errors.map((error) => error.pointer)).toContain(pointer);
    });

    it('for nothing at all', async () => {
      const answer = await service.ask('/v1/checks', { as: 'producer', method: 'POST' });
      expect([answer.status, answer.json<{ code: string }>().code]).toEqual([422, 'invalid']);
    });

    it('for a decision that is recorded already', async () => {
      const position = await service.record({ ...event, data: { ...event.data, decisionId: 'dec-twice' } });
      const answer = await ask({ ...event, id: 'r-2', data: { ...event.data, decisionId: 'dec-twice' } }, position);
      expect([answer.status, answer.json<{ code: string }>().code]).toEqual([409, 'conflict']);
    });

    it('to others than producers, and for sources of others', async () => {
      expect((await ask(event, undefined, { as: 'support' })).status).toBe(403);
      const { Tokens } = await import('../../src/access/tokens.js');
      const { text } = await service.app.get(Tokens).create({ roles: ['producer'], sources: ['/elsewhere'] });
      const answer = await ask(event, undefined, { as: { token: text } });
      expect([answer.status, answer.json<{ code: string }>().code]).toEqual([403, 'foreign-source']);
    });

    it('where what it waits for does not come', async () => {
      const answer = await ask(event, 'x');
      expect([answer.status, answer.json<{ code: string }>().code]).toEqual([400, 'bad-request']);
    });
  });
});

/** What an event alone cannot break: other events of the case do, or the check refuses it. */
const NOT_BY_A_CHECK: ReadonlySet<string> = new Set([
  'erased-subject-reappears',
  'inquiry-overdue',
  'inquiry-extended-without-reason',
  'two-subjects-under-one-id',
  'second-decision-under-one-id',
  'time-ahead-of-clock',
  'message-without-decision',
]);
