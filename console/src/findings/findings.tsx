/** What went wrong in the decisions that a filter chooses, newest decision first, and what was done about it. */
import { Link, useSearchParams } from 'react-router';
import { api, PAGES, type Schemas } from '../api.js';
import { Bars } from '../elements/bars.js';
import { Pages } from '../elements/loaded.js';
import { Choice, SearchForm } from '../elements/search-form.js';
import { NeedsPurpose } from '../purpose.js';
import { DecisionFilters, decisionFilterIn } from '../search/decision-filters.js';
import { Finding } from './finding.js';
import { rules } from './rules.js';
import { severities, toneOf } from './severity.js';
import { statuses } from './status.js';

const PATH = '/v1/findings';

type Listed = Schemas['ListedFinding'];

export function Findings() {
  return (
    <NeedsPurpose>
      <h1>Findings</h1>
      <SearchForm does="Look" path={PATH}>
        <Choice label="Status" name="status" values={statuses} />
        <Choice label="Severity" name="severity" values={severities} />
        <Choice label="Rule" name="rule" values={rules} />
        <DecisionFilters />
      </SearchForm>
      <List />
    </NeedsPurpose>
  );
}

function List() {
  const [parameters] = useSearchParams();
  const query = api.useInfiniteQuery(
    'get',
    PATH,
    { params: { query: { ...decisionFilterIn(parameters), ...choiceIn(parameters) } } },
    PAGES,
  );
  return (
    <>
      <Pages query={query} empty="Nothing was found in the decisions that these filters choose.">
        {(findings) => (
          <>
            <ByRule of={findings} />
            <ul className="findings" aria-label="Findings">
              {findings.map((finding) => (
                <Finding key={`${finding.decisionId} ${finding.id}`} of={finding} />
              ))}
            </ul>
          </>
        )}
      </Pages>
      {query.hasNextPage && (
        <p className="hint">
          Each page looks through at most a thousand decisions, some three seconds, so a page may bring nothing although
          there is more: {query.data?.pages.length} looked through so far. A span of days makes it shorter.
        </p>
      )}
    </>
  );
}

/** Of what was read so far. A rule leads to its findings alone. */
function ByRule({ of: findings }: { readonly of: readonly Listed[] }) {
  const [parameters] = useSearchParams();
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  return (
    <div className="wide">
      <Bars
        caption="By rule, of what was read so far"
        heads={['Rule', 'In decisions', 'Findings']}
        bars={[...byRule].map(([rule, listed]) => ({
          id: rule,
          label: <Link to={`?${withRule(parameters, rule)}`}>{rule}</Link>,
          count: listed.length,
          tone: toneOf(listed[0]?.severity ?? 'low'),
          more: new Set(listed.map(({ id }) => id)).size,
        }))}
      />
    </div>
  );
}

function withRule(parameters: URLSearchParams, rule: string): string {
  const narrowed = new URLSearchParams(parameters);
  narrowed.set('rule', rule);
  return narrowed.toString();
}

function choiceIn(parameters: URLSearchParams) {
  return {
    rule: rules.find((rule) => rule === parameters.get('rule')),
    severity: severities.find((severity) => severity === parameters.get('severity')),
    status: statuses.find((status) => status === parameters.get('status')),
  };
}
