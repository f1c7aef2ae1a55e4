/** The registers of the organisation, the last changed first. */
import { Link, useSearchParams } from 'react-router';
import { api, PAGES } from '../api.js';
import { Pages } from '../elements/loaded.js';

export const kinds = ['models', 'campaigns', 'policies', 'people'] as const;
export type Kind = (typeof kinds)[number];

export function isKind(text: string | null | undefined): text is Kind {
  return kinds.some((kind) => kind === text);
}

export function Register() {
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('kind');
  const kind = isKind(asked) ? asked : 'models';
  return (
    <>
      <h1>Registers</h1>
      <fieldset className="actions" aria-label="Which register">
        {kinds.map((one) => (
          <button
            type="button"
            key={one}
            className={one === kind ? '' : 'quiet'}
            aria-pressed={one === kind}
            onClick={() => setParameters({ kind: one })}
          >
            {one}
          </button>
        ))}
      </fieldset>
      <Entries key={kind} kind={kind} />
    </>
  );
}

function Entries({ kind }: { readonly kind: Kind }) {
  const query = api.useInfiniteQuery('get', `/v1/${kind}`, {}, PAGES);
  return (
    <Pages query={query} empty={`No ${kind} are recorded.`}>
      {(entries) => (
        <div className="wide">
          <table>
            <thead>
              <tr>
                <th scope="col">Id</th>
                <th scope="col">Last</th>
                <th scope="col" className="number">
                  Records
                </th>
              </tr>
            </thead>
            <tbody>
              {entries.map(({ id, says, records }) => (
                <tr key={id}>
                  <td>
                    <Link to={`/registers/${kind}/${encodeURIComponent(id)}`}>{id}</Link>
                  </td>
                  <td>{says}</td>
                  <td className="number">{records}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Pages>
  );
}
