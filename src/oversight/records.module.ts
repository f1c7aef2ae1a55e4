/** Raw records, their live tail, and the producers they came from. */
import { Module } from '@nestjs/common';
import { ListSourcesHandler } from './list-sources.js';
import { ReadRecordsHandler } from './read-records.js';
import { RecordsController } from './records.controller.js';
import { SourcesController } from './sources.controller.js';
import { LiveTails, TailRecordsHandler } from './tail-records.js';

@Module({
  controllers: [RecordsController, SourcesController],
  providers: [LiveTails, ReadRecordsHandler, TailRecordsHandler, ListSourcesHandler],
})
export class RecordsModule {}
