import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openEmbeddedLog } from '../../src/log/embedded-log.js';
import { recordIdOf } from '../../src/record/ids.js';
import type { CommittedRecord } from '../../src/record/record.js';
import { ChildLog } from './child-log.js';

const CHUNK = 64;
const KILLS = 24;

describe('kill -9 under load', () => {
  let folder: string;
  let child: ChildLog | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'log-crash-'));
  });

  afterEach(async () => {
    await child?.kill();
    await rm(folder, { recursive: true });
  });

  it(`leaves everything acknowledged there exactly once, ${KILLS} times in a row`, async () => {
    const acknowledged = new Map<string, number>();
    for (let kill = 0; kill < KILLS; kill++) {
      child = new ChildLog(folder, { chunkRecords: CHUNK });
      expect(await child.next()).toEqual({ open: true });
      child.tell('load', `kill-${kill}`);
      await setTimeout(Math.random() * 120);
      await child.kill();
      for (const { name, position, code } of child.answers) {
        if (name === undefined) continue;
        expect(code).toBeUndefined();
        acknowledged.set(name, position ?? 0);
      }
    }
    expect(acknowledged.size).toBeGreaterThan(KILLS);

    const log = await openEmbeddedLog(folder, { chunkRecords: CHUNK });
    const records: CommittedRecord[] = [];
    for await (const page of log.readAll()) records.push(...page);
    const positions = new Map(records.map((record) => [record.id, record.position]));
    expect(positions.size).toBe(records.length);
    for (const [name, position] of acknowledged) expect(positions.get(recordIdOf('appender', name))).toBe(position);

    // The index caught up: every record is found by its id, and by its stream in order without a gap.
    const found = await log.lookup([...positions.keys()]);
    expect(found.size).toBe(records.length);
    const streams = Map.groupBy(records, (record) => record.stream);
    for (const [stream, expected] of streams) {
      const read: CommittedRecord[] = [];
      for await (const page of log.readStream(stream)) read.push(...page);
      expect(read.map((record) => record.position)).toEqual(expected.map((record) => record.position));
      expect(read.map((record) => record.revision)).toEqual(expected.map((_, revision) => revision));
    }
    await log.close();
  }, 600_000);
});
