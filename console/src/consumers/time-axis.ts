/** One time axis for several rows: where an instant stands on it, in percent, and which months it names. Pure. */

export interface TimeAxis {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly ticks: readonly { readonly at: number; readonly name: string }[];
  /** 0 at the left end, 100 at the right one; what lies beyond stands at the end. */
  place(instant: number): number;
}

const DAY = 86_400_000;
/** So that an axis of one moment has a length. */
const SHORTEST = 30 * DAY;
/** As many as fit on a phone. */
const MOST_TICKS = 5;
const STEPS_IN_MONTHS = [1, 2, 3, 4, 6, 12, 24, 60, 120, 1_200];
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short' });
const MONTH_AND_YEAR = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' });

/** @param instants what has to stand on it, in milliseconds; now stands on it too */
export function timeAxis(instants: readonly number[], now: number): TimeAxis {
  const first = Math.min(now, ...instants);
  const last = Math.max(now, ...instants);
  const margin = Math.max(SHORTEST, last - first) * 0.03;
  const from = first - margin;
  const to = Math.max(last, first + SHORTEST) + margin;
  return {
    from,
    to,
    now,
    ticks: ticksBetween(from, to),
    place: (instant) => (100 * (Math.min(to, Math.max(from, instant)) - from)) / (to - from),
  };
}

function ticksBetween(from: number, to: number): TimeAxis['ticks'] {
  for (const step of STEPS_IN_MONTHS) {
    const ticks = monthsBetween(from, to, step);
    if (ticks.length <= MOST_TICKS) return ticks.map((at, place) => ({ at, name: nameOf(at, place) }));
  }
  return [];
}

/** A year is named where it begins, and at the first of the months. */
function nameOf(at: number, place: number): string {
  return (place === 0 || new Date(at).getMonth() === 0 ? MONTH_AND_YEAR : MONTH).format(at);
}

/** First days of months, every `step` of them counted from a January. */
function monthsBetween(from: number, to: number, step: number): readonly number[] {
  const start = new Date(from);
  const month = start.getFullYear() * 12 + start.getMonth();
  const months: number[] = [];
  for (let next = Math.ceil(month / step) * step; months.length <= MOST_TICKS; next += step) {
    const at = new Date(Math.floor(next / 12), next % 12, 1).getTime();
    if (at > to) break;
    if (at >= from) months.push(at);
  }
  return months;
}
