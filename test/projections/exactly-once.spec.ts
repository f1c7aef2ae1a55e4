import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type EmbeddedLog, openEmbeddedLog } from '../../src/log/embedded-log.js';
import { readerSource } from '../../src/log/reader.js';
import { fill } from '../../src/projections/build.js';
import { projections } from '../../src/projections/catalogue.js';
import { readModelDigests } from '../../src/projections/digests.js';
import { feedOf, threadedFeed } from '../../src/projections/feed.js';
import { follow } from '../../src/projections/follow.js';
import { generationPath } from '../../src/projections/generations.js';
import { readRecord } from '../../src/projections/projected.js';
import { Projector } from '../../src/projections/projector.js';
import { SqliteReadModels } from '../../src/projections/sqlite-read-models.js';
import type { Position } from '../../src/record/ids.js';
import { append, committed, plain, stretch } from '../support/plain-records.js';

let data: string;
let log: EmbeddedLog;

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'exactly-once-'));
  log = await openEmbeddedLog(join(data, 'log'));
});

afterEach(async () => {
  await log.close();
  rmSync(data, { recursive: true });
});

async function catchUp(path: string): Promise<void> {
  using projector = new Projector(path, projections);
  const stop = new AbortController();
  await follow(feedOf(log), projector, stop.signal, ({ caughtUp }) => caughtUp && stop.abort());
}

describe('the effects of every record', () => {
  it('are there once, wherever transactions end', async () => {
    await append(log, ...stretch(400));
    const whole = join(data, 'whole.db');
    await fill(whole, feedOf(log), projections);
    const expected = readModelDigests(whole);
    expect(expected.size).toBe(400);
    for (const batch of [1, 7, 399]) {
      const path = join(data, `by-${batch}.db`);
      using projector = new Projector(path, projections);
      let pending = 0;
      for await (const page of log.readAll())
        for (const record of page) {
          projector.apply([readRecord(record)]);
          if (++pending % batch === 0 || pending === 400) projector.commit(record.position);
        }
      expect(readModelDigests(path)).toEqual(expected);
    }
  });

  it.each([
    [1, 0],
    [120, 40],
    [399, 398],
  ])(
    'are there once after the process was killed with %i records applied and %i committed',
    async (apply, commitAt) => {
      await append(log, ...stretch(400));
      const whole = join(data, 'whole.db');
      const path = join(data, 'killed.db');
      await fill(whole, feedOf(log), projections);
      const killed = spawnSync(process.execPath, [
        '--import',
        './test/support/built.js',
        'test/support/stubborn-runner.ts',
        path,
        log.source.folder,
        String(apply),
        String(commitAt),
      ]);
      expect(killed.signal).toBe('SIGKILL');
      expect(readModelDigests(path).size).toBe(commitAt);
      await catchUp(path);
      expect(readModelDigests(path)).toEqual(readModelDigests(whole));
    },
  );

  it('are there once after the thread was ended again and again at any moment', async () => {
    const folder = join(data, 'read-models');
    await append(log, ...stretch(3_000));
    for (const after of [0, 1, 5, 20, 80]) {
      const workerData = { mode: 'live', folder, source: readerSource({ log: { kind: 'embedded' }, data }, log) };
      const worker = new Worker(new URL('../../dist/projections/runner.worker.js', import.meta.url), { workerData });
      // Its first word comes when the set is open, so it is ended while it applies or just after.
      await new Promise((resolve) => worker.once('message', resolve));
      await new Promise((resolve) => setTimeout(resolve, after));
      await worker.terminate();
      await append(log, ...stretch(200));
    }
    const path = generationPath(folder, 1);
    await catchUp(path);
    const whole = join(data, 'whole.db');
    await fill(whole, feedOf(log), projections);
    expect(readModelDigests(path)).toEqual(readModelDigests(whole));
  });

  it('are all given up with the batch that holds a record which is not one', () => {
    const path = join(data, 'corrupt.db');
    using projector = new Projector(path, projections);
    projector.apply([readRecord(committed(plain({ type: 'notice.served', stream: 'consumer-a' }), 1))]);
    projector.commit(1 as Position);
    const whole = committed(plain({ type: 'notice.served', stream: 'consumer-a' }), 2);
    // Only messages are read further than their header.
    const broken = {
      ...committed(plain({ type: 'message.sent', stream: 'message-a' }), 3),
      body: Buffer.from('{"data":'),
    };
    expect(() => projector.apply([whole, broken].map((record) => readRecord(record)))).toThrow(
      expect.objectContaining({ code: 'corrupt' }),
    );
    expect(readModelDigests(path)).toMatchObject({ position: 1, size: 1 });
  });

  it('are refused where the log holds what is not a record, or one under another id than it says', async () => {
    const [one, other] = [
      committed(plain({ type: 'notice.served', stream: 'consumer-a' }), 1),
      committed(plain({ type: 'notice.served', stream: 'consumer-a' }), 2),
    ];
    const corrupt = expect.objectContaining({ code: 'corrupt' });
    expect(() => readRecord({ ...one, id: other.id })).toThrow(corrupt);
    expect(() => readRecord({ ...one, header: Buffer.from('{"format":1') })).toThrow(corrupt);
  });

  it('are the same when another thread reads, a few pages ahead', async () => {
    await append(log, ...stretch(5_000));
    const [here, there] = [join(data, 'here.db'), join(data, 'there.db')];
    await fill(here, feedOf(log), projections);
    await fill(there, threadedFeed(readerSource({ log: { kind: 'embedded' }, data }, log), log), projections);
    expect(readModelDigests(there)).toEqual(readModelDigests(here));
  });

  it('end with the alarm of the other thread where it cannot read', async () => {
    await append(log, ...stretch(3));
    const nowhere = readerSource({ log: { kind: 'embedded' }, data: join(data, 'nowhere') });
    await expect(fill(join(data, 'x.db'), threadedFeed(nowhere, log), projections)).rejects.toMatchObject({
      code: 'missing',
    });
  });
});

describe('waiting', () => {
  it('ends when a position or size is visible, and with not-yet after ten seconds', async () => {
    const folder = join(data, 'read-models');
    const models = new SqliteReadModels(folder);
    await expect(models.waitForSize(0)).resolves.toBeUndefined();
    const waited = models.waitFor(3);
    const refused = expect(models.waitForSize(4)).rejects.toMatchObject({ code: 'not-yet' });
    await append(log, ...stretch(3));
    const workerData = { mode: 'live', folder, source: readerSource({ log: { kind: 'embedded' }, data }, log) };
    const worker = new Worker(new URL('../../dist/projections/runner.worker.js', import.meta.url), { workerData });
    await waited;
    expect(models.reached()).toEqual({ position: 3, size: 3 });
    await refused;
    await worker.terminate();
    models.close();
  }, 20_000);
});
