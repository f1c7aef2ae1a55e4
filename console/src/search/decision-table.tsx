/** Decisions one by one, each in its sentence, and what they came to as bars. */
import { Link } from 'react-router';
import type { Schemas } from '../api.js';
import { Bars } from '../elements/bars.js';
import { Moment } from '../elements/moment.js';

type Decision = Schemas['DecisionSummary'];

export function DecisionTable({
  of: decisions,
  caption,
}: {
  readonly of: readonly Decision[];
  readonly caption: string;
}) {
  return (
    <>
      <Outcomes of={decisions} />
      <div className="wide">
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">Decided</th>
              <th scope="col">Decision</th>
              <th scope="col">Outcome</th>
              <th scope="col">In words</th>
              <th scope="col">Person</th>
            </tr>
          </thead>
          <tbody>
            {decisions.map((decision) => (
              <Row key={decision.id} of={decision} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({
  of: { id, occurredAt, kind, outcome, withheldBecause, sentence, consumer },
}: {
  readonly of: Decision;
}) {
  return (
    <tr>
      <td className="moment">
        <Moment at={occurredAt} />
      </td>
      <td className="id">
        <Link to={`/decisions/${encodeURIComponent(id)}`}>{id}</Link>
      </td>
      <td>
        {kind === 'made' ? (
          (outcome ?? 'not recorded')
        ) : (
          <>
            <span className="tag">withheld</span> {withheldBecause}
          </>
        )}
      </td>
      <td className="words">{sentence}</td>
      <td>
        {consumer !== null && (
          <Link to={`/consumers/${encodeURIComponent(consumer)}`} title={consumer}>
            {consumer.slice(0, 8)}…
          </Link>
        )}
      </td>
    </tr>
  );
}

function Outcomes({ of: decisions }: { readonly of: readonly Decision[] }) {
  const counts = Map.groupBy(decisions, ({ kind, outcome, withheldBecause }) =>
    kind === 'made' ? `made: ${outcome ?? 'not recorded'}` : `withheld: ${withheldBecause ?? 'not recorded'}`,
  );
  return (
    <Bars
      caption="What they came to"
      heads={['Outcome', 'Decisions']}
      bars={[...counts].map(([label, { length }]) => ({ id: label, label, count: length }))}
    />
  );
}
