/** What an answer says, with numbers that show on demand which records it rests on. */
import { createContext, type ReactNode, useContext, useId, useState } from 'react';
import { Link } from 'react-router';
import { Moment } from '../elements/moment.js';
import { type Answer, type Sentence, sections } from './answer-sections.js';

type Cited = Answer['proof']['records'][number];

interface Context {
  readonly records: readonly Cited[];
  readonly language: string;
  /** What the answer said before the last record; what it says besides is marked as new. */
  readonly earlier?: ReadonlySet<string>;
}

const Told = createContext<Context>({ records: [], language: 'en' });

interface TellingProps {
  readonly answer: Answer;
  readonly before?: Answer | null;
  readonly children: ReactNode;
}

/** All that is said of an answer stands in here. */
export function Telling({ answer, before, children }: TellingProps) {
  const { proof, header } = answer;
  const earlier =
    before == null
      ? undefined
      : new Set(sections.flatMap(([name]) => before[name].sentences.map(({ text }: Sentence) => text)));
  return <Told value={{ records: proof.records, language: header.language, earlier }}>{children}</Told>;
}

export function Said({ of: { text, records } }: { readonly of: Sentence }) {
  const { language, earlier } = useContext(Told);
  return (
    <Marks of={records}>
      {earlier !== undefined && !earlier.has(text) && (
        <>
          <span className="tag good">new</span>{' '}
        </>
      )}
      <span lang={language}>{text}</span>
    </Marks>
  );
}

export function InWords({ children }: { readonly children: string }) {
  return <span lang={useContext(Told).language}>{children}</span>;
}

/** A record's number is its place in the list of all that the answer rests on. */
export function Marks({ of: ids, children }: { readonly of: readonly string[]; readonly children?: ReactNode }) {
  const { records } = useContext(Told);
  const [shown, show] = useState<Cited>();
  const place = useId();
  const marks = ids.flatMap((id) => {
    const index = records.findIndex((record) => record.id === id);
    const record = records[index];
    return record === undefined ? [] : [{ number: index + 1, record }];
  });
  return (
    <>
      {children}
      {marks.length > 0 && ' '}
      {marks.map(({ number, record }) => (
        <button
          type="button"
          key={number}
          className="mark"
          aria-label={`Record ${number}: ${record.type}`}
          aria-expanded={shown === record}
          aria-controls={place}
          title={`${record.type}, ${record.occurredAt}`}
          onClick={() => show(shown === record ? undefined : record)}
        >
          {number}
        </button>
      ))}
      <div id={place} hidden={shown === undefined} className="cited">
        {shown !== undefined && <TheRecord of={shown} />}
      </div>
    </>
  );
}

function TheRecord({ of: { id, type, leaf, occurredAt, recordedAt } }: { readonly of: Cited }) {
  return (
    <>
      <code>{type}</code> · happened <Moment at={occurredAt} /> · recorded <Moment at={recordedAt} /> as number{' '}
      {leaf.toLocaleString('en')}
      <br />
      <ToProof record={id} />
    </>
  );
}

export function ToProof({ record }: { readonly record: string }) {
  return (
    <Link to={`/proof?record=${encodeURIComponent(record)}`} title="Where it stands in the ledger, and the proof of it">
      <code>{record}</code>
    </Link>
  );
}
