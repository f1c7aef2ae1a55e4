/** The person's page in four languages: the same keys (the build sees to that), the same values in each sentence, and the language that is asked for. */
import { zoneOf } from '../../src/answers/narrative/zone.js';
import { languageFor, pageLanguages } from '../../src/http/languages.js';
import { catalogues, type WordKey, Words } from '../../src/own-page/words.js';
import { instant } from '../support/case-records.js';
import { namesIn, parsed } from '../support/message-pattern.js';

/** Names of the values that a pattern shows or selects on. */
const valuesOf = (pattern: string): ReadonlySet<string> => new Set(namesIn(parsed(pattern)));

describe('the catalogues of the own page', () => {
  const keys = Object.keys(catalogues.en) as WordKey[];

  it.each(pageLanguages)('%s carries every key, in order, and none is left in English', (language) => {
    expect(Object.keys(catalogues[language])).toEqual(keys);
    if (language === 'en') return;
    const same = keys.filter((key) => catalogues[language][key] === catalogues.en[key]);
    expect(same).toEqual(same.filter((key) => key === 'word.pair' || key === 'word.no'));
  });

  it.each(keys)('%s takes the same values in every language', (key) => {
    const english = valuesOf(catalogues.en[key]);
    for (const language of pageLanguages)
      expect([language, [...valuesOf(catalogues[language][key])].toSorted()]).toEqual([
        language,
        [...english].toSorted(),
      ]);
  });

  it.each(pageLanguages.flatMap((language) => keys.map((key) => [language, key] as const)))(
    '%s %s can be said, with every value and with none',
    (language, key) => {
      const words = new Words(language, zoneOf('DE'));
      const names = [...valuesOf(catalogues.en[key])];
      const absent = Object.fromEntries(names.map((name) => [name, name === 'count' ? 1 : null]));
      const given = Object.fromEntries(names.map((name) => [name, name === 'count' ? 3 : 'x-7']));
      for (const values of [absent, given]) expect(words.say(key, values)).not.toMatch(/[{}]/);
    },
  );

  it('write days, moments, terms and values as the language does', () => {
    const german = new Words('de', zoneOf('DE'));
    expect(german.moment(instant('2026-03-02T09:14:00Z'))).toBe('2. März 2026 um 10:14 Uhr (Berlin)');
    expect(german.value([1234.5, true])).toBe('1.234,5 und ja');
    expect(german.term('dpv:PersonalisedAdvertising')).not.toBe('personalised advertising');
    expect(new Words('fr', zoneOf('FR')).day('2026-03-02T09:14:00Z')).toBe('2 mars 2026');
    expect(new Words('es', zoneOf('ES')).day('2026-03-02T09:14:00Z')).toBe('2 de marzo de 2026');
  });
});

describe('the language of the page', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de-CH', 'de'],
    ['it,fr;q=0.8,en;q=0.9', 'en'],
    ['nl, es;q=0.5', 'es'],
    ['de;q=0, fr;q=0.1', 'fr'],
    ['*;q=0.5', 'en'],
    ['zz;;;q=x,de', 'de'],
  ])('of %j is %s', (accepted, language) => {
    expect(languageFor(accepted)).toBe(language);
  });
});
