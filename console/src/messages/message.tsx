/** One message: the decision it acts on, the check before it was sent, and what followed, as a line of time. */
import { Link, useParams } from 'react-router';
import { api, type Schemas } from '../api.js';
import { useRoles } from '../caller.js';
import { Fact } from '../elements/fact.js';
import { type Happened, LineOfTime } from '../elements/line-of-time.js';
import { Loaded } from '../elements/loaded.js';
import { Moment } from '../elements/moment.js';
import { Value } from '../elements/value.js';
import { NeedsPurpose } from '../purpose.js';

type Overview = Schemas['MessageOverview'];

export function Message() {
  const { id = '' } = useParams();
  return (
    <NeedsPurpose>
      <One key={id} id={id} />
    </NeedsPurpose>
  );
}

function One({ id }: { readonly id: string }) {
  const query = api.useQuery('get', '/v1/messages/{id}', { params: { path: { id } } });
  return (
    <>
      <h1>Message {id}</h1>
      <Loaded query={query}>
        {(message) => (
          <>
            <Facts of={message} />
            <h2>What became of it</h2>
            <LineOfTime name="What became of it" of={[...before(message), ...message.events.map(happened)]} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Facts({ of: { consumer, campaign } }: { readonly of: Overview }) {
  const isAuditor = useRoles().includes('auditor');
  return (
    <dl className="facts">
      <Fact name="Person">
        {consumer === null ? 'Not named' : <Link to={`/consumers/${encodeURIComponent(consumer)}`}>{consumer}</Link>}
      </Fact>
      <Fact name="Campaign">
        {campaign !== null && isAuditor ? (
          <Link to={`/registers/campaigns/${encodeURIComponent(campaign)}`}>{campaign}</Link>
        ) : (
          (campaign ?? 'None')
        )}
      </Fact>
    </dl>
  );
}

/** What came before it was sent, or that nothing did. */
function before({ decision, decisionId, check }: Overview): readonly Happened[] {
  return [
    {
      key: 'decision',
      ...(decision !== null && { at: decision.occurredAt }),
      says:
        decision !== null ? (
          <>
            {decision.sentence} <Link to={`/decisions/${encodeURIComponent(decision.id)}`}>How was it decided?</Link>
          </>
        ) : (
          <>
            <span className="tag bad">no decision</span>{' '}
            {decisionId === null
              ? 'The message names no decision that it acts on.'
              : `The message names the decision ${decisionId}, which is not recorded for this person.`}
          </>
        ),
    },
    {
      key: 'check',
      says:
        check !== null ? (
          <>
            <span className="tag good">checked</span> The sender says that it asked before sending, when the ledger had{' '}
            {check.size.toLocaleString('en')} records.
          </>
        ) : (
          <>
            <span className="tag warn">not checked</span> The sender reported no check before sending.
          </>
        ),
    },
  ];
}

function happened({
  id,
  type,
  says,
  occurredAt,
  recordedAt,
  source,
  data,
  personal,
}: Schemas['TimelineItem']): Happened {
  return {
    key: id,
    at: occurredAt,
    says: (
      <>
        {says} {type === 'complaint.received' && <span className="tag bad">complaint</span>}
        <details>
          <summary>
            <code>{type}</code>
          </summary>
          <Value of={data} />
          {personal === 'sealed' && <p>Its personal fields are sealed and not opened for this reader.</p>}
          {personal === 'discarded' && (
            <p>Its personal fields were discarded, because the person had been erased before.</p>
          )}
          <small>
            From {source}, recorded <Moment at={recordedAt} /> ·{' '}
            <Link to={`/proof?record=${encodeURIComponent(id)}`}>
              <code>{id}</code>
            </Link>
          </small>
        </details>
      </>
    ),
  };
}
