/** The erasure's certificate: on which ground, by whom, what was destroyed, and what remains until when; and the file that proves it anywhere. */
import type { Schemas } from '../api.js';
import { Fact } from '../elements/fact.js';
import { Moment } from '../elements/moment.js';
import { ProofLinks } from '../elements/proof-links.js';
import { Save } from '../elements/save.js';

export function Certificate({ of: certificate }: { readonly of: Schemas['ErasureCertificate'] }) {
  const { consumer, article, reason, erasedAt, backupsUntil, pseudonyms, keyIds, remains, records } = certificate;
  return (
    <section className="done">
      <dl className="facts">
        <Fact name="Erased">
          <Moment at={erasedAt} /> under Art. {article} GDPR{reason === null ? '' : `: ${reason}`}
        </Fact>
        <Fact name="Asked for">
          <By who={certificate.requestedBy} at={certificate.requestedAt} />
        </Fact>
        <Fact name="Approved by">
          {certificate.approvedBy === null ? 'no second person was asked for' : <code>{certificate.approvedBy}</code>}
        </Fact>
        <Fact name="Pseudonyms">
          {pseudonyms.map((pseudonym) => (
            <div key={pseudonym}>
              <code>{pseudonym}</code>
            </div>
          ))}
        </Fact>
        <Fact name="Keys destroyed">{keyIds.length}</Fact>
        <Fact name="In backups until">
          {backupsUntil === null ? 'no backup holds them' : <Moment at={backupsUntil} day />}
        </Fact>
        <Fact name="Records">
          <ProofLinks of={records} />
        </Fact>
      </dl>
      {remains.length > 0 && <Remains of={remains} />}
      <p>
        <Save
          path={`/v1/consumers/${encodeURIComponent(consumer)}/erasure/evidence`}
          accept="application/zip"
          as={`erasure-${consumer}.zip`}
        >
          Save the evidence
        </Save>{' '}
        <small>
          <code>ledger verify</code> checks it anywhere.
        </small>
      </p>
    </section>
  );
}

function By({ who, at }: { readonly who: string | null; readonly at: string | null }) {
  if (who === null) return <>not recorded</>;
  return (
    <>
      <code>{who}</code> {at !== null && <Moment at={at} />}
    </>
  );
}

function Remains({ of: remains }: { readonly of: readonly Schemas['Remainder'][] }) {
  return (
    <div className="wide">
      <table>
        <caption>What remains</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">On which ground</th>
            <th scope="col">Until</th>
          </tr>
        </thead>
        <tbody>
          {remains.map(({ what, ground, until }) => (
            <tr key={`${what} ${ground}`}>
              <td>{what}</td>
              <td>{ground}</td>
              <td>{until === undefined ? 'as long as the ledger is kept' : <Moment at={until} day />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
