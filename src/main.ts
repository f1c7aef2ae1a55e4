/** The service: the application on Fastify, from its start to its end. */
import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstStart } from './access/first-start.js';
import { announceAddress } from './access/local-service.js';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { readBodies } from './http/bodies.js';
import { serveConsole } from './http/console.js';
import { harden, serverOptions } from './http/hardening.js';
import { JsonLogger } from './http/json-logger.js';
import { describe } from './http/openapi.js';
import { refuseUnknownRoutes } from './http/unknown-routes.js';
import { refuseUnfinished } from './moving/unfinished.js';
import { Randomness } from './record/clock.js';
import { Vault } from './vault/vault.js';

// Where objects outlive a collection of young ones, V8 takes those made at the same place for long-lived and makes them old from then on. Events in
// flight are no such thing: dead old objects would keep young ones alive until the next full collection, and full collections come ten times as often.
setFlagsFromString('--no-allocation-site-pretenuring');

/** Builds the application without listening; tests call `inject` on it. */
export async function createService(config: Config): Promise<NestFastifyApplication> {
  refuseUnfinished(config.data);
  const randomness = new Randomness();
  const genReqId = (): string => Buffer.from(randomness.bytes(16)).toString('hex');
  const adapter = new FastifyAdapter({ ...serverOptions, genReqId });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, {
    logger: new JsonLogger(config),
    bodyParser: false,
    // A start that fails is told by whoever called, in one readable sentence.
    abortOnError: false,
  });
  refuseUnknownRoutes(app);
  readBodies(app);
  harden(app, config);
  describe(app);
  await serveConsole(app);
  announceAddress(app, config);
  return app;
}

/** The same application without HTTP, for commands. Whoever opens it closes it. */
export async function openApplication(config: Config): Promise<INestApplicationContext> {
  refuseUnfinished(config.data);
  return NestFactory.createApplicationContext(AppModule.with(config), {
    logger: new JsonLogger(config),
    abortOnError: false,
  });
}

/** Listens until a signal stops it; what is in flight then is answered first. */
export async function serve(config: Config): Promise<void> {
  const app = await createService(config);
  // Ended by a signal it was asked to end by: exit code 0, once all is closed.
  app.enableShutdownHooks([], { useProcessExit: true });
  for (const sentence of app.get(Vault).notices) process.stdout.write(`${sentence}\n`);
  const notice = await app.get(FirstStart).prepare();
  if (notice !== null) process.stdout.write(notice);
  await app.listen(config.port, config.host);
  const url = await app.getUrl();
  process.stdout.write(started(config, url));
  new Logger('service').log({ msg: 'listening', url, log: config.log.kind, vault: config.vault.kind });
}

function started(config: Config, url: string): string {
  return [
    `The ledger listens at ${url}`,
    `  data      ${config.data}`,
    `  log       ${config.log.kind}`,
    `  vault     ${config.vault.kind}`,
    `  tokens    ${config.oidc === null ? 'API tokens' : `API tokens, and ${config.oidc.issuer}`}`,
    `  console   ${url}/console/`,
    `  docs      ${url}/docs`,
    '',
  ].join('\n');
}
