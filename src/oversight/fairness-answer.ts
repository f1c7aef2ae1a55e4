/** What `GET /v1/fairness` answers. What each figure means stands in docs/fairness.md. */
import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import { count, oneOf, text } from '../http/documented.js';
import {
  aggregatesOf,
  type Disparities,
  disparitiesOf,
  type Figure,
  fourFifths,
  type GroupIntervals,
  type Interval,
  intervalsOf,
  ratesOf,
  UNDEFINED,
  type Undefined,
  type Verdict,
  verdictOf,
  verdicts,
  wilson,
} from './fairness.js';
import type { Band, MissingReason, TalliedGroup } from './fairness-tally.js';

const none = { type: 'string', enum: [UNDEFINED] };
const figure = { oneOf: [{ type: 'number' }, none] };
const bounds = { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 };
const interval = { oneOf: [bounds, none], description: 'Lower and upper bound, 95 % (Wilson)' };
const verdict = { ...text, enum: [...verdicts] };
const suppressed = { type: 'boolean', enum: [true] } as const;

class LabelledCounts {
  @ApiProperty(count) readonly n!: number;
  @ApiProperty(count) readonly truePositives!: number;
  @ApiProperty(count) readonly falsePositives!: number;
  @ApiProperty(count) readonly trueNegatives!: number;
  @ApiProperty(count) readonly falseNegatives!: number;
}

class RateIntervals implements GroupIntervals {
  @ApiProperty(interval) readonly selectionRate!: Interval | Undefined;
  @ApiProperty(interval) readonly truePositiveRate!: Interval | Undefined;
  @ApiProperty(interval) readonly falsePositiveRate!: Interval | Undefined;
  @ApiProperty(interval) readonly falseNegativeRate!: Interval | Undefined;
  @ApiProperty(interval) readonly precision!: Interval | Undefined;
}

/** Decisions with an observed outcome and a score in one tenth of 0 to 1. */
class ScoreBandFigures {
  @ApiProperty({ type: 'number' }) readonly from!: number;
  @ApiProperty({ type: 'number', description: 'Not included, but for 1' }) readonly to!: number;
  @ApiProperty(count) readonly n!: number;
  @ApiProperty({ type: 'number' }) readonly meanScore!: number;
  @ApiProperty({ type: 'number' }) readonly observedRate!: number;
  @ApiProperty(interval) readonly interval!: Interval | Undefined;
}

class SuppressedBand {
  @ApiProperty({ type: 'number' }) readonly from!: number;
  @ApiProperty({ type: 'number' }) readonly to!: number;
  @ApiProperty(suppressed) readonly suppressed!: true;
}

@ApiExtraModels(ScoreBandFigures, SuppressedBand)
class FairnessGroup {
  @ApiProperty({ example: 'female' }) readonly value!: string;
  @ApiProperty({ ...count, description: 'Decisions, withheld ones included' }) readonly n!: number;
  @ApiProperty(count) readonly selected!: number;
  @ApiProperty(figure) readonly selectionRate!: Figure;
  @ApiProperty({ ...interval, description: 'Of the selection rate, 95 % (Wilson)' })
  readonly interval!: Interval | Undefined;
  @ApiProperty(figure) readonly truePositiveRate!: Figure;
  @ApiProperty(figure) readonly falsePositiveRate!: Figure;
  @ApiProperty(figure) readonly falseNegativeRate!: Figure;
  @ApiProperty(figure) readonly precision!: Figure;
  @ApiProperty({ ...verdict, description: 'Four-fifths screen against the highest selection rate' })
  readonly verdict!: Verdict;
  @ApiProperty({ type: LabelledCounts, description: 'Decisions whose outcome was observed' })
  readonly labelled!: LabelledCounts;
  @ApiProperty({ type: RateIntervals }) readonly intervals!: RateIntervals;
  @ApiProperty({ type: 'array', items: oneOf(ScoreBandFigures, SuppressedBand) })
  readonly calibration!: readonly (ScoreBandFigures | SuppressedBand)[];
}

/** A group of fewer than ten people. */
class SuppressedGroup {
  @ApiProperty() readonly value!: string;
  @ApiProperty(suppressed) readonly suppressed!: true;
}

class FairnessComparison implements Disparities {
  @ApiProperty() readonly value!: string;
  @ApiProperty({ ...figure, description: 'Selection rate of the group over that of the reference' })
  readonly disparateImpact!: Figure;
  @ApiProperty(figure) readonly statisticalParityDifference!: Figure;
  @ApiProperty(figure) readonly equalOpportunityDifference!: Figure;
  @ApiProperty(figure) readonly averageOddsDifference!: Figure;
  @ApiProperty(figure) readonly falsePositiveRateDifference!: Figure;
  @ApiProperty(figure) readonly falseNegativeRateDifference!: Figure;
  @ApiProperty({ ...verdict, description: 'Four-fifths screen against the reference' }) readonly fourFifths!: Verdict;
}

class MissingCounts implements Readonly<Record<MissingReason, number>> {
  @ApiProperty({ ...count, description: 'The attribute was not recorded, or is empty' }) readonly notRecorded!: number;
  @ApiProperty({ ...count, description: 'The audit key of the year of recording is destroyed' })
  readonly keyDestroyed!: number;
  @ApiProperty({ ...count, description: 'It does not open, or the outcome was taken away by a redaction' })
  readonly unreadable!: number;
}

class PositionSpan {
  @ApiProperty({ example: '17' }) readonly from!: string;
  @ApiProperty({ example: '90412' }) readonly to!: string;
}

/** Null is what no decision gives: no days were asked for, and none was made. */
class FairnessSpan {
  @ApiProperty({ ...text, format: 'date', nullable: true, description: 'The first day (UTC), included' })
  readonly from!: string | null;
  @ApiProperty({ ...text, format: 'date', nullable: true, description: 'The last day (UTC), included' })
  readonly to!: string | null;
  @ApiProperty({
    type: PositionSpan,
    nullable: true,
    description: 'Where the log holds the first and the last of them',
  })
  readonly positions!: PositionSpan | null;
}

@ApiExtraModels(FairnessGroup, SuppressedGroup)
export class Fairness {
  @ApiProperty({ example: 'gender,ageBand' }) readonly attribute!: string;
  @ApiProperty({ ...text, nullable: true, description: 'The group compared with; null where no group can be shown' })
  readonly reference!: string | null;
  @ApiProperty({ ...count, description: 'Decisions in the groups that are shown' }) readonly n!: number;
  @ApiProperty({ ...count, description: 'Decisions that stand in no group' }) readonly missing!: number;
  @ApiProperty({ type: MissingCounts }) readonly missingBecause!: MissingCounts;
  @ApiProperty({ type: 'array', items: oneOf(FairnessGroup, SuppressedGroup) })
  readonly groups!: readonly (FairnessGroup | SuppressedGroup)[];
  @ApiProperty({ type: [FairnessComparison] }) readonly comparisons!: readonly FairnessComparison[];
  @ApiProperty(figure) readonly demographicParityDifference!: Figure;
  @ApiProperty(figure) readonly demographicParityRatio!: Figure;
  @ApiProperty(figure) readonly equalizedOddsDifference!: Figure;
  @ApiProperty({ type: FairnessSpan }) readonly span!: FairnessSpan;
}

export interface Counted {
  readonly attribute: string;
  readonly groups: readonly TalliedGroup[];
  /** One of the groups that are shown. */
  readonly reference: TalliedGroup | undefined;
  readonly missing: MissingCounts;
  readonly span: FairnessSpan;
}

/** Nothing in it counts a suppressed group, so nothing in it can be taken from anything else to find one. Pure. */
export function fairnessOf({ attribute, groups, reference, missing, span }: Counted): Fairness {
  const shown = groups.filter(({ small }) => !small);
  const others = reference === undefined ? [] : shown.filter(({ value }) => value !== reference.value);
  return {
    attribute,
    reference: reference?.value ?? null,
    n: shown.reduce((sum, { n }) => sum + n, 0),
    missing: missing.notRecorded + missing.keyDestroyed + missing.unreadable,
    missingBecause: missing,
    groups: groups.map((group) => (group.small ? { value: group.value, suppressed: true } : figuresOf(group, shown))),
    comparisons: reference === undefined ? [] : others.map((group) => comparisonOf(group, reference)),
    ...aggregatesOf(shown),
    span,
  };
}

function figuresOf(group: TalliedGroup, shown: readonly TalliedGroup[]): FairnessGroup {
  const { value, n, selected, labelled } = group;
  const { selectionRate, ...rates } = ratesOf(group);
  const intervals = intervalsOf(group);
  return {
    value,
    n,
    selected,
    selectionRate,
    interval: intervals.selectionRate,
    ...rates,
    verdict: verdictOf(group, shown),
    labelled: { n: Object.values(labelled).reduce((sum, cell) => sum + cell, 0), ...labelled },
    intervals,
    calibration: group.bands.map(bandOf),
  };
}

function bandOf({ from, to, n, positives, scores, small }: Band): ScoreBandFigures | SuppressedBand {
  if (small) return { from, to, suppressed: true };
  return { from, to, n, meanScore: scores / n, observedRate: positives / n, interval: wilson(positives, n) };
}

function comparisonOf(group: TalliedGroup, reference: TalliedGroup): FairnessComparison {
  return { value: group.value, ...disparitiesOf(group, reference), fourFifths: fourFifths(group, reference) };
}
