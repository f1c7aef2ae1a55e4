/** The real EventStoreDB that the environment names; without one, what needs it is skipped, loudly. */
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';

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

/**
 * The log of a whole service under test: the embedded one, or with LEDGER_TEST_LOG=eventstoredb the server's, each data folder a ledger of its own.
 */
export function logUnderTest(data: string): Readonly<Record<string, string>> {
  if (process.env.LEDGER_TEST_LOG !== 'eventstoredb') return {};
  if (eventStoreDb === '') throw new Error('LEDGER_TEST_LOG=eventstoredb needs LEDGER_EVENTSTOREDB (esdb://…).');
  return { LEDGER_LOG: 'eventstoredb', LEDGER_EVENTSTOREDB: eventStoreDb, LEDGER_NAME: `test-${basename(data)}` };
}
