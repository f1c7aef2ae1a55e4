/** A new inquiry: who asks, what for, and when it came in. Somebody of whom nothing is known may ask too. */
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '../api.js';
import { Command, type Fields } from '../elements/command.js';
import { LanguageOptions, languageIn } from '../elements/language.js';
import { keepInquiry } from './kept-inquiry.js';
import { rights } from './rights.js';

export function OpenInquiry() {
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const open = api.useMutation('post', '/v1/inquiries');
  const send = (fields: Fields) => {
    const text = fields.optional('text');
    open.mutate(
      { body: bodyOf(fields) },
      {
        onSuccess: (inquiry) => {
          keepInquiry({ ...inquiry, text: text ?? null });
          navigate(`/inquiries/${encodeURIComponent(inquiry.id)}`);
        },
      },
    );
  };
  return (
    <>
      <h1>Open an inquiry</h1>
      <p>There is one month to answer it, from the day on which it came in.</p>
      <Command does="Open the inquiry" sent={open} onSend={send}>
        <Who named={parameters.get('consumer')} />
        <label>
          Right{' '}
          <select name="right" required defaultValue="eu-gdpr:A15">
            {[...rights].map(([term, name]) => (
              <option key={term} value={term}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          How it arrived <input name="channel" required maxLength={500} placeholder="phone, letter, e-mail" />
        </label>
        <label>
          What the person asks, in their words <textarea name="text" rows={4} maxLength={20_000} />
        </label>
        <label>
          The decision that is asked about{' '}
          <input name="decisionId" defaultValue={parameters.get('decision') ?? ''} placeholder="dec-8812" />
        </label>
        <label>
          Language of the answer{' '}
          <select name="language" defaultValue="">
            <option value="">English, if nothing else is said</option>
            <LanguageOptions />
          </select>
        </label>
        <label>
          When it came in, if that was not now <input name="receivedAt" type="datetime-local" />
        </label>
      </Command>
    </>
  );
}

/** By reference or by pseudonym. Neither text reaches an address: it is sent in the body. */
function Who({ named }: { readonly named: string | null }) {
  const [by, choose] = useState<'reference' | 'consumer'>(named === null ? 'reference' : 'consumer');
  return (
    <>
      <fieldset className="actions">
        <legend>Who asks is named by</legend>
        <label>
          <input type="radio" checked={by === 'reference'} onChange={() => choose('reference')} /> reference
        </label>
        <label>
          <input type="radio" checked={by === 'consumer'} onChange={() => choose('consumer')} /> pseudonym
        </label>
      </fieldset>
      {by === 'reference' ? (
        <label>
          Reference <input name="reference" required minLength={3} placeholder="crm:C-10442" autoComplete="off" />
        </label>
      ) : (
        <label>
          Pseudonym <input name="consumer" required defaultValue={named ?? ''} autoComplete="off" />
        </label>
      )}
    </>
  );
}

function bodyOf(fields: Fields) {
  const language = languageIn(fields.optional('language'));
  const received = fields.optional('receivedAt');
  return {
    consumer: fields.optional('consumer'),
    reference: fields.optional('reference'),
    right: fields.text('right'),
    channel: fields.text('channel'),
    text: fields.optional('text'),
    decisionId: fields.optional('decisionId'),
    ...(language && { language }),
    // The field is in the reader's own time; the service takes instants.
    ...(received !== undefined && { receivedAt: new Date(received).toISOString() }),
  };
}
