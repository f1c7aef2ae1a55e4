/** The service: the application on Fastify. */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstStart } from './access/first-start.js';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { harden, serverOptions } from './http/hardening.js';
import { Vault } from './vault/vault.js';

/** Builds the application without listening; tests call `inject` on it. */
export async function createService(config: Config): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter(serverOptions);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, { logger: false });
  await harden(app, config);
  app.enableShutdownHooks();
  return app;
}

/** Listens until a signal stops it. */
export async function serve(config: Config): Promise<void> {
  const app = await createService(config);
  for (const sentence of app.get(Vault).notices) process.stderr.write(`${sentence}\n`);
  const notice = await app.get(FirstStart).prepare();
  if (notice !== null) process.stderr.write(notice);
  await app.listen(config.port, config.host);
}
