/** Where the id of a decision or of a message is typed, as a letter or a colleague names it. */
import type { FormEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { useRoles } from '../caller.js';

export function Explain() {
  const navigate = useNavigate();
  const isAuditor = useRoles().includes('auditor');
  const open = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    navigate(`/${form.get('what')}/${encodeURIComponent(String(form.get('id')).trim())}`);
  };
  return (
    <>
      <h1>Explain a decision</h1>
      <form className="stack" onSubmit={open}>
        <fieldset className="actions">
          <legend>What is its id of?</legend>
          <label>
            <input type="radio" name="what" value="decisions" defaultChecked /> a decision
          </label>
          <label>
            <input type="radio" name="what" value="messages" /> a message
          </label>
        </fieldset>
        <label>
          Id{' '}
          <input
            name="id"
            required
            maxLength={128}
            autoComplete="off"
            spellCheck={false}
            pattern="\s*[A-Za-z0-9._:~\-]+\s*"
          />
        </label>
        <p className="hint">
          As the system that decided or sent gave it, such as <code>dec-8812</code> or <code>msg-760</code>. It becomes
          part of the address: never type a person’s reference here.
        </p>
        <div>
          <button type="submit">Open</button>
        </div>
      </form>
      <p>
        Only the person is known? Find them under Consumers; their decisions are listed there.
        {isAuditor && (
          <>
            {' '}
            Looking for decisions of a kind? <Link to="/decisions">Search them.</Link>
          </>
        )}
      </p>
    </>
  );
}
