import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedLog } from '../../src/log/embedded-log.js';
import { eventLogContract } from '../contract/event-log.contract.js';

// Chunks this small bring every part of the index into play: memory, runs, merged runs.
eventLogContract('embedded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'log-'));
  return {
    open: () => openEmbeddedLog(folder, { chunkRecords: 16 }),
    dispose: () => rm(folder, { recursive: true }),
  };
});
