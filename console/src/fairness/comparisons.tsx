/** How far the groups lie apart: each against the reference (as AIF360 defines it), and all at once (as Fairlearn does). */
import type { Schemas } from '../api.js';
import { Fact } from '../elements/fact.js';
import { Definitions } from './definitions.js';
import { Plain } from './figure.js';

const METRICS = [
  ['disparateImpact', 'Disparate impact', 'Selection rate of the group over that of the reference.'],
  [
    'statisticalParityDifference',
    'Statistical parity difference',
    'Selection rate of the group less that of the reference.',
  ],
  [
    'equalOpportunityDifference',
    'Equal opportunity difference',
    'True-positive rate of the group less that of the reference.',
  ],
  ['averageOddsDifference', 'Average odds difference', 'Mean of the differences of false- and true-positive rates.'],
  [
    'falsePositiveRateDifference',
    'False-positive rate difference',
    'False-positive rate of the group less that of the reference.',
  ],
  [
    'falseNegativeRateDifference',
    'False-negative rate difference',
    'False-negative rate of the group less that of the reference.',
  ],
] as const;

const AGGREGATES = [
  [
    'demographicParityDifference',
    'Demographic parity difference',
    'Greatest less least selection rate of all groups that are shown.',
  ],
  [
    'demographicParityRatio',
    'Demographic parity ratio',
    'Least over greatest selection rate of all groups that are shown.',
  ],
  [
    'equalizedOddsDifference',
    'Equalized odds difference',
    'The larger of greatest less least true-positive rate, and greatest less least false-positive rate.',
  ],
] as const;

export function Comparisons({ of: fairness }: { readonly of: Schemas['Fairness'] }) {
  return (
    <>
      {fairness.comparisons.length === 0 ? (
        <p>Only one group is shown, so there is nothing to compare it with.</p>
      ) : (
        <div className="wide">
          <table>
            <caption>Each group against {fairness.reference}</caption>
            <thead>
              <tr>
                <th scope="col">Group</th>
                {METRICS.map(([metric, name, meaning]) => (
                  <th key={metric} scope="col" className="number">
                    <abbr title={meaning}>{name}</abbr>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {fairness.comparisons.map((comparison) => (
                <tr key={comparison.value}>
                  <th scope="row">{comparison.value}</th>
                  {METRICS.map(([metric]) => (
                    <td key={metric} className="number">
                      <Plain of={comparison[metric]} signed={metric !== 'disparateImpact'} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <h3>Over all groups</h3>
      <dl className="facts">
        {AGGREGATES.map(([metric, name, meaning]) => (
          <Fact key={metric} name={<abbr title={meaning}>{name}</abbr>}>
            <Plain of={fairness[metric]} />
          </Fact>
        ))}
      </dl>
      <Definitions of={[...METRICS, ...AGGREGATES].map(([, name, meaning]) => [name, meaning])} />
    </>
  );
}
