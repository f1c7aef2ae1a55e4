/** What a person agreed to and forbade, drawn as intervals on one time axis. Sizes are in pixels and only places in percent, so text stays readable on a phone. */
import type { Schemas } from '../api.js';
import { type End, type Interval, type Row, rowsOf } from './consent-intervals.js';
import { type TimeAxis, timeAxis } from './time-axis.js';

interface ConsentAxisProps {
  readonly consents: readonly Schemas['ConsentShown'][];
  readonly objections: readonly Schemas['ObjectionShown'][];
}

const TOP = 22;
const NAME = 18;
const LANE = 22;
const GAP = 10;
const BOTTOM = 22;
const BAR = 10;

export function ConsentAxis({ consents, objections }: ConsentAxisProps) {
  const rows = rowsOf(consents, objections);
  const intervals = rows.flatMap(({ lanes }) => lanes.flat());
  const instants = intervals.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to]));
  const axis = timeAxis(instants, Date.now());
  const tops = rows.map((_, place) => rows.slice(0, place).reduce((sum, row) => sum + heightOf(row), TOP));
  const foot = rows.reduce((sum, row) => sum + heightOf(row), TOP);
  return (
    <figure className="consents">
      <svg className="drawn" role="img" aria-labelledby="consent-axis" style={{ height: foot + BOTTOM }}>
        <title id="consent-axis">
          {`Consents and objections over time: ${rows.map(({ name }) => name).join(', ')}. The table below says the same.`}
        </title>
        <Scale axis={axis} foot={foot} />
        {rows.map((row, place) => (
          <Drawn key={row.name} row={row} top={tops[place] ?? TOP} axis={axis} />
        ))}
      </svg>
      <figcaption>
        <ul className="legend">
          {legend.map((interval) => (
            <li key={interval.id}>
              <svg width="32" height="18" aria-hidden="true">
                <Bar interval={interval} left={5} right={24} now={interval.end === 'ends' ? 15 : 24} unit="" y={9} />
                <EndMark of={interval} x="24" y={9} />
              </svg>
              {interval.says}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

const legend: readonly Interval[] = (
  [
    ['ends', 'valid', 'valid until then; pale after today'],
    ['changed', 'over', 'changed: given anew'],
    ['withdrawn', 'over', 'withdrawn, refused or found not to be valid'],
    ['expired', 'over', 'expired'],
    ['open', 'objection', 'an objection that stands'],
  ] as const
).map(([end, kind, says]) => ({ id: says, from: 0, end, kind, says }));

function heightOf({ lanes }: Row): number {
  return NAME + lanes.length * LANE + GAP;
}

/** Months below, today as a line through all rows. */
function Scale({ axis, foot }: { readonly axis: TimeAxis; readonly foot: number }) {
  const today = axis.place(axis.now);
  return (
    <g>
      {axis.ticks.map(({ at, name }) => (
        <g key={at}>
          <line className="grid" x1={`${axis.place(at)}%`} x2={`${axis.place(at)}%`} y1={TOP} y2={foot} />
          <text x={`${axis.place(at)}%`} y={foot + 16} textAnchor={anchor(axis.place(at))}>
            {name}
          </text>
        </g>
      ))}
      <line className="today" x1={`${today}%`} x2={`${today}%`} y1={TOP - 4} y2={foot} />
      <text x={`${today}%`} y={TOP - 8} textAnchor={anchor(today)}>
        today
      </text>
    </g>
  );
}

interface DrawnProps {
  readonly row: Row;
  readonly top: number;
  readonly axis: TimeAxis;
}

function Drawn({ row: { name, lanes }, top, axis }: DrawnProps) {
  const placed = lanes.flatMap((lane, place) =>
    lane.map((interval) => ({
      interval,
      left: axis.place(interval.from),
      right: axis.place(interval.to ?? axis.to),
      y: top + NAME + place * LANE + LANE / 2,
    })),
  );
  return (
    <g>
      <text x="0" y={top + 12} className="name">
        {name}
      </text>
      {placed.map((bar) => (
        <Bar key={bar.interval.id} {...bar} now={axis.place(axis.now)} unit="%" />
      ))}
      {/* Above what begins where another ends. */}
      {placed.map(({ interval, right, y }) => (
        <EndMark key={interval.id} of={interval} x={`${right}%`} y={y} />
      ))}
    </g>
  );
}

interface BarProps {
  readonly interval: Interval;
  readonly left: number;
  readonly right: number;
  /** Where the future begins; it is drawn pale. */
  readonly now?: number;
  readonly unit: '%' | '';
  readonly y: number;
}

function Bar({ interval: { kind, says }, left, right, now = right, unit, y }: BarProps) {
  const past = Math.max(left, Math.min(now, right));
  return (
    <g className={kind}>
      <title>{says}</title>
      <rect x={`${left}${unit}`} width={`${past - left}${unit}`} y={y - BAR / 2} height={BAR} />
      {past < right && (
        <rect className="future" x={`${past}${unit}`} width={`${right - past}${unit}`} y={y - BAR / 2} height={BAR} />
      )}
      <circle cx={`${left}${unit}`} cy={y} r="5" />
    </g>
  );
}

interface EndMarkProps {
  readonly of: Interval;
  readonly x: string;
  readonly y: number;
}

const marks: Readonly<Record<End, string>> = {
  open: '',
  ends: 'M0,-8 V8',
  changed: 'M0,-7 L6,0 L0,7 L-6,0 Z',
  withdrawn: 'M-5,-6 L5,6 M5,-6 L-5,6',
  expired: 'M0,-9 V9',
};

/** Told apart by shape, not by colour alone. */
function EndMark({ of: { end, kind }, x, y }: EndMarkProps) {
  return (
    <svg x={x} y={y} overflow="visible" aria-hidden="true" className={kind}>
      <path className={`mark ${end}`} d={marks[end]} />
    </svg>
  );
}

/** What stands at an end of the axis is written towards its middle. */
function anchor(place: number): 'start' | 'middle' | 'end' {
  if (place < 8) return 'start';
  return place > 92 ? 'end' : 'middle';
}
