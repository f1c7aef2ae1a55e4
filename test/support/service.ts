/** The whole service on a data folder of its own, with a token for each role; without a network, through Fastify's own injection. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Role } from '../../src/access/roles.js';
import { Tokens } from '../../src/access/tokens.js';
import { readConfig } from '../../src/config.js';
import { createService } from '../../src/main.js';
import { ReadModels } from '../../src/projections/projection.js';
import { logUnderTest } from './eventstoredb-server.js';

const MODELS_WITHIN_MS = 20_000;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
  json<T = Record<string, never>>(): T;
}

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'HEAD' | 'PUT' | 'DELETE' | 'PATCH';
  readonly as?: Role | { readonly token: string };
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of `body`: what no serializer would write. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export class Service {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly data: string,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly tokens: Map<Role, string>,
  ) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<Service> {
    const data = mkdtempSync(join(tmpdir(), 'ledger-service-'));
    const service = await Service.#open(data, environment, new Map());
    await service.#firstReadModels();
    return service;
  }

  static async #open(data: string, environment: Readonly<Record<string, string>>, tokens: Map<Role, string>) {
    const app = await createService(
      readConfig({ LEDGER_DATA: data, LEDGER_LOG_LEVEL: 'silent', ...logUnderTest(data), ...environment }),
    );
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new Service(app, data, environment, tokens);
  }

  /** Reading routes rightly answer 503 until the worker has made the first read models; a busy machine needs a moment for that. */
  async #firstReadModels(): Promise<void> {
    const models = this.app.get(ReadModels);
    const deadline = performance.now() + MODELS_WITHIN_MS;
    for (;;) {
      try {
        models.get('SELECT 1');
        return;
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await setTimeout(5);
      }
    }
  }

  /** Asks as a role, with a purpose. */
  async ask(url: string, { method, as = 'support', body, raw, headers = {} }: Asked = {}): Promise<Answer> {
    const token = typeof as === 'string' ? await this.tokenOf(as) : as.token;
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const answer = await this.app.inject({
      method: method ?? (payload === undefined ? 'GET' : 'POST'),
      url,
      headers: {
        authorization: `Bearer ${token}`,
        'x-purpose': 'test',
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload !== undefined && { payload }),
    });
    const { statusCode: status, body: text } = answer;
    return { status, body: text, headers: answer.headers, json: () => JSON.parse(text) };
  }

  /** Records events and answers with the position to wait for. */
  async record(...events: readonly object[]): Promise<string> {
    const headers = { 'content-type': 'application/cloudevents-batch+json' };
    const body = events.map((event) => ({ specversion: '1.0', ...event }));
    const answer = await this.ask('/v1/events', { as: 'producer', body, headers });
    const { recorded, position } = answer.json<{ recorded: number; position: string }>();
    if (answer.status !== 200 || recorded !== events.length) throw new Error(answer.body);
    return position;
  }

  /** Ends it and starts it again on the same folder, with another configuration and what a test does in between. */
  async restart(environment: Readonly<Record<string, string>> = {}, between = (): void => undefined): Promise<Service> {
    await this.app.close();
    between();
    return Service.#open(this.data, { ...this.environment, ...environment }, this.tokens);
  }

  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Somebody else of this role. */
  async freshToken(role: Role): Promise<string> {
    return (await this.app.get(Tokens).create({ roles: [role] })).text;
  }

  /** A token of this role, made once. */
  async tokenOf(role: Role): Promise<string> {
    const known = this.tokens.get(role);
    if (known !== undefined) return known;
    const sources = role === 'producer' ? ['*'] : [];
    const { text } = await this.app.get(Tokens).create({ roles: [role], sources });
    this.tokens.set(role, text);
    return text;
  }
}
