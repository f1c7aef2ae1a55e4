/** What is drawn of consents and objections, as text, with the records that say so. */
import type { Schemas } from '../api.js';
import { Moment } from '../elements/moment.js';
import { ProofLinks } from '../elements/proof-links.js';
import { endOf } from './consent-intervals.js';

interface ConsentTableProps {
  readonly consents: readonly Schemas['ConsentShown'][];
  readonly objections: readonly Schemas['ObjectionShown'][];
}

export function ConsentTable({ consents, objections }: ConsentTableProps) {
  return (
    <div className="wide">
      <table className="broad">
        <thead>
          <tr>
            <th scope="col">Purpose</th>
            <th scope="col">Given by</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">What became of it</th>
            <th scope="col">Proof</th>
          </tr>
        </thead>
        <tbody>
          {consents.map((consent) => (
            <tr key={`${consent.consentRecordId} ${consent.purpose.term} ${consent.from}`}>
              <td>{consent.purpose.label}</td>
              <td>{consent.consentRecordId}</td>
              <td>
                <Moment at={consent.from} />
              </td>
              <td>{consent.to === null ? '–' : <Moment at={consent.to} />}</td>
              <td>{consent.valid ? <span className="tag good">{endOf(consent)}</span> : endOf(consent)}</td>
              <td>
                <ProofLinks of={consent.records} />
              </td>
            </tr>
          ))}
          {objections.map(({ kind, since, records }) => (
            <tr key={records.join(' ')}>
              <td>direct marketing</td>
              <td>{kind}</td>
              <td>
                <Moment at={since} />
              </td>
              <td>–</td>
              <td>
                <span className="tag bad">stands: forbidden</span>
              </td>
              <td>
                <ProofLinks of={records} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
