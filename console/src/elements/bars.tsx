/** Counts as bars: a table whose rows are drawn, so that it can be looked at and read. */
import type { ReactNode } from 'react';

export interface Bar {
  readonly id: string;
  readonly label: ReactNode;
  readonly count: number;
  /** Named beside it in words, for colour alone says nothing. */
  readonly tone?: 'good' | 'warn' | 'bad';
  /** Another count, in a column of its own. */
  readonly more?: number;
}

interface BarsProps {
  readonly caption: string;
  /** Heads of the columns: of the label, the count, and of what is more. */
  readonly heads: readonly [string, string, string?];
  readonly bars: readonly Bar[];
}

export function Bars({ caption, heads: [label, count, more], bars }: BarsProps) {
  const most = Math.max(...bars.map((bar) => bar.count), 1);
  const all = bars.reduce((sum, bar) => sum + bar.count, 0);
  return (
    <div className="wide">
      <table className="bars">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{label}</th>
            <th scope="col">Share</th>
            <th scope="col" className="number">
              {count}
            </th>
            {more !== undefined && (
              <th scope="col" className="number">
                {more}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {bars
            .toSorted((a, b) => b.count - a.count || a.id.localeCompare(b.id))
            .map((bar) => (
              <tr key={bar.id}>
                <th scope="row">{bar.label}</th>
                <td className="bar">
                  <svg className={`drawn ${bar.tone ?? ''}`} role="img">
                    <title>{`${Math.round((bar.count / all) * 100)} % of all`}</title>
                    <rect height="100%" width={`${(bar.count / most) * 100}%`} rx="2" />
                  </svg>
                </td>
                <td className="number">{bar.count.toLocaleString('en-GB')}</td>
                {more !== undefined && <td className="number">{bar.more}</td>}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
