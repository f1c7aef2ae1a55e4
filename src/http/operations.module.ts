/** What operations need: health, readiness, metrics. */
import { Global, Module } from '@nestjs/common';
import { VaultModule } from '../vault/vault.module.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { ReadinessCheck } from './readiness.js';

@Global()
@Module({
  imports: [VaultModule],
  controllers: [HealthController],
  providers: [ReadinessCheck, Metrics],
  exports: [Metrics],
})
export class OperationsModule {}
