/** Selection rates month by month: a question for each month, asked only when somebody wants it, one after the other. */
import { useEffect, useRef, useState } from 'react';
import { api, queries, type Schemas } from '../api.js';
import { Problem } from '../elements/problem.js';
import type { Asked } from './fairness.js';
import { type Month, monthsOf } from './months.js';
import { type Answered, TrendDrawn } from './trend-drawn.js';

const MOST = 24;

interface TrendProps {
  readonly asked: Asked;
  readonly span: Schemas['FairnessSpan'];
}

export function Trend({ asked, span: { from, to } }: TrendProps) {
  const all = from === null || to === null ? [] : monthsOf(from, to);
  const months = all.slice(-MOST);
  const { answered, busy, error, start, stop } = useQuestions(asked, months);
  if (months.length < 2) return <p>The span is within one month, so there is nothing to follow.</p>;
  return (
    <>
      {all.length > MOST && (
        <p>
          The span has {all.length} months; the last {MOST} are asked about.
        </p>
      )}
      {busy ? (
        <div className="actions">
          <progress max={months.length} value={answered.length} aria-label="Months that are counted" />
          <span role="status">
            {answered.length} of {months.length} months
          </span>
          <button type="button" className="quiet" onClick={stop}>
            Stop
          </button>
        </div>
      ) : (
        answered.length < months.length && (
          <p>
            <button type="button" onClick={start}>
              {answered.length === 0 ? `Ask for each of ${months.length} months` : 'Go on'}
            </button>{' '}
            <small>Each is a question of its own, and recorded as one.</small>
          </p>
        )
      )}
      {error !== undefined && <Problem of={error} />}
      {answered.length > 0 && <TrendDrawn of={answered} months={months} />}
    </>
  );
}

/** One at a time: each reads every decision of its month. */
function useQuestions(asked: Asked, months: readonly Month[]) {
  const [answered, setAnswered] = useState<readonly Answered[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const wanted = useRef(false);
  // Who leaves the view asks no more.
  useEffect(
    () => () => {
      wanted.current = false;
    },
    [],
  );
  const start = async () => {
    wanted.current = true;
    setBusy(true);
    setError(undefined);
    try {
      for (const month of months.slice(answered.length)) {
        if (!wanted.current) break;
        const { groups } = await queries.fetchQuery(questionOf(asked, month));
        setAnswered((before) => [...before, { month, groups }]);
      }
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  const stop = () => {
    wanted.current = false;
  };
  return { answered, busy, error, start, stop };
}

/** Without a reference: in a month where that group is too small, the question would be refused. */
function questionOf({ reference: _, ...asked }: Asked, { from, to }: Month) {
  return api.queryOptions('get', '/v1/fairness', { params: { query: { ...asked, from, to } } });
}
