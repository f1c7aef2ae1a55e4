/** Consents and objections as rows of a time axis: one row for each purpose, more lanes in it where two of them stood at one time. Pure. */
import type { Schemas } from '../api.js';

/** How it stands; each has a mark and a colour of its own in the drawing. */
export type End = 'open' | 'ends' | 'withdrawn' | 'expired' | 'changed';

export interface Interval {
  readonly id: string;
  readonly from: number;
  /** Absent where no end is known. */
  readonly to?: number;
  readonly end: End;
  /** Of a consent that holds, of one that is over, or what forbids. */
  readonly kind: 'valid' | 'over' | 'objection';
  readonly says: string;
}

export interface Row {
  readonly name: string;
  /** Each from left to right, without an overlap. */
  readonly lanes: readonly (readonly Interval[])[];
}

export function rowsOf(
  consents: readonly Schemas['ConsentShown'][],
  objections: readonly Schemas['ObjectionShown'][],
): readonly Row[] {
  const purposes = [...Map.groupBy(consents, ({ purpose }) => purpose.label)];
  const rows = purposes.map(([name, given]) => ({ name, lanes: lanesOf(given.map(intervalOf)) }));
  if (objections.length === 0) return rows;
  const standing = objections.map(({ kind, since, records }): Interval => {
    const says = `${kind} since ${day(since)}, it stands`;
    return { id: records[0] ?? since, from: Date.parse(since), end: 'open', kind: 'objection', says };
  });
  return [...rows, { name: 'objections to direct marketing', lanes: lanesOf(standing) }];
}

/** How a consent ended, or will, in words that follow its days. */
export function endOf({ to, endedBy, valid }: Schemas['ConsentShown']): string {
  if (to === null) return 'valid, no end is set';
  if (valid) return endedBy === 'expired' ? 'valid until then' : `valid until then: ${wordsOf(endedBy)}`;
  return wordsOf(endedBy);
}

function intervalOf(consent: Schemas['ConsentShown']): Interval {
  const { consentRecordId, purpose, from, to, valid, endedBy } = consent;
  return {
    id: `${consentRecordId} ${purpose.term} ${from}`,
    from: Date.parse(from),
    ...(to !== null && { to: Date.parse(to) }),
    end: to === null ? 'open' : valid ? 'ends' : markOf(endedBy),
    kind: valid ? 'valid' : 'over',
    says: `${consentRecordId}: ${day(from)} to ${to === null ? 'no end' : day(to)}, ${endOf(consent)}`,
  };
}

function markOf(endedBy: string | null): End {
  if (endedBy === 'expired') return 'expired';
  return endedBy === 'replaced' ? 'changed' : 'withdrawn';
}

const words = new Map([
  ['replaced', 'changed: given anew'],
  ['invalidated', 'found not to be valid'],
  ['refused', 'refused when asked again'],
]);

function wordsOf(endedBy: string | null): string {
  return words.get(endedBy ?? '') ?? endedBy ?? 'ended';
}

function lanesOf(intervals: readonly Interval[]): Row['lanes'] {
  const lanes: Interval[][] = [];
  for (const interval of intervals.toSorted((a, b) => a.from - b.from)) {
    const free = lanes.find((lane) => (lane.at(-1)?.to ?? Number.POSITIVE_INFINITY) <= interval.from);
    if (free === undefined) lanes.push([interval]);
    else free.push(interval);
  }
  return lanes;
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

function day(instant: string): string {
  return DAY.format(new Date(instant));
}
