/** Fairness metrics: against numbers worked out by hand, against the formulae as Fairlearn and AIF360 print them, and where nothing can be said. */
import fc from 'fast-check';
import {
  aggregatesOf,
  disparitiesOf,
  fourFifths,
  type GroupCounts,
  intervalsOf,
  largestOf,
  ratesOf,
  UNDEFINED,
  verdictOf,
  wilson,
} from '../../src/oversight/fairness.js';
import { fairnessOf } from '../../src/oversight/fairness-answer.js';
import { FairnessTally, FEWEST_PEOPLE } from '../../src/oversight/fairness-tally.js';
import { type Pseudonym, parsePseudonym } from '../../src/record/ids.js';

/** Counts as true positives, false positives, true negatives, false negatives. */
const labels = (truePositives: number, falsePositives: number, trueNegatives: number, falseNegatives: number) => ({
  truePositives,
  falsePositives,
  trueNegatives,
  falseNegatives,
});
const group = (value: string, n: number, selected: number, labelled = labels(0, 0, 0, 0)): GroupCounts => ({
  value,
  n,
  selected,
  labelled,
});

const women = group('female', 100, 30, labels(20, 10, 50, 20));
const men = group('male', 200, 80, labels(60, 20, 100, 20));

describe('fairness metrics', () => {
  it('are those worked out by hand', () => {
    expect(ratesOf(women)).toEqual({
      selectionRate: 0.3,
      truePositiveRate: 0.5,
      falsePositiveRate: 1 / 6,
      falseNegativeRate: 0.5,
      precision: 2 / 3,
    });
    expect(ratesOf(men)).toEqual({
      selectionRate: 0.4,
      truePositiveRate: 0.75,
      falsePositiveRate: 1 / 6,
      falseNegativeRate: 0.25,
      precision: 0.75,
    });
    const compared = disparitiesOf(women, men);
    expect(compared.disparateImpact).toBeCloseTo(0.75, 12);
    expect(compared.statisticalParityDifference).toBeCloseTo(-0.1, 12);
    expect(compared).toMatchObject({
      equalOpportunityDifference: -0.25,
      averageOddsDifference: -0.125,
      falsePositiveRateDifference: 0,
      falseNegativeRateDifference: 0.25,
    });
    const all = aggregatesOf([women, men]);
    expect(all.demographicParityDifference).toBeCloseTo(0.1, 12);
    expect(all.demographicParityRatio).toBeCloseTo(0.75, 12);
    expect(all.equalizedOddsDifference).toBe(0.25);
  });

  it('are the formulae of the field, whatever the counts', () => {
    const cell = fc.integer({ min: 0, max: 500 });
    const counts = fc
      .tuple(cell, cell, cell, cell, cell, cell)
      .map(([tp, fp, tn, fn, more, moreSelected]) =>
        group('g', tp + fp + tn + fn + more + moreSelected + 1, tp + fp + moreSelected, labels(tp, fp, tn, fn)),
      );
    const over = (part: number, whole: number) => (whole === 0 ? Number.NaN : part / whole);
    const said = (value: number) => (Number.isNaN(value) ? UNDEFINED : value);
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        const [a, b] = [one, other].map(
          ({ n, selected, labelled: { truePositives: tp, falsePositives: fp, ...no } }) => ({
            rate: selected / n,
            tpr: over(tp, tp + no.falseNegatives),
            fpr: over(fp, fp + no.trueNegatives),
            fnr: over(no.falseNegatives, tp + no.falseNegatives),
            precision: over(tp, tp + fp),
          }),
        );
        if (a === undefined || b === undefined) throw new Error('two groups');
        expect(ratesOf(one)).toEqual({
          selectionRate: a.rate,
          truePositiveRate: said(a.tpr),
          falsePositiveRate: said(a.fpr),
          falseNegativeRate: said(a.fnr),
          precision: said(a.precision),
        });
        expect(disparitiesOf(one, other)).toEqual({
          disparateImpact: b.rate === 0 ? UNDEFINED : a.rate / b.rate,
          statisticalParityDifference: a.rate - b.rate,
          equalOpportunityDifference: said(a.tpr - b.tpr),
          averageOddsDifference: said((a.fpr - b.fpr + (a.tpr - b.tpr)) / 2),
          falsePositiveRateDifference: said(a.fpr - b.fpr),
          falseNegativeRateDifference: said(a.fnr - b.fnr),
        });
        const greatest = Math.max(a.rate, b.rate);
        expect(aggregatesOf([one, other])).toEqual({
          demographicParityDifference: Math.abs(a.rate - b.rate),
          demographicParityRatio: greatest === 0 ? UNDEFINED : Math.min(a.rate, b.rate) / greatest,
          equalizedOddsDifference: said(Math.max(Math.abs(a.tpr - b.tpr), Math.abs(a.fpr - b.fpr))),
        });
      }),
    );
  });

  it('read "undefined" where there is no denominator, and never 0', () => {
    const unlabelled = group('a', 50, 10);
    expect(ratesOf(unlabelled)).toEqual({
      selectionRate: 0.2,
      truePositiveRate: UNDEFINED,
      falsePositiveRate: UNDEFINED,
      falseNegativeRate: UNDEFINED,
      precision: UNDEFINED,
    });
    const noPositives = group('b', 50, 10, labels(0, 10, 40, 0));
    expect(ratesOf(noPositives)).toMatchObject({
      truePositiveRate: UNDEFINED,
      falseNegativeRate: UNDEFINED,
      falsePositiveRate: 0.2,
      precision: 0,
    });
    expect(ratesOf(group('c', 50, 10, labels(10, 0, 0, 40)))).toMatchObject({ falsePositiveRate: UNDEFINED });
    expect(ratesOf(group('d', 50, 0, labels(0, 0, 10, 40)))).toMatchObject({ precision: UNDEFINED });
    expect(ratesOf(group('e', 0, 0))).toMatchObject({ selectionRate: UNDEFINED });
    expect(intervalsOf(unlabelled)).toMatchObject({
      truePositiveRate: UNDEFINED,
      selectionRate: [expect.any(Number), expect.any(Number)],
    });
    expect(disparitiesOf(noPositives, women)).toMatchObject({
      equalOpportunityDifference: UNDEFINED,
      averageOddsDifference: UNDEFINED,
      falseNegativeRateDifference: UNDEFINED,
      falsePositiveRateDifference: expect.any(Number),
    });
    expect(disparitiesOf(women, group('f', 50, 0))).toMatchObject({
      disparateImpact: UNDEFINED,
      statisticalParityDifference: 0.3,
    });
  });

  it('over all groups are undefined where one group has no such rate, and where there is nothing to compare', () => {
    const noPositives = group('b', 50, 10, labels(0, 10, 40, 0));
    expect(aggregatesOf([women, men, noPositives])).toMatchObject({
      equalizedOddsDifference: UNDEFINED,
      demographicParityRatio: 0.2 / 0.4,
    });
    const nothing = {
      demographicParityDifference: UNDEFINED,
      demographicParityRatio: UNDEFINED,
      equalizedOddsDifference: UNDEFINED,
    };
    expect(aggregatesOf([])).toEqual(nothing);
    expect(aggregatesOf([women])).toEqual(nothing);
    expect(aggregatesOf([group('a', 40, 0), group('b', 40, 0)])).toEqual({
      ...nothing,
      demographicParityDifference: 0,
    });
  });

  it('come with Wilson’s interval', () => {
    // Worked out with a pocket calculator from Wilson (1927): 30 of 100.
    const [low, high] = wilson(30, 100) as readonly [number, number];
    expect(low).toBeCloseTo(0.2189489, 6);
    expect(high).toBeCloseTo(0.3958485, 6);
    expect(wilson(0, 10)).toEqual([0, expect.closeTo(0.2775328, 6)]);
    expect(wilson(10, 10)).toEqual([expect.closeTo(0.7224672, 6), 1]);
    expect(wilson(0, 0)).toBe(UNDEFINED);
  });
});

describe('the four-fifths screen', () => {
  it('rounds nothing: .7968 fails, four fifths exactly pass', () => {
    expect(fourFifths(group('a', 10_000, 3_984), group('b', 10_000, 5_000))).toBe('fail');
    expect(fourFifths(group('a', 100, 40), group('b', 100, 50))).toBe('pass');
    // As doubles their ratio is 0.7999999999999999.
    expect(10 / 30 / (15 / 36)).toBeLessThan(0.8);
    expect(fourFifths(group('a', 30, 10), group('b', 36, 15))).toBe('pass');
    expect(fourFifths(group('a', 1_000_000_000, 399_999_999), group('b', 1_000_000_000, 500_000_000))).toBe('fail');
  });

  it('says nothing of fewer than thirty decisions, on either side', () => {
    expect(fourFifths(group('a', 29, 29), group('b', 100, 50))).toBe('insufficient evidence');
    expect(fourFifths(group('a', 30, 29), group('b', 29, 15))).toBe('insufficient evidence');
    expect(fourFifths(group('a', 30, 29), group('b', 30, 15))).toBe('pass');
    expect(verdictOf(group('a', 29, 29), [group('a', 29, 29), men])).toBe('insufficient evidence');
    expect(verdictOf(group('a', 30, 1), [group('a', 30, 1), men])).toBe('fail');
  });

  it('is undefined where nobody is selected', () => {
    expect(fourFifths(group('a', 40, 0), group('b', 40, 0))).toBe(UNDEFINED);
    expect(verdictOf(group('a', 40, 0), [group('a', 40, 0), group('b', 50, 0)])).toBe(UNDEFINED);
  });

  it('judges a group by the highest rate, whatever the reference; but a handful does not set the mark', () => {
    const [low, high, few] = [group('low', 3_000, 600), group('high', 1_000, 400), group('few', 40, 40)];
    expect(fourFifths(high, low)).toBe('pass');
    expect([low, high, few].map((one) => verdictOf(one, [low, high, few]))).toEqual(['fail', 'pass', 'pass']);
  });
});

describe('counting', () => {
  const person = (number: number): Pseudonym =>
    parsePseudonym(`00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`);
  const decided = (number: number, selected = true, more = {}) => ({
    person: person(number),
    selected,
    positive: null,
    score: null,
    ...more,
  });
  const span = { from: null, to: null, positions: null };
  const answerOf = (tally: FairnessTally, named?: string) => {
    const groups = tally.groups();
    const shown = groups.filter(({ small }) => !small);
    const reference = named === undefined ? largestOf(shown) : shown.find(({ value }) => value === named);
    return fairnessOf({ attribute: 'a', groups, reference, missing: tally.missing, span });
  };

  it('shows a group of ten people, and of one of nine only its name', () => {
    const tally = new FairnessTally((pseudonym) => pseudonym);
    for (let number = 0; number < 10; number++) tally.add('ten', decided(number));
    for (let number = 0; number < 90; number++) tally.add('nine', decided(100 + (number % 9)));
    const answer = answerOf(tally);
    expect(answer.groups).toEqual([
      { value: 'nine', suppressed: true },
      expect.objectContaining({ value: 'ten', n: 10, selected: 10 }),
    ]);
    expect([answer.n, answer.missing, answer.reference, answer.comparisons]).toEqual([10, 0, 'ten', []]);
  });

  it('counts several pseudonyms of one person once', () => {
    const tally = new FairnessTally((pseudonym) => (pseudonym === person(1) ? person(0) : pseudonym));
    for (let number = 0; number < FEWEST_PEOPLE; number++) tally.add('linked', decided(number));
    expect(answerOf(tally).groups).toEqual([{ value: 'linked', suppressed: true }]);
  });

  it('leaves a suppressed group out of every figure: the answer is the same whatever is in it', () => {
    const filled = (rate: number) => {
      const tally = new FairnessTally((pseudonym) => pseudonym);
      for (let number = 0; number < 40; number++) tally.add('a', decided(number, number < 20));
      for (let number = 0; number < 50; number++) tally.add('b', decided(number, number < 30));
      for (let number = 0; number < 9 * rate; number++)
        tally.add('few', decided(200 + (number % 9), number % 2 < rate, { positive: true }));
      return answerOf(tally);
    };
    expect(filled(1)).toEqual(filled(30));
    expect(filled(1)).toMatchObject({ n: 90, missing: 0, reference: 'b', equalizedOddsDifference: UNDEFINED });
  });

  it('takes the largest group as reference, the first by name of equal ones, or the one named', () => {
    const tally = new FairnessTally((pseudonym) => pseudonym);
    for (const value of ['b', 'a', 'c'])
      for (let number = 0; number < (value === 'c' ? 10 : 20); number++) tally.add(value, decided(number));
    expect(answerOf(tally).reference).toBe('a');
    expect(answerOf(tally).comparisons.map(({ value }) => value)).toEqual(['b', 'c']);
    expect(answerOf(tally, 'c').comparisons.map(({ value }) => value)).toEqual(['a', 'b']);
  });

  it('sets mean score beside what came of it, a tenth at a time, and never for so few that one could be told', () => {
    const tally = new FairnessTally((pseudonym) => pseudonym);
    const scored = (from: number, count: number, score: number, positives: number) => {
      for (let number = 0; number < count; number++)
        tally.add('a', decided(from + number, true, { score, positive: number < positives }));
    };
    scored(0, 10, 0.25, 3);
    scored(20, 12, 1, 12);
    scored(40, 10, 1.5, 0);
    const bandsOf = () => {
      const [group] = answerOf(tally).groups;
      return group !== undefined && 'calibration' in group ? group.calibration : [];
    };
    expect(bandsOf()).toEqual([
      { from: 0.2, to: 0.3, n: 10, meanScore: 0.25, observedRate: 0.3, interval: wilson(3, 10) },
      { from: 0.9, to: 1, n: 12, meanScore: 1, observedRate: 1, interval: wilson(12, 12) },
    ]);
    // One band of few takes the smallest of the others with it, or the counts of the group would tell of it.
    scored(60, 1, 0.55, 1);
    expect(bandsOf()).toEqual([
      { from: 0.2, to: 0.3, suppressed: true },
      { from: 0.5, to: 0.6, suppressed: true },
      expect.objectContaining({ from: 0.9, n: 12 }),
    ]);
  });

  it('refuses an attribute with more than a thousand values', () => {
    const tally = new FairnessTally((pseudonym) => pseudonym);
    for (let number = 0; number < 1_000; number++) tally.add(`v${number}`, decided(number));
    expect(() => tally.add('one more', decided(1))).toThrow(expect.objectContaining({ code: 'bad-request' }));
  });
});
