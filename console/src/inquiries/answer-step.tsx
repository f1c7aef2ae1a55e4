/** The answer to an inquiry: made by the ledger, an explanation or the access report, in the form and language that the person can read. */
import { api, type Schemas } from '../api.js';
import { Command, type Fields } from '../elements/command.js';
import { LanguageOptions, languageIn } from '../elements/language.js';

const forms = { html: 'a page', pdf: 'a letter (PDF)', json: 'data (JSON)' } as const;
type Form = keyof typeof forms;

interface AnswerProps {
  readonly inquiry: Schemas['InquiryRead'];
  readonly onAnswered: (answered: Schemas['AnsweredInquiry']) => void;
}

export function Answer({ inquiry: { id, decisionId, language }, onAnswered }: AnswerProps) {
  const step = api.useMutation('post', '/v1/inquiries/{id}/answer');
  return (
    <Command
      does="Make the answer and record it"
      sent={step}
      onSend={(fields) =>
        step.mutate({ params: { path: { id } }, body: bodyOf(fields) }, { onSuccess: (after) => onAnswered(after) })
      }
    >
      <p>
        The answer is made by the ledger and not typed in, worded for the person. It reads their record for the purpose
        that stands above, and that is recorded.
      </p>
      <label>
        The decision to explain <input name="decisionId" defaultValue={decisionId ?? ''} placeholder="dec-8812" />
      </label>
      <p className="hint">
        {decisionId === null
          ? 'Where none is named, the answer is the access report: everything that is held about the person (GDPR Art. 15).'
          : 'It is what the person asked about.'}
      </p>
      <label>
        Form{' '}
        <select name="format" defaultValue="html">
          {Object.entries(forms).map(([form, name]) => (
            <option key={form} value={form}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Language{' '}
        <select name="language" defaultValue={language ?? 'en'}>
          <LanguageOptions />
        </select>
      </label>
      <label>
        What you add by hand and send along <textarea name="notes" rows={3} maxLength={20_000} />
      </label>
      <p className="hint">It is sealed like everything personal.</p>
    </Command>
  );
}

function bodyOf(fields: Fields) {
  const format = fields.optional('format');
  const language = languageIn(fields.optional('language'));
  return {
    ...(isForm(format) && { format }),
    ...(language && { language }),
    decisionId: fields.optional('decisionId'),
    notes: fields.optional('notes'),
  };
}

function isForm(text: string | undefined): text is Form {
  return text !== undefined && Object.hasOwn(forms, text);
}
