/** What auditors and support look through: decisions, people, replays. */
import { Module } from '@nestjs/common';
import { AnswersModule } from '../answers/answers.module.js';
import { LogModule } from '../log/log.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { ListConsumerDecisionsHandler, ReadTimelineHandler } from './consumer-timeline.js';
import { ConsumersController } from './consumers.controller.js';
import { DecisionsController } from './decisions.controller.js';
import { LookUpConsumerHandler } from './look-up-consumer.js';
import { ReadOverviewHandler } from './read-overview.js';
import { ReplayDecisionHandler } from './replay-decision.js';
import { SearchDecisionsHandler } from './search-decisions.js';

@Module({
  imports: [LogModule, VaultModule, AnswersModule],
  controllers: [DecisionsController, ConsumersController],
  providers: [
    SearchDecisionsHandler,
    LookUpConsumerHandler,
    ReadOverviewHandler,
    ReadTimelineHandler,
    ListConsumerDecisionsHandler,
    ReplayDecisionHandler,
  ],
})
export class OversightModule {}
