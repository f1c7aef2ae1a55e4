/** Protection: erasure and legal holds, from the request to the certificate. */
import { Module } from '@nestjs/common';
import { ProjectionsModule } from '../projections/projections.module.js';
import { RecordingModule } from '../recording/recording.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { ApplyErasures } from './apply-erasures.js';
import { AuditRetention } from './audit-retention.js';
import { ExportController } from './export.controller.js';
import { ExportDataHandler } from './export-data.js';
import { Persons } from './persons.js';
import { ProtectConsumerHandler } from './protect-consumer.js';
import { ProtectionController } from './protection.controller.js';
import { ProtectionOfHandler } from './protection-of.js';

@Module({
  imports: [VaultModule, RecordingModule, ProjectionsModule],
  controllers: [ProtectionController, ExportController],
  providers: [ApplyErasures, AuditRetention, Persons, ProtectConsumerHandler, ProtectionOfHandler, ExportDataHandler],
  exports: [Persons],
})
export class ProtectionModule {}
