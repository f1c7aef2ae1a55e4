/** The load generator, a process of its own: sends decision events whose bodies are made before the clock runs. Asked and answered by messages. */
import { Readable } from 'node:stream';
import { Pool } from 'undici';
import { decisionEvent } from './decisions.js';

export interface Load {
  readonly url: string;
  readonly token: string;
  readonly form: 'single' | 'batch' | 'ndjson';
  readonly connections: number;
  /** Events a request. */
  readonly each: number;
  /** It ends when this time is over, or earlier when all that was made beforehand is sent. */
  readonly milliseconds: number;
  /** Most events to make. */
  readonly events: number;
  /** Consumers whom the decisions are about. */
  readonly people: number;
}

export interface Loaded {
  /** Events recorded. */
  readonly events: number;
  readonly perSecond: number;
  /** Milliseconds of a request. */
  readonly p50: number;
  readonly p99: number;
  /** A short run means that too few bodies were made. */
  readonly seconds: number;
}

const mediaTypes = {
  single: 'application/cloudevents+json',
  batch: 'application/cloudevents-batch+json',
  ndjson: 'application/x-ndjson',
} as const;

process.on('message', (load: Load) => {
  run(load).then(
    (loaded) => process.send?.(loaded),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function run({ url, token, form, connections, each, milliseconds, events, people }: Load): Promise<Loaded> {
  const bodies = Array.from({ length: Math.floor(events / each) }, () => body(form, each, people));
  const pool = new Pool(url, { connections, pipelining: 1 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': mediaTypes[form] };
  const times: number[] = [];
  let recorded = 0;
  const start = performance.now();
  const send = async (): Promise<void> => {
    while (performance.now() - start < milliseconds) {
      const next = bodies.pop();
      if (next === undefined) return;
      const before = performance.now();
      const response = await pool.request({
        method: 'POST',
        path: '/v1/events',
        headers,
        body: form === 'ndjson' ? Readable.from(pieces(next)) : next,
      });
      const answer = (await response.body.json()) as { recorded?: number };
      times.push(performance.now() - before);
      const done = form === 'single' ? (response.statusCode === 201 ? 1 : 0) : (answer.recorded ?? 0);
      if (done !== each) throw new Error(`${response.statusCode}: ${JSON.stringify(answer).slice(0, 500)}`);
      recorded += done;
    }
  };
  await Promise.all(Array.from({ length: connections }, send));
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { events: recorded, perSecond: recorded / seconds, p50: at(0.5), p99: at(0.99), seconds };
}

function body(form: Load['form'], each: number, people: number): Buffer {
  const made = Array.from({ length: each }, () => decisionEvent(people));
  if (form === 'single') return Buffer.from(JSON.stringify(made[0]));
  if (form === 'batch') return Buffer.from(JSON.stringify(made));
  return Buffer.from(`${made.map((event) => JSON.stringify(event)).join('\n')}\n`);
}

/** A stream arrives in pieces. */
function* pieces(whole: Buffer): Generator<Buffer> {
  for (let start = 0; start < whole.length; start += 65_536) yield whole.subarray(start, start + 65_536);
}
