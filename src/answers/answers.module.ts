/** The room of answers. */
import { Module } from '@nestjs/common';
import { VaultModule } from '../vault/vault.module.js';
import { ExplainDecisionHandler, Explainer } from './explain-decision.js';
import { ExplanationController } from './explanation.controller.js';
import { Gatherer } from './gather.js';
import { CaseReader } from './read-case.js';
import { RecordReader } from './record-reader.js';

@Module({
  imports: [VaultModule],
  controllers: [ExplanationController],
  providers: [RecordReader, Gatherer, CaseReader, Explainer, ExplainDecisionHandler],
  exports: [RecordReader, Gatherer, CaseReader, Explainer],
})
export class AnswersModule {}
