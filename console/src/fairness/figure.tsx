/** Figures as they are shown: rounded for the eye, exact on hovering, and what has no denominator in the service's own word, never as 0. */
import type { Schemas } from '../api.js';

export type Rate = Schemas['FairnessGroup']['selectionRate'];
export type Bounds = Schemas['FairnessGroup']['interval'];
export type Group = Schemas['FairnessGroup'];
type Verdict = Group['verdict'];

/** Groups of fewer than ten people have no figures. */
export function shownOf(groups: Schemas['Fairness']['groups']): readonly Group[] {
  return groups.filter(isShown);
}

function isShown(group: Schemas['Fairness']['groups'][number]): group is Group {
  return !('suppressed' in group);
}

export function percent(rate: Rate): string {
  return rate === 'undefined' ? rate : `${(rate * 100).toFixed(1)} %`;
}

export function between(bounds: Bounds): string {
  if (bounds === 'undefined') return bounds;
  const [lower = 0, upper = 0] = bounds;
  return `${(lower * 100).toFixed(1)} to ${(upper * 100).toFixed(1)} %`;
}

/** A rate with its interval. */
export function RateCell({ of: rate, interval }: { readonly of: Rate; readonly interval: Bounds }) {
  return (
    <td className="number" title={String(rate)}>
      {percent(rate)}
      {interval !== 'undefined' && <small className="below">{between(interval)}</small>}
    </td>
  );
}

/** A ratio, or a difference with its sign. */
export function Plain({ of: figure, signed = false }: { readonly of: Rate; readonly signed?: boolean }) {
  if (figure === 'undefined') return <>undefined</>;
  const sign = figure < 0 ? '−' : '+';
  return <span title={String(figure)}>{`${signed ? sign : ''}${Math.abs(figure).toFixed(3)}`}</span>;
}

const TONES: Readonly<Record<Verdict, string>> = {
  pass: 'good',
  fail: 'bad',
  'insufficient evidence': 'warn',
  undefined: '',
};

export function VerdictTag({ of: verdict }: { readonly of: Verdict }) {
  return <span className={`tag ${TONES[verdict]}`}>{verdict}</span>;
}
