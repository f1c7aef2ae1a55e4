/** A button that fetches a file in the name of who is signed in, and saves it. A link could not: a browser sends no token with it. */
import { useState } from 'react';
import { read } from '../api.js';
import { Problem } from './problem.js';

interface SaveProps {
  readonly path: string;
  readonly accept: string;
  /** The file's name. */
  readonly as: string;
  readonly children: string;
}

export function Save({ path, accept, as, children }: SaveProps) {
  const [state, setState] = useState<'idle' | 'busy' | { readonly error: unknown }>('idle');
  const save = async () => {
    setState('busy');
    try {
      giveFile(await (await read(path, accept)).blob(), as);
      setState('idle');
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <>
      <button type="button" className="quiet" disabled={state === 'busy'} onClick={save}>
        {state === 'busy' ? 'Fetching…' : children}
      </button>
      {typeof state === 'object' && <Problem of={state.error} />}
    </>
  );
}

/** Lets the browser save what is in memory. @param name the file's */
export function giveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
