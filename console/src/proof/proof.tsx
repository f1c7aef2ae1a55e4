/** Proof that the ledger's history was not rewritten, computed in this browser: nobody's word is taken for it. */
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { queries } from '../api.js';
import { Loaded } from '../elements/loaded.js';
import { checkLog } from './log-check.js';
import { LogProof } from './log-proof.js';
import { RecordProof } from './record-proof.js';
import { WhatIsProven } from './what-is-proven.js';

const LOG = ['proof', 'of the log'];

export function Proof() {
  const [parameters, setParameters] = useSearchParams();
  const record = parameters.get('record');
  // Checked anew on each visit: it is about now, it is small, and it is about nobody.
  const log = useQuery({ queryKey: LOG, queryFn: checkLog, gcTime: 0 });
  return (
    <>
      <h1>Proof</h1>
      <p>
        The ledger signs its whole history. This page computes in your browser whether the signature and the history
        agree: you need not believe the ledger or those who run it.
      </p>
      <Loaded query={log}>
        {(verdict) => (
          <>
            <LogProof of={verdict} onAgain={() => queries.resetQueries({ queryKey: ['proof'] })} />
            <h2>One record</h2>
            <form
              className="stack"
              onSubmit={(event) => {
                event.preventDefault();
                setParameters({ record: String(new FormData(event.currentTarget).get('record')).trim() });
              }}
            >
              <label>
                Id of the record{' '}
                <input
                  key={record}
                  name="record"
                  required
                  defaultValue={record ?? ''}
                  placeholder="8d1f0a9e-6c52-5b0e-9f6f-0a4a6f3a2b11"
                />
              </label>
              <div>
                <button type="submit">Prove it</button>
              </div>
            </form>
            {record !== null &&
              (verdict.status === 'verified' ? (
                <RecordProof key={record} id={record} log={verdict} />
              ) : (
                <p>Without a checkpoint that is verified, nothing can be proven about a record.</p>
              ))}
          </>
        )}
      </Loaded>
      <WhatIsProven />
    </>
  );
}
