/** How much of the time to answer is used, drawn as a bar and said in words. Where it is over, the part beyond the deadline stands out. */
import { useId } from 'react';
import type { Schemas } from '../api.js';

const DAY_MS = 86_400_000;
/** From here on the end is near. */
const SOON = 7;

export function TimeLeft({ of: inquiry }: { readonly of: Schemas['Inquiry'] }) {
  const { days, used, words, tone } = timeOf(inquiry);
  const title = useId();
  const whole = Math.max(days, used, 1);
  const percent = (count: number) => `${(100 * count) / whole}%`;
  return (
    <div className="time-left">
      <svg className="drawn strip" style={{ height: 14 }} role="img" aria-labelledby={title}>
        <title id={title}>{`${used} of ${days} days used`}</title>
        <rect className="track" y={3} width={percent(days)} height={8} />
        <rect className={tone} y={3} width={percent(Math.min(used, days))} height={8} />
        {used > days && <rect className="late" x={percent(days)} y={1} width={percent(used - days)} height={12} />}
        {used > days && <line className="mark" x1={percent(days)} x2={percent(days)} y1={0} y2={14} />}
      </svg>
      <span className={inquiry.overdue ? 'overdue' : ''}>{words}</span>
    </div>
  );
}

interface Time {
  /** Whole days from receipt to the deadline, the extension included. */
  readonly days: number;
  readonly used: number;
  readonly words: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'used';
}

/** Its figures are the service's own, so that bar and words agree with what others are told. */
export function timeOf({ receivedAt, dueAt, daysLeft, overdue, extended, steps }: Schemas['Inquiry']): Time {
  const received = Date.parse(receivedAt);
  const days = Math.round((Date.parse(dueAt) - received) / DAY_MS);
  const allowed = `${days} days${extended ? ', extended to three months' : ''}`;
  if (daysLeft === null) {
    const told = steps.find(({ type }) => type === 'inquiry.answered' || type === 'inquiry.refused');
    const used = told === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(told.at) - received) / DAY_MS));
    const verb = told?.type === 'inquiry.refused' ? 'Refused' : 'Answered';
    const late = told !== undefined && Date.parse(told.at) > Date.parse(dueAt);
    if (late) return { days, used, words: `${verb} too late: ${counted(used)} of ${allowed}`, tone: 'bad' };
    return { days, used, words: `${verb} within ${counted(used)} of ${allowed}`, tone: 'good' };
  }
  const used = Math.max(0, days - daysLeft);
  if (overdue) return { days, used, words: `Overdue by ${counted(-daysLeft)} (allowed were ${allowed})`, tone: 'bad' };
  const words = daysLeft === 0 ? `Less than a day left of ${allowed}` : `${counted(daysLeft)} left of ${allowed}`;
  return { days, used, words, tone: daysLeft <= SOON ? 'warn' : 'used' };
}

function counted(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
