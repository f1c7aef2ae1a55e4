/** Where the records that say so are proven. */
import { Link } from 'react-router';

export function ProofLinks({ of: records }: { readonly of: readonly string[] }) {
  return records.map((record, place) => (
    <span key={record}>
      <Link to={`/proof?record=${encodeURIComponent(record)}`} aria-label={`Proof of record ${record}`}>
        proof{records.length > 1 ? ` ${place + 1}` : ''}
      </Link>{' '}
    </span>
  ));
}
