/** A person's decisions and their timeline. Both are read only when somebody asks for them, since each reading is recorded. */
import { Link, useSearchParams } from 'react-router';
import { api, PAGES, type Schemas } from '../api.js';
import { Pages } from '../elements/loaded.js';
import { Moment } from '../elements/moment.js';
import { TimelineRecord } from './timeline-record.js';

interface RecordsProps {
  readonly consumer: string;
  readonly support: boolean;
}

const lists = ['decisions', 'timeline'] as const;

export function Records({ consumer, support }: RecordsProps) {
  const [parameters, setParameters] = useSearchParams();
  const shown = lists.find((list) => list === parameters.get('show'));
  return (
    <>
      <h2>Decisions and timeline</h2>
      <fieldset className="actions" aria-label="What to read">
        {lists.map((list) => (
          <button
            key={list}
            type="button"
            className={list === shown ? '' : 'quiet'}
            aria-pressed={list === shown}
            onClick={() => setParameters(list === shown ? {} : { show: list }, { replace: true })}
          >
            {list === 'decisions' ? 'Their decisions' : 'The timeline'}
          </button>
        ))}
      </fieldset>
      {shown === undefined && <p className="hint">Each is read when you ask for it, and the reading is recorded.</p>}
      {shown === 'decisions' && <Decisions consumer={consumer} />}
      {shown === 'timeline' && <Timeline consumer={consumer} support={support} />}
    </>
  );
}

function Decisions({ consumer }: { readonly consumer: string }) {
  const params = { path: { consumer } };
  const query = api.useInfiniteQuery('get', '/v1/consumers/{consumer}/decisions', { params }, PAGES);
  return (
    <Pages query={query} empty="No decision about the person is recorded.">
      {(decisions) => (
        <ol className="records">
          {decisions.map((decision) => (
            <Decision key={decision.id} of={decision} />
          ))}
        </ol>
      )}
    </Pages>
  );
}

function Decision({ of: { id, occurredAt, kind, sentence } }: { readonly of: Schemas['DecisionSummary'] }) {
  return (
    <li>
      <small>
        <Moment at={occurredAt} /> <span className={`tag ${kind === 'withheld' ? 'warn' : ''}`}>{kind}</span>
      </small>
      <div>
        {sentence} <Link to={`/decisions/${encodeURIComponent(id)}`}>{id}</Link>
      </div>
    </li>
  );
}

function Timeline({ consumer, support }: RecordsProps) {
  const params = { path: { consumer } };
  const query = api.useInfiniteQuery('get', '/v1/consumers/{consumer}/timeline', { params }, PAGES);
  return (
    <Pages query={query} empty="No record is about the person.">
      {(records) => (
        <ol className="records">
          {records.map((record) => (
            <TimelineRecord key={record.id} of={record} support={support} />
          ))}
        </ol>
      )}
    </Pages>
  );
}
