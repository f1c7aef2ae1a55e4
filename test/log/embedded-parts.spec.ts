import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { type EmbeddedLog, openEmbeddedLog } from '../../src/log/embedded-log.js';
import type { RecordId } from '../../src/record/ids.js';
import type { CommittedRecord, NewRecord } from '../../src/record/record.js';
import { freshStream, newRecord } from '../contract/event-log.contract.js';
import { ChildLog } from './child-log.js';

const CHUNK = 64;

describe('the embedded log', () => {
  let folder: string;
  let log: EmbeddedLog;
  const open = () => openEmbeddedLog(folder, { chunkRecords: CHUNK });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'log-parts-'));
    log = await open();
  });

  afterEach(async () => {
    await log.close();
    await rm(folder, { recursive: true });
  });

  const fill = async (count: number): Promise<NewRecord[]> => {
    const records = Array.from({ length: count }, () => newRecord());
    const stream = freshStream();
    await Promise.all(
      records.map((record, index) => log.append(index % 2 === 0 ? stream : freshStream(), [record], 'any')),
    );
    return records;
  };
  const idsOf = (records: readonly { readonly id: RecordId }[]) => records.map((record) => record.id);
  const everything = async (): Promise<CommittedRecord[]> => {
    const records: CommittedRecord[] = [];
    for await (const page of log.readAll()) records.push(...page);
    return records;
  };

  describe('its file', () => {
    it.each([
      ["UPDATE record SET body = x'00'", 'never changed'],
      ['DELETE FROM record', 'never deleted'],
      [
        "INSERT OR REPLACE INTO record SELECT position, stream, revision, id, header, x'00' FROM record",
        'never replaced',
      ],
    ])('refuses %s, also from another program', async (sql, why) => {
      await fill(3);
      const before = await everything();
      const other = new DatabaseSync(join(folder, 'log.db'));
      expect(() => other.exec(sql)).toThrow(why);
      other.close();
      expect(await everything()).toEqual(before);
    });

    it('stores ids as 16 bytes, and header and body as they were given', async () => {
      const record = newRecord('grüße');
      await log.append(freshStream(), [record], 'none');
      const other = new DatabaseSync(join(folder, 'log.db'), { readOnly: true });
      const row = other.prepare('SELECT id, header, body FROM record').get();
      other.close();
      expect(Buffer.from(row?.id as Uint8Array).toString('hex')).toBe(record.id.replaceAll('-', ''));
      expect(Buffer.from(row?.header as Uint8Array).equals(record.header)).toBe(true);
      expect(Buffer.from(row?.body as Uint8Array).equals(record.body)).toBe(true);
    });

    it.each([
      ['a zero byte', '7b00227d'],
      ['a byte that UTF-8 does not have', '22ff22'],
      ['half a character', '22c3'],
      ['a surrogate as UTF-8', 'eda080'],
      ['a longer form than needed', 'c0af'],
      ['the replacement character itself', '22efbfbd22'],
      ['a byte order mark', 'efbbbf7b7d'],
      ['four bytes a character', '22f09f998222'],
      ['nothing', ''],
    ])('is read byte by byte as it stands there: %s', async (_, hex) => {
      const bytes = Buffer.from(hex, 'hex');
      const fresh = newRecord();
      await log.append(
        freshStream(),
        [
          { ...fresh, header: bytes },
          { ...newRecord(), body: bytes },
        ],
        'none',
      );
      const [first, second] = await everything();
      expect(Buffer.from(first?.header ?? []).toString('hex')).toBe(hex);
      expect(Buffer.from(first?.body ?? []).equals(fresh.body)).toBe(true);
      expect(Buffer.from(second?.body ?? []).toString('hex')).toBe(hex);
    });
  });

  it('commits what arrives while a commit runs in one transaction', async () => {
    const wal = async (): Promise<number> => commits(await readFile(join(folder, 'log.db-wal')));
    await fill(1);
    const before = await wal();
    await Promise.all(Array.from({ length: 200 }, () => log.append(freshStream(), [newRecord()], 'none')));
    const grouped = (await wal()) - before;
    expect(grouped).toBeGreaterThan(0);
    expect(grouped).toBeLessThan(10);
    for (let count = 0; count < 20; count++) await log.append(freshStream(), [newRecord()], 'none');
    expect((await wal()) - before - grouped).toBe(20);
  });

  it('refuses more than its queue holds as overloaded, and records what it took', async () => {
    await log.close();
    log = await openEmbeddedLog(folder, { chunkRecords: CHUNK, queueBytes: 100_000 });
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () =>
        log.append(freshStream(), [{ ...newRecord(), body: new Uint8Array(10_000) }], 'any'),
      ),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(30);
    for (const { reason } of refused) expect(reason).toEqual(expect.objectContaining({ code: 'overloaded' }));
    expect(await everything()).toHaveLength(50 - refused.length);
    expect(await log.append(freshStream(), [newRecord()], 'any')).toHaveLength(1);
  });

  describe('its index', () => {
    /** Runs are built by a thread of their own, in their own time. */
    const runs = async (names: readonly string[]): Promise<void> => {
      for (;;) {
        const present = (await readdir(join(folder, 'index')).catch(() => [])).toSorted();
        if (present.join() === names.toSorted().join()) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const eachIsFound = async (records: readonly NewRecord[]): Promise<void> => {
      expect((await log.lookup(idsOf(records))).size).toBe(records.length);
      for (const record of records.slice(0, 20))
        expect(await log.append(freshStream(), [record], 'none')).toEqual([
          expect.objectContaining({ duplicate: true }),
        ]);
    };

    it('is a handful of runs, each four times as wide as those before it', async () => {
      await fill(CHUNK * 4 + 10);
      await runs([`1-${CHUNK * 4}.run`]);
      await fill(CHUNK * 2);
      await runs([`1-${CHUNK * 4}.run`, `${CHUNK * 4 + 1}-${CHUNK * 5}.run`, `${CHUNK * 5 + 1}-${CHUNK * 6}.run`]);
    });

    it('answers the same while runs are built and merged', async () => {
      const records: NewRecord[] = [];
      for (let round = 0; round < 12; round++) {
        records.push(...(await fill(100)));
        await eachIsFound(records);
      }
    });

    it('is built again from the log when it is missing', async () => {
      const records = await fill(CHUNK * 5);
      await log.close();
      await rm(join(folder, 'index'), { recursive: true });
      log = await open();
      await runs([`1-${CHUNK * 4}.run`, `${CHUNK * 4 + 1}-${CHUNK * 5}.run`]);
      await eachIsFound(records);
    });

    it.each([
      ['the head', 10],
      ['an entry', 200],
      ['the filter', -20],
    ])('is built again when a byte of %s was changed', async (_, at) => {
      const records = await fill(CHUNK * 4);
      await runs([`1-${CHUNK * 4}.run`]);
      await log.close();
      const path = join(folder, 'index', `1-${CHUNK * 4}.run`);
      const whole = await readFile(path);
      const damaged = Buffer.from(whole);
      const byte = at < 0 ? damaged.length + at : at;
      damaged.writeUInt8(damaged.readUInt8(byte) ^ 0x40, byte);
      await writeFile(path, damaged);
      log = await open();
      expect((await readFile(path)).equals(whole)).toBe(true);
      await eachIsFound(records);
    });

    it('of another log is not believed: a backup put back beside a newer index loses no identity', async () => {
      await fill(CHUNK * 2);
      await runs([`1-${CHUNK}.run`, `${CHUNK + 1}-${CHUNK * 2}.run`]);
      await log.close();
      for (const name of await readdir(folder)) if (name.startsWith('log.db')) await rm(join(folder, name));
      await rm(join(folder, 'index', `1-${CHUNK}.run`));
      const kept = await readFile(join(folder, 'index', `${CHUNK + 1}-${CHUNK * 2}.run`));
      log = await open();
      const records = await fill(CHUNK * 2);
      await log.close();
      await writeFile(join(folder, 'index', `${CHUNK + 1}-${CHUNK * 2}.run`), kept);
      log = await open();
      await eachIsFound(records);
    });
  });

  it('wakes a follower in another thread of the process', async () => {
    const worker = new Worker(
      `const { parentPort, workerData } = require('node:worker_threads');
      import(workerData.module).then(async ({ openEmbeddedReader }) => {
        const log = openEmbeddedReader(workerData.source);
        parentPort.postMessage('ready');
        for await (const batch of log.follow(null, new AbortController().signal))
          for (const record of batch.records) parentPort.postMessage(record.id);
      });`,
      {
        eval: true,
        workerData: { module: new URL('../../dist/log/embedded-log.js', import.meta.url).href, source: log.source },
      },
    );
    const heard: string[] = [];
    const sent: string[] = [];
    const [ready, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    worker.on('error', done.reject);
    worker.on('message', (message: string) => {
      if (message === 'ready') ready.resolve();
      else heard.push(message);
      if (heard.length === 30) done.resolve();
    });
    await Promise.race([ready.promise, done.promise]);
    for (let count = 0; count < 30; count++) sent.push(...idsOf(await fill(1)));
    await done.promise;
    await worker.terminate();
    expect(heard).toEqual(sent);
  });

  it('is read by another process while this one writes: by id, by stream, and live', async () => {
    await log.close();
    const writer = new ChildLog(folder, { chunkRecords: CHUNK });
    await writer.next();
    const reader = await openEmbeddedLog(folder, { readOnly: true, chunkRecords: CHUNK });
    const stop = new AbortController();
    const followed: RecordId[] = [];
    const following = (async () => {
      for await (const { records } of reader.follow(null, stop.signal)) {
        followed.push(...idsOf(records));
        if (followed.length >= CHUNK * 3) stop.abort();
      }
    })();
    for (let count = 0; count < CHUNK * 3; count++) {
      const answer = await writer.append(`one-${count}`);
      expect(answer).toMatchObject({ duplicate: false });
    }
    await following;
    const found = await reader.lookup(followed);
    expect(found.size).toBe(CHUNK * 3);
    expect(await reader.writable()).toMatchObject({ ok: false });
    await expect(reader.append(freshStream(), [newRecord()], 'any')).rejects.toEqual(
      expect.objectContaining({ code: 'unavailable' }),
    );
    await reader.close();
    await writer.end();
    log = await open();
    expect(idsOf(await everything())).toEqual(followed);
  });
});

/** Commits in a write-ahead log: frames whose header names the size of the database (SQLite file format, section 4.1). */
function commits(wal: Buffer): number {
  const page = wal.readUInt32BE(8);
  let count = 0;
  for (let at = 32; at + 24 + page <= wal.length; at += 24 + page) if (wal.readUInt32BE(at + 4) !== 0) count++;
  return count;
}
