/** Signing in with a token: an API token, or an access token of the organisation's own provider. */
import type { FormEvent } from 'react';
import { queries } from './api.js';
import { Problem } from './elements/problem.js';
import { changeSession } from './session.js';

export function SignIn({ refused }: { readonly refused?: unknown }) {
  const enter = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    queries.clear();
    changeSession({ token: String(form.get('token')).trim(), purpose: String(form.get('purpose')).trim() });
  };
  return (
    <main className="sign-in">
      <h1>Accountability ledger</h1>
      {refused !== undefined && <Problem of={refused} />}
      <form onSubmit={enter}>
        <label>
          Token <input name="token" type="password" required autoComplete="off" spellCheck={false} />
        </label>
        <p className="hint">
          An API token (<code>npx ledger token create --role support</code>), or an access token of your organisation’s
          provider. It is kept in this tab only.
        </p>
        <label>
          Purpose <input name="purpose" maxLength={500} placeholder="inquiry 4711" />
        </label>
        <p className="hint">
          Why you read. It is recorded with each read of a person’s record; it can be stated later.
        </p>
        <button type="submit">Sign in</button>
      </form>
    </main>
  );
}
