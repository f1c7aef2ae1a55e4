/** An answer, section by section: the service's own sentences, and drawn what is better seen. The answer's view and the replay both show it. */
import { Link } from 'react-router';
import { useRoles } from '../caller.js';
import { LineOfTime } from '../elements/line-of-time.js';
import { Moment } from '../elements/moment.js';
import { Value } from '../elements/value.js';
import { type Answer, type SectionName, type Sentence, sections } from './answer-sections.js';
import { ConsentDrawn } from './consent.js';
import { Inputs } from './inputs.js';
import { Candidates, Factors, Steps, stepSentences } from './procedure.js';
import { Marks, Said, Telling, ToProof } from './said.js';

interface AnsweredProps {
  readonly of: Answer;
  /** The answer before the last record: what is new since, and what is no longer said, is marked. */
  readonly before?: Answer | null;
  readonly changed?: readonly string[];
  /** Only these sections. */
  readonly only?: readonly string[];
  /** Whether the first sentence stands above all sections already. */
  readonly headed?: boolean;
}

export function Answered({ of: answer, before, changed = [], only, headed = false }: AnsweredProps) {
  return (
    <Telling answer={answer} before={before}>
      {sections
        .filter(([name]) => only === undefined || only.includes(name))
        .map(([name, heading]) => (
          <section
            key={name}
            aria-labelledby={`s-${name}`}
            className={`card ${changed.includes(name) ? 'changed' : ''}`}
          >
            <h2 id={`s-${name}`} tabIndex={-1}>
              {heading} {changed.includes(name) && <span className="tag">changed</span>}
            </h2>
            {name === 'procedure' && <Steps of={answer.procedure} />}
            <ul className="sentences">
              {undrawn(answer, name)
                .slice(headed && name === 'decision' ? 1 : 0)
                .map((sentence) => (
                  <li key={sentence.text}>
                    <Said of={sentence} />
                  </li>
                ))}
              {gone(before?.[name].sentences ?? [], answer[name].sentences).map((text) => (
                <li key={text}>
                  <span className="tag">no longer said</span> <del>{text}</del>
                </li>
              ))}
            </ul>
            <Drawn name={name} answer={answer} />
          </section>
        ))}
    </Telling>
  );
}

/** The sentences of a section, but for those that stand at what is drawn of it. */
function undrawn(answer: Answer, name: SectionName): readonly Sentence[] {
  const drawn = new Set<string>();
  if (name === 'procedure') for (const { text } of stepSentences(answer.procedure)) drawn.add(text);
  if (name === 'decision') for (const { text } of answer.decision.followed) drawn.add(text);
  return answer[name].sentences.filter(({ text }: Sentence) => !drawn.has(text));
}

function gone(before: readonly Sentence[], now: readonly Sentence[]): readonly string[] {
  const said = new Set(now.map(({ text }) => text));
  return before.flatMap(({ text }) => (said.has(text) ? [] : text));
}

function Drawn({ name, answer }: { readonly name: SectionName; readonly answer: Answer }) {
  switch (name) {
    case 'decision':
      return <Followed of={answer.decision} />;
    case 'permission':
      return <Permission of={answer.permission} />;
    case 'data':
      return <Inputs of={answer.data.inputs} />;
    case 'procedure':
      return <Procedure of={answer.procedure} />;
    case 'proof':
      return <RecordsBehind of={answer.proof.records} />;
    default:
      return null;
  }
}

function Followed({ of: { followed, occurredAt } }: { readonly of: Answer['decision'] }) {
  if (followed.length === 0) return null;
  return (
    <LineOfTime
      name="What happened next"
      since={occurredAt}
      of={followed.map((event) => ({ key: event.text, at: event.at, says: <Said of={event} /> }))}
    />
  );
}

function Permission({ of: { consent, signals } }: { readonly of: Answer['permission'] }) {
  return (
    <>
      {consent !== null && <ConsentDrawn of={consent} />}
      {signals.map(({ kind, at, effect, decoded, records }) => (
        <details key={`${kind} ${at}`}>
          <summary>
            Signal {kind} of <Moment at={at} />: {effect}
          </summary>
          <Marks of={records} />
          {decoded !== undefined && <Value of={decoded} />}
        </details>
      ))}
    </>
  );
}

function Procedure({ of: procedure }: { readonly of: Answer['procedure'] }) {
  const mayLook = useRoles().includes('auditor');
  const { model, policy } = procedure;
  return (
    <>
      <Factors of={procedure} />
      <Candidates of={procedure} />
      {mayLook && (model !== null || policy !== null) && (
        <p>
          In the registers:{' '}
          {model !== null && <Link to={`/registers/models/${encodeURIComponent(model.id)}`}>{model.id}</Link>}
          {model !== null && policy !== null && ', '}
          {policy !== null && <Link to={`/registers/policies/${encodeURIComponent(policy.id)}`}>{policy.id}</Link>}
        </p>
      )}
    </>
  );
}

function RecordsBehind({ of: records }: { readonly of: Answer['proof']['records'] }) {
  return (
    <details>
      <summary>The {records.length} records, as they are numbered above</summary>
      <div className="wide">
        <table>
          <thead>
            <tr>
              <th scope="col" className="number">
                Mark
              </th>
              <th scope="col">Type</th>
              <th scope="col">Happened</th>
              <th scope="col" className="number">
                Leaf
              </th>
              <th scope="col">Record</th>
            </tr>
          </thead>
          <tbody>
            {records.map(({ id, type, occurredAt, leaf }, place) => (
              <tr key={id}>
                <td className="number">{place + 1}</td>
                <td>
                  <code>{type}</code>
                </td>
                <td>
                  <Moment at={occurredAt} />
                </td>
                <td className="number">{leaf}</td>
                <td>
                  <ToProof record={id} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
