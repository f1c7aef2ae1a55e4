import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projections } from '../../src/projections/catalogue.js';
import { decisionById } from '../../src/projections/decision.js';
import { readModelDigests } from '../../src/projections/digests.js';
import { entriesOf, entryCounts } from '../../src/projections/entry.js';
import { generationPath, writePointer } from '../../src/projections/generations.js';
import { copies, leafOfRecord } from '../../src/projections/leaf.js';
import { readRecord } from '../../src/projections/projected.js';
import { Projector } from '../../src/projections/projector.js';
import { SETTLES_AT } from '../../src/projections/settled.js';
import { SqliteReadModels } from '../../src/projections/sqlite-read-models.js';
import type { Position, Pseudonym, RecordId } from '../../src/record/ids.js';
import { decodeHeader, encodeRecord } from '../../src/record/record.js';
import { committed, type Made, plain } from '../support/plain-records.js';

const alice = '5f0c2a86-6d3b-4f4e-9a57-0d8f6b0f9c11' as Pseudonym;
const others = Array.from({ length: 50 }, (_, n) => `${n + 10}000000-0000-4000-8000-000000000000` as Pseudonym);
const COUNT = SETTLES_AT + 1_000;

const folder = mkdtempSync(join(tmpdir(), 'settled-'));
const models = new SqliteReadModels(folder);
const first = made(0, alice);
/** Another record whose id begins with the same 48 bits. */
const twin = withId(made(1, alice), `${first.id.slice(0, 14)}${'5fff-bfff-ffffffffffff'.slice(0, 22)}` as RecordId);
const records = [
  first,
  ...Array.from({ length: COUNT }, (_, n) => made(n + 2, n % 10_000 === 0 ? alice : others[n % 50])),
  twin,
  first,
];

beforeAll(() => {
  const read = records.map((record, index) => readRecord(committed(record, index + 1)));
  using projector = new Projector(generationPath(folder, 1), projections);
  for (let at = 0; at < read.length; at += 7_001) {
    projector.apply(read.slice(at, at + 7_001));
    projector.commit(Math.min(at + 7_001, read.length) as Position);
  }
  using scratch = new Projector(join(folder, 'scratch.db'), projections, () => undefined, 'scratch');
  scratch.apply(read);
  scratch.commit(read.length as Position);
  scratch.finish(projections);
  writePointer(folder, 'current', 1);
});

afterAll(() => {
  models.close();
  rmSync(folder, { recursive: true });
});

describe('read models of more records than the tables of new rows take', () => {
  it('find the oldest and the newest', () => {
    expect(models.get('SELECT count(*) AS n FROM leaf_key_settled')).toEqual({ n: SETTLES_AT });
    for (const leaf of [0, 1, SETTLES_AT - 1, SETTLES_AT, COUNT]) {
      const record = records[leaf];
      expect(record && leafOfRecord(models, record.id)?.leaf).toBe(leaf);
      expect(decisionById(models, record?.stream.slice('decision-'.length) ?? '')?.leaf).toBe(leaf);
    }
    expect(decisionById(models, 'd-none')).toBeUndefined();
  });

  it('tell a later copy of an old record, and a new one whose key an old one has', () => {
    expect(copies(models)).toMatchObject([{ position: records.length, leaf: 0 }]);
    expect(leafOfRecord(models, twin.id)?.leaf).toBe(COUNT + 1);
    expect(leafOfRecord(models, first.id)?.leaf).toBe(0);
    expect(models.reached().size).toBe(COUNT + 2);
  });

  it("list a consumer's entries over both, newest first", () => {
    const leaves = [COUNT + 1, 30_001, 20_001, 10_001, 1, 0];
    expect(entriesOf(models, alice).map(({ leaf }) => leaf)).toEqual(leaves);
    expect(entriesOf(models, alice, { limit: 2 }).map(({ leaf }) => leaf)).toEqual(leaves.slice(0, 2));
    expect(entriesOf(models, alice, { below: 20_001 }).map(({ leaf }) => leaf)).toEqual(leaves.slice(3));
    expect(entryCounts(models, [alice], COUNT + 2)).toEqual(new Map([['decision.made', 6]]));
  });

  it('are the same wherever batches end', () => {
    expect(readModelDigests(join(folder, 'scratch.db'))).toEqual(readModelDigests(generationPath(folder, 1)));
  });
});

function made(n: number, subject?: Pseudonym): Made {
  const data = { decisionId: `d-${n}`, outcome: { action: 'offer' } };
  return plain({ type: 'decision.made', stream: `decision-d-${n}`, ...(subject && { subject }), data });
}

function withId({ stream, record }: Made, id: RecordId): Made {
  const header = decodeHeader({ position: 0 as Position, header: record.header });
  const body = { salt: '00'.repeat(16), data: { outcome: { action: 'none' } } };
  return { stream, id, record: encodeRecord({ ...header, id }, body) };
}
