/** The house: its rooms in the order in which an event walks through them. */
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccessModule } from './access/access.module.js';
import { AnswersModule } from './answers/answers.module.js';
import { Config } from './config.js';
import { ErrorsController } from './http/errors.controller.js';
import { OperationsModule } from './http/operations.module.js';
import { ProblemDetailsFilter } from './http/problem-details.js';
import { SchemasController } from './http/schemas.controller.js';
import { InquiriesModule } from './inquiries/inquiries.module.js';
import { LogModule } from './log/log.module.js';
import { OversightModule } from './oversight/oversight.module.js';
import { OwnPageModule } from './own-page/own-page.module.js';
import { ProjectionsModule } from './projections/projections.module.js';
import { ProofModule } from './proof/proof.module.js';
import { ProtectionModule } from './protection/protection.module.js';
import { Clock, Randomness } from './record/clock.js';
import { RecordingModule } from './recording/recording.module.js';
import { VaultModule } from './vault/vault.module.js';

@Global()
@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        LogModule,
        VaultModule,
        AccessModule,
        RecordingModule,
        ProjectionsModule,
        AnswersModule,
        OversightModule,
        ProofModule,
        ProtectionModule,
        OwnPageModule,
        InquiriesModule,
        OperationsModule,
      ],
      controllers: [SchemasController, ErrorsController],
      providers: [
        { provide: Config, useValue: config },
        Clock,
        Randomness,
        { provide: APP_FILTER, useClass: ProblemDetailsFilter },
      ],
      exports: [Config, Clock, Randomness],
    };
  }
}
