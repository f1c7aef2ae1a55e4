/** The reads that are listed, drawn over time, a row for each role: who reads much, and when. */
import { useId } from 'react';
import type { Schemas } from '../api.js';
import { Moment } from '../elements/moment.js';

const HEIGHT = 22;

export function ReadsOverTime({ of: reads }: { readonly of: readonly Schemas['ReadEntry'][] }) {
  const roles = [...Map.groupBy(reads, ({ role }) => role)].toSorted(([, a], [, b]) => b.length - a.length);
  const times = reads.map(({ at }) => Date.parse(at));
  const span = { from: Math.min(...times), to: Math.max(...times) };
  return (
    <figure className="reads">
      {roles.map(([role, theirs]) => (
        <OfRole key={role} role={role} reads={theirs} span={span} />
      ))}
      <figcaption>
        <small>
          A mark is a read: {counted(reads.length)} from <Moment at={new Date(span.from).toISOString()} /> to{' '}
          <Moment at={new Date(span.to).toISOString()} />.
        </small>
      </figcaption>
    </figure>
  );
}

interface OfRoleProps {
  readonly role: string;
  readonly reads: readonly Schemas['ReadEntry'][];
  readonly span: { readonly from: number; readonly to: number };
}

function OfRole({ role, reads, span: { from, to } }: OfRoleProps) {
  const title = useId();
  const place = (at: string) => `${to === from ? 50 : (100 * (Date.parse(at) - from)) / (to - from)}%`;
  return (
    <div className="role">
      <span>{role}</span>
      <svg className="drawn strip" style={{ height: HEIGHT }} role="img" aria-labelledby={title}>
        <title id={title}>{`${role}: ${counted(reads.length)}`}</title>
        <line className="axis" x1={0} x2="100%" y1={HEIGHT / 2} y2={HEIGHT / 2} />
        {reads.map(({ record, at }) => (
          <line key={record} className="read" x1={place(at)} x2={place(at)} y1={3} y2={HEIGHT - 3} />
        ))}
      </svg>
      <span className="number">{reads.length}</span>
    </div>
  );
}

function counted(reads: number): string {
  return reads === 1 ? '1 read' : `${reads} reads`;
}
