/** Where the records that say so are proven. */
import { Link } from 'react-router';

export function ProofLinks({ of: records }: { readonly of: readonly string[] }) {
  return records.map((record, place) => {
    const text = records.length > 1 ? `proof ${place + 1}` : 'proof';
    return (
      <span key={record}>
        <Link to={`/proof?record=${encodeURIComponent(record)}`} aria-label={`${text}, of record ${record}`}>
          {text}
        </Link>{' '}
      </span>
    );
  });
}
