/** An inquiry's life as a line of time: each step where it was taken, the deadline, and now; the same as a list. */
import { useId } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../api.js';
import { Moment } from '../elements/moment.js';

type Step = Schemas['Inquiry']['steps'][number];

/** Of a mark; others stand above it where they would cover it. */
const ROW = 20;
/** Marks nearer than this many percent of the line are put one above the other. */
const NEAR = 4;

export function InquiryLife({ of: inquiry }: { readonly of: Schemas['Inquiry'] }) {
  const title = useId();
  const { marks, due, now } = placesOf(inquiry);
  const { steps, overdue } = inquiry;
  const axis = 38 + ROW * Math.max(...marks.map(({ above }) => above));
  return (
    <>
      <svg className="drawn strip" style={{ height: axis + 34 }} role="img" aria-labelledby={title}>
        <title
          id={title}
        >{`${steps.length} steps on a line of time, from receipt; the deadline and now are marked`}</title>
        <line className="axis" x1="2%" x2="98%" y1={axis} y2={axis} />
        {now !== null && due < now && <line className="late" x1={x(due)} x2={x(now)} y1={axis} y2={axis} />}
        <line className={overdue ? 'mark bad' : 'mark'} x1={x(due)} x2={x(due)} y1={axis - 14} y2={axis + 14} />
        <text x={x(due)} y={axis + 28} textAnchor={anchor(due)}>
          {overdue ? 'was due' : 'due'}
        </text>
        {now !== null && (
          <>
            <line className="mark now" x1={x(now)} x2={x(now)} y1={axis - 14} y2={axis + 14} />
            <text x={x(now)} y={Math.abs(now - due) < 12 ? 10 : axis + 28} textAnchor={anchor(now)}>
              now
            </text>
          </>
        )}
        {marks.map(({ place, above, step }, index) => (
          <g key={step.record}>
            <circle className="step" cx={x(place)} cy={axis - above * ROW} r={9} />
            <text className="number" x={x(place)} y={axis - above * ROW + 4} textAnchor="middle">
              {index + 1}
            </text>
          </g>
        ))}
      </svg>
      <ol>
        {steps.map(({ record, type, at, by }) => (
          <li key={record}>
            <Moment at={at} />: {said(type)}
            {by !== null && (
              <>
                {' '}
                by <code>{by}</code>
              </>
            )}{' '}
            (<Link to={`/proof?record=${encodeURIComponent(record)}`}>proof</Link>)
          </li>
        ))}
      </ol>
    </>
  );
}

export function said(type: string): string {
  return type.replace(/^inquiry\./, '').replace('-', ' ');
}

interface Mark {
  /** In percent of the line. */
  readonly place: number;
  readonly above: number;
  readonly step: Step;
}

function placesOf({ receivedAt, dueAt, steps, daysLeft }: Schemas['Inquiry']) {
  const from = Date.parse(receivedAt);
  const times = steps.map(({ at }) => Date.parse(at));
  const present = daysLeft === null ? null : Date.now();
  const to = Math.max(Date.parse(dueAt), present ?? 0, ...times, from + 1);
  const placeOf = (time: number) => (100 * (time - from)) / (to - from);
  const marks: Mark[] = [];
  for (const [index, step] of steps.entries()) {
    const place = placeOf(times[index] ?? from);
    const before = marks.at(-1);
    marks.push({
      step,
      place,
      above: before !== undefined && place - before.place < NEAR ? before.above + 1 : 0,
    });
  }
  return { marks, due: placeOf(Date.parse(dueAt)), now: present === null ? null : placeOf(present) };
}

/** The line leaves room at both ends for marks. */
function x(place: number): string {
  return `${3 + 0.94 * place}%`;
}

function anchor(place: number): 'start' | 'middle' | 'end' {
  if (place > 90) return 'end';
  return place < 10 ? 'start' : 'middle';
}
