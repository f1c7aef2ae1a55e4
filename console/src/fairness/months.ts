/** The months of a span of days, the first and last as far as they are in it. */
export interface Month {
  /** Whole days of UTC, both included. */
  readonly from: string;
  readonly to: string;
}

/** @param from @param to days of UTC, both included */
export function monthsOf(from: string, to: string): readonly Month[] {
  const months: Month[] = [];
  let first = from;
  while (first <= to) {
    const [year = 0, month = 0] = first.split('-').map(Number);
    const last = dayOf(Date.UTC(year, month, 0));
    months.push({ from: first, to: last < to ? last : to });
    first = dayOf(Date.UTC(year, month, 1));
  }
  return months;
}

function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

const NAME = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

export function nameOf({ from }: Month): string {
  return NAME.format(new Date(from));
}
