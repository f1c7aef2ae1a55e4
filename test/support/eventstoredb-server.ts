/** The real EventStoreDB that the environment names; without one, what needs it is skipped, loudly. */
import { randomUUID } from 'node:crypto';

export const eventStoreDb = process.env.LEDGER_EVENTSTOREDB ?? '';

/** `describe`, or a loud skip where there is no server. */
export function describeWithEventStoreDb(name: string, tests: () => void): void {
  if (eventStoreDb === '') {
    process.stderr.write(`\nSKIPPED: ${name}. Set LEDGER_EVENTSTOREDB to a real server (esdb://…) to run it.\n`);
    describe.skip(name, tests);
  } else describe(name, tests);
}

/** A ledger's name that no other test uses. */
export function freshLedgerName(): string {
  return `test-${randomUUID()}`;
}
