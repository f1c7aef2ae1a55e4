/** The way in: events are read, judged, sealed and handed to the log. */
import { Module } from '@nestjs/common';
import { VaultModule } from '../vault/vault.module.js';
import { Admission } from './admission.js';
import { EventsController } from './events.controller.js';
import { Intake } from './intake.js';
import { OwnEvents } from './own-events.js';
import { Preparing } from './preparing.js';
import { RecordEventsHandler } from './record-events.js';

@Module({
  imports: [VaultModule],
  controllers: [EventsController],
  providers: [Admission, Preparing, Intake, RecordEventsHandler, OwnEvents],
  exports: [Admission, OwnEvents],
})
export class RecordingModule {}
