/** Links between pseudonyms, and their end: a wrong link, once unlinked, leaves no trace in anybody's answer, report or export. */
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { Vault } from '../../src/vault/vault.js';
import { caughtUp } from '../support/caught-up.js';
import { Service } from '../support/service.js';

describe('a wrong link', () => {
  let service: Service;
  let count = 0;

  beforeAll(async () => {
    service = await Service.start();
  });

  afterAll(() => service.stop());

  /** The catalogue's own example of a type, about this person and under this decision. */
  const example = (type: string, subject: string, more: object = {}): object => {
    const definition = definitionOf(type);
    if (definition === undefined) throw new Error(type);
    const { time, data } = definition.example;
    return {
      id: `e-${count++}`,
      source: 'urn:shop',
      type,
      subject,
      ...(time !== undefined && { time }),
      data: { ...data, ...more },
    };
  };
  const record = async (...events: readonly object[]): Promise<void> => {
    await service.record(...events);
    await caughtUp(service.app);
  };
  const pseudonymOf = async (reference: string): Promise<string> =>
    (await service.app.get(Vault).find(reference)) ?? '';
  /** What an answer says, without when and under which id it was made. */
  const answer = async (decisionId: string): Promise<Record<string, unknown>> => {
    const { status, body } = await service.ask(`/v1/decisions/${decisionId}/explanation`);
    expect([status, body]).toEqual([200, expect.any(String)]);
    const { header: _header, proof: _proof, ...said } = JSON.parse(body);
    return said;
  };
  const exported = async (consumer: string): Promise<unknown> => {
    const { exportedAt: _, ...rest } = (await service.ask(`/v1/consumers/${consumer}/export`)).json<{
      exportedAt: string;
    }>();
    return rest;
  };

  it('leaves nothing of the other person once it is unlinked', async () => {
    for (const [who, decisionId] of [
      ['crm:ada', 'dec-ada'],
      ['crm:bob', 'dec-bob'],
    ] as const) {
      const collectionId = `c-${decisionId}`;
      await record(
        example('consent.given', who, { consentRecordId: `cr-${decisionId}` }),
        example('data.collected', who, { collectionId, values: { note: `secret of ${who}` } }),
        example('decision.made', who, {
          decisionId,
          basis: { kind: 'eu-gdpr:A6-1-a', consentRecordId: `cr-${decisionId}` },
        }),
      );
    }
    const [ada, bob] = [await pseudonymOf('crm:ada'), await pseudonymOf('crm:bob')];
    const before = { ada: await answer('dec-ada'), bob: await answer('dec-bob'), export: await exported(ada) };

    await record({
      id: `l-${count++}`,
      source: 'urn:shop',
      type: 'identity.linked',
      subject: 'crm:ada',
      data: { otherSubject: 'crm:bob' },
    });
    expect(JSON.stringify(await exported(ada))).toContain('secret of crm:bob');

    await record({
      id: `l-${count++}`,
      source: 'urn:shop',
      type: 'identity.unlinked',
      subject: 'crm:bob',
      data: { otherSubject: 'crm:ada' },
    });
    expect(await answer('dec-ada')).toEqual(before.ada);
    expect(await answer('dec-bob')).toEqual(before.bob);
    expect(await exported(ada)).toEqual(before.export);
    for (const text of [JSON.stringify(await answer('dec-ada')), JSON.stringify(await exported(ada))]) {
      expect(text).not.toContain(bob);
      expect(text).not.toContain('secret of crm:bob');
    }
  });

  it('exports what the person gave as JSON and CSV, and nothing that was derived or bought', async () => {
    await record(
      example('data.collected', 'crm:eve', { values: { formula: '=HYPERLINK("x")', note: 'a "quoted", note' } }),
      example('data.inferred', 'crm:eve', { values: { guess: 'inferred-secret' } }),
    );
    const url = `/v1/consumers/${await pseudonymOf('crm:eve')}/export`;
    const json = (await service.ask(url)).json<{ items: { type: string; personal: Record<string, unknown> }[] }>();
    expect(json.items.map(({ type }) => type)).toEqual(['data.collected']);
    expect(json.items[0]?.personal).toMatchObject({ '/values': { formula: '=HYPERLINK("x")' } });
    const csv = await service.ask(url, { headers: { accept: 'text/csv' } });
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv.body).not.toContain('inferred-secret');
  });
});
