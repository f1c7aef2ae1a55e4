/** The room of answers. */
import { Module } from '@nestjs/common';
import { VaultModule } from '../vault/vault.module.js';
import { ExplainDecisionHandler, Explainer } from './explain-decision.js';
import { ExplanationController } from './explanation.controller.js';
import { Gatherer } from './gather.js';
import { RecordReader } from './record-reader.js';

@Module({
  imports: [VaultModule],
  controllers: [ExplanationController],
  providers: [RecordReader, Gatherer, Explainer, ExplainDecisionHandler],
  exports: [RecordReader, Gatherer, Explainer],
})
export class AnswersModule {}
