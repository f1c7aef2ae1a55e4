import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { leafAt } from '../../src/projections/leaf.js';
import { ReadModels } from '../../src/projections/projection.js';
import { type RunningService, startService } from '../support/running-service.js';

let service: RunningService;
let auditor: string;
let producer: string;

beforeAll(async () => {
  service = await startService();
  auditor = await service.token('auditor');
  producer = await service.token('producer');
  await send(...Array.from({ length: 5 }, (_, index) => training(`a${index}`, `staff-${index % 2}`)), approval('b0'));
});

// Also with a connection that its client opened in advance, as undici does after a stream was cancelled.
afterAll(() => service.close());

const event = (id: string, type: string, data: object) => ({
  specversion: '1.0',
  id,
  source: 'https://hr.example',
  type,
  data,
});
const training = (id: string, personId: string) =>
  event(id, 'training.completed', {
    personId,
    course: 'AI ethics',
    version: '2025',
    validUntil: '2026-09-30T00:00:00Z',
  });
const approval = (id: string) => event(id, 'campaign.paused', { campaignId: 'run', by: 'staff-1', reason: 'a pause' });

async function send(...events: readonly object[]): Promise<string> {
  const answer = await fetch(`${service.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${producer}`, 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(events),
  });
  const { recorded, position } = (await answer.json()) as { recorded: number; position: string };
  expect(recorded).toBe(events.length);
  return position;
}

interface Line {
  readonly position: string;
  readonly revision: number;
  readonly leaf: number | null;
  readonly header: { readonly type: string; readonly stream: string; readonly recordedAt: string; readonly id: string };
}

async function read(
  query: string,
  headers: Record<string, string> = {},
): Promise<{ lines: Line[]; text: string; type: string | null }> {
  const answer = await fetch(`${service.url}/v1/records${query}`, {
    headers: { authorization: `Bearer ${auditor}`, ...headers },
  });
  const text = await answer.text();
  expect(answer.status).toBe(200);
  return {
    lines: text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
    text,
    type: answer.headers.get('content-type'),
  };
}

describe('GET /v1/records', () => {
  it('shows every record with its place, its header and body as they were hashed', async () => {
    const { lines, text, type } = await read('?wait=size:6&type=training.completed,campaign.paused');
    expect(type).toBe('application/x-ndjson');
    expect(lines.map((line) => line.header.type)).toEqual([...Array(5).fill('training.completed'), 'campaign.paused']);
    expect(lines.map((line) => line.leaf)).toEqual([0, 1, 2, 3, 4, 5]);
    const header = /"header":(\{.*?\}),"body":/.exec(text.split('\n')[0] ?? '')?.[1] ?? '';
    const [first] = await service.records();
    const proof = await fetch(`${service.url}/v1/records?stream=${first?.header.stream}`, {
      headers: { authorization: `Bearer ${auditor}` },
    });
    expect(await proof.text()).toContain(header);
    const leaf = leafAt(service.app.get(ReadModels), 0);
    expect(createHash('sha256').update(header).digest('hex')).toBe(Buffer.from(leaf?.digest ?? []).toString('hex'));
    expect(JSON.parse(header)).toEqual(first?.header);
  });

  it('shows one stream, one type, a span of positions or of recorded time', async () => {
    expect((await read('?stream=person-staff-1')).lines.map((line) => line.revision)).toEqual([0, 1]);
    expect((await read('?type=campaign.paused')).lines).toHaveLength(1);
    const all = (await read('?type=training.completed')).lines;
    const [from, to] = [all[1]?.position, all[3]?.position];
    expect((await read(`?from=${from}&to=${to}`)).lines.map((line) => line.position)).toEqual(
      all.slice(1, 4).map((line) => line.position),
    );
    const recordedAt = all[0]?.header.recordedAt ?? '';
    expect((await read(`?type=training.completed&from=${recordedAt}`)).lines).toHaveLength(5);
    expect((await read(`?to=${recordedAt}`)).lines).toEqual([]);
    expect((await read('?type=training.completed&to=2999-01-01')).lines).toHaveLength(5);
    expect((await read('?from=2999-01-01')).lines).toEqual([]);
  });

  it('records that somebody read in bulk, once', async () => {
    const { lines } = await read('?type=access.recorded');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line.header.stream === 'access-bulk')).toBe(true);
  });

  it.each(['?from=yesterday', '?stream=a%20b', '?colour=red'])('refuses %s', async (query) => {
    const answer = await fetch(`${service.url}/v1/records${query}`, {
      headers: { authorization: `Bearer ${auditor}` },
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it('is not for producers', async () => {
    const answer = await fetch(`${service.url}/v1/records`, { headers: { authorization: `Bearer ${producer}` } });
    expect(answer.status).toBe(403);
  });
});

describe('the live tail', () => {
  it('tells of each new record once it has its leaf, and goes on after the last one seen', async () => {
    const first = await tail({});
    const position = await send(training('t1', 'staff-9'), training('t2', 'staff-9'));
    const told = await first.take(2);
    expect(told.map((one) => one.data.header.stream)).toEqual(['person-staff-9', 'person-staff-9']);
    expect(told.every((one) => typeof one.data.leaf === 'number')).toBe(true);
    expect(told[1]?.id).toBe(position);
    await first.close();

    await send(training('t3', 'staff-9'));
    const again = await tail({ 'last-event-id': told[0]?.id ?? '' });
    const rest = await again.take(2);
    expect(rest.map((one) => one.data.revision)).toEqual([1, 2]);
    await again.close();
  });

  it('keeps to a span of time that has not ended, and to one that has not begun', async () => {
    const from = new Date(Date.now() + 1000).toISOString();
    const [now, later] = [await tail({}, '&to=2999-01-01'), await tail({}, `&from=${from}`)];
    const position = await send(training('t4', 'staff-9'));
    expect((await now.take(1)).map((one) => one.id)).toEqual([position]);
    await until(from);
    await send(training('t5', 'staff-9'));
    const [first] = await later.take(1);
    expect(first?.data.header.recordedAt.localeCompare(from)).toBeGreaterThanOrEqual(0);
    await Promise.all([now.close(), later.close()]);
  });

  it('ends with the first record beyond its span', async () => {
    const to = new Date(Date.now() + 1000).toISOString();
    const short = await tail({}, `&to=${to}`);
    await send(training('t6', 'staff-9'));
    await until(to);
    await send(training('t7', 'staff-9'));
    const told = await short.take(Number.POSITIVE_INFINITY);
    expect(told.every(({ data }) => data.header.recordedAt < to)).toBe(true);
    await short.close();
    const past = await tail({}, '&to=2020-01-01');
    expect(await past.take(Number.POSITIVE_INFINITY)).toEqual([]);
  });
});

/** A timer may ring a little early. */
const until = (instant: string) => setTimeout(Date.parse(instant) - Date.now() + 20);

interface Told {
  readonly id: string;
  readonly data: Line;
}

async function tail(headers: Record<string, string>, span = '') {
  const stop = new AbortController();
  const answer = await fetch(`${service.url}/v1/records?stream=person-staff-9${span}`, {
    headers: { authorization: `Bearer ${auditor}`, accept: 'text/event-stream', ...headers },
    signal: stop.signal,
  });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async take(count: number): Promise<Told[]> {
      for (;;) {
        const told = [...text.matchAll(/id: (\d+)\nevent: record\ndata: (.*)\n\n/g)].map(([, id = '', data = '']) => ({
          id,
          data: JSON.parse(data),
        }));
        if (told.length >= count) return told;
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) return told;
        text += value ?? '';
      }
    },
    close: async () => {
      await reader?.cancel().catch(() => undefined);
      stop.abort();
    },
  };
}
