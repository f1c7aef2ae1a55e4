/** The person themself: their access report, the link to their own page, and what they do there. */
import { Module } from '@nestjs/common';
import { AnswersModule } from '../answers/answers.module.js';
import { OversightModule } from '../oversight/oversight.module.js';
import { ProtectionModule } from '../protection/protection.module.js';
import { RecordingModule } from '../recording/recording.module.js';
import { IssueLinkHandler } from './issue-link.js';
import { OwnPageController } from './own-page.controller.js';
import { TakeOwnStepHandler } from './own-steps.js';
import { ReadReportHandler } from './person-report.js';
import { ReportController } from './report.controller.js';

@Module({
  imports: [AnswersModule, OversightModule, ProtectionModule, RecordingModule],
  controllers: [OwnPageController, ReportController],
  providers: [IssueLinkHandler, ReadReportHandler, TakeOwnStepHandler],
})
export class OwnPageModule {}
