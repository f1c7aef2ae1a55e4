/** A whole service on a free port with a data folder of its own, and tokens for it. Nothing in it is replaced. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Role } from '../../src/access/roles.js';
import { Tokens } from '../../src/access/tokens.js';
import { definitionOf } from '../../src/catalogue/catalogue.js';
import { type Config, readConfig } from '../../src/config.js';
import { EventLog } from '../../src/log/event-log.js';
import { createService } from '../../src/main.js';
import { type CommittedRecord, decodeRecord, type StoredRecord } from '../../src/record/record.js';
import { logUnderTest } from './eventstoredb-server.js';

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly data: string;
  token(role: Role, sources?: readonly string[]): Promise<string>;
  /** Everything that was recorded, in order. */
  records(): Promise<readonly StoredRecord[]>;
  close(): Promise<void>;
}

export function dataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ledger-'));
}

/** @param data kept where it is given, else made and removed at the end */
export async function startService(data?: string, overrides: Partial<Config> = {}): Promise<RunningService> {
  const folder = data ?? dataFolder();
  const config = readConfig(
    { LEDGER_DATA: folder, LEDGER_PORT: '0', LEDGER_LOG_LEVEL: 'silent', ...logUnderTest(folder) },
    overrides,
  );
  const app = await createService(config);
  await app.listen(0, '127.0.0.1');
  return {
    app,
    url: await app.getUrl(),
    data: folder,
    async token(role, sources = ['*']) {
      const issued = await app.get(Tokens).create({ roles: [role], sources: role === 'producer' ? sources : [] });
      return issued.text;
    },
    async records() {
      const records: CommittedRecord[] = [];
      for await (const page of app.get(EventLog).readAll()) records.push(...page);
      return records.map(decodeRecord);
    },
    async close() {
      await app.close();
      if (data === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Answered {
  readonly status: number;
  readonly type: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: what a stranger's server answers is looked into freely
  readonly body: any;
  readonly headers: Headers;
}

export type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** Sends a body and reads the answer as JSON. */
export async function post(
  url: string,
  token: string,
  contentType: string,
  body: Body,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const streamed = body instanceof ReadableStream ? { duplex: 'half' as const } : {};
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...(contentType && { 'content-type': contentType }), ...headers },
    body,
    ...streamed,
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: text === '' ? null : JSON.parse(text),
    headers: response.headers,
  };
}

export const ONE = 'application/cloudevents+json';
export const BATCH = 'application/cloudevents-batch+json';
export const LINES = 'application/x-ndjson';

/** The catalogue's example of a type as an event with this id. */
export function exampleEvent(type: string, id: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { subject, time, data } = definitionOf(type)?.example ?? { data: {} };
  return {
    specversion: '1.0',
    id,
    source: '/shop',
    type,
    ...(subject && { subject }),
    ...(time && { time }),
    data,
    ...changes,
  };
}
