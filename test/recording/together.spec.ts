/** Requests with one event each that arrive together are recorded together; each is answered for itself. */
import { exampleEvent } from '../support/running-service.js';
import { type Answer, Service } from '../support/service.js';

const ROUNDS = 6;
const EACH = 48;

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

it('each is answered for itself: recorded, repeated, refused, of another producer', async () => {
  const other = await service.freshToken('producer');
  const places: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const id = (at: number): string => `e-${round}-${at}`;
    const answers = await Promise.all([
      ...Array.from({ length: EACH }, (_, at) => sent(ended(id(at)))),
      sent(ended(id(0))),
      sent({ ...ended(id(0)), time: '2026-01-01T00:00:00Z' }),
      sent({ ...ended('wrong'), data: {} }),
      sent('{"specversion":"1.0","id":1'),
      sent(ended(`o-${round}`), other),
    ]);
    const recorded = answers.slice(0, EACH);
    expect(recorded.map(({ status }) => status)).toEqual(recorded.map(() => 201));
    places.push(...recorded.map((answer) => answer.json<{ position: string }>().position));
    const [again, changed, wrong, cut, foreign] = answers.slice(EACH);
    expect([again?.status, again?.json()]).toMatchObject([200, { duplicate: true, position: places.at(-EACH) }]);
    expect([changed?.status, wrong?.status, cut?.status]).toEqual([409, 422, 400]);
    expect([foreign?.status, foreign?.json()]).toMatchObject([403, { code: 'foreign-source' }]);
  }
  expect(new Set(places).size).toBe(ROUNDS * EACH);
});

function ended(id: string): object {
  return { ...exampleEvent('campaign.ended', id), time: '2026-05-03T10:00:00Z' };
}

function sent(event: object | string, token?: string): Promise<Answer> {
  const headers = { 'content-type': 'application/cloudevents+json' };
  const as = token === undefined ? 'producer' : { token };
  return service.ask('/v1/events', { as, headers, ...(typeof event === 'string' ? { raw: event } : { body: event }) });
}
