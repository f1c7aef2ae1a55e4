import type { INestApplicationContext } from '@nestjs/common';
import { EventLog } from '../../src/log/event-log.js';
import { ReadModels } from '../../src/projections/projection.js';

/** Waits until the read models hold all that the log holds now, what the ledger itself recorded of reads included: they may be a fifth of a second behind. */
export async function caughtUp(app: INestApplicationContext): Promise<void> {
  const head = await app.get(EventLog).head();
  if (head !== null) await app.get(ReadModels).waitFor(head);
}
