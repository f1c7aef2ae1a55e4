/** `kill -9` at any moment under load: after the restart everything that was acknowledged is there, once. */
import { rmSync } from 'node:fs';
import { runCommand } from '../support/command-line.js';
import { startProcess } from '../support/killed-service.js';
import { BATCH, dataFolder, exampleEvent, post, startService } from '../support/running-service.js';

const KILLS = 20;
const BATCH_SIZE = 20;

let folder: string;
beforeEach(() => {
  folder = dataFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const decision = exampleEvent('decision.made', '');
function batchOf(name: string): string {
  const events = Array.from({ length: BATCH_SIZE }, (_, index) => {
    const id = `${name}-${index}`;
    return { ...decision, id, subject: `crm:${name}`, data: { ...Object(decision.data), decisionId: id } };
  });
  return JSON.stringify(events);
}

test(`killed ${KILLS} times while producers send`, async () => {
  const token = (await runCommand(['token', 'create', '--role', 'producer'], folder)).stdout.trim();
  const acknowledged = new Set<string>();
  let unanswered: string[] = [];
  for (let round = 0; round < KILLS; round++) {
    const service = await startProcess(folder);
    const url = `${service.url}/v1/events`;
    const resent = unanswered;
    unanswered = [];
    const produce = async (producer: number): Promise<void> => {
      for (let count = 0; ; count++) {
        // What was not answered is sent again first, as a producer does.
        const name = resent.pop() ?? `r${round}p${producer}c${count}`;
        const answered = await post(url, token, BATCH, batchOf(name)).catch(() => null);
        if (answered === null) {
          unanswered.push(name);
          return;
        }
        expect(answered).toMatchObject({ status: 200, body: { rejectedCount: 0 } });
        acknowledged.add(name);
      }
    };
    const producers = [0, 1, 2].map(produce);
    // A different moment each time, always under load: after the first, second or third answer, and a little later.
    const before = acknowledged.size;
    while (acknowledged.size < before + 1 + (round % 3)) await new Promise((resolve) => setTimeout(resolve, 1));
    await new Promise((resolve) => setTimeout(resolve, round * 4));
    await service.kill();
    await Promise.all(producers);
  }
  const service = await startService(folder);
  try {
    const counts = new Map<string, number>();
    for (const { header } of await service.records()) counts.set(header.eventId, (counts.get(header.eventId) ?? 0) + 1);
    expect([...counts.values()].filter((count) => count !== 1)).toEqual([]);
    const lost = [...acknowledged]
      .flatMap((name) => Array.from({ length: BATCH_SIZE }, (_, index) => `${name}-${index}`))
      .filter((id) => !counts.has(id));
    expect(lost).toEqual([]);
    expect(acknowledged.size).toBeGreaterThanOrEqual(KILLS);
  } finally {
    await service.close();
  }
}, 600_000);

test('a second process on the same data folder is refused clearly, and the first goes on', async () => {
  const first = await startProcess(folder);
  try {
    const second = await startProcess(folder).catch((error: Error) => error.message);
    expect(second).toContain('ended with 2');
    expect(second).toContain('Another process');
    expect((await fetch(`${first.url}/health/live`)).status).toBe(200);
  } finally {
    expect(await first.stop()).toBe(0);
  }
}, 180_000);
