/** An erasure that was asked for and waits: a second person approves it, never who asked. */
import { api, type Schemas } from '../api.js';
import { Command } from '../elements/command.js';
import { Moment } from '../elements/moment.js';
import type { StepProps } from './protection.js';

interface ApproveProps extends StepProps {
  readonly waiting: Schemas['ErasureWaiting'];
  readonly caller: string;
}

const TYPED = 8;

export function Approve({ consumer, waiting, caller, state, onChange }: ApproveProps) {
  const { requestId, article, requestedBy, requestedAt } = waiting;
  const first = consumer.slice(0, TYPED);
  const approve = api.useMutation('post', '/v1/consumers/{consumer}/erasure/{request}/approve', {
    onSuccess: (erasure) => onChange({ ...state, erasure }),
  });
  return (
    <>
      <dl className="facts">
        <dt>Request</dt>
        <dd>{requestId}</dd>
        <dt>Ground</dt>
        <dd>Art. {article} GDPR</dd>
        <dt>Asked for by</dt>
        <dd>
          <code>{requestedBy}</code>
        </dd>
        <dt>On</dt>
        <dd>
          <Moment at={requestedAt} />
        </dd>
      </dl>
      {requestedBy === caller ? (
        <p>You asked for this erasure, so somebody else approves it: another privacy officer, on this same page.</p>
      ) : (
        <Command
          does="Approve and erase"
          danger
          sent={approve}
          onSend={() => approve.mutate({ params: { path: { consumer, request: requestId } } })}
        >
          <p>The person’s keys are destroyed at once. It cannot be undone.</p>
          <label>
            Type <code>{first}</code>, the beginning of the pseudonym, to confirm whom
            <input
              name="whom"
              required
              autoComplete="off"
              spellCheck={false}
              pattern={first}
              title={`The first ${TYPED} characters of the pseudonym: ${first}`}
            />
          </label>
        </Command>
      )}
    </>
  );
}
