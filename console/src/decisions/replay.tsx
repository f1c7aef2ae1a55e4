/** The records of a case one by one, and beside each the answer as it could have been given then. */
import { useEffect, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { api, PAGES, type Schemas } from '../api.js';
import { Fact } from '../elements/fact.js';
import { Pages } from '../elements/loaded.js';
import { Moment } from '../elements/moment.js';
import { NeedsPurpose } from '../purpose.js';
import { Answered } from './answer.js';
import { sections } from './answer-sections.js';
import { Contents } from './contents.js';
import { ToProof } from './said.js';
import { isLate, Strip } from './strip.js';

type Step = Schemas['ReplayStep'];

export function Replay() {
  const { id = '' } = useParams();
  return (
    <NeedsPurpose>
      <h1>Replay of {id}</h1>
      <p>
        What was known, record by record, and how the decision would have been explained then.{' '}
        <Link to={`/decisions/${encodeURIComponent(id)}`}>The answer now</Link>
      </p>
      <Replayed key={id} id={id} />
    </NeedsPurpose>
  );
}

function Replayed({ id }: { readonly id: string }) {
  const query = api.useInfiniteQuery(
    'get',
    '/v1/decisions/{id}/replay',
    { params: { path: { id }, query: { limit: 200 } } },
    PAGES,
  );
  return (
    <Pages query={query} empty="Nothing is recorded about this decision.">
      {(steps) => <Stepping through={steps} />}
    </Pages>
  );
}

/** It begins where the first answer could be given. */
function Stepping({ through: steps }: { readonly through: readonly Step[] }) {
  const [parameters, setParameters] = useSearchParams();
  const decided = steps.find(({ answer }) => answer !== null)?.step;
  const [at, goTo] = useState(() => within(Number(parameters.get('step')), steps.length) ?? decided ?? 1);
  const step = steps[at - 1];
  // Browsers refuse an address that changes with every move of a slider.
  const isInAddress = parameters.get('step') === String(at);
  useEffect(() => {
    if (isInAddress) return;
    const later = setTimeout(() => setParameters({ step: String(at) }, { replace: true }), 300);
    return () => clearTimeout(later);
  }, [at, isInAddress, setParameters]);
  if (step === undefined) return null;
  const before = (wanted: (step: Step) => boolean) => steps.slice(0, at - 1).findLast(wanted)?.step;
  const after = (wanted: (step: Step) => boolean) => steps.slice(at).find(wanted)?.step;
  const changes = ({ changed }: Step) => changed.length > 0;
  return (
    <>
      <div className="card">
        <Strip of={steps} at={at} />
        <label className="slider">
          <span className="only-heard">Step</span>
          <input
            type="range"
            min={1}
            max={steps.length}
            value={at}
            aria-valuetext={`${at} of ${step.of}: ${step.record.type}`}
            onChange={({ currentTarget }) => goTo(Number(currentTarget.value))}
          />
        </label>
        <small>
          In the order in which they became known. A large dot changed the answer.
          {steps.some((one) => isLate(one, steps)) &&
            ' One with a thick edge happened before the decision and became known only after it.'}
        </small>
      </div>
      <div className="beside">
        <aside aria-label="The record">
          <div className="stepping">
            <Go to={before(() => true)} by={goTo}>
              Previous
            </Go>
            <Go to={after(() => true)} by={goTo}>
              Next
            </Go>
            <Go to={before(changes)} by={goTo}>
              Previous change
            </Go>
            <Go to={after(changes)} by={goTo}>
              Next change
            </Go>
            <Go to={decided === at ? undefined : decided} by={goTo}>
              The decision
            </Go>
          </div>
          <Record of={step} />
          <Contents only={step.answer === null ? [] : undefined} changed={step.changed} />
        </aside>
        <AnswerAfter step={step} before={steps[at - 2]?.answer} />
      </div>
    </>
  );
}

function within(step: number, count: number): number | undefined {
  return Number.isInteger(step) && step >= 1 && step <= count ? step : undefined;
}

interface GoProps {
  /** Nowhere where it is absent. */
  readonly to?: number;
  readonly by: (step: number) => void;
  readonly children: string;
}

/** It keeps the focus where there is nowhere to go, so that a keyboard is not thrown back to the top of the page. */
function Go({ to, by, children }: GoProps) {
  return (
    <button type="button" className="quiet" aria-disabled={to === undefined} onClick={() => to !== undefined && by(to)}>
      {children}
    </button>
  );
}

function Record({ of: { step, of, record, changed, answer } }: { readonly of: Step }) {
  return (
    <div>
      <p role="status">
        <strong>
          {step} of {of}
        </strong>{' '}
        <code>{record.type}</code>: {record.says}{' '}
        {answer !== null && changed.length === 0 && 'It changed nothing in the answer.'}
      </p>
      <dl className="facts narrow">
        <Fact name="Happened">
          <Moment at={record.occurredAt} />
        </Fact>
        <Fact name="Recorded">
          <Moment at={record.recordedAt} />
        </Fact>
        <Fact name="From">{record.source}</Fact>
        <Fact name="Record">
          <ToProof record={record.id} />
        </Fact>
      </dl>
    </div>
  );
}

function AnswerAfter({ step: { answer, changed }, before }: { readonly step: Step; readonly before?: Step['answer'] }) {
  const [all, showAll] = useState(true);
  if (answer === null)
    return (
      <p className="card">
        The decision itself was not recorded yet, so there was no answer that could have been given.
      </p>
    );
  return (
    <div>
      <label>
        <input type="checkbox" checked={!all} onChange={() => showAll(!all)} /> Only what this record changed (
        {changed.length} of {sections.length} sections)
      </label>
      <Answered of={answer} before={before} changed={changed} {...(!all && { only: changed })} />
    </div>
  );
}
