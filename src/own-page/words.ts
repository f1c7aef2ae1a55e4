/** The words of the person's page in their language: one catalogue each, with days, lists, terms and values as they are written there. Pure. */
import { IntlMessageFormat } from 'intl-messageformat';
import { plain } from '../answers/narrative/narrator.js';
import { local, type Zone } from '../answers/narrative/zone.js';
import { label } from '../catalogue/vocabulary.js';
import type { PageLanguage } from '../http/languages.js';
import { type Instant, parseInstant } from '../record/ids.js';
import { de } from './words/de.js';
import { en } from './words/en.js';
import { es } from './words/es.js';
import { fr } from './words/fr.js';

export type WordKey = keyof typeof en;
/** One language: every key of the English catalogue, or the build fails. */
export type Messages = { readonly [key in WordKey]: string };

export const catalogues: Readonly<Record<PageLanguage, Messages>> = { en, de, fr, es };
/** British English writes the day first. */
const locales: Readonly<Record<PageLanguage, string>> = { en: 'en-GB', de: 'de', fr: 'fr', es: 'es' };
/** What each language calls itself. */
export const languageNames: Readonly<Record<PageLanguage, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};

export class Words {
  readonly #locale: string;

  constructor(
    readonly language: PageLanguage,
    private readonly zone: Zone,
  ) {
    this.#locale = locales[language];
  }

  /** What is absent reads `none`, which the patterns select on. */
  say(key: WordKey, values: Readonly<Record<string, string | number | null>> = {}): string {
    const filled = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? 'none']));
    return String(formatOf(this.language, key).format<string>(filled));
  }

  day(instant: string): string {
    const parsed = parseInstant(instant);
    return parsed === null ? instant : local(parsed, this.zone, this.#locale, 'day');
  }

  moment(instant: Instant): string {
    const time = local(instant, this.zone, this.#locale, 'time');
    return this.say('word.moment', { day: this.day(instant), time, place: this.zone.place });
  }

  /** A term of the vocabulary. */
  term(term: string): string {
    return label(term, this.language);
  }

  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.#locale, { type: 'conjunction' }).format(items);
  }

  /** A recorded value as a person reads it. */
  value(value: unknown): string {
    if (value === undefined || value === null) return this.say('word.unknown');
    if (typeof value === 'boolean') return this.say(value ? 'word.yes' : 'word.no');
    if (typeof value === 'number')
      return new Intl.NumberFormat(this.#locale, { maximumFractionDigits: 6 }).format(value);
    if (typeof value === 'string') return this.day(value);
    if (Array.isArray(value)) return this.list(value.map((item) => this.value(item)));
    const members = Object.entries(value).map(([name, member]) => ({ name: plain(name), value: this.value(member) }));
    return this.list(members.map((member) => this.say('word.pair', member)));
  }
}

const formats = new Map<string, IntlMessageFormat>();

function formatOf(language: PageLanguage, key: WordKey): IntlMessageFormat {
  const name = `${language} ${key}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const format = new IntlMessageFormat(catalogues[language][key], language, undefined, { ignoreTag: true });
  formats.set(name, format);
  return format;
}
