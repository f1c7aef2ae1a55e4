/** Of each group, how often decisions were right where the outcome was observed. */

import { Definitions } from './definitions.js';
import { type Group, RateCell } from './figure.js';

const RATES = [
  ['truePositiveRate', 'True positives'],
  ['falsePositiveRate', 'False positives'],
  ['falseNegativeRate', 'False negatives'],
  ['precision', 'Precision'],
] as const;

export const definitions = {
  truePositiveRate: 'Selected positives over positives (also: recall, sensitivity).',
  falsePositiveRate: 'Selected negatives over negatives.',
  falseNegativeRate:
    'Positives not selected over positives. Where nobody observes what those would have done, it means little.',
  precision: 'Selected positives over selected with a label.',
} as const;

export function Rates({ of: groups }: { readonly of: readonly Group[] }) {
  return (
    <>
      <div className="wide">
        <table>
          <caption>Rates by group, each with its 95 % interval, over decisions whose outcome was observed</caption>
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col" className="number">
                Observed
              </th>
              {RATES.map(([rate, name]) => (
                <th key={rate} scope="col" className="number">
                  <abbr title={definitions[rate]}>{name}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.value}>
                <th scope="row">{group.value}</th>
                <td className="number">{group.labelled.n.toLocaleString('en-GB')}</td>
                {RATES.map(([rate]) => (
                  <RateCell key={rate} of={group[rate]} interval={group.intervals[rate]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Definitions of={RATES.map(([rate, name]) => [name, definitions[rate]])} />
    </>
  );
}
