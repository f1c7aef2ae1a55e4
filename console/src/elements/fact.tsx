/** One line of a list of facts: `<dl className="facts"><Fact name="Source">…</Fact></dl>`. */
import type { ReactNode } from 'react';

export function Fact({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
