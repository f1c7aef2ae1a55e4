/** An auditor's look behind a pseudonym: for a stated reason, for some minutes; what is shown of the person is then read again. */
import { api, queries } from '../api.js';
import { Command } from '../elements/command.js';
import { Moment } from '../elements/moment.js';

const USUAL_MINUTES = 60;
const MOST_MINUTES = 480;
/** What holds personal values. Decisions in a list hold none, so they are not read again. */
const OPENED = ['/v1/consumers/{consumer}', '/v1/consumers/{consumer}/timeline'];

export function Unmask({ consumer }: { readonly consumer: string }) {
  const params = { path: { consumer } };
  const unmask = api.useMutation('post', '/v1/consumers/{consumer}/unmask', {
    onSuccess: () =>
      Promise.all(OPENED.map((path) => queries.invalidateQueries({ queryKey: ['get', path, { params }] }))),
  });
  return (
    <details className="card">
      <summary>Look behind the pseudonym</summary>
      <p>
        Opens this person’s values to you, and to nobody else, for some minutes. The reason is recorded in the open and
        for ever: name a case, not a person.
      </p>
      <Command
        does="Open the values"
        sent={unmask}
        onSend={(fields) =>
          unmask.mutate({ params, body: { reason: fields.text('reason'), minutes: Number(fields.text('minutes')) } })
        }
      >
        <label>
          Reason
          <input name="reason" required maxLength={500} placeholder="complaint 118" />
        </label>
        <label>
          Minutes
          <input name="minutes" type="number" required min={1} max={MOST_MINUTES} defaultValue={USUAL_MINUTES} />
        </label>
      </Command>
      {unmask.data !== undefined && (
        <p className="done" role="status">
          The values are open to you until <Moment at={unmask.data.until} />. What is shown here was read again.
        </p>
      )}
    </details>
  );
}
