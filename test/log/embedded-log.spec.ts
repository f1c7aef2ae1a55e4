import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedLog } from '../../src/log/embedded-log.js';
import { eventLogContract } from '../contract/event-log.contract.js';

const made = (chunkRecords?: number) => async () => {
  const folder = await mkdtemp(join(tmpdir(), 'log-'));
  return {
    open: () => openEmbeddedLog(folder, chunkRecords === undefined ? {} : { chunkRecords }),
    dispose: () => rm(folder, { recursive: true }),
  };
};

eventLogContract('embedded', made());

eventLogContract('embedded, with an index that is built and merged every few records', made(16));
