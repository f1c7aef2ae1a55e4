/** What the ledger holds about one person, at a glance: how they stand, what they agreed to and forbade, what is held, and what they asked. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../api.js';
import { Fact } from '../elements/fact.js';
import { Moment } from '../elements/moment.js';
import { ProofLinks } from '../elements/proof-links.js';
import { ConsentAxis } from './consent-axis.js';
import { ConsentTable } from './consent-table.js';
import { DataHeld } from './data-held.js';
import { RecordCounts } from './record-counts.js';

interface OverviewProps {
  readonly of: Schemas['Overview'];
  readonly support: boolean;
  readonly actions: ReactNode;
  readonly below: ReactNode;
}

export function Overview({ of: overview, support, actions, below }: OverviewProps) {
  const { consents, objections, data, inquiries, counts } = overview;
  return (
    <>
      <Standing of={overview} />
      {actions}
      <h2>Consents and objections</h2>
      {consents.length + objections.length === 0 ? (
        <p>No consent was given, and no objection to direct marketing stands.</p>
      ) : (
        <>
          <ConsentAxis consents={consents} objections={objections} />
          <details>
            <summary>The same as a table</summary>
            <ConsentTable consents={consents} objections={objections} />
          </details>
        </>
      )}
      <h2>Data held</h2>
      {data.length === 0 ? <p>No data about the person is recorded.</p> : <DataHeld data={data} />}
      <h2>Inquiries</h2>
      {inquiries.length === 0 ? (
        <p>The person has asked nothing so far.</p>
      ) : (
        <ul>
          {inquiries.map((inquiry) => (
            <Inquiry key={inquiry.inquiryId} of={inquiry} linked={support} />
          ))}
        </ul>
      )}
      <h2>Records by type</h2>
      <RecordCounts counts={counts} />
      {below}
    </>
  );
}

function Standing({ of: { erased, holds, linked, size } }: { readonly of: Schemas['Overview'] }) {
  const others = linked.slice(1);
  return (
    <dl className="facts">
      <Fact name="Erasure">
        {erased === null ? (
          'Not erased'
        ) : (
          <>
            <span className="tag bad">erased</span> <Moment at={erased.at} /> under Art. {erased.article} GDPR{' '}
            <ProofLinks of={[erased.record]} />
          </>
        )}
      </Fact>
      <Fact name="Legal holds">
        {holds.length === 0
          ? 'None'
          : holds.map(({ holdId, since, records }) => (
              <div key={holdId}>
                <span className="tag warn">on hold</span> since <Moment at={since} /> <ProofLinks of={records} />
              </div>
            ))}
      </Fact>
      <Fact name="Same person as">
        {others.length === 0
          ? 'No other pseudonym'
          : others.map((pseudonym) => (
              <div key={pseudonym}>
                <Link to={`/consumers/${encodeURIComponent(pseudonym)}`}>
                  <code>{pseudonym}</code>
                </Link>
              </div>
            ))}
      </Fact>
      <Fact name="As of">{size.toLocaleString('en-GB')} records in the ledger</Fact>
    </dl>
  );
}

interface InquiryProps {
  readonly of: Schemas['InquiryShown'];
  /** Only support reads inquiries. */
  readonly linked: boolean;
}

function Inquiry({ of: { inquiryId, status, receivedAt, dueAt, records }, linked }: InquiryProps) {
  return (
    <li>
      {linked ? <Link to={`/inquiries/${encodeURIComponent(inquiryId)}`}>{inquiryId}</Link> : inquiryId}{' '}
      <span className="tag">{status}</span> received <Moment at={receivedAt} day />
      {dueAt !== undefined && (
        <>
          , due <Moment at={dueAt} day />
        </>
      )}{' '}
      <ProofLinks of={records} />
    </li>
  );
}
