/** What a privacy officer sees of a person, and does for them: how the erasure stands, and the holds that stop it. Nothing of what is held about them. */
import { api, queries, type Schemas } from '../api.js';
import { Loaded } from '../elements/loaded.js';
import { Approve } from './approve.js';
import { Certificate } from './certificate.js';
import { Erase } from './erase.js';
import { Export } from './for-the-person.js';
import { Holds } from './holds.js';

export type State = Schemas['Protection'];

interface ProtectionProps {
  readonly consumer: string;
  /** Id of who is signed in. */
  readonly caller: string;
}

export function Protection({ consumer, caller }: ProtectionProps) {
  const init = { params: { path: { consumer } } };
  const query = api.useQuery('get', '/v1/consumers/{consumer}/erasure', init);
  // A command answers with how the person stands after it, so nothing is read, and recorded, once more.
  const change = (state: State) =>
    queries.setQueryData(api.queryOptions('get', '/v1/consumers/{consumer}/erasure', init).queryKey, state);
  return (
    <Loaded query={query}>
      {(state) => (
        <>
          <Standing of={state} />
          <h2>Legal holds</h2>
          <Holds consumer={consumer} state={state} onChange={change} />
          <h2>Erasure</h2>
          <Erasure consumer={consumer} caller={caller} state={state} onChange={change} />
          {state.erasure.status !== 'erased' && (
            <div className="card">
              <Export consumer={consumer} />
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}

export interface StepProps {
  readonly consumer: string;
  readonly state: State;
  readonly onChange: (state: State) => void;
}

function Standing({ of: { erasure, holds } }: { readonly of: State }) {
  return (
    <p className="actions" role="status">
      {erasure.status === 'none' && <span className="tag">not erased</span>}
      {erasure.status === 'requested' && <span className="tag warn">an erasure waits for approval</span>}
      {erasure.status === 'erased' && <span className="tag bad">erased</span>}
      <span className={`tag ${holds.length > 0 ? 'warn' : ''}`}>
        {holds.length === 0 ? 'no hold' : holds.length === 1 ? 'on hold' : `${holds.length} holds`}
      </span>
    </p>
  );
}

function Erasure({ caller, state, ...step }: StepProps & { readonly caller: string }) {
  const { erasure } = state;
  switch (erasure.status) {
    case 'none':
      return <Erase state={state} {...step} />;
    case 'requested':
      return <Approve waiting={erasure} caller={caller} state={state} {...step} />;
    case 'erased':
      return <Certificate of={erasure} />;
  }
}
