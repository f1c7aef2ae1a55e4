/** What went wrong with a decision, the gravest first. */
import { Link } from 'react-router';
import { useRoles } from '../caller.js';
import type { Answer } from './answer-sections.js';
import { InWords, Marks } from './said.js';

type Finding = Answer['findings']['items'][number];

const severities = ['high', 'medium', 'low'] as const;
const tones = { high: 'bad', medium: 'warn', low: '' } as const;

export function Findings({ of: items }: { readonly of: readonly Finding[] }) {
  const mayList = useRoles().includes('auditor');
  if (items.length === 0) return null;
  const gravest = severities.flatMap((severity) => items.filter((item) => item.severity === severity));
  return (
    <section aria-labelledby="wrong">
      <h2 id="wrong">
        {items.length === 1 ? 'One thing went wrong' : `${items.length} things went wrong`}{' '}
        {mayList && (
          <small>
            <Link to="/findings">All findings</Link>
          </small>
        )}
      </h2>
      <ul className="findings">
        {gravest.map((finding) => (
          <li key={finding.id} className={`card ${tones[finding.severity]}`}>
            <div className="actions">
              <span className={`tag ${tones[finding.severity]}`}>{finding.severity}</span>
              <span className="tag">{finding.status}</span>
              <code>{finding.rule}</code>
              <small>{finding.law}</small>
            </div>
            <Marks of={finding.records}>
              <InWords>{finding.text}</InWords>
            </Marks>
            {(!finding.knowableAtDecision || finding.concerns.kind === 'message') && (
              <small className="own-line">
                {!finding.knowableAtDecision && 'It could not be known when the decision was made. '}
                {finding.concerns.kind === 'message' && (
                  <>
                    About the message{' '}
                    <Link to={`/messages/${encodeURIComponent(finding.concerns.id)}`}>{finding.concerns.id}</Link>
                  </>
                )}
              </small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
