/** The message catalogue: every pattern can be read, in every language there is, and speaks to and about the person. */
import { IntlMessageFormat } from 'intl-messageformat';
import { de } from '../../src/answers/narrative/de.js';
import { en, type MessageKey } from '../../src/answers/narrative/en.js';
import { es } from '../../src/answers/narrative/es.js';
import { fr } from '../../src/answers/narrative/fr.js';
import { Narrator, opening, plain } from '../../src/answers/narrative/narrator.js';
import { zoneOf } from '../../src/answers/narrative/zone.js';
import { rules } from '../../src/oversight/findings/rules.js';
import { instant } from '../support/case-records.js';
import { namesIn, type Part, parsed } from '../support/message-pattern.js';

/** What a pattern selects on but the reader and number, which each language needs in other places. */
const optionsIn = (elements: readonly object[]): readonly string[] => {
  const all = elements.flatMap((element): readonly string[] => {
    const { value, options } = element as Part;
    const inner = Object.values(options ?? {}).flatMap((option) => optionsIn(option.value));
    if (options === undefined || value === 'who' || value === 'count') return inner;
    return [...inner, `${value}: ${Object.keys(options).toSorted().join(' ')}`];
  });
  return [...new Set(all)].toSorted();
};

describe('the catalogue of sentences', () => {
  it.each(Object.entries(en))('%s is a pattern', (_, pattern) => {
    expect(() => new IntlMessageFormat(pattern, 'en', undefined, { ignoreTag: true })).not.toThrow();
  });

  const others = { de, fr, es };
  const keys = Object.keys(en) as MessageKey[];
  const sentences = Object.entries(others).flatMap(([code, messages]) =>
    keys.map((key) => [code, key, messages[key]] as const),
  );
  /** Nothing in these but values and signs, or a word that both languages write alike. */
  const alike: ReadonlySet<string> = new Set([
    'data.input',
    'data.shown',
    'event.other',
    'procedure.step.generated',
    'withheld.item',
    'word.pair',
    'es word.no',
  ]);

  it.each(sentences)('%s %s takes the values of the English sentence', (_, key, pattern) => {
    expect([...new Set(namesIn(parsed(pattern)))].toSorted()).toEqual(
      [...new Set(namesIn(parsed(en[key])))].toSorted(),
    );
  });

  it.each(sentences)('%s %s selects on the same options as the English sentence', (_, key, pattern) => {
    expect(optionsIn(parsed(pattern))).toEqual(optionsIn(parsed(en[key])));
  });

  it('is left in English nowhere', () => {
    const english = sentences.filter(([code, key, pattern]) => {
      return pattern === en[key] && !alike.has(key) && !alike.has(`${code} ${key}`);
    });
    expect(english).toEqual([]);
  });

  it('has a sentence for every rule', () => {
    expect(rules.map(({ id }) => `finding.${id}`).filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  });
});

describe('words', () => {
  const berlin = new Narrator('en', 'you', zoneOf('DE'));

  it('give local time with its place, summer and winter', () => {
    expect(berlin.moment(instant('2026-03-02T09:14:00Z'))).toBe('2 March 2026 at 10:14 (Berlin)');
    expect(berlin.moment(instant('2026-07-02T22:14:00Z'))).toBe('3 July 2026 at 00:14 (Berlin)');
    expect(new Narrator('en', 'you', zoneOf('US')).moment(instant('2026-03-02T09:14:00Z'))).toBe(
      '2 March 2026 at 09:14 (UTC)',
    );
    expect(new Narrator('en', 'you', zoneOf('US-CA')).moment(instant('2026-03-02T09:14:00Z'))).toBe(
      '2 March 2026 at 01:14 (Los Angeles)',
    );
  });

  it('are plain where machines named things', () => {
    expect(plain('daysSinceLastPurchase')).toBe('days since last purchase');
    expect(plain('running-shoes_affinity.v2')).toBe('running shoes affinity v2');
    expect(opening('ärgerlich')).toBe('Ärgerlich');
  });

  it('show values as people read them', () => {
    expect(berlin.value(1234567.891)).toBe('1,234,567.891');
    expect(berlin.value(true)).toBe('yes');
    expect(berlin.value({ lastPurchase: '2026-02-21T00:00:00Z', sizes: [42, 43] })).toBe(
      'last purchase: 21 February 2026 and sizes: 42 and 43',
    );
  });

  it('select on options that a value writes with a hyphen', () => {
    expect(berlin.say('permission.objection', { kind: 'opt-out', day: 'Monday' })).toBe(
      'You had asked for no more advertising on Monday.',
    );
  });

  it('never take what a producer sent for a pattern or markup', () => {
    expect(berlin.say('event.decision.reversed', { moment: 'today', reason: '{who} <b>x</b> #' })).toBe(
      'The decision was taken back on today: {who} <b>x</b> #.',
    );
  });
});
