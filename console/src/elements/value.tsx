/** Data as it was recorded, whatever its form: members as a list of terms, lists as lists. */
import { Fact } from './fact.js';
export function Value({ of: value }: { readonly of: unknown }) {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return <>{value.join(', ')}</>;
    return (
      <ul>
        {value.map((item, place) => (
          <li key={place}>
            <Value of={item} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value === 'object' && value !== null)
    return (
      <dl className="facts">
        {Object.entries(value).map(([name, member]) => (
          <Fact key={name} name={name}>
            <Value of={member} />
          </Fact>
        ))}
      </dl>
    );
  return <>{String(value)}</>;
}
