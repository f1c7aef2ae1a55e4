/** What happened, as a line of time: the first on top, and between two of them how long it took. */
import type { ReactNode } from 'react';
import { Moment } from './moment.js';

export interface Happened {
  readonly key: string;
  /** Absent where nothing says when. */
  readonly at?: string;
  readonly says: ReactNode;
}

interface LineOfTimeProps {
  readonly of: readonly Happened[];
  readonly name: string;
  /** Where each entry says itself when it was: only how long it took is added, counted from here. */
  readonly since?: string;
}

export function LineOfTime({ of: entries, name, since }: LineOfTimeProps) {
  return (
    <ol className="line-of-time" aria-label={name}>
      {entries.map(({ key, at, says }, place) => {
        const before = entries.slice(0, place).findLast((entry) => entry.at !== undefined)?.at ?? since;
        return (
          <li key={key}>
            {at !== undefined && (
              <small>
                {since === undefined && <Moment at={at} />}
                {since === undefined && before !== undefined && ' · '}
                {before !== undefined && elapsed(before, at)}
              </small>
            )}
            <div>{says}</div>
          </li>
        );
      })}
    </ol>
  );
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** In the largest unit that two of fit in, as people say it: "90 minutes later". */
function elapsed(from: string, to: string): string {
  const milliseconds = Date.parse(to) - Date.parse(from);
  const length = Math.abs(milliseconds);
  const [unit, size] = UNITS.find(([, size]) => length >= 2 * size) ?? ['second', 1000];
  const count = Math.round(length / size);
  if (count === 0) return 'at the same time';
  return `${count} ${unit}${count === 1 ? '' : 's'} ${milliseconds < 0 ? 'earlier' : 'later'}`;
}
