/** Who read whose record, in which role and for which purpose, the newest first. */
import { Link, useSearchParams } from 'react-router';
import { api, PAGES, queries, type Schemas } from '../api.js';
import { useRoles } from '../caller.js';
import { useChoose } from '../elements/address.js';
import { Pages } from '../elements/loaded.js';
import { Moment } from '../elements/moment.js';
import { AccessFilters, type FilterName, type Filters, filtersIn } from './access-filters.js';
import { ReadsOverTime } from './reads-over-time.js';

export function AccessList() {
  const [parameters] = useSearchParams();
  const filters = filtersIn(parameters);
  const choose = useChoose();
  return (
    <>
      <h1>Access</h1>
      <p>
        Every read of a person’s record, and every search over many, is recorded before it is answered – this one too.
      </p>
      <AccessFilters of={filters} choose={choose} />
      <Found filters={filters} to={(name, value) => addressWith(parameters, name, value)} />
    </>
  );
}

interface FoundProps {
  readonly filters: Filters;
  /** The address of this list with one filter more. */
  readonly to: (name: FilterName, value: string) => string;
}

function Found({ filters, to }: FoundProps) {
  const query = api.useInfiniteQuery('get', '/v1/access', { params: { query: askedFor(filters) } }, PAGES);
  const opensPeople = useRoles().some((role) => role === 'auditor' || role === 'support');
  return (
    <>
      <p>
        <button type="button" className="quiet" disabled={query.isFetching} onClick={readAgain}>
          Read again
        </button>
      </p>
      <Pages query={query} empty="Nobody read anything like this. Take a filter away to see more.">
        {(reads) => (
          <>
            <ReadsOverTime of={reads} />
            <div className="wide">
              <table className="rows">
                <thead>
                  <tr>
                    <th scope="col">When</th>
                    <th scope="col">Who, as</th>
                    <th scope="col">What</th>
                    <th scope="col">For which purpose</th>
                    <th scope="col">Whose record</th>
                  </tr>
                </thead>
                <tbody>
                  {reads.map((read) => (
                    <Row key={read.record} of={read} to={to} opensPeople={opensPeople} />
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </Pages>
    </>
  );
}

interface RowProps extends Pick<FoundProps, 'to'> {
  readonly of: Schemas['ReadEntry'];
  readonly opensPeople: boolean;
}

function Row({ of: read, to, opensPeople }: RowProps) {
  const { record, at, who, role, what, purpose, consumer, decisionId, query } = read;
  return (
    <tr>
      <td>
        <Moment at={at} />
        <br />
        <small>
          <Link to={`/proof?record=${encodeURIComponent(record)}`}>proof</Link>
        </small>
      </td>
      <td>
        <Link to={to('who', who)} aria-label={`only reads by ${who}`}>
          <code>{who}</code>
        </Link>
        <br />
        <small>{role}</small>
      </td>
      <td>
        {what}
        {decisionId !== undefined && <> of {decisionId}</>}
        {query !== undefined && (
          <>
            <br />
            <small>{askedIn(query)}</small>
          </>
        )}
      </td>
      <td data-as="Purpose">{purpose}</td>
      <td data-as="Of">
        {consumer === undefined ? (
          <small>a search</small>
        ) : (
          <>
            <Link to={to('consumer', consumer)} aria-label={`only reads of ${consumer}`}>
              <code>{consumer.slice(0, 8)}…</code>
            </Link>
            {opensPeople && (
              <>
                <br />
                <small>
                  <Link to={`/consumers/${encodeURIComponent(consumer)}`} aria-label={`record of ${consumer}`}>
                    record
                  </Link>
                </small>
              </>
            )}
          </>
        )}
      </td>
    </tr>
  );
}

/** What was searched for, as it was recorded, without where its page began. A look-up names nothing: it was for a reference. */
function askedIn(query: unknown): string {
  if (typeof query !== 'object' || query === null) return '';
  return Object.entries(query)
    .filter(([name]) => name !== 'cursor')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
}

/** Days are the reader's own: from the first instant of one to the first of the day after the other. */
function askedFor({ from, to, ...filters }: Filters) {
  return {
    ...filters,
    ...(from !== undefined && { from: new Date(`${from}T00:00`).toISOString() }),
    ...(to !== undefined && { to: dayAfter(to) }),
  };
}

function dayAfter(day: string): string {
  const start = new Date(`${day}T00:00`);
  start.setDate(start.getDate() + 1);
  return start.toISOString();
}

function addressWith(parameters: URLSearchParams, name: FilterName, value: string): string {
  const after = new URLSearchParams(parameters);
  after.set(name, value);
  return `/access?${after}`;
}

function readAgain(): void {
  void queries.resetQueries({ predicate: ({ queryKey }) => queryKey[1] === '/v1/access' });
}
