/** What people ask, the last changed first, each with the time that is left to answer it. */
import { Link, useSearchParams } from 'react-router';
import { api, PAGES, type Schemas } from '../api.js';
import { useChoose } from '../elements/address.js';
import { Command } from '../elements/command.js';
import { Pages } from '../elements/loaded.js';
import { Moment } from '../elements/moment.js';
import { nameOfRight } from './rights.js';
import { inWords, isStatus, StatusTag, statuses } from './status.js';
import { TimeLeft } from './time-left.js';

export function InquiryList() {
  const [parameters] = useSearchParams();
  const status = parameters.get('status');
  const overdue = parameters.get('overdue');
  const consumer = parameters.get('consumer');
  const choose = useChoose();
  return (
    <>
      <h1>Inquiries</h1>
      <p>
        <Link to={consumer === null ? '/inquiries/new' : `/inquiries/new?consumer=${encodeURIComponent(consumer)}`}>
          Open a new inquiry
        </Link>
      </p>
      <form className="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
        <label>
          Status
          <select value={status ?? ''} onChange={(event) => choose('status', event.target.value)}>
            <option value="">any</option>
            {statuses.map((one) => (
              <option key={one} value={one}>
                {inWords(one)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Time
          <select value={overdue ?? ''} onChange={(event) => choose('overdue', event.target.value)}>
            <option value="">any</option>
            <option value="true">overdue</option>
            <option value="false">not overdue</option>
          </select>
        </label>
        {consumer !== null && (
          <span>
            Of <code>{consumer}</code>{' '}
            <button type="button" className="quiet" onClick={() => choose('consumer', '')}>
              Of everybody
            </button>
          </span>
        )}
      </form>
      {consumer === null && <OfPerson onFound={(found) => choose('consumer', found)} />}
      <Found status={status} overdue={overdue} consumer={consumer} />
    </>
  );
}

/** The reference is sent in a body and stands nowhere else; the address holds the pseudonym. */
function OfPerson({ onFound }: { readonly onFound: (consumer: string) => void }) {
  const lookUp = api.useMutation('post', '/v1/consumers/lookup');
  return (
    <details>
      <summary>Only of one person</summary>
      <Command
        does="Look up"
        sent={lookUp}
        onSend={(fields) =>
          lookUp.mutate(
            { body: { reference: fields.text('reference') } },
            { onSuccess: ({ consumer }) => onFound(consumer) },
          )
        }
      >
        <label>
          Reference <input name="reference" required minLength={3} placeholder="crm:C-10442" autoComplete="off" />
        </label>
      </Command>
    </details>
  );
}

interface Filters {
  readonly status: string | null;
  readonly overdue: string | null;
  readonly consumer: string | null;
}

function isSaid(text: string | null): text is 'true' | 'false' {
  return text === 'true' || text === 'false';
}

function Found({ status, overdue, consumer }: Filters) {
  const asked = {
    ...(isStatus(status) && { status }),
    ...(isSaid(overdue) && { overdue }),
    ...(consumer !== null && { consumer }),
  };
  const query = api.useInfiniteQuery('get', '/v1/inquiries', { params: { query: asked } }, PAGES);
  const none =
    Object.keys(asked).length === 0
      ? 'Nobody has asked anything yet. Open an inquiry when somebody does.'
      : 'No inquiry is like this. Choose “any” to see all.';
  return (
    <Pages query={query} empty={none}>
      {(inquiries) => (
        <div className="wide">
          <table className="rows">
            <thead>
              <tr>
                <th scope="col">Inquiry</th>
                <th scope="col">Status</th>
                <th scope="col">Time to answer</th>
                <th scope="col">Received</th>
                <th scope="col">Person</th>
              </tr>
            </thead>
            <tbody>
              {inquiries.map((inquiry) => (
                <Row key={inquiry.id} of={inquiry} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Pages>
  );
}

function Row({ of: inquiry }: { readonly of: Schemas['Inquiry'] }) {
  const { id, right, channel, decisionId, status, overdue, receivedAt, consumer } = inquiry;
  return (
    <tr>
      <td>
        <Link to={`/inquiries/${encodeURIComponent(id)}`}>{nameOfRight(right)}</Link>
        <br />
        <small>
          {channel}
          {decisionId !== null && <>, about {decisionId}</>}
        </small>
      </td>
      <td>
        <StatusTag of={status} /> {overdue && <span className="tag bad">overdue</span>}
      </td>
      <td>
        <TimeLeft of={inquiry} />
      </td>
      <td data-as="Received">
        <Moment at={receivedAt} day />
      </td>
      <td data-as="Person">
        <Link to={`/consumers/${encodeURIComponent(consumer)}`} aria-label={`person ${consumer}`}>
          <code>{consumer.slice(0, 8)}…</code>
        </Link>
      </td>
    </tr>
  );
}
