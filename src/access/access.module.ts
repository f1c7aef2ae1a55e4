/** Who may call, and how fast: guards every route of the application. */
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { Config } from '../config.js';
import { RecordingModule } from '../recording/recording.module.js';
import { AccessController } from './access.controller.js';
import { Authentication } from './authentication.js';
import { ConsumerLinks } from './consumer-links.js';
import { FirstStart } from './first-start.js';
import { AccessGuard } from './guard.js';
import { ListReadsHandler } from './list-reads.js';
import { Oidc } from './oidc.js';
import { openTokenStore } from './open-token-store.js';
import { RateLimits } from './rate-limits.js';
import { Routes } from './routes.js';
import { TokenStore } from './token-store.js';
import { Tokens } from './tokens.js';
import { Unmasking } from './unmasking.js';

@Global()
@Module({
  imports: [DiscoveryModule, RecordingModule],
  controllers: [AccessController],
  providers: [
    { provide: TokenStore, inject: [Config], useFactory: openTokenStore },
    Tokens,
    ConsumerLinks,
    Oidc,
    Authentication,
    FirstStart,
    RateLimits,
    Routes,
    Unmasking,
    ListReadsHandler,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  // What records a read is made in the module of the route that declares it, so every module must find what it records with.
  exports: [Tokens, ConsumerLinks, FirstStart, Routes, Unmasking, RecordingModule],
})
export class AccessModule implements OnApplicationShutdown {
  constructor(@Inject(TokenStore) private readonly store: TokenStore) {}

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}
