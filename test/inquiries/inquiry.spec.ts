/** The workflow of an inquiry: given what happened, when a command comes, then these events. */
import {
  daysLeft,
  decide,
  evolve,
  type InquiryCommand,
  type InquiryState,
  isOverdue,
  monthsAfter,
} from '../../src/inquiries/inquiry.js';
import type { Instant } from '../../src/record/ids.js';

const RECEIVED = '2026-03-12T09:00:00.000Z' as Instant;
const DUE = '2026-04-12T09:00:00.000Z' as Instant;
const EXTENDED = '2026-06-12T09:00:00.000Z' as Instant;
const at = (instant: string) => instant as Instant;

function given(...types: readonly string[]): InquiryState {
  const events = ['received', ...types].map((type) => ({
    type: `inquiry.${type}`,
    occurredAt: RECEIVED,
    data: { dueAt: type === 'extended' ? EXTENDED : DUE },
  }));
  const state = events.reduce<InquiryState | null>(evolve, null);
  if (state === null) throw new Error('no inquiry');
  return state;
}

const when = (state: InquiryState, command: InquiryCommand, now = at('2026-03-20T09:00:00Z')) =>
  decide(state, command, { inquiryId: 'inq-1', now, by: 'token-3' });

const told = {
  answerId: 'ans-1',
  digest: 'a'.repeat(64),
  decisionId: 'dec-1',
  language: 'de',
  format: 'html',
  position: '7',
  notes: undefined,
};
const commands = {
  'request-identity': { name: 'request-identity', method: 'code', reason: undefined },
  'verify-identity': { name: 'verify-identity', method: 'code' },
  extend: { name: 'extend', reason: 'many' },
  answer: { name: 'answer', told },
  refuse: { name: 'refuse', reason: 'unfounded', complaintRoute: 'CNIL' },
  close: { name: 'close', reason: undefined },
} as const satisfies Record<string, InquiryCommand>;
type Name = keyof typeof commands;

/** Each command: what it makes of an inquiry that stands so; null where it refuses, nothing where it is so already. */
const table: readonly (readonly [Name, readonly string[], string | null | undefined])[] = [
  ['request-identity', [], 'inquiry.identity-requested'],
  ['request-identity', ['identity-requested'], undefined],
  ['request-identity', ['identity-verified'], null],
  ['request-identity', ['answered'], null],
  ['verify-identity', [], 'inquiry.identity-verified'],
  ['verify-identity', ['identity-requested'], 'inquiry.identity-verified'],
  ['verify-identity', ['identity-requested', 'identity-verified'], undefined],
  ['verify-identity', ['refused'], null],
  ['extend', [], 'inquiry.extended'],
  ['extend', ['identity-requested'], 'inquiry.extended'],
  ['extend', ['extended'], undefined],
  ['extend', ['answered'], null],
  ['answer', [], 'inquiry.answered'],
  ['answer', ['identity-requested'], null],
  ['answer', ['identity-requested', 'identity-verified'], 'inquiry.answered'],
  ['answer', ['identity-verified', 'extended'], 'inquiry.answered'],
  ['answer', ['answered'], null],
  ['answer', ['refused'], null],
  ['refuse', [], 'inquiry.refused'],
  ['refuse', ['identity-requested'], 'inquiry.refused'],
  ['refuse', ['answered'], null],
  ['close', [], null],
  ['close', ['answered'], 'inquiry.closed'],
  ['close', ['refused'], 'inquiry.closed'],
  ['close', ['answered', 'closed'], undefined],
];

describe('an inquiry', () => {
  it.each(table)('%s after %j: %s', (name, before, type) => {
    if (type === null)
      expect(() => when(given(...before), commands[name])).toThrow(expect.objectContaining({ code: 'conflict' }));
    else expect(when(given(...before), commands[name]).map((event) => event.type)).toEqual(type ? [type] : []);
  });

  it('says in each step whose it is and who took it, and nothing that was not said', () => {
    expect(when(given(), commands.answer)).toEqual([
      {
        type: 'inquiry.answered',
        data: {
          inquiryId: 'inq-1',
          by: 'token-3',
          answerId: 'ans-1',
          digest: 'a'.repeat(64),
          decisionId: 'dec-1',
          language: 'de',
          format: 'html',
          position: '7',
          tier: 'consumer',
        },
      },
    ]);
  });

  it('has a month, and two more that are told within it', () => {
    expect(when(given(), commands.extend, DUE)[0]?.data.dueAt).toBe(EXTENDED);
    expect(() => when(given(), commands.extend, at('2026-04-12T09:00:00.001Z'))).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
    expect(given('extended').dueAt).toBe(EXTENDED);
  });

  it.each([
    ['2026-01-31T08:00:00Z', 1, '2026-02-28T08:00:00.000Z'],
    ['2028-01-31T08:00:00Z', 1, '2028-02-29T08:00:00.000Z'],
    ['2026-11-30T08:00:00Z', 3, '2027-02-28T08:00:00.000Z'],
    ['2026-12-15T23:59:59Z', 1, '2027-01-15T23:59:59.000Z'],
    ['2026-03-31T00:00:00Z', 1, '2026-04-30T00:00:00.000Z'],
  ])('counts months as the law does: %s and %i', (start, months, due) =>
    expect(monthsAfter(at(start), months)).toBe(due),
  );

  it('is overdue when its time is over, until it is answered', () => {
    expect([isOverdue(given(), DUE), isOverdue(given(), at('2026-04-12T09:00:01Z'))]).toEqual([false, true]);
    expect(isOverdue(given('answered'), EXTENDED)).toBe(false);
    expect(daysLeft(given(), at('2026-04-02T09:00:00Z'))).toBe(10);
    expect(daysLeft(given(), at('2026-04-12T10:00:00Z'))).toBe(-1);
    expect(daysLeft(given('refused'), EXTENDED)).toBeNull();
  });

  it('begins with its receipt and with nothing else', () => {
    const step = { type: 'inquiry.answered', occurredAt: RECEIVED, data: {} };
    expect(evolve(null, step)).toBeNull();
    expect(evolve(given('answered'), { ...step, type: 'inquiry.received', data: { dueAt: EXTENDED } })).toEqual(
      given('answered'),
    );
  });
});
