/** What figures mean, for whoever does not hover. */
export function Definitions({ of: definitions }: { readonly of: readonly (readonly [string, string])[] }) {
  return (
    <details>
      <summary>What these figures are</summary>
      <dl className="facts">
        {definitions.map(([name, meaning]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
        <div className="fact">
          <dt>undefined</dt>
          <dd>There is no denominator: no positives, nobody selected, or a reference with rate 0. It is not 0.</dd>
        </div>
      </dl>
    </details>
  );
}
