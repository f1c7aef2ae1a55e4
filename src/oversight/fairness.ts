/**
 * Fairness metrics: counts of groups in, figures out. No I/O, nothing rounded; what has no denominator is the text "undefined", never 0.
 * Names and definitions are those of Fairlearn (`demographicParity…`, `equalizedOdds…`) and AIF360 (all others); docs/fairness.md says each in words.
 */

/** Decisions whose outcome was observed. Predicted positive is selected, really positive is what was observed. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

export interface GroupCounts {
  readonly value: string;
  /** Decisions, withheld ones included. */
  readonly n: number;
  readonly selected: number;
  readonly labelled: Confusion;
}

export const UNDEFINED = 'undefined';
export type Undefined = typeof UNDEFINED;
export type Figure = number | Undefined;
/** Lower and upper bound of a 95 % confidence interval. */
export type Interval = readonly [number, number];
export const verdicts = ['pass', 'fail', 'insufficient evidence', UNDEFINED] as const;
export type Verdict = (typeof verdicts)[number];

export interface GroupRates {
  readonly selectionRate: Figure;
  readonly truePositiveRate: Figure;
  readonly falsePositiveRate: Figure;
  readonly falseNegativeRate: Figure;
  readonly precision: Figure;
}

export type GroupIntervals = { readonly [rate in keyof GroupRates]: Interval | Undefined };

export interface Disparities {
  readonly disparateImpact: Figure;
  readonly statisticalParityDifference: Figure;
  readonly equalOpportunityDifference: Figure;
  readonly averageOddsDifference: Figure;
  readonly falsePositiveRateDifference: Figure;
  readonly falseNegativeRateDifference: Figure;
}

export interface Aggregates {
  readonly demographicParityDifference: Figure;
  readonly demographicParityRatio: Figure;
  readonly equalizedOddsDifference: Figure;
}

/** Below it a group's figures are shown, but nothing is concluded from them. */
export const ENOUGH_EVIDENCE = 30;

/** The 97.5th percentile of the standard normal distribution. */
const Z = 1.959963984540054;

export function ratesOf(group: GroupCounts): GroupRates {
  return everyRate(group, quotient);
}

/** Wilson's score interval for each rate. */
export function intervalsOf(group: GroupCounts): GroupIntervals {
  return everyRate(group, wilson);
}

/** Differences are group minus reference, disparate impact is group over reference (AIF360). */
export function disparitiesOf(group: GroupCounts, reference: GroupCounts): Disparities {
  const [of, to] = [ratesOf(group), ratesOf(reference)];
  const falsePositiveRateDifference = difference(of.falsePositiveRate, to.falsePositiveRate);
  const equalOpportunityDifference = difference(of.truePositiveRate, to.truePositiveRate);
  return {
    disparateImpact: ratio(of.selectionRate, to.selectionRate),
    statisticalParityDifference: difference(of.selectionRate, to.selectionRate),
    equalOpportunityDifference,
    averageOddsDifference: mean(falsePositiveRateDifference, equalOpportunityDifference),
    falsePositiveRateDifference,
    falseNegativeRateDifference: difference(of.falseNegativeRate, to.falseNegativeRate),
  };
}

/** Over all groups at once (Fairlearn). With fewer than two groups there is nothing to compare; where one group has no such rate, neither have all. */
export function aggregatesOf(groups: readonly GroupCounts[]): Aggregates {
  const rates = groups.map(ratesOf);
  const selection = bounds(rates.map(({ selectionRate }) => selectionRate));
  const truePositive = bounds(rates.map(({ truePositiveRate }) => truePositiveRate));
  const falsePositive = bounds(rates.map(({ falsePositiveRate }) => falsePositiveRate));
  return {
    demographicParityDifference: selection === UNDEFINED ? UNDEFINED : selection.greatest - selection.least,
    demographicParityRatio: selection === UNDEFINED ? UNDEFINED : ratio(selection.least, selection.greatest),
    equalizedOddsDifference:
      truePositive === UNDEFINED || falsePositive === UNDEFINED
        ? UNDEFINED
        : Math.max(truePositive.greatest - truePositive.least, falsePositive.greatest - falsePositive.least),
  };
}

/**
 * The four-fifths rule (29 CFR 1607.4 D): is one rate of selection at least four fifths of another? A screen, and no finding of discrimination.
 * Compared in whole numbers: as doubles, 10/30 over 5/12 is less than 0.8.
 */
export function fourFifths(group: GroupCounts, other: GroupCounts): Verdict {
  if (group.n < ENOUGH_EVIDENCE || other.n < ENOUGH_EVIDENCE) return 'insufficient evidence';
  if (other.selected === 0) return UNDEFINED;
  const [share, whole] = [BigInt(group.selected) * BigInt(other.n), BigInt(other.selected) * BigInt(group.n)];
  return 5n * share >= 4n * whole ? 'pass' : 'fail';
}

/**
 * The rule as the guidelines have it, against the highest rate, so that no choice of a reference makes a group pass. As there (29 CFR 1607.15 A 2), a
 * group of under two percent does not set the mark: the rate of so few is high or low by chance.
 */
export function verdictOf(group: GroupCounts, groups: readonly GroupCounts[]): Verdict {
  const all = groups.reduce((sum, { n }) => sum + n, 0);
  const judged = groups.filter(({ n }) => n >= ENOUGH_EVIDENCE && n * 50 >= all);
  const highest = judged.reduce((best, one) => (selectedMore(one, best) ? one : best), judged[0] ?? group);
  return fourFifths(group, highest);
}

/** The group with the most decisions, of equal ones the first by its name; undefined where there is none. */
export function largestOf<T extends GroupCounts>(groups: readonly T[]): T | undefined {
  return groups.toSorted((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1))[0];
}

/** Wilson's score interval for a proportion. */
export function wilson(part: number, whole: number): Interval | Undefined {
  if (whole === 0) return UNDEFINED;
  const p = part / whole;
  const z2 = Z * Z;
  const middle = p + z2 / (2 * whole);
  const half = Z * Math.sqrt((p * (1 - p)) / whole + z2 / (4 * whole * whole));
  const scale = 1 + z2 / whole;
  // At the ends the bound is exact; the arithmetic leaves a few 10⁻¹⁷ there.
  return [part === 0 ? 0 : (middle - half) / scale, part === whole ? 1 : (middle + half) / scale];
}

function everyRate<T>({ n, selected, labelled }: GroupCounts, rate: (part: number, whole: number) => T) {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = labelled;
  const positives = truePositives + falseNegatives;
  return {
    selectionRate: rate(selected, n),
    truePositiveRate: rate(truePositives, positives),
    falsePositiveRate: rate(falsePositives, falsePositives + trueNegatives),
    falseNegativeRate: rate(falseNegatives, positives),
    precision: rate(truePositives, truePositives + falsePositives),
  };
}

function quotient(part: number, whole: number): Figure {
  return whole === 0 ? UNDEFINED : part / whole;
}

function difference(one: Figure, other: Figure): Figure {
  return one === UNDEFINED || other === UNDEFINED ? UNDEFINED : one - other;
}

function ratio(one: Figure, other: Figure): Figure {
  return one === UNDEFINED || other === UNDEFINED || other === 0 ? UNDEFINED : one / other;
}

function mean(one: Figure, other: Figure): Figure {
  return one === UNDEFINED || other === UNDEFINED ? UNDEFINED : (one + other) / 2;
}

function bounds(rates: readonly Figure[]): { readonly least: number; readonly greatest: number } | Undefined {
  const numbers = rates.filter((rate) => rate !== UNDEFINED);
  if (numbers.length < rates.length || numbers.length < 2) return UNDEFINED;
  return { least: Math.min(...numbers), greatest: Math.max(...numbers) };
}

function selectedMore(one: GroupCounts, other: GroupCounts): boolean {
  return BigInt(one.selected) * BigInt(other.n) > BigInt(other.selected) * BigInt(one.n);
}
