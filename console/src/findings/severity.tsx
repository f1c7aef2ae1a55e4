/** How grave a finding is: in a word, and in a colour beside it. */
import type { Schemas } from '../api.js';

type Level = Schemas['ListedFinding']['severity'];

export const severities = ['high', 'medium', 'low'] as const satisfies readonly Level[];

export function toneOf(severity: Level): 'bad' | 'warn' | undefined {
  if (severity === 'high') return 'bad';
  return severity === 'medium' ? 'warn' : undefined;
}

export function Severity({ of: severity }: { readonly of: Level }) {
  return <span className={`tag ${toneOf(severity) ?? ''}`}>{severity}</span>;
}
