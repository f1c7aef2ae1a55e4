/** Data as it was recorded, whatever its form: members as a list of terms, lists as lists. */
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
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>
              <Value of={member} />
            </dd>
          </div>
        ))}
      </dl>
    );
  return <>{String(value)}</>;
}
