/** How the service itself stands: whether it can do its work, and how far its read models are behind the log. */
import { useId } from 'react';
import { api, type Schemas } from '../api.js';
import { Fact } from '../elements/fact.js';
import { Waiting } from '../elements/loaded.js';
import { Problem } from '../elements/problem.js';

type Readiness = Schemas['Readiness'];

/** Beyond it a reader who waits for what was just written gets no answer. */
const LONGEST_LAG_SECONDS = 10;
/** The service counts no further. */
const COUNTED = 1_000;

export function ServiceState() {
  const query = api.useQuery('get', '/health/ready');
  if (query.isPending) return <Waiting />;
  // A service that is not ready says so with the same words (503).
  const state: unknown = query.data ?? query.error;
  return isReadiness(state) ? <State of={state} /> : <Problem of={state} />;
}

function State({ of: { status, reasons, log, vault, projections } }: { readonly of: Readiness }) {
  const { lag, building, size, running } = projections;
  return (
    <section className="card">
      <h2>
        The service{' '}
        <span className={status === 'ready' ? 'tag good' : 'tag bad'}>
          {status === 'ready' ? 'ready' : 'not ready'}
        </span>
      </h2>
      {reasons.length > 0 && (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <Lag of={lag} />
      <dl className="facts">
        <Fact name="Log">
          {log.writable ? 'writable' : 'not writable'}
          {log.position !== null && <>, last position {log.position}</>}
        </Fact>
        <Fact name="Vault">{vault.reachable ? 'reachable' : 'not reachable'}</Fact>
        <Fact name="Read models">
          {running ? 'follow the log' : 'do not follow the log'}, {size.toLocaleString('en-GB')} records in the tree
        </Fact>
        {building !== null && <Fact name="Built anew">{building.records.toLocaleString('en-GB')} records so far</Fact>}
      </dl>
    </section>
  );
}

function Lag({ of: { records, seconds } }: { readonly of: Readiness['projections']['lag'] }) {
  const title = useId();
  const words =
    records === 0
      ? 'The read models hold everything that was recorded.'
      : `The read models are ${records < COUNTED ? records : `at least ${COUNTED}`} records behind; the oldest is ${Math.round(seconds)} s old.`;
  const share = Math.min(1, seconds / LONGEST_LAG_SECONDS);
  return (
    <>
      <svg className="drawn strip" style={{ height: 14 }} role="img" aria-labelledby={title}>
        <title id={title}>{`Behind by ${Math.round(seconds)} of at most ${LONGEST_LAG_SECONDS} seconds`}</title>
        <rect className="track" y={3} width="100%" height={8} />
        <rect className={share === 1 ? 'bad' : 'used'} y={3} width={`${100 * share}%`} height={8} />
      </svg>
      <p>
        {words} <small>The bar ends at {LONGEST_LAG_SECONDS} s.</small>
      </p>
    </>
  );
}

function isReadiness(state: unknown): state is Readiness {
  return typeof state === 'object' && state !== null && 'status' in state && 'projections' in state;
}
