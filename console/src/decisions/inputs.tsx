/** What was used about the person: each input with its value, or why that is not shown, and where it came from. */
import { Moment } from '../elements/moment.js';
import { Value } from '../elements/value.js';
import { type Answer, notShown } from './answer-sections.js';
import { Marks } from './said.js';

type Input = Answer['data']['inputs'][number];

export function Inputs({ of: inputs }: { readonly of: readonly Input[] }) {
  if (inputs.length === 0) return null;
  return (
    <div className="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">Input</th>
            <th scope="col">Value</th>
            <th scope="col">Category</th>
            <th scope="col">Origin</th>
            <th scope="col">Came from</th>
            <th scope="col" className="number">
              Days old
            </th>
          </tr>
        </thead>
        <tbody>
          {inputs.map((input) => (
            <tr key={input.name}>
              <th scope="row">
                <Marks of={input.records}>{input.label}</Marks>
              </th>
              <td>
                {input.valueState === 'shown' ? (
                  <Value of={input.value} />
                ) : (
                  <small>{notShown[input.valueState]}</small>
                )}
              </td>
              <td>{input.category.label}</td>
              <td>{input.origin}</td>
              <td>
                <Origins of={input} />
              </td>
              <td className="number">{input.ageDays}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Origins({ of: { collections, missing } }: { readonly of: Input }) {
  return (
    <>
      {collections.map(({ collectionId, source, collectedAt, retainUntil }) => (
        <div key={collectionId}>
          {source}, <Moment at={collectedAt} day />
          {retainUntil !== undefined && (
            <small>
              {' '}
              (kept until <Moment at={retainUntil} day />)
            </small>
          )}
        </div>
      ))}
      {missing.map((id) => (
        <div key={id}>
          <span className="tag warn">not recorded</span> {id}
        </div>
      ))}
    </>
  );
}
