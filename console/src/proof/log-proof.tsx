/** What was found of the whole log: whether the checkpoint is signed, and whether the log only grew since this browser last looked. */
import { useId } from 'react';
import { base64Of } from '../../../src/proof/merkle/hash.js';
import { formatVkey } from '../../../src/proof/merkle/signed-note.js';
import { Fact } from '../elements/fact.js';
import { Save } from '../elements/save.js';
import { lastSeen } from './last-seen.js';
import { counted, type Growth, type LogVerdict, type VerifiedLog } from './log-check.js';

interface LogProofProps {
  readonly of: LogVerdict;
  readonly onAgain: () => void;
}

export function LogProof({ of: verdict, onAgain }: LogProofProps) {
  return (
    <section aria-label="The log">
      {verdict.status === 'unable' && (
        <div className="problem" role="alert">
          <strong>This browser cannot check signatures here. Nothing was proven, and nothing refuted.</strong>
          <p>
            It needs Ed25519, which browsers offer since 2025, and a page that came over HTTPS or from this machine.
            Anyone can also check with <code>npx ledger verify</code>.
          </p>
        </div>
      )}
      {verdict.status === 'refused' && (
        <Alarm title="NOT PROVEN: the checkpoint is not signed as it should be." note={verdict.note}>
          <p>{verdict.says}</p>
        </Alarm>
      )}
      {verdict.status === 'verified' && <Verified of={verdict} onForget={onAgain} />}
      <p className="actions">
        <button type="button" className="quiet" onClick={onAgain}>
          Check again
        </button>
        <Save path="/checkpoint" accept="text/plain" as="checkpoint.txt">
          Keep a copy of the checkpoint
        </Save>
      </p>
    </section>
  );
}

function Verified({ of: log, onForget }: { readonly of: VerifiedLog; readonly onForget: () => void }) {
  const { tree, origin, signer, others, growth, note } = log;
  return (
    <>
      {growth.status === 'rewritten' ? (
        <Alarm title="HISTORY WAS REWRITTEN: this is not the log that this browser has seen before." note={note}>
          <p>{growth.says}</p>
          <p>Seen before: root {base64Of(growth.since.root)}</p>
          <details>
            <summary>Could there be an innocent reason?</summary>
            <p>
              Only one: another ledger now stands at this address, for example one of test data that was filled anew. If
              you are sure of that, this browser can forget what it has seen.
            </p>
            <button
              type="button"
              className="danger"
              onClick={() => {
                lastSeen.forget();
                onForget();
              }}
            >
              Forget it and start anew
            </button>
          </details>
        </Alarm>
      ) : (
        <div className="done" role="status">
          <strong>Proven: the ledger signed its history of {counted(tree.size)}.</strong>
          <p>{grownWords(growth, tree.size)}</p>
        </div>
      )}
      {'since' in growth && growth.status !== 'rewritten' && <GrowthDrawing seen={growth.since.size} now={tree.size} />}
      <dl className="facts">
        <Fact name="Ledger">{origin}</Fact>
        <Fact name="Records">{tree.size.toLocaleString('en-GB')}</Fact>
        <Fact name="Root">
          <code>{base64Of(tree.root)}</code>
        </Fact>
        <Fact name="Signed with">
          <code>{formatVkey(signer)}</code>
          <br />
          <small>
            The ledger itself names this key. Compare it once with what its operator gave you on another way.
          </small>
        </Fact>
        <Fact name="Also signed by">
          {others.length === 0 ? 'no witness' : `${others.join(', ')} (their keys are not known here)`}
        </Fact>
      </dl>
    </>
  );
}

function grownWords(growth: Growth, size: number): string {
  switch (growth.status) {
    case 'first':
      return 'This browser sees it for the first time and will remember it: the next visit proves that nothing was rewritten since.';
    case 'same':
      return 'Nothing you have seen was rewritten: it is exactly the history that this browser has seen before.';
    case 'grown':
      return `Nothing you have seen was rewritten: all ${counted(growth.since.size)} that this browser has seen are still there, unchanged and in their order, and ${counted(size - growth.since.size)} came after them.`;
    case 'rewritten':
      return growth.says;
  }
}

function GrowthDrawing({ seen, now }: { readonly seen: number; readonly now: number }) {
  const title = useId();
  const share = now === 0 ? 100 : (100 * seen) / now;
  return (
    <svg className="drawn strip" style={{ height: 36 }} role="img" aria-labelledby={title}>
      <title id={title}>{`${seen} records seen before, ${now - seen} new after them`}</title>
      <rect className="used" y={2} width="100%" height={12} />
      <rect className="good" y={2} width={`${share}%`} height={12} />
      {now > seen && <line className="mark" x1={`${share}%`} x2={`${share}%`} y1={0} y2={16} />}
      <text x={0} y={32}>
        seen before: {seen.toLocaleString('en-GB')}
      </text>
      {now > seen && (
        <text x="100%" y={32} textAnchor="end">
          new: {(now - seen).toLocaleString('en-GB')}
        </text>
      )}
    </svg>
  );
}

interface AlarmProps {
  readonly title: string;
  readonly note: string;
  readonly children: React.ReactNode;
}

/** Loud: whoever sees it must not go on as if nothing were. */
function Alarm({ title, note, children }: AlarmProps) {
  return (
    <div className="problem alarm" role="alert">
      <strong>{title}</strong>
      {children}
      <p>
        Do not rely on what this ledger says until this is explained. Keep what stands below, and tell whoever runs the
        ledger and your privacy officer.
      </p>
      <details>
        <summary>The checkpoint as it was received</summary>
        <pre className="wide">{note}</pre>
      </details>
    </div>
  );
}
