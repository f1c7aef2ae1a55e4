/** Why this person's record is read. It is asked for once, stands in view all the time, and is recorded with each read. */
import { type FormEvent, type ReactNode, useState } from 'react';
import { queries } from './api.js';
import { changeSession, useSession } from './session.js';

const MAX = 500;

export function Purpose() {
  const { purpose } = useSession();
  const [changing, change] = useState(false);
  if (changing) return <PurposeForm onDone={() => change(false)} />;
  return (
    <span className="purpose">
      {purpose === '' ? 'No purpose stated' : `Purpose: ${purpose}`}{' '}
      <button type="button" className="quiet" onClick={() => change(true)}>
        {purpose === '' ? 'State it' : 'Change'}
      </button>
    </span>
  );
}

/** What shows a person's record stands in here: nothing is read before a purpose is given. */
export function NeedsPurpose({ children }: { readonly children: ReactNode }) {
  const { purpose } = useSession();
  if (purpose !== '') return children;
  return (
    <section>
      <h1>Why do you read this record?</h1>
      <p>
        Reading a person’s record needs a purpose. It is recorded with each read, in the open and for ever: name a case,
        not a person. The person can see it.
      </p>
      <PurposeForm />
    </section>
  );
}

function PurposeForm({ onDone }: { readonly onDone?: () => void }) {
  const { purpose } = useSession();
  const keep = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const stated = String(new FormData(event.currentTarget).get('purpose')).trim();
    // What was read for another purpose is not shown under this one.
    if (stated !== purpose) queries.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== '/v1/whoami' });
    changeSession({ purpose: stated });
    onDone?.();
  };
  return (
    <form className="inline" onSubmit={keep}>
      <label>
        Purpose <input name="purpose" defaultValue={purpose} required maxLength={MAX} placeholder="inquiry 4711" />
      </label>
      <button type="submit">Keep</button>
    </form>
  );
}
