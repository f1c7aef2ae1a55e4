/** Stream names from patterns: `decision-<decisionId>` is filled in from `data`, `<subject>` with the pseudonym. */
import type { JsonObject } from '../record/canonical.js';
import { type Pseudonym, type StreamName, streamName } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';

export type StreamOf = (data: JsonObject, subject: Pseudonym | undefined) => StreamName;

/** @param patterns the first that can be filled in is taken */
export function compileStream(patterns: readonly string[]): StreamOf {
  const candidates = patterns.map(compilePattern);
  return (data, subject) => {
    for (const candidate of candidates) {
      const name = candidate(data, subject);
      if (name !== null) return streamName(name);
    }
    throw new LedgerError('invalid', `This event needs what names its stream: ${patterns.join(' or ')}.`);
  };
}

function compilePattern(pattern: string): (data: JsonObject, subject: Pseudonym | undefined) => string | null {
  const match = /^([a-z-]*)<([A-Za-z]+)>$/.exec(pattern);
  if (match === null) return () => pattern;
  const [, prefix = '', place = ''] = match;
  if (place === 'subject') return (_, subject) => (subject === undefined ? null : prefix + subject);
  return (data) => {
    const id = data[place];
    return typeof id === 'string' ? prefix + id : null;
  };
}
