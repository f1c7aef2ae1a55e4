/** What figures mean, for whoever does not hover. */
import { Fact } from '../elements/fact.js';

export function Definitions({ of: definitions }: { readonly of: readonly (readonly [string, string])[] }) {
  return (
    <details>
      <summary>What these figures are</summary>
      <dl className="facts">
        {definitions.map(([name, meaning]) => (
          <Fact key={name} name={name}>
            {meaning}
          </Fact>
        ))}
        <Fact name="undefined">
          There is no denominator: no positives, nobody selected, or a reference with rate 0. It is not 0.
        </Fact>
      </dl>
    </details>
  );
}
