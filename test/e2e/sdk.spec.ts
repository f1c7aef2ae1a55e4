/** The official CloudEvents SDK as producer, in all its modes. */
import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents';
import { exampleEvent, type RunningService, startService } from '../support/running-service.js';

let service: RunningService;
let token: string;
beforeAll(async () => {
  service = await startService();
  token = await service.token('producer');
});
afterAll(() => service.close());

const eventWith = (id: string): CloudEvent<unknown> => {
  const { data, ...attributes } = exampleEvent('decision.made', id);
  return new CloudEvent({
    ...attributes,
    type: 'decision.made',
    source: '/sdk',
    id,
    data,
    correlationid: 'journey-1',
    wave: 3,
  });
};

async function send(message: {
  headers: unknown;
  body: unknown;
}): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { ...Object(message.headers), authorization: `Bearer ${token}` };
  const body = typeof message.body === 'string' ? message.body : JSON.stringify(message.body);
  const response = await fetch(`${service.url}/v1/events`, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
}

test('structured, then binary, is one fact', async () => {
  const event = eventWith('both');
  const structured = await send(HTTP.structured(event));
  expect(structured.status).toBe(201);
  const binary = await send(HTTP.binary(event));
  expect(binary).toMatchObject({ status: 200, body: { ...structured.body, duplicate: true } });
});

test('binary first', async () => {
  expect(await send(HTTP.binary(eventWith('binary')))).toMatchObject({ status: 201, body: { duplicate: false } });
});

test('a batch of SDK events', async () => {
  const body = JSON.stringify([eventWith('batch-1'), eventWith('batch-2')]);
  const headers = { 'content-type': 'application/cloudevents-batch+json' };
  expect(await send({ headers, body })).toMatchObject({ status: 200, body: { recorded: 2, rejectedCount: 0 } });
});

test.each([Mode.BINARY, Mode.STRUCTURED])('the SDK’s own emitter in mode %s', async (mode) => {
  const transport = httpTransport(`${service.url}/v1/events`);
  const emit = emitterFor(transport, { mode });
  await emit(eventWith(`emitted-${mode}`), { headers: { authorization: `Bearer ${token}` } });
  const ids = (await service.records()).map((record) => record.header.eventId);
  expect(ids).toContain(`emitted-${mode}`);
});
