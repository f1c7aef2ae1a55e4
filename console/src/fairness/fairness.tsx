/** How the decisions of a model version or a campaign fell out for groups of people: who was selected, how often rightly, and how far the groups lie apart. */
import { useSearchParams } from 'react-router';
import { api, type Schemas } from '../api.js';
import { Loaded } from '../elements/loaded.js';
import { Moment } from '../elements/moment.js';
import { Save } from '../elements/save.js';
import { DayField, Field, SearchForm } from '../elements/search-form.js';
import { ModelCampaignFields } from '../search/decision-filters.js';
import { Calibration } from './calibration.js';
import { Comparisons } from './comparisons.js';
import { shownOf } from './figure.js';
import { Rates } from './rates.js';
import { SelectionRates } from './selection-rates.js';
import { Trend } from './trend.js';

const PATH = '/v1/fairness';

export interface Asked {
  readonly attribute: string;
  readonly model?: string;
  readonly version?: string;
  readonly campaign?: string;
  readonly reference?: string;
  readonly from?: string;
  readonly to?: string;
}

export function Fairness() {
  const [parameters] = useSearchParams();
  const asked = askedIn(parameters);
  const query = api.useQuery(
    'get',
    PATH,
    { params: { query: { ...asked, attribute: asked?.attribute ?? '' } } },
    { enabled: asked !== undefined },
  );
  const values = query.data === undefined ? [] : shownOf(query.data.groups).map(({ value }) => value);
  return (
    <>
      <h1>Fairness</h1>
      <SearchForm does="Measure" path={PATH} complete={withoutSpaces}>
        <Field label="Attribute, or several" name="attribute" required placeholder="gender,ageBand" />
        <ModelCampaignFields />
        <Field label="Reference group" name="reference" offers={values} placeholder="the largest" />
        <DayField label="First day (UTC)" name="from" />
        <DayField label="Last day (UTC)" name="to" />
      </SearchForm>
      {asked === undefined ? (
        <p>
          Name a group attribute as your decisions bear it in <code>groups</code>, for example <code>gender</code>.
          Several with commas between are looked at together. Each question is recorded with its parameters.
        </p>
      ) : (
        <Loaded query={query}>
          {(fairness) => (
            <Measured key={parameters.toString()} of={fairness} asked={asked} at={new Date(query.dataUpdatedAt)} />
          )}
        </Loaded>
      )}
    </>
  );
}

interface MeasuredProps {
  readonly of: Schemas['Fairness'];
  readonly asked: Asked;
  readonly at: Date;
}

function Measured({ of: fairness, asked, at }: MeasuredProps) {
  const groups = shownOf(fairness.groups);
  return (
    <>
      <Counted of={fairness} at={at} />
      {groups.length > 0 && (
        <>
          <h2>Who was selected</h2>
          <SelectionRates of={fairness} />
          <h2>How often rightly</h2>
          <Rates of={groups} />
          <h2>How far apart</h2>
          <Comparisons of={fairness} />
          <h2>Whether scores mean the same</h2>
          <Calibration of={groups} />
        </>
      )}
      <h2>Month by month</h2>
      <Trend asked={asked} span={fairness.span} />
      <h2>For the file</h2>
      <Save path={`${PATH}?${new URLSearchParams({ ...asked })}`} accept="application/json" as="fairness.json">
        Ask once more and save the answer as JSON
      </Save>
    </>
  );
}

/** What the figures are made from, and what is not in them. */
function Counted({ of: fairness, at }: { readonly of: Schemas['Fairness']; readonly at: Date }) {
  const { n, missing, missingBecause, span, groups } = fairness;
  const small = groups.filter((group) => 'suppressed' in group).map(({ value }) => value);
  const reasons = [
    [missingBecause.notRecorded, 'do not bear the attribute'],
    [missingBecause.keyDestroyed, 'are sealed under an audit key that was destroyed'],
    [missingBecause.unreadable, 'cannot be read'],
  ] as const;
  return (
    <div className="card">
      <p>
        <strong>{n.toLocaleString('en-GB')} decisions</strong>
        {span.from !== null && span.to !== null && (
          <>
            {' '}
            from <Moment at={span.from} day /> to <Moment at={span.to} day />
          </>
        )}
        , counted on <Moment at={at.toISOString()} />.{' '}
        {missing > 0 && (
          <>
            {missing.toLocaleString('en-GB')} more stand in no group:{' '}
            {reasons.flatMap(([many, why]) => (many > 0 ? [`${many} ${why}`] : [])).join(', ')}.
          </>
        )}
      </p>
      {small.length > 0 && (
        <p>
          <span className="tag">suppressed</span> {small.join(' · ')}: fewer than ten people, so nothing is told of{' '}
          {small.length === 1 ? 'this group, and it is' : 'these groups, and they are'} in no other figure.
        </p>
      )}
      {n === 0 && (
        <p>
          {small.length > 0
            ? 'Every group is that small. Ask about a longer span, or fewer attributes.'
            : 'No decision that these filters choose bears the attribute. Look at its spelling, or at another span.'}
        </p>
      )}
    </div>
  );
}

function askedIn(parameters: URLSearchParams): Asked | undefined {
  const attribute = parameters.get('attribute');
  if (attribute === null) return undefined;
  const names = ['model', 'version', 'campaign', 'reference', 'from', 'to'] as const;
  const given = names.flatMap((name) => {
    const value = parameters.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { attribute, ...Object.fromEntries(given) };
}

/** "gender, ageBand" is what people type. */
function withoutSpaces(asked: URLSearchParams): void {
  asked.set('attribute', (asked.get('attribute') ?? '').replaceAll(/\s*,\s*/g, ','));
}
