/** Where threads that prepare records cannot start, events are prepared all the same, and the log says once why that is slower. */
import { Logger } from '@nestjs/common';
import { Preparing } from '../../src/recording/preparing.js';
import { PreparingThread } from '../../src/recording/preparing-thread.js';
import type { Unread } from '../../src/recording/sent-events.js';
import { TestClock } from '../support/small-ledger.js';

const by = { id: 'token-1', sources: ['/tests'] };
const lines = Array.from({ length: 16 }, () => ({ bytes: Buffer.from('{}'), size: 2 }));
const group: Unread = { form: 'lines', lines };

/** Without memory a thread ends before it is ready. */
function withoutMemory(unstarted: (detail: string) => void): PreparingThread {
  const thread = new PreparingThread(unstarted);
  void thread.stop();
  return thread;
}

function withoutThreads(): never {
  throw new Error('Resource temporarily unavailable');
}

afterEach(() => Logger.overrideLogger(false));

it.each([
  ['end before they are ready', withoutMemory, 'It has ended.'],
  ['are refused by the system', withoutThreads, 'Resource temporarily unavailable'],
])('threads that %s', async (_, begin, reason) => {
  const told: unknown[] = [];
  Logger.overrideLogger({ log: () => undefined, warn: () => undefined, error: (entry) => told.push(entry) });
  const clock = new TestClock();
  let tries = 0;
  const preparing = new Preparing(clock, (unstarted) => {
    tries++;
    return begin(unstarted);
  });
  const groups = async (): Promise<void> => {
    for (let count = 0; count < 5; count++) {
      const [turn] = preparing.turnsOf(group, by, []);
      expect((await turn)?.judged).toHaveLength(lines.length);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  await groups();
  const first = tries;
  expect(first).toBeGreaterThan(0);
  await groups();
  expect(tries).toBe(first);
  clock.at += 60_000;
  await groups();
  expect(tries).toBe(2 * first);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ msg: expect.stringMatching(/memory and of pids/) });
  expect(told[0]).toMatchObject({ msg: expect.stringContaining(reason) });
  await preparing.onApplicationShutdown();
});
