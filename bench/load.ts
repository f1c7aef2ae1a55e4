/** The load generator, a process of its own: sends decision events whose bodies are made before the clock runs. Asked and answered by messages. */
import { Readable } from 'node:stream';
import { type Dispatcher, Pool } from 'undici';
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
      const body = form === 'ndjson' ? Readable.from(pieces(next)) : next;
      const { status, text } = await answerOf(pool, { method: 'POST', path: '/v1/events', headers, body });
      times.push(performance.now() - before);
      const done = form === 'single' ? (status === 201 ? 1 : 0) : Object(JSON.parse(text)).recorded;
      if (done !== each) throw new Error(`${status}: ${text.slice(0, 500)}`);
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

/** Without a stream for each answer: what the generator computes is taken from the service, for both run on the same machine. */
function answerOf(
  pool: Pool,
  request: Dispatcher.DispatchOptions,
): Promise<{ readonly status: number; readonly text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ readonly status: number; readonly text: string }>();
  const chunks: Buffer[] = [];
  let status = 0;
  pool.dispatch(request, {
    // Asked for by undici's check of handlers.
    onRequestStart() {},
    onResponseStart(_controller, statusCode) {
      status = statusCode;
    },
    onResponseData(_controller, chunk) {
      chunks.push(chunk);
    },
    onResponseEnd() {
      resolve({ status, text: Buffer.concat(chunks).toString() });
    },
    onResponseError(_controller, error) {
      reject(error);
    },
  });
  return promise;
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
