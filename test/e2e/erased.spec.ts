/** Events about somebody who was erased, and events of the ledger's own. */
import { type Pseudonym, parseInstant } from '../../src/record/ids.js';
import { OwnEvents } from '../../src/recording/own-events.js';
import { Vault } from '../../src/vault/vault.js';
import { BATCH, exampleEvent, ONE, post, type RunningService, startService } from '../support/running-service.js';

let service: RunningService;
let token: string;
beforeAll(async () => {
  service = await startService();
  token = await service.token('producer');
});
afterAll(() => service.close());

const subject = 'crm:erased-1';
const contested = (id: string) =>
  exampleEvent('decision.contested', id, {
    subject,
    note: 'by phone',
    data: { ...Object(exampleEvent('decision.contested', '').data), decisionId: id },
  });
const send = (event: unknown) => post(`${service.url}/v1/events`, token, ONE, JSON.stringify(event));
const headerOf = async (id: string) => (await service.records()).find((record) => record.header.eventId === id)?.header;

test('personal fields are discarded until the person comes back, in order within a batch, and repeats stay repeats', async () => {
  expect((await send(contested('c-1'))).status).toBe(201);
  const before = (await headerOf('c-1'))?.subject;
  if (before === undefined) throw new Error('has no subject');
  await service.app.get(Vault).erase([before]);

  const fenced = await send(contested('c-2'));
  expect(fenced).toMatchObject({
    status: 201,
    body: { warnings: [{ pointer: '/subject', detail: expect.stringContaining('discarded') }] },
  });
  const after = await headerOf('c-2');
  expect(after).toMatchObject({ fenced: true });
  expect(after?.sealed).toBeUndefined();
  expect(after?.subject).not.toBe(before);

  // The key of the first is gone: its id alone decides, whatever is sent under it.
  expect((await send({ ...contested('c-1'), note: 'changed' })).body.duplicate).toBe(true);
  // The second is still known by its content.
  expect((await send(contested('c-2'))).body.duplicate).toBe(true);
  expect(await send({ ...contested('c-2'), note: 'changed' })).toMatchObject({
    status: 409,
    body: { code: 'conflict' },
  });

  const batch = [contested('c-3'), exampleEvent('consent.given', 'c-4', { subject, note: 'back' }), contested('c-5')];
  const answered = await post(`${service.url}/v1/events`, token, BATCH, JSON.stringify(batch));
  expect(answered.body).toMatchObject({ recorded: 3, warnings: [{ index: 0, id: 'c-3' }] });
  const fences = await Promise.all(['c-3', 'c-4', 'c-5'].map(async (id) => (await headerOf(id))?.fenced ?? false));
  expect(fences).toEqual([true, false, false]);
  expect((await headerOf('c-5'))?.sealed).toBeDefined();
  expect((await send(contested('c-6'))).body.warnings).toBeUndefined();
});

describe('an event of the ledger’s own', () => {
  const data = { subject: null, ...Object(exampleEvent('setting.changed', '').data) };
  delete data.subject;

  test('is recorded under the source /ledger, a repeat recognised by its id', async () => {
    const own = service.app.get(OwnEvents);
    const occurredAt = parseInstant('2026-05-03T10:00:00Z') ?? undefined;
    const event = { type: 'setting.changed', data, eventId: 'setting-1', ...(occurredAt && { occurredAt }) };
    const first = await own.record(event, 'token-7');
    expect(await own.record(event, 'token-7')).toMatchObject({ id: first.id, duplicate: true });
    expect(await headerOf('setting-1')).toMatchObject({
      source: '/ledger',
      actor: 'token-7',
      occurredAt: '2026-05-03T10:00:00Z',
    });
  });

  test('holds to the revision it was decided on', async () => {
    const own = service.app.get(OwnEvents);
    const event = { type: 'setting.changed', data };
    const { revision } = await own.record(event, 'token-7');
    await expect(own.record(event, 'token-7', revision + 5)).rejects.toMatchObject({ code: 'wrong-revision' });
    await own.record(event, 'token-7', revision);
    await expect(own.record(event, 'token-7', 'none')).rejects.toMatchObject({ code: 'wrong-revision' });
  });

  test('names a person by pseudonym, also one whose key is gone', async () => {
    const own = service.app.get(OwnEvents);
    const erased = '5f0c2a5e-8a53-4c0e-9c39-0d6f2d6a7b11' as Pseudonym;
    const example = exampleEvent('access.recorded', '');
    const recorded = await own.record(
      { type: 'access.recorded', data: Object(example.data), subject: erased, eventId: 'read-1' },
      'token-7',
    );
    expect(recorded.duplicate).toBe(false);
    expect(await headerOf('read-1')).toMatchObject({ subject: erased });
  });

  test('is refused where its data is wrong', async () => {
    const own = service.app.get(OwnEvents);
    await expect(own.record({ type: 'setting.changed', data: { colour: 'red' } }, 'token-7')).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});
