/** How many records of each type there are about a person. */
import { Bars } from '../elements/bars.js';

export function RecordCounts({ counts }: { readonly counts: Readonly<Record<string, number>> }) {
  const bars = Object.entries(counts).map(([type, count]) => ({ id: type, label: type, count }));
  return <Bars caption="What is recorded about the person" heads={['Type', 'Records']} bars={bars} />;
}
