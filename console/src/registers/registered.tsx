/** One model, campaign, policy or person: what is true of it now, by version, and every step that made it so. */
import { useParams } from 'react-router';
import { api, type Schemas } from '../api.js';
import { Loaded } from '../elements/loaded.js';
import { Moment } from '../elements/moment.js';
import { Value } from '../elements/value.js';
import { isKind, type Kind } from './register.js';

export function Registered() {
  const { kind, id = '' } = useParams();
  return isKind(kind) ? <One kind={kind} id={id} /> : <p>There is no such register.</p>;
}

function One({ kind, id }: { readonly kind: Kind; readonly id: string }) {
  const query = api.useQuery('get', `/v1/${kind}/{id}`, { params: { path: { id } } });
  return (
    <>
      <h1>{id}</h1>
      <Loaded query={query}>
        {(registered) => (
          <>
            {Object.keys(registered.versions).length === 0 ? (
              <Standing of={registered} />
            ) : (
              Object.entries(registered.versions)
                .reverse()
                .map(([version, standing]) => (
                  <section key={version} className="card">
                    <h2>Version {version}</h2>
                    <Standing of={standing} />
                  </section>
                ))
            )}
            <h2>How it came to be so</h2>
            <ol>
              {registered.history.map(({ record, says, occurredAt }) => (
                <li key={record}>
                  <Moment at={occurredAt} />: {says}
                </li>
              ))}
            </ol>
          </>
        )}
      </Loaded>
    </>
  );
}

function Standing({ of: { status, since, facts } }: { readonly of: Schemas['Standing'] }) {
  return (
    <>
      <p>
        <span className="tag">{status}</span> since <Moment at={since} />
      </p>
      <Value of={facts} />
    </>
  );
}
