/** What was found of one record: each check in a sentence, and its path to the root, drawn. */
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../elements/loaded.js';
import type { VerifiedLog } from './log-check.js';
import { PathDrawing } from './path-drawing.js';
import { checkRecord, type RecordVerdict } from './record-check.js';

interface RecordProofProps {
  readonly id: string;
  readonly log: VerifiedLog;
}

export function RecordProof({ id, log }: RecordProofProps) {
  const query = useQuery({ queryKey: ['proof', 'of a record', id], queryFn: () => checkRecord(id, log), gcTime: 0 });
  return <Loaded query={query}>{(verdict) => <Verdict of={verdict} log={log} />}</Loaded>;
}

function Verdict({ of: verdict, log }: { readonly of: RecordVerdict; readonly log: VerifiedLog }) {
  const { ok, checks, leaf, digest } = verdict;
  const rewritten = log.growth.status === 'rewritten';
  return (
    <section aria-label="The record">
      {ok ? (
        <div className={rewritten ? 'problem' : 'done'} role="status">
          <strong>Proven: this record is number {(leaf + 1).toLocaleString('en-GB')} of the signed history.</strong>
          <p>
            It was not changed, taken out or put elsewhere since that was signed.
            {rewritten && ' But the history itself is not the one that this browser has seen before: see above.'}
          </p>
        </div>
      ) : (
        <div className="problem alarm" role="alert">
          <strong>NOT PROVEN: this record does not belong to the signed history as it should.</strong>
          <p>{checks.at(-1)?.says}</p>
          <p>Do not rely on this record until this is explained, and tell whoever runs the ledger.</p>
        </div>
      )}
      <ol className="checks">
        {checks.map((check) => (
          <li key={check.says}>
            <span className={check.ok ? 'tag good' : 'tag bad'}>{check.ok ? '✓ right' : '✗ wrong'}</span> {check.says}
          </li>
        ))}
      </ol>
      <p>
        <small>
          Its digest, from which the leaf is made: <code>{digest}</code>
        </small>
      </p>
      <PathDrawing of={verdict} />
    </section>
  );
}
