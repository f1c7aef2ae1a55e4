/** Months as lines, one drawing for each group on the same scale, and the same figures as a table. What is suppressed or undefined leaves a gap. */
import type { Schemas } from '../api.js';
import { between, type Group, percent, shownOf } from './figure.js';
import { type Month, nameOf } from './months.js';
import { across, type Scale, scaleFor, tickLabel } from './scale.js';

export interface Answered {
  readonly month: Month;
  readonly groups: Schemas['Fairness']['groups'];
}

interface TrendDrawnProps {
  readonly of: readonly Answered[];
  /** All that are asked about. */
  readonly months: readonly Month[];
}

export function TrendDrawn({ of: answered, months }: TrendDrawnProps) {
  const values = [...new Set(answered.flatMap(({ groups }) => groups.map(({ value }) => value)))].toSorted();
  const shown = answered.flatMap(({ groups }) => shownOf(groups));
  const scale = scaleFor(shown.flatMap(({ selectionRate, interval }) => [selectionRate, interval]));
  const drawn = values.filter((value) => shown.some((group) => group.value === value));
  const hidden = values.filter((value) => !drawn.includes(value));
  return (
    <div className="trend">
      <div className="plots">
        {drawn.map((value) => (
          <Line key={value} value={value} answered={answered} months={months} scale={scale} />
        ))}
      </div>
      <div className="wide">
        <table>
          <caption>Selection rate by month (decisions)</caption>
          <thead>
            <tr>
              <th scope="col">Month</th>
              {drawn.map((value) => (
                <th key={value} scope="col" className="number">
                  {value}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answered.map(({ month, groups }) => (
              <tr key={month.from}>
                <th scope="row" title={`${month.from} to ${month.to}`}>
                  {nameOf(month)}
                </th>
                {drawn.map((value) => (
                  <Cell key={value} of={groups.find((group) => group.value === value)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {hidden.length > 0 && <p>{hidden.join(' · ')}: suppressed in each of these months, or not there.</p>}
      </div>
    </div>
  );
}

function Cell({ of: group }: { readonly of: Answered['groups'][number] | undefined }) {
  if (group === undefined) return <td className="number">–</td>;
  if ('suppressed' in group) return <td className="number">suppressed</td>;
  return (
    <td className="number" title={between(group.interval)}>
      {percent(group.selectionRate)} <small>({group.n})</small>
    </td>
  );
}

interface LineProps {
  readonly value: string;
  readonly answered: readonly Answered[];
  readonly months: readonly Month[];
  readonly scale: Scale;
}

function Line({ value, answered, months, scale }: LineProps) {
  const points = answered.map(({ groups }, place) => {
    const group = shownOf(groups).find((one) => one.value === value);
    return group === undefined || group.selectionRate === 'undefined'
      ? undefined
      : { group, x: xOf(place, months.length), y: across(1 - scale.at(group.selectionRate)) };
  });
  const [first] = months;
  const last = months.at(-1);
  return (
    <figure className="plot line">
      <svg className="drawn" role="img">
        <title>{`${value}: ${answered.map((one) => sentenceOf(value, one)).join('; ')}.`}</title>
        {[0, 0.5, 1].map((part) => (
          <line key={part} className="grid" x1="0" x2="100%" y1={across(part)} y2={across(part)} />
        ))}
        {points.map((point, place) => {
          const before = points[place - 1];
          if (point === undefined) return null;
          return (
            <g key={point.x} className="mark">
              {before !== undefined && <line className="trend" x1={before.x} y1={before.y} x2={point.x} y2={point.y} />}
              <Whisker of={point.group} x={point.x} scale={scale} />
              <circle cx={point.x} cy={point.y} r="3.5" />
            </g>
          );
        })}
      </svg>
      <figcaption>
        <strong>{value}</strong>, {first && nameOf(first)} to {last && nameOf(last)}; up to {tickLabel(scale.greatest)}
      </figcaption>
    </figure>
  );
}

function Whisker({ of: { interval }, x, scale }: { readonly of: Group; readonly x: string; readonly scale: Scale }) {
  const [lower, upper] = interval === 'undefined' ? [] : interval;
  if (lower === undefined || upper === undefined) return null;
  return <line className="interval" x1={x} x2={x} y1={across(1 - scale.at(lower))} y2={across(1 - scale.at(upper))} />;
}

/** A little inside, so that the first and last dot are whole. */
function xOf(place: number, many: number): string {
  return across(0.03 + (0.94 * place) / Math.max(many - 1, 1));
}

function sentenceOf(value: string, { month, groups }: Answered): string {
  const group = groups.find((one) => one.value === value);
  if (group === undefined) return `${nameOf(month)} no decisions`;
  return `${nameOf(month)} ${'suppressed' in group ? 'suppressed' : percent(group.selectionRate)}`;
}
