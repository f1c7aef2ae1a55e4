/** The one consent fold: rule by rule, and that the order of arrival changes nothing. */
import fc from 'fast-check';
import { caseFile } from '../../src/answers/case.js';
import { consentAt, consentIntervals, type Use } from '../../src/answers/consent.js';
import { objectionsAt } from '../../src/answers/objections.js';
import { alice, bob, CaseRecords, example, instant, type Sent } from '../support/case-records.js';

const now = instant('2027-01-01T00:00:00Z');
const use: Use = { purpose: 'dpv:PersonalisedAdvertising', categories: ['pd:Purchase'] };
const decided = example('decision.made', {}, '2026-12-01T00:00:00Z');

function facts(...events: readonly Sent[]) {
  const { records, opened } = new CaseRecords().add(...events, decided);
  const file = caseFile(records, opened, { decisionId: 'dec-8812', now });
  if (file === null) throw new Error('no case');
  return file;
}

const given = (time: string, changes = {}) => example('consent.given', changes, time);
const withdrawn = (time: string, changes = {}) => example('consent.withdrawn', changes, time);
const status = (events: readonly Sent[], at: string, asked = use) =>
  consentAt(facts(...events), asked, instant(at)).status;

describe('a consent', () => {
  const events = [given('2026-01-12T18:00:00Z'), withdrawn('2026-03-05T00:00:00Z')];

  it('holds from the instant it is given up to, not including, the instant it is withdrawn', () => {
    expect(status(events, '2026-01-12T17:59:59.999Z')).toBe('later');
    expect(status(events, '2026-01-12T18:00:00Z')).toBe('valid');
    expect(status(events, '2026-03-04T23:59:59.999999999Z')).toBe('valid');
    expect(status(events, '2026-03-05T00:00:00Z')).toBe('withdrawn');
  });

  it('given and withdrawn at one instant is none, whichever was recorded first', () => {
    const at = '2026-01-12T18:00:00Z';
    expect(status([given(at), withdrawn(at)], at)).toBe('withdrawn');
    expect(status([withdrawn(at), given(at)], at)).toBe('withdrawn');
  });

  it('ends by its own date', () => {
    const short = [given('2026-01-12T18:00:00Z', { expiresAt: '2026-02-01T00:00:00Z' })];
    expect(status(short, '2026-01-31T23:59:59Z')).toBe('valid');
    expect(status(short, '2026-02-01T00:00:00Z')).toBe('expired');
  });

  it('holds again once it is renewed', () => {
    const renewed = [...events, example('consent.renewed', {}, '2026-06-01T08:30:00Z')];
    expect(status(renewed, '2026-05-31T00:00:00Z')).toBe('withdrawn');
    expect(status(renewed, '2026-06-01T08:30:00Z')).toBe('valid');
  });

  it('found invalid from its beginning never held', () => {
    expect(status([given('2026-01-12T18:04:10Z'), example('consent.invalidated')], '2026-01-20T00:00:00Z')).toBe(
      'invalidated',
    );
  });

  it('taken back from an earlier day on counts from that day', () => {
    const backdated = [
      given('2026-01-12T18:00:00Z'),
      withdrawn('2026-03-05T00:00:00Z', { effectiveAt: '2026-02-01T00:00:00Z' }),
    ];
    expect(status(backdated, '2026-02-15T00:00:00Z')).toBe('withdrawn');
  });

  it('to a broad purpose covers a narrower one, and not the other way round', () => {
    expect(status([given('2026-01-12T18:00:00Z', { purposes: ['dpv:Marketing'] })], '2026-02-01T00:00:00Z')).toBe(
      'valid',
    );
    const narrow = [given('2026-01-12T18:00:00Z', { purposes: ['dpv:TargetedAdvertising'] })];
    expect(status(narrow, '2026-02-01T00:00:00Z')).toBe('other-purpose');
  });

  it('must cover every category of data and the same controller', () => {
    const one = [given('2026-01-12T18:00:00Z', { dataCategories: ['pd:Purchase'] })];
    expect(status(one, '2026-02-01T00:00:00Z', { ...use, categories: ['pd:Purchase', 'pd:Country'] })).toBe(
      'other-data',
    );
    expect(status(one, '2026-02-01T00:00:00Z', { ...use, controller: 'Somebody Else' })).toBe('other-controller');
  });

  it('loses a part that is withdrawn, and with it the whole of the broad purpose', () => {
    const parts = [given('2026-01-12T18:00:00Z', { purposes: ['dpv:Marketing'] }), withdrawn('2026-03-05T00:00:00Z')];
    expect(status(parts, '2026-04-01T00:00:00Z')).toBe('withdrawn');
    expect(status(parts, '2026-04-01T00:00:00Z', { ...use, purpose: 'dpv:SocialMediaMarketing' })).toBe('valid');
    expect(status(parts, '2026-04-01T00:00:00Z', { ...use, purpose: 'dpv:Marketing' })).toBe('withdrawn');
  });

  it('is bound by a withdrawal that matches no record, by its purposes', () => {
    const unmatched = [
      given('2026-01-12T18:00:00Z'),
      withdrawn('2026-03-05T00:00:00Z', { consentRecordId: 'unknown' }),
    ];
    expect(status(unmatched, '2026-04-01T00:00:00Z')).toBe('withdrawn');
    const other = [
      given('2026-01-12T18:00:00Z'),
      withdrawn('2026-03-05T00:00:00Z', { consentRecordId: 'unknown', purposes: ['dpv:FraudPreventionAndDetection'] }),
    ];
    expect(status(other, '2026-04-01T00:00:00Z')).toBe('valid');
  });

  it('is left alone by the withdrawal of another record', () => {
    const two = [
      given('2026-01-12T18:00:00Z'),
      given('2026-01-13T18:00:00Z', { consentRecordId: 'cr-2' }),
      withdrawn('2026-03-05T00:00:00Z', { consentRecordId: 'cr-2' }),
    ];
    expect(status(two, '2026-04-01T00:00:00Z')).toBe('valid');
    expect(status(two, '2026-04-01T00:00:00Z', { ...use, consentRecordId: 'cr-2' })).toBe('withdrawn');
  });

  it('that nobody gave is none, or refused where the person said no', () => {
    expect(status([], '2026-04-01T00:00:00Z')).toBe('none');
    expect(status([example('consent.refused')], '2026-04-01T00:00:00Z')).toBe('refused');
  });

  it('of a linked reference counts from the place of the link in the log on, and of a stranger never', () => {
    const others = { ...given('2026-01-12T18:00:00Z'), subject: bob };
    const link = { ...example('identity.linked', { otherSubject: bob }, '2026-02-01T00:00:00Z'), subject: alice };
    const { records, opened } = new CaseRecords().add(others, decided, link);
    const at = instant('2026-12-01T00:00:00Z');
    const linked = caseFile(records, opened, { decisionId: 'dec-8812', now });
    const before = caseFile(records, opened, { decisionId: 'dec-8812', now, asOf: { size: 2 } });
    expect(linked && consentAt(linked, use, at).status).toBe('valid');
    expect(before && consentAt(before, use, at).status).toBe('none');
  });
});

describe('an objection', () => {
  const at = instant('2026-06-01T00:00:00Z');
  const kinds = (...events: readonly Sent[]) => objectionsAt(facts(...events), use.purpose, at).map(({ kind }) => kind);

  it('to direct marketing stands against personalised advertising; an opt-out and an objecting signal are one', () => {
    expect(kinds(example('processing.objected'))).toEqual(['objection']);
    expect(kinds(example('optout.received'))).toEqual(['opt-out']);
    expect(kinds(example('signal.received'))).toEqual(['signal']);
    expect(kinds(example('processing.restricted'))).toEqual(['restriction']);
  });

  it('is no objection where the signal was applied as nothing, or the purpose is another', () => {
    expect(kinds(example('signal.received', { appliedEffect: 'none' }))).toEqual([]);
    expect(kinds(example('processing.objected', { scope: ['dpv:FraudPreventionAndDetection'] }))).toEqual([]);
  });

  it('is lifted by a consent given later, not by one given at the same instant', () => {
    const objected = example('processing.objected', {}, '2026-03-12T08:15:00Z');
    expect(kinds(objected, given('2026-03-12T08:15:00Z'))).toEqual(['objection']);
    expect(kinds(objected, given('2026-03-12T08:15:01Z'))).toEqual([]);
  });
});

describe('the order in which facts arrive', () => {
  const kinds = [
    'consent.given',
    'consent.renewed',
    'consent.withdrawn',
    'consent.refused',
    'consent.invalidated',
  ] as const;
  const event = fc.record({
    type: fc.constantFrom(...kinds),
    day: fc.integer({ min: 1, max: 300 }),
    consentRecordId: fc.constantFrom('cr-1', 'cr-2', 'cr-3'),
    purpose: fc.constantFrom('dpv:Marketing', 'dpv:PersonalisedAdvertising', 'dpv:DirectMarketing'),
  });
  const many = fc.uniqueArray(event, { minLength: 1, maxLength: 12, selector: ({ day }) => day });

  it('changes no consent state', () => {
    fc.assert(
      fc.property(
        many.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        ([events, shuffled]) => {
          const sent = (list: typeof events) =>
            list.map(({ type, day, consentRecordId, purpose }) => {
              const time = new Date(Date.UTC(2026, 0, day)).toISOString();
              const { effectiveAt: _none, ...data } = example(type).data;
              return {
                ...example(type),
                time,
                recordedAt: '2026-12-31T00:00:00Z',
                data: { ...data, consentRecordId, purposes: [purpose] },
                eventId: `${day}`,
              };
            });
          const intervals = (list: typeof events) =>
            consentIntervals(facts(...sent(list))).map(({ grant, end, ...rest }) => ({
              ...rest,
              grant: grant.id,
              end: end?.id,
            }));
          expect(intervals(shuffled)).toEqual(intervals(events));
          for (const day of [10, 100, 200, 299]) {
            const instantOfDay = new Date(Date.UTC(2026, 0, day, 12)).toISOString();
            expect(status(sent(shuffled), instantOfDay)).toBe(status(sent(events), instantOfDay));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
