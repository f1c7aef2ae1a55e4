/** Records as the data of events, without a server. */
import type { NewEvent } from '../../src/log/eventstoredb/append-call.js';
import {
  inPacks,
  PACK_RECORDS,
  PACK_TYPE,
  pack,
  packedSize,
  placeOf,
  positionAt,
  UNNUMBERED,
  unpack,
} from '../../src/log/eventstoredb/pack.js';
import type { ServerEvent } from '../../src/log/eventstoredb/read-call.js';
import { Sent } from '../../src/log/eventstoredb/sent.js';
import type { Position } from '../../src/record/ids.js';
import type { NewRecord } from '../../src/record/record.js';
import { newRecord } from '../contract/event-log.contract.js';

const PREFIX = 'ledger/';
const records = (count: number, bytes = 10): NewRecord[] =>
  Array.from({ length: count }, () => ({ ...newRecord(), body: new Uint8Array(bytes).fill(7) }));
const event = (data: Uint8Array, type = PACK_TYPE): ServerEvent => ({
  id: '11111111-2222-4333-8444-555555555555',
  type,
  streamId: `${PREFIX}orders`,
  revision: 3,
  position: 1_000,
  data,
});

describe('a pack', () => {
  it('gives its records back as they were, numbered from the revision it states, the last at the position of its event', () => {
    const sent = records(5);
    const come = unpack(event(pack(sent, 2 ** 40)), PREFIX);
    expect(come.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
    for (const [index, { header, body }] of come.entries()) {
      expect(Buffer.from(header).equals(sent[index]?.header ?? new Uint8Array())).toBe(true);
      expect(Buffer.from(body).equals(sent[index]?.body ?? new Uint8Array())).toBe(true);
    }
    expect(come.map(({ revision }) => revision - 2 ** 40)).toEqual([0, 1, 2, 3, 4]);
    expect(come.map(({ position }) => position - positionAt(1_000))).toEqual([-4, -3, -2, -1, 0]);
    expect(come.every(({ stream, event: number }) => stream === 'orders' && number === 3)).toBe(true);
  });

  it('has positions that no other event has, and that lead back to it', () => {
    const full = unpack(event(pack(records(PACK_RECORDS), 0)), PREFIX);
    expect(full).toHaveLength(PACK_RECORDS);
    for (const { position } of full) expect(placeOf(position)).toBe(1_000);
    expect(full[0]?.position).toBeGreaterThan(positionAt(999));
  });

  it('is cut before it holds too many records or too many bytes, and never in a record', () => {
    const sizes = (all: readonly NewRecord[]): number[] => inPacks(all).map(({ length }) => length);
    expect(sizes(records(2 * PACK_RECORDS + 1, 1))).toEqual([PACK_RECORDS, PACK_RECORDS, 1]);
    expect(sizes(records(3, 30_000))).toEqual([2, 1]);
    expect(sizes(records(2, 500_000))).toEqual([1, 1]);
    const all = records(150, 1_800);
    expect(inPacks(all).flat()).toEqual(all);
  });

  it('is counted for at least what it takes', () => {
    const all = records(70, 1_800);
    const taken = inPacks(all).reduce((sum, some) => sum + pack(some, 0).length, 0);
    expect(all.reduce((sum, record) => sum + packedSize(record), 0)).toBeGreaterThanOrEqual(taken);
  });

  const whole = pack(records(2), 0);
  it.each<[string, ServerEvent]>([
    ['another type', event(whole, 'bare')],
    ['another format', event(Uint8Array.from(whole, (byte, at) => (at === 0 ? 9 : byte)))],
    ['no record', event(whole.subarray(0, 7))],
    ['nothing at all', event(new Uint8Array())],
    ['less than it says', event(whole.subarray(0, -1))],
    ['the head of one record more', event(Uint8Array.of(...whole, 1, 2, 3))],
    ['more records than there are positions', event(pack(records(PACK_RECORDS + 1), 0))],
  ])('is none where an event holds %s: it is one record that has no number and cannot be decoded', (_, foreign) => {
    expect(unpack(foreign, PREFIX)).toEqual([
      expect.objectContaining({
        id: foreign.id,
        position: positionAt(1_000),
        revision: UNNUMBERED,
        header: foreign.data,
      }),
    ]);
  });

  it('is refused where its position is beyond what a number can say', () => {
    expect(() => positionAt(2 ** 50)).toThrow(expect.objectContaining({ code: 'corrupt' }));
    expect(placeOf((positionAt(2 ** 40) - 5) as Position)).toBe(2 ** 40);
  });
});

describe('what a write sends again', () => {
  const fresh = (all: readonly NewRecord[], first: number) =>
    all.map((record, index) => ({ record, revision: first + index }));
  const ids = (events: readonly NewEvent[]): string[] => events.map(({ id }) => id);

  it('is the same to the last byte and to its ids, and known as its own', () => {
    const sent = new Sent();
    const all = records(100);
    const first = sent.eventsOf(fresh(all, 4));
    expect(first).toHaveLength(2);
    expect(sent.eventsOf(fresh(all, 4))).toEqual(first);
    for (const id of ids(first)) expect(sent.has(id)).toBe(true);
    expect(sent.has('11111111-2222-4333-8444-555555555555')).toBe(false);
  });

  it('has other ids as soon as anything of it is another, and both are its own', () => {
    const sent = new Sent();
    const all = records(3);
    const first = ids(sent.eventsOf(fresh(all, 4)));
    const moved = ids(sent.eventsOf(fresh(all, 5)));
    const fewer = ids(sent.eventsOf(fresh(all.slice(1), 5)));
    expect(new Set([...first, ...moved, ...fewer]).size).toBe(3);
    for (const id of [...first, ...moved, ...fewer]) expect(sent.has(id)).toBe(true);
  });
});
