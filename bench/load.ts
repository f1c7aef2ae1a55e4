/** The load generator, a process of its own: sends decision events whose bodies are made before the clock runs. Asked and answered by messages. */
import { Connection } from './connection.js';
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
  const head = [
    'POST /v1/events HTTP/1.1',
    `host: ${new URL(url).host}`,
    `authorization: Bearer ${token}`,
    `content-type: ${mediaTypes[form]}`,
  ].join('\r\n');
  const requests = Array.from({ length: Math.floor(events / each) }, () =>
    request(head, form, body(form, each, people)),
  );
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.to(url)));
  const times: number[] = [];
  let recorded = 0;
  const start = performance.now();
  const send = async (connection: Connection): Promise<void> => {
    while (performance.now() - start < milliseconds) {
      const next = requests.pop();
      if (next === undefined) return;
      const before = performance.now();
      const { status, text } = await connection.send(next);
      times.push(performance.now() - before);
      const done = form === 'single' ? (status === 201 ? 1 : 0) : Object(JSON.parse(text)).recorded;
      if (done !== each) throw new Error(`${status}: ${text.slice(0, 500)}`);
      recorded += done;
    }
  };
  await Promise.all(open.map(send));
  const seconds = (performance.now() - start) / 1000;
  for (const connection of open) connection.close();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { events: recorded, perSecond: recorded / seconds, p50: at(0.5), p99: at(0.99), seconds };
}

/** As it goes over the wire: a stream is sent in pieces, as one whose length nobody knows. */
function request(head: string, form: Load['form'], body: Buffer): readonly Buffer[] {
  if (form !== 'ndjson')
    return [Buffer.concat([Buffer.from(`${head}\r\ncontent-length: ${body.length}\r\n\r\n`), body])];
  return [Buffer.from(`${head}\r\ntransfer-encoding: chunked\r\n\r\n`), ...chunks(body), Buffer.from('0\r\n\r\n')];
}

function body(form: Load['form'], each: number, people: number): Buffer {
  const made = Array.from({ length: each }, () => decisionEvent(people));
  if (form === 'single') return Buffer.from(JSON.stringify(made[0]));
  if (form === 'batch') return Buffer.from(JSON.stringify(made));
  return Buffer.from(`${made.map((event) => JSON.stringify(event)).join('\n')}\n`);
}

function* chunks(whole: Buffer): Generator<Buffer> {
  for (let start = 0; start < whole.length; start += 65_536) {
    const piece = whole.subarray(start, start + 65_536);
    yield Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);
  }
}
