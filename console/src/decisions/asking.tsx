/** How an answer is asked for: for whom it is written, in which language, and as of when. It stands in the URL, so that an answer can be linked to. */
import type { FormEvent } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useRoles } from '../caller.js';
import { type Language, LanguageOptions, languageIn } from '../elements/language.js';

const tiers = ['consumer', 'support', 'auditor'] as const;
const nameOfTier = { consumer: 'the person', support: 'support', auditor: 'auditors' };

export interface Asked {
  readonly tier?: (typeof tiers)[number];
  readonly language?: Language;
  /** An instant, or a position that the service gave. */
  readonly asOf?: string;
}

/** What the URL does not say, the service chooses. */
export function useAsked(): Asked {
  const [parameters] = useSearchParams();
  const tier = tiers.find((one) => one === parameters.get('tier'));
  const language = languageIn(parameters.get('language'));
  const asOf = parameters.get('asOf') ?? '';
  return { ...(tier && { tier }), ...(language && { language }), ...(asOf && { asOf }) };
}

/** Asks again on request only, for each answer is a read that is recorded. */
export function Asking() {
  const [, setParameters] = useSearchParams();
  const { asOf = '', ...others } = useAsked();
  const { tier, language } = others;
  const roles = useRoles();
  // The most telling is what the service chooses.
  const mine = tiers.filter((one) => one === 'consumer' || roles.includes(one)).toReversed();
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const local = String(form.get('asOf'));
    // A field holds no more than seconds: what was not changed stays as it was given.
    const until = local === localOf(asOf) ? asOf : local === '' ? '' : new Date(local).toISOString();
    setParameters({
      tier: String(form.get('tier')),
      language: String(form.get('language')),
      ...(until !== '' && { asOf: until }),
    });
  };
  return (
    <form className="filters" onSubmit={ask} key={`${tier} ${language} ${asOf}`} aria-label="How the answer is told">
      <label>
        Written for
        <select name="tier" defaultValue={tier}>
          {mine.map((one) => (
            <option key={one} value={one}>
              {nameOfTier[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Language
        <select name="language" defaultValue={language}>
          <LanguageOptions />
        </select>
      </label>
      <label>
        What was known by
        <input name="asOf" type="datetime-local" step="1" defaultValue={localOf(asOf)} />
      </label>
      <button type="submit">Answer</button>
      {asOf !== '' && <Link to={`?${new URLSearchParams({ ...others })}`}>With all that is known now</Link>}
    </form>
  );
}

/** An instant as its field shows it, in the reader's own time; a position has none. */
function localOf(asOf: string): string {
  const at = /^\d*$/.test(asOf) ? Number.NaN : Date.parse(asOf);
  if (Number.isNaN(at)) return '';
  const offset = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - offset).toISOString().slice(0, 19);
}
