/** Provides the log that the configuration names. */
import { join } from 'node:path';
import { Global, Inject, Injectable, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config.js';
import { openEmbeddedLog } from './embedded-log.js';
import { EventLog } from './event-log.js';
import { openEventStoreDbLog } from './eventstoredb-log.js';

const logger = new Logger('log');

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
      return openEventStoreDbLog(log, join(data, 'log-index'), {
        readOnly,
        onAlarm: (alarm) => logger.error({ ...alarm, msg: alarm.detail }),
      });
  }
}
