/** The languages in which the service tells an answer, each under its own name. */
const names = { en: 'English', de: 'Deutsch', fr: 'français', es: 'español' } as const;

export type Language = keyof typeof names;

export function languageIn(text: string | null | undefined): Language | undefined {
  return text != null && Object.hasOwn(names, text) ? (text as Language) : undefined;
}

/** Inside a `<select>`. */
export function LanguageOptions() {
  return Object.entries(names).map(([code, name]) => (
    <option key={code} value={code} lang={code}>
      {name}
    </option>
  ));
}
