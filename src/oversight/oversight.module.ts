/** What auditors and support look through: decisions, fairness, people, replays, raw records with their live tail, producers. */
import { Module } from '@nestjs/common';
import { AnswersModule } from '../answers/answers.module.js';
import { LogModule } from '../log/log.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { CheckEventHandler } from './check-event.js';
import { ChecksController } from './checks.controller.js';
import { ListConsumerDecisionsHandler, ReadTimelineHandler } from './consumer-timeline.js';
import { ConsumersController } from './consumers.controller.js';
import { DecisionsController } from './decisions.controller.js';
import { FairnessController } from './fairness.controller.js';
import { FindingsController } from './findings.controller.js';
import { ListFindingsHandler } from './list-findings.js';
import { ListSourcesHandler } from './list-sources.js';
import { LookUpConsumerHandler } from './look-up-consumer.js';
import { MeasureFairnessHandler } from './measure-fairness.js';
import { MessagesController } from './messages.controller.js';
import { ReadMessageHandler } from './read-message.js';
import { ReadOverviewHandler } from './read-overview.js';
import { ReadRecordsHandler } from './read-records.js';
import { RecordsController } from './records.controller.js';
import { RegistersController } from './registers.controller.js';
import { ListRegisterHandler, ReadRegisteredHandler } from './registers.js';
import { ReplayDecisionHandler } from './replay-decision.js';
import { SearchDecisionsHandler } from './search-decisions.js';
import { SettleFindingHandler } from './settle-finding.js';
import { SourcesController } from './sources.controller.js';
import { LiveTails, TailRecordsHandler } from './tail-records.js';

@Module({
  imports: [LogModule, VaultModule, AnswersModule],
  controllers: [
    DecisionsController,
    FairnessController,
    ConsumersController,
    RecordsController,
    SourcesController,
    MessagesController,
    RegistersController,
    ChecksController,
    FindingsController,
  ],
  providers: [
    SearchDecisionsHandler,
    MeasureFairnessHandler,
    LookUpConsumerHandler,
    ReadOverviewHandler,
    ReadTimelineHandler,
    ListConsumerDecisionsHandler,
    ReplayDecisionHandler,
    LiveTails,
    ReadRecordsHandler,
    TailRecordsHandler,
    ListSourcesHandler,
    ReadMessageHandler,
    ListRegisterHandler,
    ReadRegisteredHandler,
    CheckEventHandler,
    ListFindingsHandler,
    SettleFindingHandler,
  ],
})
export class OversightModule {}
