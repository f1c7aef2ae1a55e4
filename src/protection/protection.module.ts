/** Protection: erasure and legal holds, from the request to the certificate. */
import { Module } from '@nestjs/common';
import { AnswersModule } from '../answers/answers.module.js';
import { ProjectionsModule } from '../projections/projections.module.js';
import { RecordingModule } from '../recording/recording.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { ApplyErasures } from './apply-erasures.js';
import { AuditRetention } from './audit-retention.js';
import { ErasureEvidenceHandler } from './erasure-evidence.js';
import { ExportController } from './export.controller.js';
import { ExportDataHandler } from './export-data.js';
import { MasterKeyAnnouncement } from './master-key-announcement.js';
import { Persons } from './persons.js';
import { ProtectConsumerHandler } from './protect-consumer.js';
import { ProtectionController } from './protection.controller.js';
import { ProtectionOfHandler } from './protection-of.js';
import { RedactRecordHandler } from './redact-record.js';
import { RedactionController } from './redaction.controller.js';

@Module({
  imports: [AnswersModule, VaultModule, RecordingModule, ProjectionsModule],
  controllers: [ProtectionController, ExportController, RedactionController],
  providers: [
    ApplyErasures,
    AuditRetention,
    Persons,
    ProtectConsumerHandler,
    ProtectionOfHandler,
    ErasureEvidenceHandler,
    MasterKeyAnnouncement,
    ExportDataHandler,
    RedactRecordHandler,
  ],
  exports: [Persons],
})
export class ProtectionModule {}
