/** One inquiry: what was asked, its life so far, and the steps that can be taken now. */
import { useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, type Schemas } from '../api.js';
import { Fact } from '../elements/fact.js';
import { Loaded } from '../elements/loaded.js';
import { NeedsPurpose } from '../purpose.js';
import { InquiryLife, said } from './inquiry-life.js';
import { keepInquiry } from './kept-inquiry.js';
import { NextSteps } from './next-steps.js';
import { nameOfRight } from './rights.js';
import { StatusTag } from './status.js';
import { TimeLeft } from './time-left.js';
import { ToldAnswer } from './told-answer.js';

export function InquiryView() {
  const { id = '' } = useParams();
  return (
    <NeedsPurpose>
      <One key={id} id={id} />
    </NeedsPurpose>
  );
}

function One({ id }: { readonly id: string }) {
  const query = api.useQuery('get', '/v1/inquiries/{id}', { params: { path: { id } } });
  return (
    <Loaded query={query}>
      {(inquiry) => (
        <>
          <h1>Inquiry: {nameOfRight(inquiry.right)}</h1>
          <p>
            <StatusTag of={inquiry.status} /> {inquiry.overdue && <span className="tag bad">overdue</span>}
          </p>
          <TimeLeft of={inquiry} />
          <Asked of={inquiry} />
          <h2>Its life so far</h2>
          <InquiryLife of={inquiry} />
          <Steps of={inquiry} />
        </>
      )}
    </Loaded>
  );
}

function Asked({ of: { id, consumer, channel, language, decisionId, text } }: { readonly of: Schemas['InquiryRead'] }) {
  return (
    <section className="card">
      <h2>What was asked</h2>
      {text === null ? (
        <p className="hint">No words of the person are kept, or they cannot be opened any more.</p>
      ) : (
        <blockquote>{text}</blockquote>
      )}
      <dl className="facts">
        <Fact name="Person">
          <Link to={`/consumers/${encodeURIComponent(consumer)}`}>
            <code>{consumer}</code>
          </Link>
        </Fact>
        <Fact name="About">
          {decisionId === null ? (
            'no decision that was named'
          ) : (
            <Link to={`/decisions/${encodeURIComponent(decisionId)}`}>{decisionId}</Link>
          )}
        </Fact>
        <Fact name="Arrived by">{channel}</Fact>
        <Fact name="Language">{language ?? 'none named'}</Fact>
        <Fact name="Id">
          <code>{id}</code>
        </Fact>
      </dl>
    </section>
  );
}

/** What was told is shown once, from the command's answer; afterwards the ledger keeps its digest. */
function Steps({ of: inquiry }: { readonly of: Schemas['InquiryRead'] }) {
  const [taken, take] = useState<Schemas['Inquiry'] | null>(null);
  const [told, tell] = useState<Schemas['AnsweredInquiry']['told'] | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const onTaken = (after: Schemas['Inquiry']) => {
    keepInquiry({ ...inquiry, ...after });
    take(after);
    // The form that had the focus is gone.
    heading.current?.focus();
  };
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        What can be done now
      </h2>
      {taken !== null && (
        <p className="done" role="status">
          Recorded: {said(taken.steps.at(-1)?.type ?? '')}.
        </p>
      )}
      {told !== null && <ToldAnswer of={told} inquiry={inquiry.id} />}
      <NextSteps
        of={inquiry}
        onTaken={onTaken}
        onAnswered={({ told: content, ...after }) => {
          tell(content);
          onTaken(after);
        }}
      />
    </>
  );
}
