/** A producer's own numbering as a line with a hole for each gap, and the gaps in words. */
import { useId } from 'react';
import type { Schemas } from '../api.js';

const NAMED = 5;

interface NumberLineProps {
  readonly of: Schemas['Source']['sequence'];
  readonly unnumbered: number;
}

export function NumberLine({ of: sequence, unnumbered }: NumberLineProps) {
  return (
    <>
      {sequence === null ? (
        <p className="hint">It does not number its events, so nobody can see whether one was lost.</p>
      ) : (
        <Numbered of={sequence} />
      )}
      {unnumbered > 0 && (
        <p className="hint">
          {unnumbered} of its records carry a number that is no whole number; gaps in those cannot be seen.
        </p>
      )}
    </>
  );
}

function Numbered({ of: { first, last, missing, gaps } }: { readonly of: NonNullable<Schemas['Source']['sequence']> }) {
  const title = useId();
  const whole = last - first + 1;
  const words = sentenceOf(missing, first, last);
  const percent = (numbers: number) => `${(100 * numbers) / whole}%`;
  return (
    <>
      <svg className="drawn strip" style={{ height: 44 }} role="img" aria-labelledby={title}>
        <title id={title}>{words}</title>
        <rect className="good" y={6} width="100%" height={10} />
        {gaps.map(({ from, to }) => (
          <g key={from}>
            <rect className="hole" x={percent(from - first)} y={5} width={percent(to - from + 1)} height={12} />
            {/* A gap of one number in many would be too small to be seen. */}
            <circle className="late" cx={percent((from + to + 1) / 2 - first)} cy={22} r={3} />
          </g>
        ))}
        <text x={0} y={40}>
          {first}
        </text>
        <text x="100%" y={40} textAnchor="end">
          {last}
        </text>
      </svg>
      <p>{words}</p>
      {gaps.length > 0 && (
        <>
          <p>Never arrived: {gaps.slice(0, NAMED).map(named).join(', ')}</p>
          {gaps.length > NAMED && (
            <details>
              <summary>and {gaps.length - NAMED} more gaps</summary>
              {gaps.slice(NAMED).map(named).join(', ')}
            </details>
          )}
        </>
      )}
    </>
  );
}

function sentenceOf(missing: number, first: number, last: number): string {
  const whole = (last - first + 1).toLocaleString('en-GB');
  if (missing === 0) return `All ${whole} numbers from ${first} to ${last} arrived.`;
  const many = missing === 1 ? '1 never arrived' : `${missing.toLocaleString('en-GB')} never arrived`;
  return `Of ${whole} numbers from ${first} to ${last}, ${many}. Ask the producer what became of them.`;
}

function named({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${from}–${to}`;
}
