/** One finding: its sentence, the law, the records that show it, and what was done about it. */
import { Link } from 'react-router';
import type { Schemas } from '../api.js';
import { type Role, useRoles } from '../caller.js';
import { Fact } from '../elements/fact.js';
import { Moment } from '../elements/moment.js';
import { Severity, toneOf } from './severity.js';
import { useLife } from './status.js';
import { Steps } from './steps.js';

type Listed = Schemas['ListedFinding'];

export function Finding({ of: finding }: { readonly of: Listed }) {
  const life = useLife(finding.id);
  const status = life?.status ?? finding.status;
  return (
    <li className={`card finding ${toneOf(finding.severity) ?? ''}`}>
      <div className="actions">
        <Severity of={finding.severity} />
        <code>{finding.rule}</code>
        <span className={`tag ${status === 'remedied' ? 'good' : ''}`}>{status}</span>
      </div>
      <p className="sentence">{finding.text}</p>
      <dl className="facts">
        <Fact name="Law">{finding.law}</Fact>
        <Fact name="Concerns">
          <Concern of={finding.concerns} />
        </Fact>
        <Fact name="Decision">
          <To path={`/decisions/${encodeURIComponent(finding.decisionId)}`} roles={['auditor', 'support']}>
            {finding.decisionId}
          </To>
          , <Moment at={finding.decidedAt} />
        </Fact>
        <Fact name="Could be known then">
          {finding.knowableAtDecision
            ? 'Yes: the records that show it were there when the decision was recorded.'
            : 'No: it shows only in what was recorded after the decision.'}
        </Fact>
        <Fact name="Shown by">
          <ul className="plain">
            {finding.records.map((record) => (
              <li key={record}>
                <Link to={`/proof?record=${record}`}>
                  <code>{record}</code>
                </Link>
              </li>
            ))}
          </ul>
        </Fact>
        {life !== undefined && (
          <Fact name="What was done">
            <ol className="plain">
              {life.steps.map(({ record, type, at, by }) => (
                <li key={record}>
                  <Moment at={at} />: {type.replace('finding.', '')} by <code>{by}</code> (
                  <Link to={`/proof?record=${record}`}>its record</Link>)
                </li>
              ))}
            </ol>
          </Fact>
        )}
      </dl>
      <Steps finding={finding} status={status} />
      <p className="skip" role="status">
        {life !== undefined && `Now ${life.status}.`}
      </p>
    </li>
  );
}

/** Where the thing can be looked at. A consent, data and a producer have no page of their own. */
const PLACES: Readonly<Record<string, { readonly at: string; readonly roles: readonly Role[] }>> = {
  decision: { at: '/decisions', roles: ['auditor', 'support'] },
  message: { at: '/messages', roles: ['auditor', 'support'] },
  model: { at: '/registers/models', roles: ['auditor'] },
  campaign: { at: '/registers/campaigns', roles: ['auditor'] },
  policy: { at: '/registers/policies', roles: ['auditor'] },
  person: { at: '/registers/people', roles: ['auditor'] },
  inquiry: { at: '/inquiries', roles: ['support'] },
};

function Concern({ of: { kind, id } }: { readonly of: Listed['concerns'] }) {
  const place = PLACES[kind];
  return (
    <>
      {kind}{' '}
      {place === undefined ? (
        <code>{id}</code>
      ) : (
        <To path={`${place.at}/${encodeURIComponent(id)}`} roles={place.roles}>
          {id}
        </To>
      )}
    </>
  );
}

interface ToProps {
  readonly path: string;
  readonly roles: readonly Role[];
  readonly children: string;
}

/** A link for those who can open it. */
function To({ path, roles, children }: ToProps) {
  const mine = useRoles();
  const may = roles.some((role) => mine.includes(role));
  return may ? <Link to={path}>{children}</Link> : <code>{children}</code>;
}
