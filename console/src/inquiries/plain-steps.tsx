/** The steps that record what staff did: identity, more time, a refusal, the end. */
import { api, type Schemas } from '../api.js';
import { Command } from '../elements/command.js';

export interface StepProps {
  readonly id: string;
  readonly onTaken: (after: Schemas['Inquiry']) => void;
}

const OPEN = 'It is kept in the open and for ever: name no person.';

export function RequestIdentity({ id, onTaken }: StepProps) {
  const step = api.useMutation('post', '/v1/inquiries/{id}/request-identity');
  return (
    <Command
      does="Request identity"
      sent={step}
      onSend={(fields) =>
        step.mutate(
          {
            params: { path: { id } },
            body: { method: fields.text('method'), reason: fields.optional('reason') },
          },
          { onSuccess: onTaken },
        )
      }
    >
      <p>Ask for it only where there is doubt who asks (GDPR Art. 12(6)). The time to answer runs on.</p>
      <Method />
      <label>
        Why there is doubt <textarea name="reason" rows={2} maxLength={20_000} />
      </label>
      <p className="hint">{OPEN}</p>
    </Command>
  );
}

export function VerifyIdentity({ id, onTaken }: StepProps) {
  const step = api.useMutation('post', '/v1/inquiries/{id}/verify-identity');
  return (
    <Command
      does="Identity is verified"
      sent={step}
      onSend={(fields) =>
        step.mutate({ params: { path: { id } }, body: { method: fields.text('method') } }, { onSuccess: onTaken })
      }
    >
      <p>The person has shown who they are.</p>
      <Method />
      <p className="hint">{OPEN}</p>
    </Command>
  );
}

export function Extend({ id, onTaken }: StepProps) {
  const step = api.useMutation('post', '/v1/inquiries/{id}/extend');
  return (
    <Command
      does="Extend the time"
      sent={step}
      onSend={(fields) =>
        step.mutate({ params: { path: { id } }, body: { reason: fields.text('reason') } }, { onSuccess: onTaken })
      }
    >
      <p>Two months more, once. Tell the person so, with the reason, within the first month (GDPR Art. 12(3)).</p>
      <label>
        Why it takes longer{' '}
        <textarea name="reason" rows={2} required maxLength={20_000} placeholder="many requests at once" />
      </label>
      <p className="hint">{OPEN}</p>
    </Command>
  );
}

export function Refuse({ id, onTaken }: StepProps) {
  const step = api.useMutation('post', '/v1/inquiries/{id}/refuse');
  return (
    <Command
      does="Refuse"
      danger
      sent={step}
      onSend={(fields) =>
        step.mutate(
          {
            params: { path: { id } },
            body: { reason: fields.text('reason'), complaintRoute: fields.text('complaintRoute') },
          },
          { onSuccess: onTaken },
        )
      }
    >
      <p>The person is told why there is no answer, and where they can complain (GDPR Art. 12(4)).</p>
      <label>
        Why{' '}
        <textarea name="reason" rows={2} required maxLength={20_000} placeholder="the identity could not be shown" />
      </label>
      <label>
        Where the person can complain{' '}
        <textarea
          name="complaintRoute"
          rows={2}
          required
          maxLength={20_000}
          placeholder="the data protection authority"
        />
      </label>
      <p className="hint">{OPEN}</p>
    </Command>
  );
}

export function Close({ id, onTaken }: StepProps) {
  const step = api.useMutation('post', '/v1/inquiries/{id}/close');
  return (
    <Command
      does="Close the inquiry"
      sent={step}
      onSend={(fields) =>
        step.mutate({ params: { path: { id } }, body: { reason: fields.optional('reason') } }, { onSuccess: onTaken })
      }
    >
      <label>
        Why, if there is something to say <textarea name="reason" rows={2} maxLength={20_000} />
      </label>
      <p className="hint">{OPEN}</p>
    </Command>
  );
}

function Method() {
  return (
    <label>
      How <input name="method" required maxLength={500} placeholder="code to the known e-mail address" />
    </label>
  );
}
