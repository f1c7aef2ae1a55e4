/** An erasure that was asked for and waits: a second person approves it, never who asked. */
import { api, type Schemas } from '../api.js';
import { Command } from '../elements/command.js';
import { Fact } from '../elements/fact.js';
import { Moment } from '../elements/moment.js';
import type { StepProps } from './protection.js';
import { Whom } from './whom.js';

interface ApproveProps extends StepProps {
  readonly waiting: Schemas['ErasureWaiting'];
  readonly caller: string;
}

export function Approve({ consumer, waiting, caller, state, onChange }: ApproveProps) {
  const { requestId, article, requestedBy, requestedAt } = waiting;
  const approve = api.useMutation('post', '/v1/consumers/{consumer}/erasure/{request}/approve', {
    onSuccess: (erasure) => onChange({ ...state, erasure }),
  });
  return (
    <>
      <dl className="facts">
        <Fact name="Request">{requestId}</Fact>
        <Fact name="Ground">Art. {article} GDPR</Fact>
        <Fact name="Asked for by">
          <code>{requestedBy}</code>
        </Fact>
        <Fact name="On">
          <Moment at={requestedAt} />
        </Fact>
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
          <Whom consumer={consumer} />
        </Command>
      )}
    </>
  );
}
