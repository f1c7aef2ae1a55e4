/** What the person is to be sent: its digest, computed here again, the file to send, and the words of it to look through. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOfBase64, hexOf } from '../../../src/proof/merkle/hash.js';
import type { Schemas } from '../api.js';
import { Fact } from '../elements/fact.js';
import { giveFile } from '../elements/save.js';

type Told = Schemas['AnsweredInquiry']['told'];

const types = { html: 'text/html', pdf: 'application/pdf', json: 'application/json' } as const;

export function ToldAnswer({ of: told, inquiry }: { readonly of: Told; readonly inquiry: string }) {
  const { format, digest, content } = told;
  const bytes = bytesOf(told);
  const same = hexOf(sha256(bytes)) === digest;
  const save = () => giveFile(new Blob([new Uint8Array(bytes)], { type: types[format] }), `${inquiry}.${format}`);
  return (
    <section className="card">
      <h2>What the person is to be sent</h2>
      <p>
        Save it now and send it as it is. The ledger keeps its digest and not its text, so that it shows when somebody
        is told otherwise later.
      </p>
      <p>
        <button type="button" onClick={save}>
          Save the answer ({format})
        </button>
      </p>
      <dl className="facts">
        <Fact name="Digest (SHA-256)">
          <code>{digest}</code>{' '}
          {same ? (
            <span className="tag good">computed here again: the same</span>
          ) : (
            <span className="tag bad">computed here again: another one. Do not send this.</span>
          )}
        </Fact>
        <Fact name="Answer">
          <code>{told.id}</code>, in {told.language}
        </Fact>
      </dl>
      {format === 'html' && (
        <details>
          <summary>Its words</summary>
          <div lang={told.language}>
            {wordsOf(content).map(({ heading, words }, place) => (
              <p key={place}>{heading ? <strong>{words}</strong> : words}</p>
            ))}
          </div>
        </details>
      )}
      {format === 'json' && (
        <details>
          <summary>Its data</summary>
          <pre className="wide">{JSON.stringify(JSON.parse(content), null, 2)}</pre>
        </details>
      )}
    </section>
  );
}

function bytesOf({ encoding, content }: Told): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(content);
  return bytesOfBase64(content) ?? new Uint8Array();
}

/** The page's text, block by block: looked through here, it needs neither its style nor a frame. */
function wordsOf(page: string) {
  const blocks = 'h1, h2, h3, p, li, dt, dd, tr, figcaption';
  // This page's policy allows no style inside a text, not even in a document that is never shown.
  const unstyled = page.replace(/<style>[^<]*<\/style>/g, '').replaceAll('<br>', ' ');
  const shown = new DOMParser().parseFromString(unstyled, 'text/html');
  // Numbers of records, which lead to the list at the page's end.
  for (const number of shown.querySelectorAll('sup')) number.remove();
  return [...shown.querySelectorAll(blocks)]
    .filter((block) => block.querySelector(blocks) === null)
    .map(({ tagName, textContent }) => ({
      heading: /^H\d$/.test(tagName),
      words: (textContent ?? '').replace(/\s+/g, ' ').trim(),
    }))
    .filter(({ words }) => words !== '');
}
