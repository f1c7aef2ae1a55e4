/** Any byte of any stored record, changed by whoever has the file: whole-log verification finds it and names the position. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { verifyLedger } from '../../src/proof/verification/verify-ledger.js';
import { SmallLedger } from '../support/small-ledger.js';

const POSITION = 7;

let ledger: SmallLedger;

beforeAll(async () => {
  ledger = await SmallLedger.open();
  const { sealer, keys } = ledger.instance();
  await keys.announce(ledger.clock.now());
  await ledger.record(12);
  await sealer.seal();
});
afterAll(() => ledger.close());

/** @returns the positions that are named, by what was found there */
async function namedAfter(change: (log: DatabaseSync) => void): Promise<readonly (number | undefined)[]> {
  const data = ledger.copy();
  try {
    {
      using log = new DatabaseSync(join(data, 'log', 'log.db'));
      log.exec('DROP TRIGGER record_is_never_changed');
      change(log);
    }
    const config = { ...ledger.config, data, readOnly: true };
    const { intact, problems } = await verifyLedger({ config, keys: [], foreign: new Map(), readModels: false });
    expect(intact).toBe(false);
    return problems.map(({ position }) => position);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

describe('one flipped byte', () => {
  it.each(['header', 'body', 'id', 'stream'] as const)('of the column %s is found and named', async (column) => {
    const bytes = bytesOf(column);
    expect(bytes.length).toBeGreaterThan(5);
    for (let at = 0; at < bytes.length; at += Math.max(1, Math.floor(bytes.length / 12))) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ (1 + (at % 7));
      const value = column === 'stream' ? 'CAST(? AS TEXT)' : '?';
      const named = await namedAfter((log) => {
        log.prepare(`UPDATE record SET ${column} = ${value} WHERE position = ${POSITION}`).run(other);
      });
      expect([at, named.includes(POSITION)]).toEqual([at, true]);
    }
  });

  it('of the revision is found and named', async () => {
    const named = await namedAfter((log) => log.exec(`UPDATE record SET revision = 3 WHERE position = ${POSITION}`));
    expect(named).toContain(POSITION);
  });
});

function bytesOf(column: string): Buffer {
  using log = new DatabaseSync(join(ledger.data, 'log', 'log.db'), { readOnly: true });
  const row = log.prepare(`SELECT CAST(${column} AS BLOB) AS bytes FROM record WHERE position = ${POSITION}`).get();
  return row?.bytes instanceof Uint8Array ? Buffer.from(row.bytes) : Buffer.alloc(0);
}
