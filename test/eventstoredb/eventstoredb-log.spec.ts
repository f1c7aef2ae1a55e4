import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStoreDbLog } from '../../src/log/eventstoredb-log.js';
import { eventLogContract } from '../contract/event-log.contract.js';
import { describeWithEventStoreDb, eventStoreDb, freshLedgerName } from '../support/eventstoredb-server.js';

describeWithEventStoreDb('EventStoreDB', () => {
  // Chunks this small bring every part of the index into play: memory, runs, merged runs.
  eventLogContract('eventstoredb', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'log-'));
    const source = { connection: eventStoreDb, name: freshLedgerName() };
    return {
      open: () => openEventStoreDbLog(source, folder, { chunkRecords: 16 }),
      dispose: () => rm(folder, { recursive: true }),
    };
  });
});
