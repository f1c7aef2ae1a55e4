/** Provides the read models and the runner that keeps them. */
import { Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config.js';
import { Waiting } from '../http/waiting.js';
import { generationsFolder } from './generations.js';
import { ReadModels } from './projection.js';
import { Runner } from './runner.js';
import { SqliteReadModels } from './sqlite-read-models.js';

/** Closes the read models when everything that reads them has stopped. */
@Injectable()
class ReadModelsLifetime implements OnApplicationShutdown {
  constructor(@Inject(ReadModels) private readonly models: ReadModels) {}

  onApplicationShutdown(): void {
    this.models.close();
  }
}

@Global()
@Module({
  providers: [
    Runner,
    {
      provide: ReadModels,
      useFactory: (config: Config) => new SqliteReadModels(generationsFolder(config.data)),
      inject: [Config],
    },
    ReadModelsLifetime,
    Waiting,
  ],
  exports: [ReadModels, Runner],
})
export class ProjectionsModule {}
