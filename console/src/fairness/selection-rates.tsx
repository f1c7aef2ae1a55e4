/** Selection rates of the groups with their intervals, drawn on one scale with four fifths of the reference group's. */
import type { Schemas } from '../api.js';
import { between, type Group, percent, RateCell, shownOf, VerdictTag } from './figure.js';
import { across, type Scale, scaleFor, tickLabel } from './scale.js';

const ROW = 46;
const TOP = 22;
const FOOT = 20;
const MAX_NAME = 30;

type Fairness = Schemas['Fairness'];

export function SelectionRates({ of: fairness }: { readonly of: Fairness }) {
  const groups = shownOf(fairness.groups);
  return (
    <>
      <Drawing of={fairness} />
      <p className="hint">
        A dot is the share of a group’s decisions that selected; the line through it is its 95 % interval (Wilson). The
        square is the reference group, the dashed line four fifths of its rate. Four fifths is a screen: it says where
        to look, and neither that a model is fair nor that it discriminates.
      </p>
      <div className="wide">
        <table>
          <caption>Selection by group</caption>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col" className="number">
                Decisions
              </th>
              <th scope="col" className="number">
                Selected
              </th>
              <th scope="col" className="number">
                Selection rate
              </th>
              <th scope="col">Four fifths of {fairness.reference}</th>
              <th scope="col">Four fifths of the highest</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.value}>
                <th scope="row">{group.value}</th>
                <td className="number">{group.n.toLocaleString('en-GB')}</td>
                <td className="number">{group.selected.toLocaleString('en-GB')}</td>
                <RateCell of={group.selectionRate} interval={group.interval} />
                <td>
                  <Screen group={group} fairness={fairness} />
                </td>
                <td>
                  <VerdictTag of={group.verdict} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Screen({ group, fairness }: { readonly group: Group; readonly fairness: Fairness }) {
  const comparison = fairness.comparisons.find(({ value }) => value === group.value);
  return comparison === undefined ? <>reference</> : <VerdictTag of={comparison.fourFifths} />;
}

function Drawing({ of: fairness }: { readonly of: Fairness }) {
  const groups = shownOf(fairness.groups);
  const reference = groups.find(({ value }) => value === fairness.reference);
  const scale = scaleFor(groups.flatMap(({ selectionRate, interval }) => [selectionRate, interval]));
  const height = TOP + groups.length * ROW + FOOT;
  return (
    <figure className="plot">
      <svg className="drawn" role="img" style={{ height }}>
        <title>{sentenceOf(fairness)}</title>
        <Axis scale={scale} height={height} />
        {groups.map((group, place) => (
          <Row key={group.value} of={group} fairness={fairness} scale={scale} top={TOP + place * ROW} />
        ))}
        {reference !== undefined && reference.selectionRate !== 'undefined' && (
          <FourFifths of={reference.selectionRate * 0.8} scale={scale} bottom={height - FOOT} />
        )}
      </svg>
    </figure>
  );
}

function Axis({ scale, height }: { readonly scale: Scale; readonly height: number }) {
  return scale.ticks.map((tick, place) => (
    <g key={tick}>
      <line className="grid" x1={across(scale.at(tick))} x2={across(scale.at(tick))} y1={TOP} y2={height - FOOT} />
      <text x={across(scale.at(tick))} y={height - 5} textAnchor={anchorAt(place, scale.ticks.length)}>
        {tickLabel(tick)}
      </text>
    </g>
  ));
}

function anchorAt(place: number, many: number): 'start' | 'middle' | 'end' {
  if (place === 0) return 'start';
  return place === many - 1 ? 'end' : 'middle';
}

interface RowProps {
  readonly of: Group;
  readonly fairness: Fairness;
  readonly scale: Scale;
  readonly top: number;
}

function Row({ of: group, fairness, scale, top }: RowProps) {
  const { value, selectionRate, interval } = group;
  const verdict = fairness.comparisons.find((comparison) => comparison.value === value)?.fourFifths;
  const middle = top + ROW - 16;
  const name = value.length > MAX_NAME ? `${value.slice(0, MAX_NAME - 1)}…` : value;
  const [lower, upper] = interval === 'undefined' ? [] : interval;
  return (
    <g className={verdict === 'fail' ? 'fail' : 'mark'}>
      <text x="0" y={top + 16} className="name">
        {name}
      </text>
      <text x="100%" y={top + 16} textAnchor="end">
        {percent(selectionRate)} · {verdict ?? 'reference'}
      </text>
      {lower !== undefined && upper !== undefined && (
        <line x1={across(scale.at(lower))} x2={across(scale.at(upper))} y1={middle} y2={middle} className="interval" />
      )}
      {selectionRate !== 'undefined' && (
        <Point at={across(scale.at(selectionRate))} y={middle} square={verdict === undefined} />
      )}
    </g>
  );
}

function Point({ at, y, square }: { readonly at: string; readonly y: number; readonly square: boolean }) {
  if (!square) return <circle cx={at} cy={y} r="5" />;
  return (
    <svg x={at} y={y} overflow="visible" aria-hidden="true">
      <rect x="-5" y="-5" width="10" height="10" />
    </svg>
  );
}

function FourFifths({
  of: rate,
  scale,
  bottom,
}: {
  readonly of: number;
  readonly scale: Scale;
  readonly bottom: number;
}) {
  const at = across(scale.at(rate));
  return (
    <g className="threshold">
      <line x1={at} x2={at} y1={TOP - 4} y2={bottom} />
      <text x={at} y={TOP - 8} textAnchor={scale.at(rate) > 0.5 ? 'end' : 'start'}>
        four fifths: {percent(rate)}
      </text>
    </g>
  );
}

function sentenceOf(fairness: Fairness): string {
  const groups = shownOf(fairness.groups).map((group) => {
    const verdict = fairness.comparisons.find(({ value }) => value === group.value)?.fourFifths;
    const rate = `${group.value} ${percent(group.selectionRate)}, 95 % interval ${between(group.interval)}`;
    return verdict === undefined ? `${rate} (reference)` : `${rate}, four-fifths screen: ${verdict}`;
  });
  return `Selection rates: ${groups.join('; ')}.`;
}
