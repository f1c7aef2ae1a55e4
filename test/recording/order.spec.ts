/** What one request sends stands in the log in the order in which it was sent, although groups of it are prepared side by side. */
import { BATCH, exampleEvent, LINES, post, type RunningService, startService } from '../support/running-service.js';

describe('the order of a long request', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  it.each([
    [LINES, (events: readonly object[]) => events.map((event) => JSON.stringify(event)).join('\n')],
    [BATCH, (events: readonly object[]) => JSON.stringify(events)],
  ])('is kept in the log: %s', async (type, bodyOf) => {
    const name = type.slice('application/'.length, 20);
    // Groups about new people wait for the vault; those about nobody do not, and must not overtake.
    const events = Array.from({ length: 1_024 }, (_, at) =>
      at % 256 < 128
        ? exampleEvent('notice.served', `${name}-${at}`, { subject: `crm:${name}-${at}` })
        : exampleEvent('campaign.ended', `${name}-${at}`),
    );
    const answer = await post(`${service.url}/v1/events`, await service.token('producer'), type, bodyOf(events));
    expect(answer.body).toMatchObject({ recorded: events.length });
    const ids = (await service.records()).map(({ header }) => header.eventId).filter((id) => id.startsWith(`${name}-`));
    expect(ids).toEqual(events.map(({ id }) => id));
  });

  it('is kept where one stream gets more at once than an append holds', async () => {
    const events = Array.from({ length: 12 }, (_, at) =>
      exampleEvent('campaign.ended', `large-${at}`, { note: 'x'.repeat(200_000) }),
    );
    const answer = await post(
      `${service.url}/v1/events`,
      await service.token('producer'),
      BATCH,
      JSON.stringify(events),
    );
    expect(answer).toMatchObject({ status: 200, body: { recorded: 12, rejectedCount: 0 } });
    const ids = (await service.records()).map(({ header }) => header.eventId).filter((id) => id.startsWith('large-'));
    expect(ids).toEqual(events.map(({ id }) => id));
  });
});
