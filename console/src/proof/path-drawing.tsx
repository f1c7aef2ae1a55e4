/** The path from a record's leaf up to the signed root: filled what was computed here, hollow what the proof gave. The same as a table. */
import { useId } from 'react';
import { base64Of, type Hash } from '../../../src/proof/merkle/hash.js';
import { counted } from './log-check.js';
import type { RecordVerdict, Step } from './record-check.js';

const ROW = 34;
const MIDDLE = 180;
const ASIDE = 70;

export function PathDrawing({ of: { ok, leaf, size, leafHash, steps } }: { readonly of: RecordVerdict }) {
  const title = useId();
  if (leafHash === null) return null;
  const height = (steps.length + 1) * ROW + 24;
  const yOf = (row: number) => height - 28 - row * ROW;
  return (
    <>
      <svg className="drawn path" viewBox={`0 0 360 ${height}`} role="img" aria-labelledby={title}>
        <title id={title}>
          {`From leaf ${leaf} up: ${steps.length} hashes lead to ${ok ? 'the signed root' : 'a root that is not the signed one'} over ${counted(size)}`}
        </title>
        {steps.map((step, row) => (
          <SiblingDrawing key={row} of={step} y={yOf(row)} />
        ))}
        <line className="axis" x1={MIDDLE} x2={MIDDLE} y1={yOf(0)} y2={yOf(steps.length)} />
        {[leafHash, ...steps.slice(0, -1)].map((_, row) => (
          <circle key={row} className="step" cx={MIDDLE} cy={yOf(row)} r={row === 0 ? 8 : 5} />
        ))}
        <circle className={ok ? 'good' : 'bad'} cx={MIDDLE} cy={yOf(steps.length)} r={9} />
        <text x={MIDDLE + 16} y={yOf(steps.length) + 4}>
          {ok ? '✓ root, as signed' : '✗ not the signed root'}
        </text>
        <text x={MIDDLE} y={height - 4} textAnchor="middle">
          leaf {leaf}
        </text>
      </svg>
      <details>
        <summary>The hashes</summary>
        <div className="wide">
          <table>
            <thead>
              <tr>
                <th scope="col">Step</th>
                <th scope="col">Given by the proof</th>
                <th scope="col">Stands for leaves</th>
                <th scope="col">Computed here</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <td>leaf</td>
                <td />
                <td>{leaf}</td>
                <td>
                  <HashText of={leafHash} />
                </td>
              </tr>
              {steps.map(({ side, first, last, given, made }, row) => (
                <tr key={row}>
                  <td>{row + 1}</td>
                  <td>
                    <HashText of={given} /> ({side})
                  </td>
                  <td>{rangeOf(first, last)}</td>
                  <td>
                    <HashText of={made} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

function SiblingDrawing({ of: { side, first, last }, y }: { readonly of: Step; readonly y: number }) {
  const x = side === 'left' ? MIDDLE - ASIDE : MIDDLE + ASIDE;
  return (
    <>
      <line className="axis" x1={x} x2={MIDDLE} y1={y} y2={y - ROW} />
      <circle className="given" cx={x} cy={y} r={6} />
      <text x={side === 'left' ? x - 12 : x + 12} y={y + 4} textAnchor={side === 'left' ? 'end' : 'start'}>
        {counted(last - first + 1)}
      </text>
    </>
  );
}

function HashText({ of: hash }: { readonly of: Hash }) {
  return <code>{base64Of(hash)}</code>;
}

function rangeOf(first: number, last: number): string {
  return first === last ? String(first) : `${first}–${last}`;
}
