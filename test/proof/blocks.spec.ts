/** Verification reads a long log on several threads; what it finds must not depend on how many. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedReader } from '../../src/log/embedded-log.js';
import type { Block } from '../../src/proof/verification/block.js';
import { blocksHere, blocksOfThreads } from '../../src/proof/verification/blocks.js';
import { SmallLedger } from '../support/small-ledger.js';

let ledger: SmallLedger;
let folder: string;

beforeAll(async () => {
  ledger = await SmallLedger.open();
  await ledger.record(100);
  folder = join(ledger.copy(), 'log');
  using log = new DatabaseSync(join(folder, 'log.db'));
  log.exec('DROP TRIGGER record_is_never_changed; DROP TRIGGER record_is_never_deleted');
  log.exec("UPDATE record SET stream = 'decision-other' WHERE position IN (16, 17, 70)");
  log.exec('DELETE FROM record WHERE position BETWEEN 30 AND 50');
});
afterAll(() => ledger.close());

async function whole(blocks: AsyncIterable<Block>) {
  const all: Block[] = [];
  for await (const block of blocks) all.push(block);
  return {
    places: all.flatMap(({ places }) => [...places]),
    hashes: Buffer.concat(all.map(({ hashes }) => hashes)).toString('hex'),
    problems: all.flatMap(({ problems }) => problems),
    count: all.reduce((sum, { problemCount }) => sum + problemCount, 0),
  };
}

describe('the blocks of a log', () => {
  it('are the same, in the same order, on one thread and on several', async () => {
    const log = openEmbeddedReader({ folder, head: null });
    const alone = await whole(blocksHere(log, 100));
    await log.close();
    expect(alone.places).toHaveLength(4 * 79);
    expect(alone.problems.map(({ code, position }) => [code, position])).toEqual([
      ['column', 16],
      ['column', 17],
      ['column', 70],
    ]);
    for (const threads of [1, 2, 3])
      expect(await whole(blocksOfThreads({ kind: 'embedded', folder, head: null }, 100, threads, 16))).toEqual(alone);
  });

  it('say where a thread could not read', async () => {
    const { value } = await blocksOfThreads(
      { kind: 'embedded', folder: join(folder, 'nowhere'), head: null },
      100,
      2,
      16,
    ).next();
    expect(value).toMatchObject({ count: 0, unreadable: expect.any(String) });
  });
});
