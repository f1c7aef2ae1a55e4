import {
  decide,
  type ErasureCommand,
  type ErasureContext,
  type ErasureState,
  evolve,
  nothingYet,
  type ProtectionEvent,
} from '../../src/protection/erasure.js';
import { type Instant, parseInstant, parsePseudonym, type RecordId, recordIdOf } from '../../src/record/ids.js';

const A = parsePseudonym('00000000-0000-4000-8000-00000000000a');
const B = parsePseudonym('00000000-0000-4000-8000-00000000000b');
const at = (text: string): Instant => parseInstant(text) as Instant;
const now = at('2026-05-04T09:00:00Z');

const context: ErasureContext = {
  now,
  by: 'token-4',
  freshId: 'er-1',
  pseudonyms: [A],
  approval: 'one-person',
  remains: [{ what: 'open fields', ground: 'GDPR Art. 17(3)(b)' }],
  backupsUntil: at('2026-06-08T09:00:00Z'),
};
const request: ErasureCommand = { name: 'request', article: '17(1)(b)', reason: 'consent withdrawn' };

let count = 0;
const recordId = (): RecordId => recordIdOf('ledger', `${count++}`);

const given = (events: readonly ProtectionEvent[], when: Instant = now): ErasureState =>
  events.reduce((state, event) => evolve(state, { ...event, id: recordId(), at: when }), nothingYet);

const requested = { type: 'erasure.requested', data: { requestId: 'er-0', article: '17(1)(b)', by: 'token-4' } };
const hold = { type: 'hold.placed', data: { holdId: 'hold-1', reason: 'Claim before a court', by: 'token-9' } };
const types = (events: readonly ProtectionEvent[]): readonly string[] => events.map((event) => event.type);

describe('erasure', () => {
  it('is recorded with the request, every pseudonym and key, what remains, and until when a backup may hold the keys', () => {
    const events = decide(nothingYet, request, { ...context, pseudonyms: [A, B] });
    expect(events).toEqual([
      {
        type: 'erasure.requested',
        data: { requestId: 'er-1', article: '17(1)(b)', reason: 'consent withdrawn', by: 'token-4' },
      },
      {
        type: 'subject.erased',
        data: {
          requestId: 'er-1',
          article: '17(1)(b)',
          reason: 'consent withdrawn',
          pseudonyms: [A, B],
          keyIds: [A, B],
          remains: [{ what: 'open fields', ground: 'GDPR Art. 17(3)(b)' }],
          backupsUntil: '2026-06-08T09:00:00Z',
          by: 'token-4',
        },
      },
    ]);
  });

  it('happens once', () => {
    expect(decide(given(decide(nothingYet, request, context)), request, context)).toEqual([]);
  });

  it('covers what was linked to the person later', () => {
    const again = decide(given(decide(nothingYet, request, context)), request, { ...context, pseudonyms: [A, B] });
    expect(types(again)).toEqual(['erasure.requested', 'subject.erased']);
  });

  it('waits for a second person where two are asked for, and the first cannot be the second', () => {
    const two = { ...context, approval: 'two-person' } as const;
    const events = decide(nothingYet, request, two);
    expect(types(events)).toEqual(['erasure.requested']);
    const waiting = given(events);
    expect(decide(waiting, request, two)).toEqual([]);
    const approve: ErasureCommand = { name: 'approve', requestId: 'er-1' };
    expect(() => decide(waiting, approve, two)).toThrow(expect.objectContaining({ code: 'forbidden' }));
    const second = { ...two, by: 'token-5' };
    expect(types(decide(waiting, approve, second))).toEqual(['erasure.approved', 'subject.erased']);
    expect(() => decide(waiting, { ...approve, requestId: 'er-9' }, second)).toThrow(
      expect.objectContaining({ code: 'missing' }),
    );
    expect(() => decide(nothingYet, approve, second)).toThrow(expect.objectContaining({ code: 'missing' }));
  });

  it('is finished under its first request where a crash came between', () => {
    const [finished] = decide(given([requested]), request, context);
    expect(finished).toMatchObject({ type: 'subject.erased', data: { requestId: 'er-0' } });
    const approved = given([requested, { type: 'erasure.approved', data: { requestId: 'er-0', by: 'token-5' } }]);
    expect(types(decide(approved, request, { ...context, approval: 'two-person' }))).toEqual(['subject.erased']);
  });

  it('is stopped by a legal hold, which says why', () => {
    const held = { code: 'held', message: expect.stringContaining('Claim before a court') };
    expect(() => decide(given([hold]), request, context)).toThrow(expect.objectContaining(held));
    const approve: ErasureCommand = { name: 'approve', requestId: 'er-0' };
    expect(() => decide(given([requested, hold]), approve, { ...context, by: 'token-5' })).toThrow(
      expect.objectContaining(held),
    );
  });

  it('goes on when the hold was released, or its time is over', () => {
    const release = decide(given([hold]), { name: 'release', holdId: 'hold-1', reason: 'settled' }, context);
    expect(types(decide(given([hold, ...release]), request, context))).toContain('subject.erased');
    const over = { ...hold, data: { ...hold.data, until: '2026-05-04T09:00:00Z' } };
    expect(types(decide(given([over]), request, context))).toContain('subject.erased');
    const notYet = { ...hold, data: { ...hold.data, until: '2026-05-04T09:00:00.000001Z' } };
    expect(() => decide(given([notYet]), request, context)).toThrow(expect.objectContaining({ code: 'held' }));
  });

  it('is not stopped by a hold whose time is over when it is placed: that is refused', () => {
    const until = (text: string): ErasureCommand => ({ name: 'hold', reason: 'a claim', until: parseInstant(text) });
    expect(() => decide(nothingYet, until(context.now), context)).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    );
    expect(types(decide(nothingYet, until('2030-01-01T00:00:00Z'), context))).toEqual(['hold.placed']);
  });

  it('knows no hold that nobody placed', () => {
    expect(() => decide(nothingYet, { name: 'release', holdId: 'hold-7', reason: null }, context)).toThrow(
      expect.objectContaining({ code: 'missing' }),
    );
  });
});
