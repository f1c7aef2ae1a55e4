/** The producers: what each sent, when it was last heard, and which of its numbers never arrived; for operators also how the service itself stands. */
import { api, queries, type Schemas } from '../api.js';
import { useRoles } from '../caller.js';
import { Bars } from '../elements/bars.js';
import { Loaded } from '../elements/loaded.js';
import { Moment } from '../elements/moment.js';
import { NumberLine } from './number-line.js';
import { ServiceState } from './service-state.js';

/** What the ledger records itself comes from here. */
const OWN = '/ledger';

export function SourceList() {
  const query = api.useQuery('get', '/v1/sources');
  const isOperator = useRoles().includes('operator');
  return (
    <>
      <h1>Sources</h1>
      <p>
        <button type="button" className="quiet" disabled={query.isFetching} onClick={readAgain}>
          Read again
        </button>
      </p>
      {isOperator && <ServiceState />}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p>No producer has sent anything yet. A producer sends events to /v1/events; see /docs.</p>
          ) : (
            <div className="columns">
              {byGaps(items).map((source) => (
                <One key={source.source} of={source} />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  );
}

/** Those of which something is missing first. */
function byGaps(sources: readonly Schemas['Source'][]) {
  return sources.toSorted((a, b) => (b.sequence?.missing ?? 0) - (a.sequence?.missing ?? 0));
}

function One({
  of: { source, records, types, lastHeardAt, sequence, unnumbered },
}: {
  readonly of: Schemas['Source'];
}) {
  const gaps = sequence?.missing ?? 0;
  return (
    <section className="card">
      <h2>
        {source} {gaps > 0 && <span className="tag bad">{gaps} never arrived</span>}
      </h2>
      <p>
        {records.toLocaleString('en-GB')} {records === 1 ? 'record' : 'records'}; last heard <Moment at={lastHeardAt} />
        , {ago(lastHeardAt)}.
      </p>
      {source === OWN ? (
        <p className="hint">
          These are the ledger’s own records. The log itself numbers them; their proof is the tree.
        </p>
      ) : (
        <NumberLine of={sequence} unnumbered={unnumbered} />
      )}
      <details open={Object.keys(types).length <= 8}>
        <summary>By type ({Object.keys(types).length})</summary>
        <Bars
          caption="What it sent"
          heads={['Type', 'Records']}
          bars={Object.entries(types).map(([type, count]) => ({ id: type, label: type, count }))}
        />
      </details>
    </section>
  );
}

const RELATIVE = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function ago(instant: string): string {
  const past = Date.now() - Date.parse(instant);
  const [unit, size] = UNITS.find(([, one]) => past >= one) ?? ['second', 1_000];
  return RELATIVE.format(-Math.floor(Math.max(0, past) / size), unit);
}

function readAgain(): void {
  const shown = ['/v1/sources', '/health/ready'];
  void queries.resetQueries({ predicate: ({ queryKey }) => shown.includes(String(queryKey[1])) });
}
