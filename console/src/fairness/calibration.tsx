/** Scores against what was observed, by tenths of the score: in a well calibrated model both agree, in each group. */
import type { Schemas } from '../api.js';
import { between, type Group, percent } from './figure.js';
import { across } from './scale.js';

type Band = Schemas['ScoreBandFigures'];
const HALF = [0, 0.5, 1];

export function Calibration({ of: groups }: { readonly of: readonly Group[] }) {
  const scored = groups.filter(({ calibration }) => calibration.length > 0);
  if (scored.length === 0) return <p>No decision here has both a score from 0 to 1 and an observed outcome.</p>;
  const drawn = scored.filter(({ calibration }) => calibration.some(isShown));
  return (
    <>
      <div className="plots">
        {drawn.map((group) => (
          <Drawing key={group.value} of={group} />
        ))}
      </div>
      {drawn.length < scored.length && (
        <p>
          Every tenth of{' '}
          {scored
            .filter((group) => !drawn.includes(group))
            .map(({ value }) => value)
            .join(' · ')}{' '}
          is suppressed: too few people.
        </p>
      )}
      <p className="hint">
        Across: the mean score of a tenth; up: the share of its decisions whose outcome was positive, with its 95 %
        interval. On the diagonal scores keep what they promise; below it they promise too much.
      </p>
      <details>
        <summary>The same figures as a table</summary>
        <div className="wide">
          <table>
            <thead>
              <tr>
                <th scope="col">Group</th>
                <th scope="col">Scores</th>
                <th scope="col" className="number">
                  Decisions
                </th>
                <th scope="col" className="number">
                  Mean score
                </th>
                <th scope="col" className="number">
                  Observed
                </th>
              </tr>
            </thead>
            <tbody>
              {scored.flatMap(({ value, calibration }) =>
                calibration.map((band) => (
                  <tr key={`${value} ${band.from}`}>
                    <th scope="row">{value}</th>
                    <td>
                      {band.from} to {band.to}
                    </td>
                    <Figures of={band} />
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

function Figures({ of: band }: { readonly of: Group['calibration'][number] }) {
  if ('suppressed' in band) return <td colSpan={3}>suppressed: too few people</td>;
  return (
    <>
      <td className="number">{band.n}</td>
      <td className="number" title={String(band.meanScore)}>
        {band.meanScore.toFixed(3)}
      </td>
      <td className="number" title={String(band.observedRate)}>
        {percent(band.observedRate)}
        <small className="below">{between(band.interval)}</small>
      </td>
    </>
  );
}

function Drawing({ of: { value, calibration } }: { readonly of: Group }) {
  const bands = calibration.filter(isShown);
  const hidden = calibration.length - bands.length;
  return (
    <figure className="plot square">
      <svg className="drawn" role="img">
        <title>{`Calibration of ${value}: ${bands.map(sentenceOf).join('; ')}.`}</title>
        {HALF.map((part) => (
          <g key={part} className="grid">
            <line x1={across(part)} x2={across(part)} y1="0" y2="100%" />
            <line x1="0" x2="100%" y1={across(part)} y2={across(part)} />
          </g>
        ))}
        <line className="diagonal" x1="0" y1="100%" x2="100%" y2="0" />
        <text x="4" y="14">
          100 % observed
        </text>
        <text x="0" y="100%" dy="16">
          0
        </text>
        <text x="100%" y="100%" dy="16" textAnchor="end">
          score 1
        </text>
        {bands.map((band) => (
          <BandDrawn key={band.from} of={band} />
        ))}
      </svg>
      <figcaption>
        <strong>{value}</strong>
        {hidden > 0 && ` – ${hidden} of ${calibration.length} tenths suppressed`}
      </figcaption>
    </figure>
  );
}

function BandDrawn({ of: { meanScore, observedRate, interval } }: { readonly of: Band }) {
  const [lower, upper] = interval === 'undefined' ? [] : interval;
  const x = across(meanScore);
  return (
    <g className="mark">
      {lower !== undefined && upper !== undefined && (
        <line className="interval" x1={x} x2={x} y1={across(1 - lower)} y2={across(1 - upper)} />
      )}
      <circle cx={x} cy={across(1 - observedRate)} r="4" />
    </g>
  );
}

function isShown(band: Group['calibration'][number]): band is Band {
  return !('suppressed' in band);
}

function sentenceOf({ meanScore, observedRate }: Band): string {
  return `score ${meanScore.toFixed(2)}, observed ${percent(observedRate)}`;
}
