/** What somebody can do about a finding: acknowledge it, say what remedied it, or why it is no fault. Each step is recorded for ever. */
import { useId, useState } from 'react';
import { api, type Schemas } from '../api.js';
import { Command } from '../elements/command.js';
import { keepLife } from './status.js';

type Status = Schemas['ListedFinding']['status'];

const STEPS = ['acknowledge', 'remedy', 'dismiss'] as const;
type Step = (typeof STEPS)[number];
const NAMES = { acknowledge: 'Acknowledge', remedy: 'Remedy', dismiss: 'Dismiss' } as const satisfies Record<
  Step,
  string
>;
const MAX = 4_000;

interface StepsProps {
  readonly finding: Schemas['ListedFinding'];
  readonly status: Status;
}

export function Steps({ finding, status }: StepsProps) {
  const [open, setOpen] = useState<Step>();
  const id = useId();
  // What was settled stays so; what comes up again in later records is a finding of its own.
  if (status === 'remedied' || status === 'dismissed') return null;
  const steps = STEPS.filter((step) => step !== 'acknowledge' || status === 'open');
  const Form = open === undefined ? undefined : FORMS[open];
  return (
    <>
      <fieldset className="actions" aria-label={`What to do about ${finding.id}`}>
        {steps.map((step) => (
          <button
            key={step}
            type="button"
            className="quiet"
            aria-expanded={step === open}
            aria-controls={step === open ? id : undefined}
            onClick={() => setOpen(step === open ? undefined : step)}
          >
            {NAMES[step]}…
          </button>
        ))}
      </fieldset>
      {Form !== undefined && (
        <div id={id} className="step">
          <Form finding={finding} onDone={() => setOpen(undefined)} />
          <p className="hint">
            It is kept in the open and for ever, with the id of your token: name a case, not a person.
          </p>
        </div>
      )}
    </>
  );
}

interface FormProps {
  readonly finding: Schemas['ListedFinding'];
  readonly onDone: () => void;
}

function Acknowledge({ finding: { id, decisionId }, onDone }: FormProps) {
  const sent = api.useMutation('post', '/v1/findings/{id}/acknowledge', { onSuccess: kept(onDone) });
  return (
    <Command
      does="Acknowledge"
      sent={sent}
      onSend={(fields) =>
        sent.mutate({ params: { path: { id } }, body: { decisionId, reason: fields.optional('reason') } })
      }
    >
      <label>
        Note <textarea name="reason" rows={2} maxLength={MAX} />
      </label>
    </Command>
  );
}

function Remedy({ finding: { id, decisionId }, onDone }: FormProps) {
  const sent = api.useMutation('post', '/v1/findings/{id}/remedy', { onSuccess: kept(onDone) });
  return (
    <Command
      does="Record the remedy"
      sent={sent}
      onSend={(fields) =>
        sent.mutate({
          params: { path: { id } },
          body: {
            decisionId,
            record: fields.text('record'),
            remedy: fields.optional('remedy'),
            effectiveAt: instantIn(fields.optional('effectiveAt')),
          },
        })
      }
    >
      <label>
        Record that shows what was done{' '}
        <input name="record" required spellCheck={false} autoComplete="off" placeholder="its id, a UUID" />
      </label>
      <label>
        What was done <textarea name="remedy" rows={2} maxLength={MAX} />
      </label>
      <label>
        In effect since, where that is not now <input name="effectiveAt" type="datetime-local" />
      </label>
    </Command>
  );
}

function Dismiss({ finding: { id, decisionId }, onDone }: FormProps) {
  const sent = api.useMutation('post', '/v1/findings/{id}/dismiss', { onSuccess: kept(onDone) });
  return (
    <Command
      does="Dismiss"
      danger
      sent={sent}
      onSend={(fields) =>
        sent.mutate({ params: { path: { id } }, body: { decisionId, reason: fields.text('reason') } })
      }
    >
      <label>
        Why it is no fault <textarea name="reason" rows={2} required maxLength={MAX} />
      </label>
    </Command>
  );
}

const FORMS = { acknowledge: Acknowledge, remedy: Remedy, dismiss: Dismiss } as const;

function kept(onDone: () => void) {
  return (life: Schemas['FindingLife']) => {
    keepLife(life);
    onDone();
  };
}

/** The field is read by its writer's clock; the ledger takes an instant with its zone. */
function instantIn(local: string | undefined): string | undefined {
  return local === undefined ? undefined : new Date(local).toISOString();
}
