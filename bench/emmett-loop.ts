/** What else we compare with: `@event-driven-io/emmett-sqlite` in process, appending the same events, in a process of its own. Asked and answered by messages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getSQLiteEventStore } from '@event-driven-io/emmett-sqlite';
import { decisionEvent } from './decisions.js';
import type { Looped, Looping } from './raw-loop.js';

const folder = mkdtempSync(join(tmpdir(), 'bench-emmett-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const store = getSQLiteEventStore({ fileName: join(folder, 'emmett.db'), schema: { autoMigration: 'CreateOrUpdate' } });
const events = Array.from({ length: 1_000 }, () => {
  const { id, subject, ...event } = decisionEvent(1_000);
  return { type: 'decision.made', data: { ...event, subject }, metadata: { eventId: id } };
});
let streams = 0;

process.on('message', (looping: Looping) => {
  run(looping).then(
    (looped) => process.send?.(looped),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

/** A hundred events of one stream are one transaction there; it has none over several streams. */
async function run({ each, milliseconds }: Looping): Promise<Looped> {
  const times: number[] = [];
  let appended = 0;
  const start = performance.now();
  while (performance.now() - start < milliseconds) {
    const before = performance.now();
    const first = appended % events.length;
    await store.appendToStream(`decision-${streams++}`, events.slice(first, first + each));
    times.push(performance.now() - before);
    appended += each;
  }
  const perSecond = (appended / (performance.now() - start)) * 1000;
  times.sort((a, b) => a - b);
  return { perSecond, p50: times[Math.floor(times.length / 2)] ?? Number.NaN };
}
