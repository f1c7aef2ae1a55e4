/** From a reference, or a pseudonym, to a person. A reference stands in the body of a request and in no address, not even behind the hash. */
import { useNavigate } from 'react-router';
import { api } from '../api.js';
import { useRoles } from '../caller.js';
import { Command } from '../elements/command.js';

const PSEUDONYM = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

export function LookUp() {
  const mayLookUp = useRoles().includes('support');
  return (
    <>
      <h1>Consumers</h1>
      <p>Whoever opens a person’s record leaves a record themselves: who, when and for which purpose.</p>
      {mayLookUp && <ByReference />}
      <ByPseudonym />
    </>
  );
}

function ByReference() {
  const open = useOpen();
  const lookUp = api.useMutation('post', '/v1/consumers/lookup', { onSuccess: ({ consumer }) => open(consumer) });
  return (
    <section className="card">
      <h2>Look somebody up</h2>
      <Command
        does="Look up"
        sent={lookUp}
        onSend={(fields) => lookUp.mutate({ body: { reference: fields.text('reference') } })}
      >
        <label>
          Reference
          <input name="reference" required autoComplete="off" spellCheck={false} placeholder="crm:C-10442" />
        </label>
        <p className="hint">
          As your systems name the person: the scheme, a colon, the value. For example a customer number{' '}
          <code>crm:C-10442</code> or an address <code>email:somebody@example.org</code>. It is sent, and kept nowhere.
        </p>
      </Command>
    </section>
  );
}

/** Nothing is sent from here: the address of the person’s view is made of the pseudonym, so nothing but one may get into it. */
function ByPseudonym() {
  const open = useOpen();
  return (
    <section className="card">
      <h2>Open a pseudonym</h2>
      <Command
        does="Open"
        sent={{ isPending: false, error: null }}
        onSend={(fields) => open(fields.text('pseudonym').toLowerCase())}
      >
        <label>
          Pseudonym
          <input
            name="pseudonym"
            required
            autoComplete="off"
            spellCheck={false}
            pattern={PSEUDONYM}
            title="A pseudonym: 32 digits and letters a to f in five groups"
            placeholder="ce7b7268-7107-4558-a457-f468117b1bef"
          />
        </label>
        <p className="hint">
          Decisions, findings, inquiries and records name people by pseudonyms. References are looked up by support.
        </p>
      </Command>
    </section>
  );
}

function useOpen() {
  const navigate = useNavigate();
  return (consumer: string) => navigate(`/consumers/${encodeURIComponent(consumer)}`);
}
