import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projections } from '../../src/projections/catalogue.js';
import { decisionById } from '../../src/projections/decision.js';
import { countDecisions, sampleDecisions, searchDecisions } from '../../src/projections/decision-search.js';
import { entriesOf, entryCounts, linkedPseudonyms } from '../../src/projections/entry.js';
import { generationPath, writePointer } from '../../src/projections/generations.js';
import { copies, leafOfRecord, sizeAsOf, sizeAtPosition } from '../../src/projections/leaf.js';
import { messageById, messagesOfDecision } from '../../src/projections/message.js';
import { readRecord } from '../../src/projections/projected.js';
import { type Alarm, Projector } from '../../src/projections/projector.js';
import { referencesTo } from '../../src/projections/reference.js';
import { registered, registeredById } from '../../src/projections/register.js';
import { sources } from '../../src/projections/source.js';
import { SqliteReadModels } from '../../src/projections/sqlite-read-models.js';
import { withoutLists } from '../../src/projections/without-lists.js';
import { recordDigest } from '../../src/record/digest.js';
import { type Position, type Pseudonym, recordIdOf } from '../../src/record/ids.js';
import { committed, instant, type Made, type Plain, plain } from '../support/plain-records.js';

const alice = '5f0c2a86-6d3b-4f4e-9a57-0d8f6b0f9c11' as Pseudonym;
/** Shares her first 48 bits with Alice. */
const twin = '5f0c2a86-6d3b-4f4e-9a57-0d8f6b0f9c12' as Pseudonym;
const bob = '9c1d6a2e-0b7f-4c3d-8e21-4a5b6c7d8e9f' as Pseudonym;
const carol = '1c1d6a2e-0b7f-4c3d-8e21-4a5b6c7d8e9f' as Pseudonym;

let folder: string;
let models: SqliteReadModels;
let alarms: Alarm[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-models-'));
  models = new SqliteReadModels(folder);
  alarms = [];
});

afterEach(() => {
  models.close();
  rmSync(folder, { recursive: true });
});

/** Positions 10, 20, … */
function given(...records: readonly (Plain | Made)[]): readonly Made[] {
  const all = records.map((record) => ('record' in record ? record : plain(record)));
  using projector = new Projector(generationPath(folder, 1), projections, (alarm) => alarms.push(alarm));
  projector.apply(all.map((record, index) => readRecord(committed(record, 10 * (index + 1)))));
  projector.commit((10 * all.length) as Position);
  writePointer(folder, 'current', 1);
  return all;
}

const decision = (id: string, more: Partial<Plain> = {}, data = {}): Plain => ({
  type: 'decision.made',
  stream: `decision-${id}`,
  subject: alice,
  ...more,
  data: {
    decisionId: id,
    model: { id: 'spring', version: '4' },
    campaignId: 'run',
    outcome: { action: 'offer' },
    ...data,
  },
});

describe('leaf', () => {
  it('finds a record by id, with its position and the digest of its header', () => {
    const [first, second] = given(decision('a'), decision('b'));
    expect(leafOfRecord(models, second?.id ?? recordIdOf('', ''))).toMatchObject({
      leaf: 1,
      position: 20,
      id: second?.id,
    });
    expect(Buffer.from(leafOfRecord(models, first?.id ?? recordIdOf('', ''))?.digest ?? [])).toEqual(
      Buffer.from(recordDigest(first?.record.header ?? new Uint8Array())),
    );
    expect(leafOfRecord(models, recordIdOf('nobody', 'never'))).toBeUndefined();
  });

  it('gives the tree size at any instant and position, also where clocks ran backwards, and alarms more than five seconds', () => {
    given(
      decision('a', { recordedAt: '2026-03-02T10:00:00Z' }),
      decision('b', { recordedAt: '2026-03-02T09:59:56Z' }),
      decision('c', { recordedAt: '2026-03-02T09:59:00Z' }),
      decision('d', { recordedAt: '2026-03-02T10:00:01Z' }),
    );
    const asOf = (text: string) => sizeAsOf(models, instant(text));
    expect(asOf('2026-03-02T09:59:59.999Z')).toBe(0);
    expect(asOf('2026-03-02T10:00:00Z')).toBe(3);
    expect(asOf('2026-03-02T10:00:01Z')).toBe(4);
    expect([9, 10, 25, 40, 1_000].map((position) => sizeAtPosition(models, position))).toEqual([0, 1, 2, 4, 4]);
    expect(alarms).toEqual([{ code: 'skew', position: 30, detail: expect.stringContaining('60000 ms') }]);
  });

  it('gives the first occurrence of an id the leaf, and lists a later copy without effect', () => {
    const original = plain(decision('a', { eventId: 'same' }));
    const copy = plain(decision('b', { eventId: 'same' }));
    given(original, copy, decision('c'));
    expect(models.reached()).toEqual({ position: 30, size: 2 });
    expect(copies(models)).toEqual([{ position: 20, leaf: 0, digest: expect.anything() }]);
    expect(decisionById(models, 'b')).toBeUndefined();
    expect(decisionById(models, 'c')?.leaf).toBe(1);
    expect(alarms).toEqual([expect.objectContaining({ code: 'duplicate-copy', position: 20 })]);
  });
});

describe('entry', () => {
  it('lists what is about a consumer, newest first, and never what is about another whose name begins the same', () => {
    given(decision('a'), decision('b', { subject: twin }), decision('c'), {
      type: 'consent.given',
      stream: `consumer-${alice}`,
      subject: alice,
    });
    expect(entriesOf(models, alice).map((entry) => entry.leaf)).toEqual([3, 2, 0]);
    expect(entriesOf(models, twin).map((entry) => entry.leaf)).toEqual([1]);
    expect(entriesOf(models, alice, { below: 3, limit: 1 }).map((entry) => entry.leaf)).toEqual([2]);
    expect(entriesOf(models, alice, { types: ['consent.'] }).map((entry) => entry.type)).toEqual(['consent.given']);
    expect(entriesOf(models, bob)).toEqual([]);
    expect(entryCounts(models, [alice], 3)).toEqual(new Map([['decision.made', 2]]));
  });

  it('unites linked pseudonyms from the link on and parts them again', () => {
    const link = (type: string, subject: Pseudonym, other: Pseudonym): Plain => ({
      type,
      stream: `consumer-${subject}`,
      subject,
      data: { otherSubject: other },
    });
    given(
      link('identity.linked', alice, bob),
      link('identity.linked', carol, bob),
      link('identity.unlinked', bob, alice),
    );
    const at = (size: number, pseudonym = alice) => [...linkedPseudonyms(models, pseudonym, size)].sort();
    expect(at(0)).toEqual([alice]);
    expect(at(1)).toEqual([alice, bob]);
    expect(at(2)).toEqual([carol, alice, bob].sort());
    expect(at(3)).toEqual([alice]);
    expect(at(3, bob)).toEqual([bob, carol].sort());
    expect(entriesOf(models, bob).map((entry) => entry.leaf)).toEqual([2, 1, 0]);
    // A link is one record, about whichever of the two one asks, and about both together.
    const counts = (person: readonly Pseudonym[]) => Object.fromEntries(entryCounts(models, person, 3));
    expect(counts([alice, bob])).toEqual({ 'identity.linked': 2, 'identity.unlinked': 1 });
    expect(counts([carol])).toEqual({ 'identity.linked': 1 });
  });

  it('shows an erasure under every pseudonym that it covers', () => {
    given({ type: 'subject.erased', stream: `consumer-${alice}`, subject: alice, data: { pseudonyms: [alice, bob] } });
    expect(entriesOf(models, bob).map((entry) => entry.type)).toEqual(['subject.erased']);
  });
});

describe('decision', () => {
  it('binds an id to the subject of its first record; a second decision or another person changes nothing', () => {
    given(
      decision('a'),
      decision('a', { subject: bob }, { outcome: { action: 'none' } }),
      decision('a', {}, { outcome: { action: 'later' } }),
    );
    expect(decisionById(models, 'a')).toMatchObject({
      leaf: 0,
      subject: alice,
      made: 0,
      outcome: 'offer',
      model: 'spring',
      withheld: null,
    });
  });

  it('takes the details of a decision that is reported after a record that names it, about the same person, by whichever producer', () => {
    const early: Plain = {
      type: 'decision.contested',
      stream: 'decision-a',
      subject: alice,
      data: { decisionId: 'a' },
    };
    const late = { type: 'decision.withheld', source: '/decisions' };
    given(early, decision('a', { subject: bob }), decision('a', late, { reason: 'cap' }));
    expect(decisionById(models, 'a')).toMatchObject({
      leaf: 0,
      made: 2,
      withheld: 'cap',
      subject: alice,
      source: '/decisions',
    });
    expect(searchDecisions(models, {}, { limit: 10 }).map((row) => row.id)).toEqual(['a']);
  });

  it('searches by what decisions say and by time, in pages without gap or overlap', () => {
    const at = (hour: number) => ({ occurredAt: `2026-03-02T${String(hour).padStart(2, '0')}:00:00Z` });
    given(
      decision('a', at(3)),
      decision('b', at(1)),
      decision('c', { ...at(3), type: 'decision.withheld' }, { reason: 'holdout', outcome: { action: 'none' } }),
      decision('d', at(2), { campaignId: 'other' }),
    );
    const ids = (filter: Parameters<typeof searchDecisions>[1]) =>
      searchDecisions(models, filter, { limit: 10 }).map((row) => row.id);
    expect(ids({})).toEqual(['c', 'a', 'd', 'b']);
    expect(ids({ campaign: 'run', from: instant('2026-03-02T02:00:00Z') })).toEqual(['c', 'a']);
    expect(ids({ to: instant('2026-03-02T02:00:00Z') })).toEqual(['b']);
    expect(ids({ outcome: 'none' })).toEqual(['c']);
    expect(ids({ model: 'unknown' })).toEqual([]);
    expect(ids({ withheld: false, size: 3 })).toEqual(['a', 'b']);
    expect(countDecisions(models, { model: 'spring' })).toBe(4);
    const [first, second] = searchDecisions(models, {}, { limit: 2 });
    const after = { at: second?.at ?? 0, leaf: second?.leaf ?? 0 };
    expect(first?.id).toBe('c');
    expect(searchDecisions(models, {}, { after, limit: 2 }).map((row) => row.id)).toEqual(['d', 'b']);
  });

  it('draws the same sample for the same seed and size, another for another seed, and does not prefer', () => {
    given(...Array.from({ length: 200 }, (_, index) => decision(`s${index}`)));
    const draw = (seed: number, count = 20) =>
      sampleDecisions(models, { size: 200 }, { count, seed }).map((row) => row.leaf);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(new Set(draw(7)).size).toBe(20);
    const hits = new Array<number>(200).fill(0);
    for (let seed = 0; seed < 300; seed++) for (const leaf of draw(seed)) hits[leaf] = (hits[leaf] ?? 0) + 1;
    // 30 expected each; a fair draw leaves this band once in some 10^4 leaves.
    expect(Math.min(...hits)).toBeGreaterThan(8);
    expect(Math.max(...hits)).toBeLessThan(58);
  });

  it('draws each decision without regard to the others: neighbours in a draw lie no fixed number of leaves apart', () => {
    given(...Array.from({ length: 400 }, (_, index) => decision(`s${index}`)));
    const steps = new Map<number, number>();
    const means: number[] = [];
    for (let seed = 0; seed < 200; seed++) {
      const leaves = sampleDecisions(models, { size: 400 }, { count: 20, seed }).map((row) => row.leaf);
      means.push(leaves.reduce((sum, leaf) => sum + leaf, 0) / leaves.length);
      for (const [place, leaf] of leaves.slice(1).entries()) {
        const step = leaf - (leaves[place] ?? 0);
        steps.set(step, (steps.get(step) ?? 0) + 1);
      }
    }
    // The likeliest step is one of 400; of 3,800 steps some ten are alike.
    expect(Math.max(...steps.values())).toBeLessThan(38);
    // Means of twenty leaves scatter by 115 / √20, some 25.
    const spread = Math.sqrt(means.reduce((sum, mean) => sum + (mean - 199.5) ** 2, 0) / means.length);
    expect(spread).toBeGreaterThan(20);
    expect(spread).toBeLessThan(31);
  });
});

describe('message, reference, register', () => {
  it('finds messages by id and by decision, also where the decision was named later', () => {
    const message = (type: string, id: string, data: Plain['data']): Plain => ({
      type,
      stream: `message-${id}`,
      subject: alice,
      data: { messageId: id, ...data },
    });
    given(
      message('message.sent', 'm1', { decisionId: 'a', campaignId: 'run' }),
      message('message.delivered', 'm2', {}),
      message('message.sent', 'm2', { decisionId: 'a' }),
    );
    expect(messageById(models, 'm1')).toMatchObject({ leaf: 0, decision: 'a', campaign: 'run', subject: alice });
    expect(messagesOfDecision(models, 'a').map((row) => row.id)).toEqual(['m1', 'm2']);
    expect(messageById(models, 'm3')).toBeUndefined();
  });

  it('finds who names a collection, a consent, a decision, a model', () => {
    given(
      { type: 'data.observed', stream: `consumer-${alice}`, subject: alice, data: { collectionId: 'col' } },
      {
        type: 'data.rectified',
        stream: `consumer-${alice}`,
        subject: alice,
        data: { collectionIds: ['col', 'other'] },
      },
      {
        type: 'consent.withdrawn',
        stream: `consumer-${alice}`,
        subject: alice,
        data: { consentRecordId: 'cr', purposes: [] },
      },
      {
        type: 'biasaudit.completed',
        stream: 'audit-1',
        data: { auditId: '1', scope: { modelId: 'spring', version: '4' } },
      },
      {
        type: 'interaction.observed',
        stream: 'decision-a',
        subject: alice,
        data: { decisionId: 'a', campaignId: 'run', kind: 'opened' },
      },
      // What no schema allows, a log may hold all the same.
      {
        type: 'data.shared',
        stream: `consumer-${alice}`,
        subject: alice,
        data: { collectionId: 'col', collectionIds: ['col', 'twice', 'twice'] },
      },
    );
    expect(referencesTo(models, 'collection', 'col')).toEqual([0, 1, 5]);
    expect(referencesTo(models, 'collection', 'twice')).toEqual([5]);
    expect(referencesTo(models, 'collection', 'col', 1)).toEqual([0]);
    expect(referencesTo(models, 'consent', 'cr')).toEqual([2]);
    expect(referencesTo(models, 'model', 'spring')).toEqual([3]);
    expect(referencesTo(models, 'campaign', 'run')).toEqual([4]);
    // It stands in the decision's own stream.
    expect(referencesTo(models, 'decision', 'a')).toEqual([]);
  });

  it('lists the things of the organisation, the last changed first', () => {
    given(
      { type: 'campaign.proposed', stream: 'campaign-a' },
      { type: 'campaign.proposed', stream: 'campaign-b' },
      { type: 'campaign.approved', stream: 'campaign-a' },
      { type: 'model.registered', stream: 'model-a' },
    );
    expect(registered(models, 'campaign', { limit: 5 }).map((row) => row.id)).toEqual(['a', 'b']);
    expect(registered(models, 'campaign', { before: 2, limit: 5 }).map((row) => row.id)).toEqual(['b']);
    expect(registeredById(models, 'campaign', 'a')).toEqual({
      id: 'a',
      first: 0,
      last: 2,
      records: 2,
      lastType: 'campaign.approved',
    });
    expect(registeredById(models, 'policy', 'a')).toBeUndefined();
  });
});

describe('source', () => {
  const from = (source: string, ...numbers: readonly (number | string)[]): Plain[] =>
    numbers.map((sequence) => ({
      type: 'data.observed',
      stream: `consumer-${alice}`,
      subject: alice,
      source,
      sequence,
    }));

  it('names the numbers that never arrived, whatever their order; a late one closes its gap', () => {
    given(...from('a', 5, 6, 9, 8, '12', 11), ...from('b', 1, 3, 2), ...from('c', 'x7'), {
      type: 'notice.served',
      stream: 'consumer-x',
      source: 'd',
    });
    expect(sources(models)).toEqual([
      expect.objectContaining({
        source: 'a',
        sequence: {
          first: 5,
          last: 12,
          missing: 2,
          gaps: [
            { from: 7, to: 7 },
            { from: 10, to: 10 },
          ],
        },
      }),
      expect.objectContaining({ source: 'b', sequence: { first: 1, last: 3, missing: 0, gaps: [] } }),
      expect.objectContaining({ source: 'c', sequence: null, unnumbered: 1 }),
      expect.objectContaining({
        source: 'd',
        sequence: null,
        types: { 'notice.served': 1 },
        lastHeardAt: '2026-03-02T09:14:01.000Z',
      }),
    ]);
  });

  it('stays small for a producer that leaves out every second number, and still counts what is missing', () => {
    given(...from('a', ...Array.from({ length: 2_500 }, (_, index) => 2 * index)));
    expect(models.get<{ n: number }>('SELECT count(*) AS n FROM source_range')?.n).toBeLessThanOrEqual(1_000);
    expect(sources(models)[0]?.sequence).toMatchObject({ first: 0, last: 4_998, missing: 2_499 });
  });
});

describe('what is read of a body', () => {
  it.each([
    ['{"a":[1,[2],"]"],"b":{"c":[{"d":"[\\"]"}],"e":"x[\\"y]"}}', { a: 0, b: { c: 0, e: 'x["y]' } }],
    ['{"text":"back\\\\","z":[]}', { text: 'back\\', z: 0 }],
    ['{"":"","l":[""],"z":["]"]}', { '': '', l: 0, z: 0 }],
    [`{"long":["${'x'.repeat(100_000)}"],"z":1}`, { long: 0, z: 1 }],
    ['{"ü":"[ü","l":["ü"]}', { ü: '[ü', l: 0 }],
  ])('leaves lists out of %.80s', (json, expected) => {
    for (const given of [json, Buffer.from(json)])
      expect(JSON.parse(Buffer.from(withoutLists(given)).toString())).toEqual(expected);
  });

  it.each(['{"a":[1,2}', '{"a":1]}', '{"a":"x', '[', ']', '{"a":[1]'])('leaves %s as broken as it is', (json) => {
    expect(() => JSON.parse(Buffer.from(withoutLists(json)).toString())).toThrow(SyntaxError);
  });
});
