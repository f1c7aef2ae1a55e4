/** How it was decided, drawn: the steps with their results, what each input counted, and the candidates against the threshold. */
import { Bar } from '../elements/bar.js';
import { Value } from '../elements/value.js';
import { type Answer, notShown, type Sentence } from './answer-sections.js';
import { Said } from './said.js';

type Procedure = Answer['procedure'];

/** The sentences that number the steps are shown as the steps. */
export function stepSentences({ steps, sentences }: Procedure): readonly Sentence[] {
  const numbered = sentences.slice(0, steps.length);
  return numbered.every(({ text }, place) => text.startsWith(`${place + 1}.`)) ? numbered : [];
}

export function Steps({ of: procedure }: { readonly of: Procedure }) {
  const said = stepSentences(procedure);
  if (procedure.steps.length === 0) return null;
  return (
    <ol className="steps">
      {procedure.steps.map((step, place) => {
        const sentence = said[place] ?? { text: step.text, records: step.records };
        return (
          <li key={sentence.text} className={toneOf(step.result)}>
            <div>
              <span className="tag">{step.kind}</span>{' '}
              <span className={`tag ${toneOf(step.result)}`}>{step.result}</span>
            </div>
            <Said of={sentence} />
            <Comparison of={step} />
          </li>
        );
      })}
    </ol>
  );
}

/** Producers say what a step came to in words of their own; two of them are the catalogue's. */
function toneOf(result: string): string {
  if (result === 'passed') return 'good';
  return result === 'failed' ? 'bad' : '';
}

function Comparison({ of: step }: { readonly of: Procedure['steps'][number] }) {
  if (step.field === undefined) return null;
  return (
    <small className="own-line">
      Demanded: <code>{step.field}</code> {step.operator} <Value of={step.expected ?? '(not recorded)'} />
      {step.actualState === 'shown' ? (
        <>
          {' · '}found: <Value of={step.actual} />
        </>
      ) : (
        step.actualState !== 'absent' && ` · found: ${notShown[step.actualState]}`
      )}
      {step.ruleId !== undefined && (
        <>
          {' · '}rule <code>{step.ruleId}</code>
        </>
      )}
    </small>
  );
}

const SIGNED = new Intl.NumberFormat('en', { signDisplay: 'exceptZero', maximumFractionDigits: 4 });
const PLAIN = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });

/** Bars to the right raised the result, bars to the left lowered it. */
export function Factors({ of: { factors } }: { readonly of: Procedure }) {
  if (factors.length === 0) return null;
  const most = Math.max(...factors.map(({ weight }) => Math.abs(weight)));
  return (
    <div className="wide">
      <table className="bars">
        <caption>What each input counted</caption>
        <thead>
          <tr>
            <th scope="col">Input</th>
            <th scope="col">lowered it · raised it</th>
            <th scope="col" className="number">
              Weight
            </th>
          </tr>
        </thead>
        <tbody>
          {factors.map(({ input, label, weight }) => (
            <tr key={input}>
              <th scope="row">{label}</th>
              <td>
                <Bar
                  value={weight}
                  from={-most}
                  to={most}
                  says={`${weight < 0 ? 'lowered' : 'raised'} it by ${PLAIN.format(Math.abs(weight))}`}
                  className={weight < 0 ? 'down' : 'up'}
                />
              </td>
              <td className="number">{SIGNED.format(weight).replace('-', '−')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Candidate {
  readonly id: string;
  readonly score?: number;
  readonly became: string;
}

/** Without scores of candidates, the model's own result stands alone against the threshold. */
export function Candidates({ of: procedure }: { readonly of: Procedure }) {
  const { model } = procedure;
  const threshold = model?.threshold;
  const candidates = candidatesOf(procedure);
  const scores = candidates.flatMap(({ score }) => score ?? []);
  if (scores.length === 0) return null;
  const from = Math.min(0, ...scores);
  const to = Math.max(1, threshold ?? 0, ...scores);
  return (
    <div className="wide">
      <table className="bars">
        <caption>
          Scores from {PLAIN.format(from)} to {PLAIN.format(to)}
          {threshold !== undefined && `; the dashed line is the threshold, ${PLAIN.format(threshold)}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Candidate</th>
            <th scope="col">Score against threshold</th>
            <th scope="col" className="number">
              Score
            </th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {candidates.map(({ id, score, became }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td>
                {score !== undefined && (
                  <Bar
                    value={score}
                    from={from}
                    to={to}
                    {...(threshold !== undefined && { mark: threshold })}
                    says={`${PLAIN.format(score)}${threshold === undefined ? '' : score < threshold ? ', below the threshold' : ', not below the threshold'}`}
                    className={became === 'chosen' ? 'up' : 'other'}
                  />
                )}
              </td>
              <td className="number">{score !== undefined && PLAIN.format(score)}</td>
              <td>{became === 'chosen' ? <span className="tag good">chosen</span> : became}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function candidatesOf({ alternatives, model }: Procedure): readonly Candidate[] {
  const scored = alternatives.filter(({ score }) => score !== undefined);
  if (scored.length === 0)
    return model?.score === undefined ? [] : [{ id: `${model.id} ${model.version}`, score: model.score, became: '' }];
  // Who was chosen is not named; it is the only one that nothing speaks against.
  const unopposed = alternatives.filter(({ rejectedBecause }) => rejectedBecause === undefined);
  return [...alternatives]
    .sort((a, b) => (b.score ?? Number.NEGATIVE_INFINITY) - (a.score ?? Number.NEGATIVE_INFINITY))
    .map(({ id, score, rejectedBecause }) => ({
      id,
      score,
      became: rejectedBecause ?? (unopposed.length === 1 ? 'chosen' : 'not said'),
    }));
}
