/** What support gives a person: the access report, the link to their own page, and their data to take along. */
import { useState } from 'react';
import { api, type Schemas } from '../api.js';
import { Command } from '../elements/command.js';
import { LanguageOptions } from '../elements/language.js';
import { Moment } from '../elements/moment.js';
import { Save } from '../elements/save.js';

/** As the service has it where nothing is said, and at the most. */
const USUAL_DAYS = 14;
const MOST_DAYS = 30;

export function ForThePerson({ consumer }: { readonly consumer: string }) {
  return (
    <details className="card">
      <summary>For the person: access report, their own page, their data</summary>
      <Report consumer={consumer} />
      <OwnPage consumer={consumer} />
      <Export consumer={consumer} />
    </details>
  );
}

function Report({ consumer }: { readonly consumer: string }) {
  const [language, choose] = useState('en');
  const path = `/v1/consumers/${encodeURIComponent(consumer)}/report?language=${language}`;
  return (
    <section>
      <h2>Access report (GDPR Art. 15)</h2>
      <p>What is held, decided, shared and read, and what the person can do, in their language.</p>
      <div className="actions">
        <label>
          Language{' '}
          <select value={language} onChange={({ target }) => choose(target.value)}>
            <LanguageOptions />
          </select>
        </label>
        <Save path={path} accept="application/pdf" as={`report-${consumer}.pdf`}>
          Save the report as PDF
        </Save>
        <Save path={path} accept="text/html" as={`report-${consumer}.html`}>
          Save the report as a page
        </Save>
      </div>
    </section>
  );
}

function OwnPage({ consumer }: { readonly consumer: string }) {
  const link = api.useMutation('post', '/v1/consumers/{consumer}/link');
  const params = { path: { consumer } };
  return (
    <section>
      <h2>Link to their own page</h2>
      <p>Whoever has the link can open the page, so give it to nobody but the person. Making one is recorded.</p>
      <Command
        does="Make a link"
        sent={link}
        onSend={(fields) => link.mutate({ params, body: { days: Number(fields.text('days')) } })}
      >
        <label>
          Days until it ends
          <input name="days" type="number" required min={1} max={MOST_DAYS} defaultValue={USUAL_DAYS} />
        </label>
      </Command>
      {link.data !== undefined && <Made link={link.data} />}
    </section>
  );
}

function Made({ link: { url, expiresAt } }: { readonly link: Schemas['IssuedLink'] }) {
  const [copied, setCopied] = useState(false);
  const address = new URL(url, window.location.origin).href;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    setCopied(true);
  };
  return (
    <div className="done" role="status">
      <label>
        The address of their page
        <input className="address" readOnly value={address} onFocus={({ currentTarget }) => currentTarget.select()} />
      </label>
      <div className="actions">
        {/* A browser gives a page the clipboard over a safe connection only. */}
        {window.isSecureContext && (
          <button type="button" className="quiet" onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </button>
        )}
        <span>
          It ends <Moment at={expiresAt} />. It is shown once: copy it before you leave.
        </span>
      </div>
    </div>
  );
}

export function Export({ consumer }: { readonly consumer: string }) {
  const path = `/v1/consumers/${encodeURIComponent(consumer)}/export`;
  return (
    <section>
      <h2>Their data, to take along (GDPR Art. 20)</h2>
      <div className="actions">
        <Save path={path} accept="application/json" as={`data-${consumer}.json`}>
          Save the data as JSON
        </Save>
        <Save path={path} accept="text/csv" as={`data-${consumer}.csv`}>
          Save the data as CSV
        </Save>
      </div>
    </section>
  );
}
