/** Which reads are looked at: by whom, of whom, in which role, and when. */
import type { Role } from '../caller.js';

const roles: readonly Role[] = ['support', 'auditor', 'privacy-officer', 'operator', 'producer', 'consumer'];

export interface Filters {
  readonly who?: string;
  readonly consumer?: string;
  readonly role?: Role;
  /** Days, both included. */
  readonly from?: string;
  readonly to?: string;
}
export type FilterName = keyof Filters;

/** What the address asks for; what cannot be meant is left out. */
export function filtersIn(parameters: URLSearchParams): Filters {
  const text = (name: FilterName) => parameters.get(name) ?? undefined;
  const day = (name: FilterName) => {
    const said = text(name);
    return said !== undefined && /^\d{4}-\d\d-\d\d$/.test(said) && !Number.isNaN(Date.parse(said)) ? said : undefined;
  };
  const [who, consumer, from, to] = [text('who'), text('consumer'), day('from'), day('to')];
  const role = roles.find((one) => one === text('role'));
  return {
    ...(who !== undefined && { who }),
    ...(consumer !== undefined && { consumer }),
    ...(role !== undefined && { role }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

interface AccessFiltersProps {
  readonly of: Filters;
  /** An empty value takes the filter away. */
  readonly choose: (name: FilterName, value: string) => void;
}

export function AccessFilters({ of: { who, consumer, role, from, to }, choose }: AccessFiltersProps) {
  return (
    <form className="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
      <label>
        Role
        <select value={role ?? ''} onChange={(event) => choose('role', event.target.value)}>
          <option value="">any</option>
          {roles.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      <label>
        From
        <input type="date" value={from ?? ''} onChange={(event) => choose('from', event.target.value)} />
      </label>
      <label>
        To
        <input type="date" value={to ?? ''} onChange={(event) => choose('to', event.target.value)} />
      </label>
      {who !== undefined && <Chosen says="Read by" value={who} onDrop={() => choose('who', '')} />}
      {consumer !== undefined && <Chosen says="Record of" value={consumer} onDrop={() => choose('consumer', '')} />}
      {who === undefined && consumer === undefined && (
        <span className="hint">Choose a reader or a person in the list to see theirs only.</span>
      )}
    </form>
  );
}

interface ChosenProps {
  readonly says: string;
  readonly value: string;
  readonly onDrop: () => void;
}

function Chosen({ says, value, onDrop }: ChosenProps) {
  return (
    <span>
      {says} <code>{value}</code>{' '}
      <button type="button" className="quiet" onClick={onDrop} aria-label={`${says} ${value}: take this filter away`}>
        Take away
      </button>
    </span>
  );
}
