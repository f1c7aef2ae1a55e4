/** Words for an answer: patterns of one language's catalogue filled in, with days, times, terms and values as a person reads them. Pure. */
import { IntlMessageFormat } from 'intl-messageformat';
import { label } from '../../catalogue/vocabulary.js';
import type { SentenceValue } from '../../oversight/finding.js';
import { type Instant, parseInstant } from '../../record/ids.js';
import { de } from './de.js';
import { en, type MessageKey } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { local, type Zone } from './zone.js';

/** One language: every key of the English catalogue, or the build fails. */
export type Messages = { readonly [key in MessageKey]: string };

interface Language {
  readonly messages: Messages;
  /** For dates and numbers: British English writes the day first. */
  readonly locale: string;
}

const languages = {
  en: { messages: en, locale: 'en-GB' },
  de: { messages: de, locale: 'de' },
  fr: { messages: fr, locale: 'fr' },
  es: { messages: es, locale: 'es' },
} as const satisfies Record<string, Language>;

export type LanguageCode = keyof typeof languages;
export const languageCodes = Object.keys(languages).filter(isLanguage);

export function isLanguage(code: string): code is LanguageCode {
  return Object.hasOwn(languages, code);
}

export type Values = { readonly [name: string]: SentenceValue | undefined };

/** Version of all wordings together; it stands in every answer's header. */
export const TEMPLATE = '1';

export class Narrator {
  private readonly language: Language;
  /** One answer names the same moments again and again. */
  private readonly days = new Map<string, string>();
  private readonly moments = new Map<string, string>();

  /** @param who `you` where the person reads the answer, `other` where somebody reads about them */
  constructor(
    readonly code: LanguageCode,
    readonly who: 'you' | 'other',
    readonly zone: Zone,
  ) {
    this.language = languages[code];
  }

  /** A sentence or a part of one. Absent values read `none`, which the patterns select on. */
  say(key: MessageKey, values: Values = {}): string {
    const pattern = patternOf(this.code, key, this.language.messages[key]);
    const filled: Record<string, string | number> = { who: this.who };
    for (const name in values) {
      const value = values[name];
      const word = value === undefined ? 'none' : this.word(value);
      filled[name] = pattern.options.get(String(word)) ?? word;
    }
    const text = pattern.format.format<string>(filled);
    // Texts that producers sent end with their own full stop or without.
    return String(text).replace(/([.!?])\.(?=\s|$)/g, '$1');
  }

  has(key: string): key is MessageKey {
    return Object.hasOwn(this.language.messages, key);
  }

  day(instant: string): string {
    return remember(this.days, instant, () => {
      const parsed = parseInstant(instant);
      return parsed === null ? instant : local(parsed, this.zone, this.language.locale, 'day');
    });
  }

  moment(instant: Instant): string {
    return remember(this.moments, instant, () => {
      const time = local(instant, this.zone, this.language.locale, 'time');
      return this.say('word.moment', { day: this.day(instant), time, place: this.zone.place });
    });
  }

  /** Terms of the vocabulary in words, as a list: "a, b and c". */
  terms(terms: readonly string[]): string {
    return this.list(terms.map((term) => label(term, this.code)));
  }

  list(items: readonly string[]): string {
    return listFormat(this.language.locale).format(items);
  }

  number(value: number): string {
    return numberFormat(this.language.locale).format(value);
  }

  /** The name of a language or a country, in this language. */
  nameOf(type: 'language' | 'region', code: string): string {
    return remember(named, `${this.language.locale} ${type} ${code}`, () => {
      try {
        return displayNames(this.language.locale, type).of(code) ?? code;
      } catch {
        return code;
      }
    });
  }

  /** A recorded value as a person reads it. */
  value(value: unknown): string {
    if (value === undefined || value === null) return this.say('word.unknown');
    if (typeof value === 'boolean') return this.say(value ? 'word.yes' : 'word.no');
    if (typeof value === 'number') return this.number(value);
    if (typeof value === 'string') return parseInstant(value) === null ? value : this.day(value);
    if (Array.isArray(value)) return this.list(value.map((item) => this.value(item)));
    const members = Object.entries(value).map(([name, member]) => ({ name: plain(name), value: this.value(member) }));
    return this.list(members.map((member) => this.say('word.pair', member)));
  }

  private word(value: SentenceValue): string | number {
    if (typeof value === 'string' || typeof value === 'number') return value;
    if ('day' in value) return this.day(value.day);
    if ('moment' in value) return this.moment(value.moment);
    if ('term' in value) return label(value.term, this.code);
    return this.list(value.list.map((item) => String(this.word(item))));
  }
}

/** A machine's name in plain words: `runningShoesAffinity` → "running shoes affinity". */
export function plain(name: string): string {
  const words = name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replace(/[._~-]+/g, ' ');
  return words === name ? name : words.toLowerCase();
}

/** The same at the beginning of a sentence. */
export function opening(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

interface Pattern {
  readonly format: IntlMessageFormat;
  /** Options to select on that are written with `_`, for ICU allows no hyphen there: `opt_out` for the value `opt-out`. */
  readonly options: ReadonlyMap<string, string>;
}

/** By language, then by key: a joined key would be a new text to hash for every sentence. */
const patterns = new Map<string, Map<string, Pattern>>();

function patternOf(code: string, key: string, text: string): Pattern {
  const known = remember(patterns, code, () => new Map<string, Pattern>());
  return remember(known, key, () => ({
    format: new IntlMessageFormat(text, code, undefined, { ignoreTag: true }),
    options: new Map(text.match(/\w+_\w+(?= \{)/g)?.map((option) => [option.replaceAll('_', '-'), option])),
  }));
}

const lists = new Map<string, Intl.ListFormat>();
const numbers = new Map<string, Intl.NumberFormat>();
const names = new Map<string, Intl.DisplayNames>();
const named = new Map<string, string>();
const REMEMBERED = 2_000;

function listFormat(locale: string): Intl.ListFormat {
  return remember(lists, locale, () => new Intl.ListFormat(locale, { type: 'conjunction' }));
}

function numberFormat(locale: string): Intl.NumberFormat {
  return remember(numbers, locale, () => new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }));
}

function displayNames(locale: string, type: 'language' | 'region'): Intl.DisplayNames {
  return remember(names, `${locale} ${type}`, () => new Intl.DisplayNames(locale, { type }));
}

/** Bounded, for producers name languages and countries as they like. */
function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= REMEMBERED) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}
