import { Service } from '../support/service.js';

let service: Service;

beforeAll(async () => {
  service = await Service.start();
});

afterAll(() => service.stop());

const served = (id: string) => ({
  id,
  source: 'https://shop.example/events',
  type: 'training.completed',
  data: { personId: 'staff-7', course: 'AI ethics', version: '2025', validUntil: '2026-09-30T00:00:00Z' },
});

describe('?wait= on a read', () => {
  it('shows a writer its own write', async () => {
    for (let round = 0; round < 10; round++) {
      const position = await service.record(served(`round-${round}`));
      const { items } = (await service.ask(`/v1/sources?wait=${position}`, { as: 'operator' })).json<{
        items: { records: number }[];
      }>();
      expect(items[0]?.records).toBe(round + 1);
    }
  });

  it('takes a tree size too', async () => {
    expect((await service.ask('/v1/sources?wait=size:1', { as: 'operator' })).status).toBe(200);
  });

  it.each(['x', '-1', 'size:x', '1&wait=2'])('refuses wait=%s', async (wait) => {
    const answer = await service.ask(`/v1/sources?wait=${wait}`, { as: 'operator' });
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([400, 'bad-request']);
  });

  it('keeps nobody waiting for a refusal', async () => {
    const answer = await service.ask('/v1/sources?wait=999999', { as: 'support' });
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([403, 'forbidden']);
  });

  it('answers not-yet after ten seconds', async () => {
    const answer = await service.ask('/v1/sources?wait=999999', { as: 'operator' });
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([504, 'not-yet']);
  });
});

describe('operations', () => {
  it('say that the service lives and is ready, and how far its read models are', async () => {
    const position = await service.record(served('ready'));
    await service.ask(`/v1/sources?wait=${position}`, { as: 'operator' });
    expect((await service.ask('/health/live')).json()).toEqual({ status: 'live' });
    const ready = await service.ask('/health/ready');
    expect(ready.status).toBe(200);
    expect(ready.json()).toMatchObject({
      status: 'ready',
      reasons: [],
      log: { writable: true },
      vault: { reachable: true },
      projections: { running: true, lag: { records: 0, seconds: 0 }, building: null },
    });
  });

  it('count for Prometheus', async () => {
    const { body, headers } = await service.ask('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    for (const name of [
      'ledger_ready 1',
      'ledger_log_position ',
      'ledger_projection_lag_records 0',
      'process_resident_memory_bytes',
    ])
      expect(body).toContain(name);
  });
});
