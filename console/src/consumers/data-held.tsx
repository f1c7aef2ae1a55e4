/** The data held about a person, by category, each with where it came from. What was inferred is marked: nobody said it, somebody concluded it. */
import type { Schemas } from '../api.js';
import { Moment } from '../elements/moment.js';
import { ProofLinks } from '../elements/proof-links.js';
import { Value } from '../elements/value.js';

type Held = Schemas['DataShown'];

/** From what the person said themselves to what others concluded. */
const origins = [
  ['collected', 'from the person'],
  ['observed', 'from what they did'],
  ['obtained', 'from somebody else'],
  ['derived', 'calculated'],
  ['inferred', 'a conclusion'],
] as const;

/** More are shown category by category, on request. */
const MOST_AT_ONCE = 8;

const states: Readonly<Record<Exclude<Held['state'], 'shown'>, string>> = {
  sealed: 'Sealed: not opened for you.',
  erased: 'Erased: nobody can open it any more.',
  gone: 'Erased or anonymised at its source.',
  discarded: 'Discarded: the person had been erased before it came.',
};

export function DataHeld({ data }: { readonly data: readonly Held[] }) {
  const categories = [...Map.groupBy(data, ({ categories }) => categories.map(({ label }) => label).join(', '))];
  const inferred = data.filter(({ how }) => how === 'inferred').length;
  return (
    <>
      <p>
        {data.length === 1 ? 'One collection' : `${data.length} collections`} of data.{' '}
        {inferred === 0 ? (
          'Nothing among them was inferred.'
        ) : (
          <strong>{inferred} inferred: concluded about the person, not said or done by them.</strong>
        )}
      </p>
      {categories.map(([category, held]) => (
        <details key={category} className="card" open={data.length <= MOST_AT_ONCE}>
          <summary>
            <strong>{category}</strong>{' '}
            {origins.flatMap(([how, from]) => {
              const count = held.filter((one) => one.how === how).length;
              return count === 0
                ? []
                : [
                    <span key={how} className={`tag ${how === 'inferred' ? 'warn' : ''}`} title={from}>
                      {count} {how}
                    </span>,
                    ' ',
                  ];
            })}
          </summary>
          <Collections of={held} />
        </details>
      ))}
    </>
  );
}

function Collections({ of: held }: { readonly of: readonly Held[] }) {
  return (
    <div className="wide">
      <table className="broad">
        <thead>
          <tr>
            <th scope="col">What is held</th>
            <th scope="col">Origin</th>
            <th scope="col">For, and on which basis</th>
            <th scope="col">Kept until</th>
            <th scope="col">Proof</th>
          </tr>
        </thead>
        <tbody>
          {held.map((one) => (
            <tr key={one.collectionId} className={one.how === 'inferred' ? 'inferred' : ''}>
              <td>
                {one.state === 'shown' ? <Value of={one.values} /> : <em>{states[one.state]}</em>}
                {one.sensitivity !== 'ordinary' && <span className="tag bad">{one.sensitivity}</span>}
              </td>
              <td>
                <span className={`tag ${one.how === 'inferred' ? 'warn' : ''}`}>{one.how}</span>
                <br />
                <Moment at={one.collectedAt} day />
                <br />
                <small>{one.sourceSystem}</small>
              </td>
              <td>
                {one.purposes.map(({ label }) => label).join(', ')}
                <br />
                <small>{one.basis.label}</small>
              </td>
              <td>
                <Kept of={one} />
              </td>
              <td>
                <ProofLinks of={one.records} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Kept({ of: { retainUntil, state } }: { readonly of: Held }) {
  if (retainUntil === null) return <>no end is set</>;
  const stillThere = state === 'shown' || state === 'sealed';
  return (
    <>
      <Moment at={retainUntil} day />
      {stillThere && Date.parse(retainUntil) < Date.now() && (
        <>
          <br />
          <span className="tag warn">its time is over</span>
        </>
      )}
    </>
  );
}
