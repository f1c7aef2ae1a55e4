/** The steps that an inquiry's state allows, and no others (docs/inquiries.md): one is chosen, then filled in and recorded. */
import { useState } from 'react';
import type { Schemas } from '../api.js';
import { Answer } from './answer-step.js';
import { Close, Extend, Refuse, RequestIdentity, type StepProps, VerifyIdentity } from './plain-steps.js';
import type { Status } from './status.js';

const names = {
  'request-identity': 'Request identity',
  'verify-identity': 'Verify identity',
  extend: 'Extend the time',
  answer: 'Answer',
  refuse: 'Refuse',
  close: 'Close',
} as const;
type StepName = keyof typeof names;

const possible: Readonly<Record<Status, readonly StepName[]>> = {
  received: ['answer', 'request-identity', 'verify-identity', 'extend', 'refuse'],
  'identity-requested': ['verify-identity', 'extend', 'refuse'],
  'identity-verified': ['answer', 'extend', 'refuse'],
  answered: ['close'],
  refused: ['close'],
  closed: [],
};

/** An extension is told within the first month, once (GDPR Art. 12(3)); before it, the deadline is the end of that month. */
function stepsFrom({ status, extended, overdue }: Schemas['Inquiry']): readonly StepName[] {
  return possible[status].filter((step) => step !== 'extend' || !(extended || overdue));
}

interface NextStepsProps extends StepProps {
  readonly of: Schemas['InquiryRead'];
  readonly onAnswered: (answered: Schemas['AnsweredInquiry']) => void;
}

export function NextSteps({ of: inquiry, onTaken, onAnswered }: Omit<NextStepsProps, 'id'>) {
  const [chosen, choose] = useState<StepName | null>(null);
  const steps = stepsFrom(inquiry);
  // What was chosen before the last step may not be possible any more.
  const step = chosen !== null && steps.includes(chosen) ? chosen : null;
  if (steps.length === 0) return <p>Nothing: this inquiry is over. What came of it stands in the person’s timeline.</p>;
  return (
    <>
      <fieldset className="actions" aria-label="Steps">
        {steps.map((one) => (
          <button
            type="button"
            key={one}
            className={one === step ? '' : 'quiet'}
            aria-pressed={one === step}
            onClick={() => choose(one)}
          >
            {names[one]}
          </button>
        ))}
      </fieldset>
      {inquiry.overdue && !inquiry.extended && (
        <p className="hint">The time cannot be extended any more: that must be told within the first month.</p>
      )}
      {step !== null && (
        <section className="card" aria-label={names[step]}>
          <StepForm name={step} inquiry={inquiry} onTaken={onTaken} onAnswered={onAnswered} />
        </section>
      )}
    </>
  );
}

interface StepFormProps extends Pick<NextStepsProps, 'onTaken' | 'onAnswered'> {
  readonly name: StepName;
  readonly inquiry: Schemas['InquiryRead'];
}

function StepForm({ name, inquiry, onTaken, onAnswered }: StepFormProps) {
  const props = { id: inquiry.id, onTaken };
  switch (name) {
    case 'request-identity':
      return <RequestIdentity {...props} />;
    case 'verify-identity':
      return <VerifyIdentity {...props} />;
    case 'extend':
      return <Extend {...props} />;
    case 'answer':
      return <Answer inquiry={inquiry} onAnswered={onAnswered} />;
    case 'refuse':
      return <Refuse {...props} />;
    case 'close':
      return <Close {...props} />;
  }
}
