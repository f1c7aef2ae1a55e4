/** One record of a person's timeline: what it says, where it came from, whether its personal fields are open, and its data on demand. */
import { Link } from 'react-router';
import type { Schemas } from '../api.js';
import { Moment } from '../elements/moment.js';
import { ProofLinks } from '../elements/proof-links.js';
import { Value } from '../elements/value.js';

type Item = Schemas['TimelineItem'];

/** Of each: the colour of the tag, and what it says. */
const personal: Readonly<Record<Exclude<Item['personal'], 'none'>, readonly [string, string]>> = {
  opened: ['good', 'personal fields opened'],
  sealed: ['warn', 'personal fields sealed'],
  discarded: ['bad', 'personal fields discarded'],
};

interface TimelineRecordProps {
  readonly of: Item;
  /** Only support reads inquiries. */
  readonly support: boolean;
}

export function TimelineRecord({ of: item, support }: TimelineRecordProps) {
  const { id, type, says, occurredAt, source, data, redactions = [] } = item;
  const view = viewOf(item, support);
  const [colour, words] = item.personal === 'none' ? [] : personal[item.personal];
  return (
    <li>
      <small>
        <Moment at={occurredAt} /> · {type} · from {source}{' '}
        {words !== undefined && <span className={`tag ${colour}`}>{words}</span>}
      </small>
      <div>
        {says} {view !== undefined && <Link to={view.to}>{view.name}</Link>} <ProofLinks of={[id]} />
      </div>
      {redactions.map(({ record, fields, reason }) => (
        <p key={record} className="hint">
          Taken away: {fields.join(', ')}. {reason} <ProofLinks of={[record]} />
        </p>
      ))}
      <details>
        <summary>Data</summary>
        <Value of={data} />
      </details>
    </li>
  );
}

/** What the record is a part of, where there is a view of it. */
function viewOf({ stream, data }: Item, support: boolean): { readonly to: string; readonly name: string } | undefined {
  const [kind = ''] = stream.split('-', 1);
  const id = stream.slice(kind.length + 1);
  if (kind === 'decision') return { to: `/decisions/${encodeURIComponent(id)}`, name: id };
  if (typeof data.messageId === 'string')
    return { to: `/messages/${encodeURIComponent(data.messageId)}`, name: data.messageId };
  if (typeof data.inquiryId === 'string' && support)
    return { to: `/inquiries/${encodeURIComponent(data.inquiryId)}`, name: data.inquiryId };
  return undefined;
}
