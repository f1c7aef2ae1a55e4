/** Provides the log that the configuration names. */
import { join } from 'node:path';
import { Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config.js';
import { LedgerError } from '../record/ledger-error.js';
import { openEmbeddedLog } from './embedded-log.js';
import { EventLog } from './event-log.js';

/** Closes the log when everything that uses it has stopped. */
@Injectable()
class LogLifetime implements OnApplicationShutdown {
  constructor(@Inject(EventLog) private readonly log: EventLog) {}

  async onApplicationShutdown(): Promise<void> {
    await this.log.close();
  }
}

@Global()
@Module({
  providers: [{ provide: EventLog, useFactory: openLog, inject: [Config] }, LogLifetime],
  exports: [EventLog],
})
export class LogModule {}

/** @throws LedgerError `already-locked`, `unavailable`, `missing` or `corrupt`, naming the folder */
export async function openLog({ log, data, readOnly }: Config): Promise<EventLog> {
  switch (log.kind) {
    case 'embedded':
      return openEmbeddedLog(join(data, 'log'), { readOnly });
    case 'eventstoredb':
      throw new LedgerError('configuration', 'LEDGER_LOG=eventstoredb is not part of this build; use embedded.');
  }
}
