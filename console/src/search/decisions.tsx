/** Search over all decisions: as a list, newest first, or as a random sample that anybody can draw again. */
import { Link, useSearchParams } from 'react-router';
import { api, PAGES, type Schemas } from '../api.js';
import { Loaded, Pages } from '../elements/loaded.js';
import { Field, SearchForm } from '../elements/search-form.js';
import { NeedsPurpose } from '../purpose.js';
import { DecisionFilters, decisionFilterIn } from './decision-filters.js';
import { DecisionTable } from './decision-table.js';
import { SaveList } from './save-list.js';

const PATH = '/v1/decisions';
const MAX_SAMPLE = 10_000;
/** Decisions on a page that is saved. */
const MOST = 1_000;
/** Seeds that are read out loud. */
const SEEDS = 1_000_000;

type Filter = ReturnType<typeof filterIn>;

export function Decisions() {
  const [parameters] = useSearchParams();
  const filter = filterIn(parameters);
  const sample = wholeIn(parameters, 'sample');
  return (
    <NeedsPurpose>
      <h1>Decisions</h1>
      <SearchForm does={sample === undefined ? 'Search' : 'Draw'} path={PATH} complete={withSeed}>
        <DecisionFilters />
        <fieldset>
          <legend>Random sample, for an audit</legend>
          <Field label="How many" name="sample" type="number" min={1} max={MAX_SAMPLE} placeholder="all" />
          <Field label="Seed" name="seed" type="number" min={0} placeholder="drawn for you" />
          <Field label="At tree size" name="size" type="number" min={0} placeholder="now" />
        </fieldset>
      </SearchForm>
      {sample === undefined ? (
        <List filter={filter} />
      ) : (
        <Sample filter={filter} sample={sample} seed={wholeIn(parameters, 'seed') ?? 0} />
      )}
    </NeedsPurpose>
  );
}

function List({ filter }: { readonly filter: Filter }) {
  const query = api.useInfiniteQuery('get', PATH, { params: { query: filter } }, PAGES);
  return (
    <Pages query={query} empty="No decision matches. Take a filter away, or look at another span.">
      {(decisions) => (
        <>
          <SaveList path={pathOf({ ...filter, limit: MOST })} as="decisions" />
          <DecisionTable of={decisions} caption={`${decisions.length} read so far`} />
        </>
      )}
    </Pages>
  );
}

interface SampleProps {
  readonly filter: Filter;
  readonly sample: number;
  readonly seed: number;
}

function Sample({ filter, sample, seed }: SampleProps) {
  const query = api.useQuery('get', PATH, { params: { query: { ...filter, sample, seed } } });
  return <Loaded query={query}>{(page) => <Drawn page={page} filter={filter} sample={sample} />}</Loaded>;
}

interface DrawnProps {
  readonly page: Schemas['DecisionPage'];
  readonly filter: Filter;
  readonly sample: number;
}

function Drawn({ page: { items, drawn }, filter, sample }: DrawnProps) {
  // The same draw for whoever asks later: what was recorded since is not in it.
  const draw = { ...filter, sample, seed: drawn?.seed, size: drawn?.size };
  return (
    <>
      <div className="card">
        <p>
          <strong>
            {items.length} {items.length === 1 ? 'decision' : 'decisions'} drawn at random, with seed{' '}
            <code>{drawn?.seed}</code> at tree size <code>{drawn?.size}</code>.
          </strong>{' '}
          {items.length < sample && 'That is every decision that matches. '}
          The same filters, seed and size give the same draw, to anybody: note them with the audit.{' '}
          <Link to={`/decisions?${queryOf(draw)}`}>This very draw, as a link</Link>
        </p>
        <SaveList path={pathOf(draw)} as={`sample-${drawn?.seed}-at-${drawn?.size}`} />
      </div>
      {items.length === 0 ? (
        <p>No decision matches. Take a filter away, or look at another span.</p>
      ) : (
        <DecisionTable of={items} caption="In the order of the draw" />
      )}
    </>
  );
}

function filterIn(parameters: URLSearchParams) {
  return { ...decisionFilterIn(parameters), size: wholeIn(parameters, 'size') };
}

function wholeIn(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name) ?? '';
  return /^\d{1,16}$/.test(text) ? Number(text) : undefined;
}

/** A seed that nobody chose, where none was given. */
function withSeed(asked: URLSearchParams): void {
  if (asked.has('sample') && !asked.has('seed')) {
    const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
    asked.set('seed', String(random % SEEDS));
  }
  if (!asked.has('sample')) asked.delete('seed');
}

function pathOf(query: Readonly<Record<string, string | number | undefined>>): string {
  return `${PATH}?${queryOf(query)}`;
}

function queryOf(query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return new URLSearchParams(given).toString();
}
