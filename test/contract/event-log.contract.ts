/** The contract of the log port: every driver runs it, whole. Positions may have gaps; nothing here assumes a driver. */
import { createHash, randomUUID } from 'node:crypto';
import {
  type AllRange,
  APPEND_BYTES,
  type Appended,
  EventLog,
  MAX_RECORD_BYTES,
  type StreamRange,
} from '../../src/log/event-log.js';
import { type Position, type RecordId, recordIdOf, type StreamName, streamName } from '../../src/record/ids.js';
import type { CommittedRecord, NewRecord } from '../../src/record/record.js';

/** One ledger's log, empty at first. `open` may be called again: after a close it is the same log, beside another it is another client of it. */
export interface LogUnderTest {
  open(): Promise<EventLog>;
  dispose(): Promise<void>;
}

let made = 0;

/** A record with a header that holds its content tag, as the record format asks. */
export function newRecord(content: string = `content ${made}`, id: RecordId = freshId()): NewRecord {
  const contentTag = createHash('sha256').update(content).digest('hex');
  const header = new TextEncoder().encode(JSON.stringify({ contentTag, eventId: id, format: 1, id }));
  const body = new TextEncoder().encode(JSON.stringify({ data: { content }, salt: '00' }));
  return { id, contentTag, header, body };
}

export function freshId(): RecordId {
  return recordIdOf('contract', `${randomUUID()}-${made++}`);
}

export function freshStream(): StreamName {
  return streamName(`contract-${randomUUID()}`);
}

async function all(pages: AsyncIterable<readonly CommittedRecord[]>): Promise<CommittedRecord[]> {
  const records: CommittedRecord[] = [];
  for await (const page of pages) records.push(...page);
  return records;
}

const readAll = (log: EventLog, range?: AllRange) => all(log.readAll(range));
const readStream = (log: EventLog, stream: StreamName, range?: StreamRange) => all(log.readStream(stream, range));
const ids = (records: readonly { readonly id: RecordId }[]) => records.map((record) => record.id);
const revisions = (records: readonly CommittedRecord[]) => records.map((record) => record.revision);
const refusal = (code: string) => expect.objectContaining({ code });

function never(why = 'this is always there'): never {
  throw new Error(why);
}

/** @param make a fresh, empty log; called once for each test */
export function eventLogContract(name: string, make: () => Promise<LogUnderTest>): void {
  describe(`the log port: ${name}`, () => {
    let under: LogUnderTest;
    let log: EventLog;

    beforeEach(async () => {
      under = await make();
      log = await under.open();
    });

    afterEach(async () => {
      await log.close();
      await under.dispose();
    });

    const reopen = async (): Promise<void> => {
      await log.close();
      log = await under.open();
    };
    const append = async (stream: StreamName, ...contents: string[]): Promise<NewRecord[]> => {
      const records = contents.map((content) => newRecord(content));
      await log.append(stream, records, 'any');
      return records;
    };

    describe('append', () => {
      it('gives back header and body byte for byte, whatever they hold', async () => {
        const stream = freshStream();
        const text = newRecord('grüße, 世界 😀 \u0000 "\\');
        const binary = { ...newRecord('binary'), body: Uint8Array.from({ length: 256 }, (_, byte) => byte) };
        await log.append(stream, [text, binary], 'none');
        const records = await readStream(log, stream);
        for (const [index, sent] of [text, binary].entries()) {
          expect(Buffer.from(records[index]?.header ?? []).equals(sent.header)).toBe(true);
          expect(Buffer.from(records[index]?.body ?? []).equals(sent.body)).toBe(true);
          expect(records[index]).toMatchObject({ id: sent.id, stream, revision: index });
        }
      });

      it('counts revisions from 0 and gives ascending positions, in the order of the records', async () => {
        const stream = freshStream();
        const first = await log.append(stream, [newRecord(), newRecord()], 'any');
        const second = await log.append(stream, [newRecord()], 'any');
        const places = [...first, ...second];
        expect(places.map(({ revision, duplicate }) => ({ revision, duplicate }))).toEqual([
          { revision: 0, duplicate: false },
          { revision: 1, duplicate: false },
          { revision: 2, duplicate: false },
        ]);
        expect(places.map((place) => place.position)).toEqual(
          (await readStream(log, stream)).map((record) => record.position),
        );
        expect(places.map((place) => place.position)).toEqual(
          places.map((place) => place.position).toSorted((a, b) => a - b),
        );
      });

      it('takes "none" on a new stream only', async () => {
        const stream = freshStream();
        await log.append(stream, [newRecord()], 'none');
        await expect(log.append(stream, [newRecord()], 'none')).rejects.toEqual(refusal('wrong-revision'));
        expect(await readStream(log, stream)).toHaveLength(1);
      });

      it('takes an exact revision only when it is the current one, and says stream, expected and actual', async () => {
        const stream = freshStream();
        await expect(log.append(stream, [newRecord()], 0)).rejects.toEqual(refusal('wrong-revision'));
        await append(stream, 'a', 'b');
        const late = log.append(stream, [newRecord()], 0);
        await expect(late).rejects.toEqual(refusal('wrong-revision'));
        await expect(late).rejects.toThrow(new RegExp(`${stream}.*\\b0\\b.*\\b1\\b`));
        await expect(log.append(stream, [newRecord()], 7)).rejects.toEqual(refusal('wrong-revision'));
        expect(await log.append(stream, [newRecord()], 1)).toEqual([expect.objectContaining({ revision: 2 })]);
      });

      it('takes "any" always', async () => {
        const stream = freshStream();
        for (const revision of [0, 1, 2])
          expect(await log.append(stream, [newRecord()], 'any')).toEqual([expect.objectContaining({ revision })]);
      });

      it.each([
        ['none', 0],
        [1, 2],
      ] as const)('lets exactly one of many concurrent appends with expectation %s win', async (expected, revision) => {
        const stream = freshStream();
        if (expected !== 'none') await append(stream, 'a', 'b');
        const results = await Promise.allSettled(
          Array.from({ length: 20 }, () => log.append(stream, [newRecord()], expected)),
        );
        const won = results.filter((result) => result.status === 'fulfilled');
        expect(won).toHaveLength(1);
        expect(won[0]?.value).toEqual([expect.objectContaining({ revision })]);
        for (const result of results)
          if (result.status === 'rejected') expect(result.reason).toEqual(refusal('wrong-revision'));
        expect(await readStream(log, stream)).toHaveLength(revision + 1);
      });

      it('stores a batch whole or not at all', async () => {
        const stream = freshStream();
        const [taken] = await append(freshStream(), 'taken');
        const other = { ...newRecord('other content'), id: taken?.id ?? freshId() };
        const large = { ...newRecord(), body: new Uint8Array(MAX_RECORD_BYTES) };
        await expect(log.append(stream, [newRecord(), other], 'any')).rejects.toEqual(refusal('conflict'));
        await expect(log.append(stream, [newRecord(), large], 'any')).rejects.toEqual(refusal('too-large'));
        await expect(log.append(stream, [newRecord(), newRecord()], 3)).rejects.toEqual(refusal('wrong-revision'));
        expect(await readStream(log, stream)).toEqual([]);
      });

      it('takes a record of exactly 1,000,000 bytes and refuses one more', async () => {
        const stream = freshStream();
        const record = newRecord();
        const body = new Uint8Array(MAX_RECORD_BYTES - record.header.length).fill(32);
        await log.append(stream, [{ ...record, body }], 'any');
        const longer = { ...newRecord(), header: record.header, body: new Uint8Array(body.length + 1) };
        await expect(log.append(stream, [longer], 'any')).rejects.toEqual(refusal('too-large'));
        const [stored] = await readStream(log, stream);
        expect(stored?.body.length).toBe(body.length);
      });

      it('takes many appends of one turn of the event loop', async () => {
        const streams = Array.from({ length: 300 }, freshStream);
        const results = await Promise.all(streams.map((stream) => log.append(stream, [newRecord()], 'none')));
        const positions = results.map(([place]) => place?.position);
        expect(new Set(positions).size).toBe(300);
        expect((await readAll(log)).map((record) => record.position)).toEqual(
          positions.toSorted((a, b) => Number(a) - Number(b)),
        );
      });

      it('keeps the order in which appends were asked for, also across streams', async () => {
        const streams = [freshStream(), freshStream(), freshStream()];
        await append(streams[1] ?? never(), 'old');
        const asked = Array.from({ length: 60 }, (_, index) => newRecord(`${index}`));
        await Promise.all(
          asked.map((record, index) => log.append(streams[(index * 7) % 3] ?? never(), [record], 'any')),
        );
        expect(ids(await readAll(log)).slice(1)).toEqual(ids(asked));
      });

      it('keeps the order of a ledger that moves in, and gives a repeat its old places', async () => {
        const streams = Array.from({ length: 5 }, freshStream);
        const runs = Array.from({ length: 60 }, (_, run) => ({
          stream: streams[(run * 7) % 5] ?? never(),
          records: Array.from({ length: 1 + (run % 3) }, () => newRecord()),
        }));
        const sent = runs.flatMap(({ records }) => records);
        const first = await log.appendInOrder(runs.slice(0, 30));
        // Interrupted, it is sent from its beginning.
        const places = (await log.appendInOrder(runs)).flat();
        expect(places.map(({ duplicate }) => duplicate)).toEqual(sent.map((_, at) => at < first.flat().length));
        const read = await readAll(log);
        expect(ids(read)).toEqual(ids(sent));
        expect(places.map(({ position }) => position)).toEqual(read.map(({ position }) => position));
      });

      it('takes at once what the port promises', async () => {
        const stream = freshStream();
        const batch = Array.from({ length: 500 }, () => newRecord());
        const [first = never()] = batch;
        const rest = batch.slice(1).reduce((sum, { header, body }) => sum + header.length + body.length, 0);
        const body = new Uint8Array(APPEND_BYTES - rest - first.header.length).fill(32);
        await log.append(stream, [{ ...first, body }, ...batch.slice(1)], 'none');
        expect(await readStream(log, stream)).toHaveLength(500);
      });

      it('takes a batch larger than one page and keeps it together', async () => {
        const stream = freshStream();
        const batch = Array.from({ length: 2_500 }, () => newRecord());
        const [places] = await Promise.all([
          log.append(stream, batch, 'none'),
          ...Array.from({ length: 20 }, () => log.append(freshStream(), [newRecord()], 'none')),
        ]);
        expect(places.map((place) => place.revision)).toEqual(batch.map((_, index) => index));
        expect(ids(await readStream(log, stream))).toEqual(ids(batch));
      });

      it.each([
        ['too long', 'x'.repeat(161)],
        ['empty', ''],
        ['with a space', 'a b'],
        ['of the server itself', '$all'],
      ])('refuses a stream name %s by itself', async (_, stream) => {
        await expect(log.append(stream as StreamName, [newRecord()], 'any')).rejects.toEqual(refusal('invalid'));
      });

      it('takes the longest stream name there is', async () => {
        const stream = streamName('x'.repeat(160));
        await append(stream, 'a');
        expect(await readStream(log, stream)).toHaveLength(1);
      });

      it('takes an empty batch, which is nothing', async () => {
        const stream = freshStream();
        expect(await log.append(stream, [], 'any')).toEqual([]);
        expect(await readStream(log, stream)).toEqual([]);
      });
    });

    describe('a repeat of the same id', () => {
      const old = (place: Appended | undefined) => [{ ...place, duplicate: true }];

      it('is its old place, whatever the expectation and the stream', async () => {
        const stream = freshStream();
        const record = newRecord();
        const [place] = await log.append(stream, [record], 'none');
        await append(stream, 'more');
        for (const expected of ['any', 'none', 0, 1, 99] as const)
          expect(await log.append(stream, [record], expected)).toEqual(old(place));
        expect(await log.append(freshStream(), [record], 'none')).toEqual(old(place));
        expect(await readAll(log)).toHaveLength(2);
      });

      it('is its old place after a restart and after many other records', async () => {
        const stream = freshStream();
        const record = newRecord();
        const [place] = await log.append(stream, [record], 'none');
        for (let batch = 0; batch < 3; batch++)
          await log.append(
            freshStream(),
            Array.from({ length: 1_000 }, () => newRecord()),
            'any',
          );
        expect(await log.append(stream, [record], 'any')).toEqual(old(place));
        await reopen();
        expect(await log.append(stream, [record], 'any')).toEqual(old(place));
        expect(await readStream(log, stream)).toHaveLength(1);
      });

      it('is found among new records of a batch, which are appended', async () => {
        const stream = freshStream();
        const [first, second] = [newRecord(), newRecord()];
        const [place] = await log.append(stream, [first], 'none');
        const places = await log.append(stream, [second, first, newRecord()], 0);
        expect(places.map(({ revision, duplicate }) => [revision, duplicate])).toEqual([
          [1, false],
          [0, true],
          [2, false],
        ]);
        expect(places[1]?.position).toBe(place?.position);
        expect(await readStream(log, stream)).toHaveLength(3);
      });

      it('leaves the expectation to the new records of a batch', async () => {
        const stream = freshStream();
        const record = newRecord();
        await log.append(stream, [record], 'none');
        await expect(log.append(stream, [record, newRecord()], 'none')).rejects.toEqual(refusal('wrong-revision'));
        expect(await readStream(log, stream)).toHaveLength(1);
      });

      it('is found inside one batch', async () => {
        const stream = freshStream();
        const record = newRecord();
        const places = await log.append(stream, [record, newRecord(), record], 'none');
        expect(places.map(({ revision, duplicate }) => [revision, duplicate])).toEqual([
          [0, false],
          [1, false],
          [0, true],
        ]);
        expect(places[2]?.position).toBe(places[0]?.position);
        expect(await readStream(log, stream)).toHaveLength(2);
      });

      it('is found among appends in flight: one stores it, the others get its place', async () => {
        const record = newRecord();
        const results = await Promise.all(Array.from({ length: 20 }, () => log.append(freshStream(), [record], 'any')));
        const places = results.map(([place]) => place);
        expect(places.filter((place) => !place?.duplicate)).toHaveLength(1);
        expect(new Set(places.map((place) => place?.position)).size).toBe(1);
        expect(await readAll(log)).toHaveLength(1);
      });

      it('with other content is a conflict, also in flight and inside one batch', async () => {
        const record = newRecord('one');
        const other = newRecord('two', record.id);
        await log.append(freshStream(), [record], 'any');
        await expect(log.append(freshStream(), [other], 'any')).rejects.toEqual(refusal('conflict'));
        const id = freshId();
        const racing = await Promise.allSettled([
          log.append(freshStream(), [newRecord('a', id)], 'any'),
          log.append(freshStream(), [newRecord('b', id)], 'any'),
        ]);
        expect(racing.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
        const twice = freshId();
        const batch = log.append(freshStream(), [newRecord('a', twice), newRecord('b', twice)], 'any');
        await expect(batch).rejects.toEqual(refusal('conflict'));
        expect(await readAll(log)).toHaveLength(2);
      });

      it('with other bytes and the same content tag is the same fact; what was stored first stays', async () => {
        const stream = freshStream();
        const record = newRecord('same');
        const [place] = await log.append(stream, [record], 'none');
        const sealedAnew = { ...record, body: new TextEncoder().encode('{"data":{},"salt":"ff"}') };
        expect(await log.append(stream, [sealedAnew], 'any')).toEqual(old(place));
        expect(Buffer.from((await readStream(log, stream))[0]?.body ?? []).equals(record.body)).toBe(true);
      });

      it('is what a caller whose answer was lost sends, and stays one record', async () => {
        const stream = freshStream();
        const record = newRecord();
        const lost = log.append(stream, [record], 'none');
        const again = log.append(stream, [record], 'none');
        const [[first], [second]] = await Promise.all([lost, again]);
        expect(second?.position).toBe(first?.position);
        expect(await readStream(log, stream)).toHaveLength(1);
      });
    });

    describe('lookup', () => {
      it('finds committed records by id; an unknown id is absent', async () => {
        const stream = freshStream();
        const records = await append(stream, 'a', 'b', 'c');
        const found = await log.lookup([...ids(records), freshId(), freshId()]);
        expect([...found.keys()].toSorted()).toEqual(ids(records).toSorted());
        for (const [index, record] of records.entries()) {
          const committed = found.get(record.id);
          expect(committed).toMatchObject({ id: record.id, stream, revision: index });
          expect(Buffer.from(committed?.header ?? []).equals(record.header)).toBe(true);
        }
        expect((await log.lookup([])).size).toBe(0);
      });

      it('sees every append that was answered', async () => {
        for (let round = 0; round < 20; round++) {
          const record = newRecord();
          const [place] = await log.append(freshStream(), [record], 'any');
          expect((await log.lookup([record.id])).get(record.id)?.position).toBe(place?.position);
        }
      });

      it('finds old records after a restart', async () => {
        const records = await append(freshStream(), 'a', 'b');
        await reopen();
        expect((await log.lookup(ids(records))).size).toBe(2);
      });
    });

    describe('readStream', () => {
      const contents = Array.from({ length: 10 }, (_, index) => `${index}`);

      it.each<[StreamRange, number[]]>([
        [{}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
        [{ from: 7 }, [7, 8, 9]],
        [{ to: 2 }, [0, 1, 2]],
        [{ from: 3, to: 5 }, [3, 4, 5]],
        [{ from: 3, limit: 2 }, [3, 4]],
        [{ from: 3, to: 9, limit: 2 }, [3, 4]],
        [{ from: 10 }, []],
        [{ from: 5, to: 4 }, []],
        [{ limit: 0 }, []],
        [{ direction: 'backwards' }, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
        [{ direction: 'backwards', limit: 1 }, [9]],
        [{ direction: 'backwards', from: 3 }, [3, 2, 1, 0]],
        [{ direction: 'backwards', from: 3, to: 2 }, [3, 2]],
        [{ direction: 'backwards', from: 99, limit: 2 }, [9, 8]],
        [{ direction: 'backwards', to: 8 }, [9, 8]],
        [{ direction: 'backwards', from: 2, to: 3 }, []],
      ])('reads %j', async (range, expected) => {
        const stream = freshStream();
        for (const content of contents) {
          await append(stream, content);
          await append(freshStream(), 'between');
        }
        expect(revisions(await readStream(log, stream, range))).toEqual(expected);
      });

      it('is empty for a stream that does not exist, not an error', async () => {
        expect(await readStream(log, freshStream())).toEqual([]);
        expect(await readStream(log, freshStream(), { direction: 'backwards', from: 5 })).toEqual([]);
        await append(freshStream(), 'other');
        expect(await readStream(log, freshStream())).toEqual([]);
      });

      it('reads a long stream whole, in pages, in both directions', async () => {
        const stream = freshStream();
        const batch = Array.from({ length: 5_000 }, () => newRecord());
        for (let at = 0; at < batch.length; at += 1_000) await log.append(stream, batch.slice(at, at + 1_000), 'any');
        expect(ids(await readStream(log, stream))).toEqual(ids(batch));
        expect(ids(await readStream(log, stream, { direction: 'backwards' }))).toEqual(ids(batch).toReversed());
      });
    });

    describe('readAll', () => {
      it('is empty for an empty log, in which no record of a server itself appears', async () => {
        expect(await readAll(log)).toEqual([]);
        expect(await log.head()).toBeNull();
      });

      it('gives all streams in the order in which their appends were answered', async () => {
        const streams = Array.from({ length: 5 }, freshStream);
        const sent: RecordId[] = [];
        for (let round = 0; round < 30; round++) {
          const stream = streams[round % streams.length] ?? freshStream();
          sent.push(...ids(await append(stream, 'a', 'b')));
        }
        const records = await readAll(log);
        expect(ids(records)).toEqual(sent);
        const positions = records.map((record) => record.position);
        expect(positions).toEqual(positions.toSorted((a, b) => a - b));
        expect(await log.head()).toBe(positions.at(-1));
      });

      it('takes a range, inclusive at both ends, with a limit, in both directions', async () => {
        const sent = await append(freshStream(), 'a', 'b', 'c', 'd', 'e', 'f');
        const positions = (await readAll(log)).map((record) => record.position);
        const at = (index: number): Position => positions[index] ?? never();
        const read = async (range: AllRange) =>
          ids(await readAll(log, range)).map((id) => sent.findIndex((record) => record.id === id));
        expect(await read({ from: at(2) })).toEqual([2, 3, 4, 5]);
        expect(await read({ to: at(2) })).toEqual([0, 1, 2]);
        expect(await read({ from: at(1), to: at(3) })).toEqual([1, 2, 3]);
        expect(await read({ from: at(1), to: at(4), limit: 2 })).toEqual([1, 2]);
        expect(await read({ from: at(4), to: at(1) })).toEqual([]);
        expect(await read({ direction: 'backwards' })).toEqual([5, 4, 3, 2, 1, 0]);
        expect(await read({ direction: 'backwards', from: at(2) })).toEqual([2, 1, 0]);
        expect(await read({ direction: 'backwards', from: at(4), to: at(3) })).toEqual([4, 3]);
        expect(await read({ direction: 'backwards', limit: 1 })).toEqual([5]);
      });

      it('resumes from any position without skipping or repeating', async () => {
        const sent = await append(freshStream(), ...Array.from({ length: 12 }, (_, index) => `${index}`));
        const records = await readAll(log);
        for (const [index, record] of records.entries()) {
          const rest = ids(await readAll(log, { from: record.position }));
          expect(rest).toEqual(ids(sent.slice(index)));
        }
      });

      it('reads many and large records in pages', async () => {
        const stream = freshStream();
        const batch = Array.from({ length: 3_000 }, () => newRecord());
        await log.append(stream, batch, 'any');
        for (let count = 0; count < 5; count++)
          await log.append(stream, [{ ...newRecord(), body: new Uint8Array(900_000).fill(32) }], 'any');
        let pages = 0;
        let records = 0;
        for await (const page of log.readAll()) {
          expect(page.length).toBeGreaterThan(0);
          pages++;
          records += page.length;
        }
        expect(records).toBe(3_005);
        expect(pages).toBeGreaterThan(1);
      });
    });

    describe('readAt', () => {
      it('gives the records at positions, in the order asked, as often as asked', async () => {
        await append(freshStream(), 'a', 'b', 'c');
        const records = await readAll(log);
        const asked = [2, 0, 2].map((index) => records[index]?.position ?? never());
        expect(ids(await log.readAt(asked))).toEqual([2, 0, 2].map((index) => records[index]?.id));
        expect(await log.readAt([])).toEqual([]);
      });

      it('refuses a position that holds no record of ours', async () => {
        await append(freshStream(), 'a');
        const head = (await log.head()) ?? never();
        await expect(log.readAt([head, (head + 1_000_000) as Position])).rejects.toEqual(refusal('missing'));
      });
    });

    describe('follow', () => {
      /** Follows until `count` records came or the signal aborted. */
      const take = async (
        after: Position | null,
        count: number,
        each: () => Promise<void> | void = () => undefined,
      ) => {
        const stop = new AbortController();
        const records: CommittedRecord[] = [];
        const ends: { position: Position; caughtUp: boolean }[] = [];
        for await (const batch of log.follow(after, stop.signal)) {
          records.push(...batch.records);
          ends.push({ position: batch.position, caughtUp: batch.caughtUp });
          await each();
          if (records.length >= count) stop.abort();
        }
        return { records, ends };
      };

      it('gives the history, then live, nothing lost or doubled between', async () => {
        const stream = freshStream();
        const sent = await append(stream, ...Array.from({ length: 200 }, (_, index) => `old ${index}`));
        const following = take(null, 600);
        for (let round = 0; round < 40; round++)
          sent.push(...(await append(stream, ...Array.from({ length: 10 }, (_, index) => `new ${index}`))));
        const { records } = await following;
        expect(ids(records)).toEqual(ids(sent));
      });

      it('starts after the given position, never at it', async () => {
        const sent = await append(freshStream(), 'a', 'b', 'c', 'd');
        for (const [index, record] of (await readAll(log)).slice(0, 3).entries()) {
          const { records } = await take(record.position, 3 - index);
          expect(ids(records)).toEqual(ids(sent.slice(index + 1)));
        }
      });

      it('gives in each batch the position up to which nothing more will come, and says when it has caught up', async () => {
        await append(freshStream(), ...Array.from({ length: 50 }, (_, index) => `${index}`));
        const { records, ends } = await take(null, 50);
        expect(ends.at(-1)).toEqual({ position: records.at(-1)?.position, caughtUp: true });
      });

      it('tells a follower that starts at the head that it has caught up', async () => {
        await append(freshStream(), 'a');
        const head = (await log.head()) ?? never();
        const stop = new AbortController();
        for await (const batch of log.follow(head, stop.signal)) {
          expect(batch).toEqual({ records: [], position: head, caughtUp: true });
          stop.abort();
        }
      });

      it('waits on an empty log for the first record', async () => {
        const following = take(null, 1);
        const [record] = await append(freshStream(), 'first');
        expect(ids((await following).records)).toEqual([record?.id]);
      });

      it('reads on only when its consumer asks', async () => {
        const stream = freshStream();
        const sent = await append(stream, 'a');
        let busy = false;
        const following = take(null, 60, async () => {
          expect(busy).toBe(false);
          busy = true;
          await new Promise((resolve) => setTimeout(resolve, 20));
          busy = false;
        });
        for (let round = 0; round < 59; round++) sent.push(...(await append(stream, `${round}`)));
        expect(ids((await following).records)).toEqual(ids(sent));
      });

      it('gives several followers the same, each at its own speed', async () => {
        const following = [take(null, 30), take(null, 30, () => new Promise((resolve) => setTimeout(resolve, 10)))];
        const sent: NewRecord[] = [];
        for (let round = 0; round < 30; round++) sent.push(...(await append(freshStream(), `${round}`)));
        for (const { records } of await Promise.all(following)) expect(ids(records)).toEqual(ids(sent));
      });

      it('resumes after a restart from a position with no gap and no repeat', async () => {
        const sent = await append(freshStream(), 'a', 'b', 'c');
        const first = await take(null, 3);
        await reopen();
        sent.push(...(await append(freshStream(), 'd', 'e')));
        const second = await take(first.ends.at(-1)?.position ?? null, 2);
        expect(ids([...first.records, ...second.records])).toEqual(ids(sent));
      });

      it('ends when its signal aborts, also while it waits', async () => {
        await append(freshStream(), 'a');
        const stop = new AbortController();
        const followed = (async () => {
          for await (const batch of log.follow(null, stop.signal)) expect(batch.records.length).toBeLessThan(2);
          return 'ended';
        })();
        await new Promise((resolve) => setTimeout(resolve, 50));
        stop.abort();
        expect(await followed).toBe('ended');
        const already = new AbortController();
        already.abort();
        for await (const batch of log.follow(null, already.signal)) never(`got ${batch.position}`);
      });

      it('gives the same to who reads text where it can, byte for byte', async () => {
        const binary = { ...newRecord('binary'), body: Uint8Array.from({ length: 256 }, (_, byte) => byte) };
        const zero = { ...newRecord('zero'), body: Buffer.from('before\u0000after') };
        const replaced = { ...newRecord('replaced'), body: Buffer.from('\ufffd') };
        await log.append(freshStream(), [newRecord('ü€😀'), binary, zero, replaced], 'none');
        const stop = new AbortController();
        const read: object[] = [];
        for await (const { records } of log.followReadable(null, stop.signal)) {
          const bytes = (part: Uint8Array | string) => Buffer.from(part).toString('hex');
          read.push(
            ...records.map((record) => ({ ...record, header: bytes(record.header), body: bytes(record.body) })),
          );
          if (read.length === 4) stop.abort();
        }
        const hex = (part: Uint8Array) => Buffer.from(part).toString('hex');
        const stored = (await readAll(log)).map((one) => ({ ...one, header: hex(one.header), body: hex(one.body) }));
        expect(read).toEqual(stored);
      });
    });

    describe('for ever', () => {
      it('keeps everything over a restart', async () => {
        const sent = await append(freshStream(), 'a', 'b', 'c');
        const before = await readAll(log);
        const head = await log.head();
        await reopen();
        expect(ids(await readAll(log))).toEqual(ids(sent));
        expect(await readAll(log)).toEqual(before);
        expect(await log.head()).toBe(head);
      });

      it('goes on counting after a restart', async () => {
        const stream = freshStream();
        await append(stream, 'a', 'b');
        const head = (await log.head()) ?? never();
        await reopen();
        const [place] = await log.append(stream, [newRecord()], 1);
        expect(place?.revision).toBe(2);
        expect(place?.position).toBeGreaterThan(head);
      });

      it('answers what is in flight before it closes', async () => {
        const records = Array.from({ length: 50 }, () => newRecord());
        const results = records.map((record) => log.append(freshStream(), [record], 'any'));
        const closing = reopen();
        const answered = await Promise.allSettled(results);
        await closing;
        expect(answered.map((result) => result.status)).toEqual(records.map(() => 'fulfilled'));
        expect(await readAll(log)).toHaveLength(50);
      });

      it('has no operation that takes anything away', () => {
        const operations = Object.getOwnPropertyNames(Object.getPrototypeOf(log));
        expect(operations.filter((operation) => /delete|remove|truncate|update|force|purge/i.test(operation))).toEqual(
          [],
        );
      });

      it('says that it can be written', async () => {
        expect(await log.writable()).toEqual({ ok: true });
      });
    });
  });
}
