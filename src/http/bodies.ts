/** How request bodies are read: events as raw bytes or as a stream, everything else as JSON read as carefully as events are. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { isOwnPage } from '../access/guard.js';
import { LedgerError } from '../record/ledger-error.js';
import { Admission } from '../recording/admission.js';
import { parseJson } from '../recording/json-text.js';
import { MAX_BATCH_BYTES } from '../recording/sent-events.js';

const EVENTS = '/v1/events';
/** A request of the witness protocol (C2SP tlog-witness) is text, and names no content type that could be relied on. */
const RAW = [EVENTS, '/witness/add-checkpoint'];
const MAX_JSON_BYTES = 1024 * 1024;
/** The forms of a person's own page. */
const FORM = 'application/x-www-form-urlencoded';
const MAX_FORM_BYTES = 64 * 1024;
const CLOUD_EVENTS = ['application/cloudevents+json', 'application/cloudevents-batch+json'];
const STREAMS = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'];

/** To be called on an application that was created with `bodyParser: false`, before it listens. */
export function readBodies(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const admission = app.get(Admission);
  fastify.removeAllContentTypeParsers();
  // What is named here is found at once; `*` stands for all else, and what arrives under it is looked up and taken apart every time.
  for (const types of [['application/json', ...CLOUD_EVENTS], '*'])
    fastify.addContentTypeParser(
      types,
      { parseAs: 'buffer', bodyLimit: MAX_BATCH_BYTES },
      (request: FastifyRequest, body: Buffer, done: (error: Error | null, body?: unknown) => void) =>
        done(null, RAW.includes(request.routeOptions.url ?? '') ? body : readJson(request, body)),
    );
  for (const type of STREAMS)
    fastify.addContentTypeParser(type, async (request: FastifyRequest, stream: unknown) => {
      if (request.routeOptions.url === EVENTS) return stream;
      throw new LedgerError('unsupported-media-type', 'This is taken as application/json only.');
    });
  fastify.addContentTypeParser(
    FORM,
    { parseAs: 'string', bodyLimit: MAX_FORM_BYTES },
    async (request: FastifyRequest, body: string) => {
      if (isOwnPage(request.routeOptions.url)) return Object.fromEntries(new URLSearchParams(body));
      throw new LedgerError('unsupported-media-type', 'This is taken as application/json only.');
    },
  );
  fastify.addHook('preParsing', (request, reply, _payload, done) => {
    if (request.routeOptions.url !== EVENTS || request.method !== 'POST') return done();
    const length = Number(request.headers['content-length'] ?? Number.NaN);
    const isStream = STREAMS.some((type) => request.headers['content-type']?.startsWith(type));
    reply.raw.once('close', admission.enter(Number.isNaN(length) || isStream ? undefined : length));
    done();
  });
}

/** The body of every other route. An empty one is none. */
function readJson(request: FastifyRequest, body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new LedgerError('unsupported-media-type', 'This is taken as application/json only.');
  if (body.length > MAX_JSON_BYTES)
    throw new LedgerError('too-large', `The body has ${body.length} bytes; at most ${MAX_JSON_BYTES} are taken here.`);
  return parseJson(body);
}
