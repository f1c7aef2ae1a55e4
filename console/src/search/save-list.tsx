/** Saves a list of decisions as one file, however many pages it has. Each page is a read of its own, and recorded. */
import { useRef, useState } from 'react';
import { read } from '../api.js';
import { Problem } from '../elements/problem.js';
import { giveFile } from '../elements/save.js';

const FORMS = {
  csv: { accept: 'text/csv', says: 'Save all as CSV' },
  ndjson: { accept: 'application/x-ndjson', says: 'Save all as NDJSON' },
} as const;
type Form = keyof typeof FORMS;

interface SaveListProps {
  /** Of its first page. */
  readonly path: string;
  /** The file's name, without its end. */
  readonly as: string;
}

export function SaveList({ path, as }: SaveListProps) {
  const [pages, setPages] = useState<number>();
  const [error, setError] = useState<unknown>();
  const stopped = useRef(false);
  const save = async (form: Form) => {
    stopped.current = false;
    setError(undefined);
    setPages(0);
    try {
      const parts: string[] = [];
      let next: string | undefined = path;
      while (next !== undefined && !stopped.current) {
        const answer: Response = await read(next, FORMS[form].accept);
        const text = await answer.text();
        // The line of column names stands once.
        parts.push(form === 'csv' && parts.length > 0 ? text.slice(text.indexOf('\r\n') + 2) : text);
        next = nextIn(answer.headers.get('link'));
        setPages(parts.length);
      }
      if (!stopped.current) giveFile(new Blob(parts, { type: FORMS[form].accept }), `${as}.${form}`);
    } catch (problem) {
      setError(problem);
    }
    setPages(undefined);
  };
  return (
    <>
      <div className="actions">
        {pages === undefined ? (
          (['csv', 'ndjson'] as const).map((form) => (
            <button key={form} type="button" className="quiet" onClick={() => save(form)}>
              {FORMS[form].says}
            </button>
          ))
        ) : (
          <>
            <span role="status">Fetching page {pages + 1}…</span>
            <button
              type="button"
              className="quiet"
              onClick={() => {
                stopped.current = true;
              }}
            >
              Stop
            </button>
          </>
        )}
      </div>
      {error !== undefined && <Problem of={error} />}
    </>
  );
}

/** The forms that have no room for it name the next page in a header (RFC 8288). */
function nextIn(link: string | null): string | undefined {
  return /<([^>]+)>; rel="next"/.exec(link ?? '')?.[1];
}
