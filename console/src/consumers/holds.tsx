/** Legal holds: each stops an erasure until it is released or its time is over. */
import { api, type Schemas } from '../api.js';
import { Command } from '../elements/command.js';
import { Moment } from '../elements/moment.js';
import type { StepProps } from './protection.js';

export function Holds({ consumer, state, onChange }: StepProps) {
  const { holds, erasure } = state;
  return (
    <>
      {holds.length === 0 && (
        <p>No hold is in force{erasure.status === 'erased' ? '' : ': nothing stops an erasure'}.</p>
      )}
      {holds.map((hold) => (
        <section key={hold.holdId} className="card">
          <p className="first">
            <span className="tag warn">on hold</span> {hold.reason}
          </p>
          <p className="hint">
            {hold.holdId}, placed <Moment at={hold.placedAt} /> by <code>{hold.by}</code>
            {hold.until === null ? ', no end is set' : ', until '}
            {hold.until !== null && <Moment at={hold.until} day />}
          </p>
          <Release consumer={consumer} hold={hold} onReleased={(left) => onChange({ erasure, holds: left })} />
        </section>
      ))}
      {/* Begins anew when a hold was placed, so that none is placed twice. */}
      {erasure.status !== 'erased' && (
        <Place key={holds.length} consumer={consumer} state={state} onChange={onChange} />
      )}
    </>
  );
}

interface ReleaseProps {
  readonly consumer: string;
  readonly hold: Schemas['Hold'];
  readonly onReleased: (left: Schemas['Protection']['holds']) => void;
}

function Release({ consumer, hold: { holdId }, onReleased }: ReleaseProps) {
  const release = api.useMutation('post', '/v1/consumers/{consumer}/hold/{hold}/release', {
    onSuccess: ({ holds }) => onReleased(holds),
  });
  return (
    <details>
      <summary>Release it</summary>
      <Command
        does="Release the hold"
        sent={release}
        onSend={(fields) =>
          release.mutate({ params: { path: { consumer, hold: holdId } }, body: { reason: fields.optional('reason') } })
        }
      >
        <label>
          Why it is not needed any more
          <input name="reason" maxLength={500} placeholder="the claim was settled" />
        </label>
      </Command>
    </details>
  );
}

function Place({ consumer, state, onChange }: StepProps) {
  const place = api.useMutation('post', '/v1/consumers/{consumer}/hold', {
    onSuccess: (hold) => onChange({ ...state, holds: [...state.holds, hold] }),
  });
  const send = (reason: string, day: string | undefined) =>
    place.mutate({
      params: { path: { consumer } },
      body: { reason, until: day === undefined ? undefined : `${day}T00:00:00Z` },
    });
  return (
    <details className="card">
      <summary>Put a hold on this person’s data</summary>
      <Command
        does="Place the hold"
        sent={place}
        onSend={(fields) => send(fields.text('reason'), fields.optional('until'))}
      >
        <label>
          Why the data must be kept
          <input name="reason" required maxLength={500} placeholder="claim before the Berlin district court" />
        </label>
        <p className="hint">It is kept in the open and for ever: name a case, not a person.</p>
        <label>
          Until the beginning of this day at the latest (UTC)
          <input name="until" type="date" min={tomorrow()} />
        </label>
        <p className="hint">Without a day it lasts until it is released.</p>
      </Command>
    </details>
  );
}

/** A hold that has ended already would stop nothing. */
function tomorrow(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
}
