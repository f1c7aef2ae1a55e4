/** Messages and the registers over the whole service: folded from the streams of what they show. */
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { Vault } from '../../src/vault/vault.js';
import { caughtUp } from '../support/caught-up.js';
import { Service } from '../support/service.js';

describe('messages and registers', () => {
  let service: Service;
  let count = 0;
  const example = (type: string, more: object = {}, at?: string): object => {
    const { subject, time, data } = definitionOf(type)?.example ?? { data: {} };
    const event = { id: `e-${count++}`, source: 'urn:shop', type, ...(subject && { subject }) };
    return { ...event, time: at ?? time, data: { ...data, ...more } };
  };

  beforeAll(async () => {
    service = await Service.start();
    await service.record(
      example('training.completed'),
      example('model.registered'),
      example('model.approved'),
      example('policy.published'),
      example('campaign.proposed'),
      example('campaign.approved'),
      example('decision.made'),
      example('message.sent', { messageId: 'msg-1', decisionId: 'dec-8812', checkedSize: 7 }),
      example('message.delivered', { messageId: 'msg-1', decisionId: 'dec-8812' }),
    );
    await caughtUp(service.app);
  });

  afterAll(() => service.stop());

  it('show one message with its decision, its check and what followed', async () => {
    const consumer = await service.app.get(Vault).find('crm:C-10442');
    const answer = await service.ask('/v1/messages/msg-1');
    expect([answer.status, answer.json()]).toMatchObject([
      200,
      {
        id: 'msg-1',
        consumer,
        decisionId: 'dec-8812',
        decision: { id: 'dec-8812', kind: 'made' },
        check: { size: 7 },
        events: [{ type: 'message.sent' }, { type: 'message.delivered' }],
      },
    ]);
    await caughtUp(service.app);
    const reads = (await service.ask(`/v1/access?consumer=${consumer}`, { as: 'auditor' })).json<{
      items: { what: string }[];
    }>();
    expect(reads.items.map(({ what }) => what)).toEqual(['message']);
    const none = await service.ask('/v1/messages/msg-none');
    expect([none.status, none.json<{ code: string }>().code]).toEqual([404, 'missing']);
  });

  it.each([
    ['models', 'spring-propensity', 'model.approved', 'approved'],
    ['campaigns', 'spring-run', 'campaign.approved', 'approved'],
    ['policies', 'frequency-cap', 'policy.published', 'published'],
    ['people', 'staff-7', 'training.completed', 'completed'],
  ])('list %s and tell what is true of one', async (register, id, lastType, status) => {
    const list = (await service.ask(`/v1/${register}`, { as: 'auditor' })).json<{ items: object[]; next: null }>();
    expect(list).toMatchObject({ items: [{ id, lastType }], next: null });
    const one = await service.ask(`/v1/${register}/${id}`, { as: 'auditor' });
    expect([one.status, one.json()]).toMatchObject([200, { id, status, history: expect.any(Array) }]);
    const none = await service.ask(`/v1/${register}/none`, { as: 'auditor' });
    expect([none.status, none.json<{ code: string }>().code]).toEqual([404, 'missing']);
  });

  it('keep the versions of a model apart, in the order of what happened', async () => {
    await service.record(
      example('model.registered', { version: '5.0.0' }, '2026-06-01T00:00:00Z'),
      example('model.retired', { version: '4.2.0' }, '2026-05-01T00:00:00Z'),
    );
    await caughtUp(service.app);
    const { versions, history } = (await service.ask('/v1/models/spring-propensity', { as: 'auditor' })).json<{
      versions: Record<string, { status: string }>;
      history: { type: string }[];
    }>();
    expect([versions['4.2.0']?.status, versions['5.0.0']?.status]).toEqual(['retired', 'registered']);
    expect(history.at(-1)?.type).toBe('model.registered');
  });
});
