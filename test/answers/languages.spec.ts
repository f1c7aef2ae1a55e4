/** Whole answers in each language: told in it from the first heading to the last law, with nothing in English but what producers sent. */
import { tiers } from '../../src/answers/answer-parts.js';
import { explain } from '../../src/answers/explain.js';
import { type LanguageCode, languageCodes } from '../../src/answers/narrative/narrator.js';
import { textOf } from '../../src/answers/render/text.js';
import { instant } from '../support/case-records.js';
import { story } from '../support/story.js';

const DECISIONS = ['dec-8812', 'dec-9120'] as const;
/** Words of English sentences that no other language of the catalogues writes. */
const ENGLISH = /\b(the|were|you|your|because|decision|been|nobody|which|consent|received|shown|GDPR)\b/gi;
/** What producers said in the story, in their own words, and the names of laws of other countries. */
const SENT =
  /how likely somebody is to buy running gear within 30 days|switch in the shop app|consent is valid|the offer with the highest score is taken|mean of the training data|UK GDPR/gi;

const records = story();
const told = (language: LanguageCode, decisionId: string, tier: (typeof tiers)[number]): string => {
  const now = instant('2026-03-20T00:00:00Z');
  const answer = explain(records.records, records.opened, { decisionId, now, tier, language });
  if (answer === null) throw new Error('no answer');
  return textOf(answer, { width: 100_000, colours: false, sources: false });
};
const english = (text: string): readonly string[] => text.replace(SENT, '').match(ENGLISH) ?? [];

describe.each(languageCodes)('an answer in %s', (language) => {
  it.each(DECISIONS)('about %s is wholly in it, for the person', (decisionId) => {
    const words = english(told(language, decisionId, 'consumer'));
    if (language === 'en') expect(words.length).toBeGreaterThan(50);
    else expect(words).toEqual([]);
  });

  it('ends a sentence where nothing is recorded of what it would go on with', () => {
    const decision = records.records.filter(({ header }) => header.type === 'decision.made');
    const now = instant('2026-03-20T00:00:00Z');
    const answer = explain(decision, records.opened, { decisionId: 'dec-8812', now, tier: 'consumer', language });
    if (answer === null) throw new Error('no answer');
    const text = textOf(answer, { width: 100_000, colours: false, sources: false });
    expect(text).toContain({ en: 'inferred', de: 'abgeleitet', fr: 'déduit', es: 'inferido' }[language]);
    expect(text).not.toMatch(/,\s*\./);
  });

  it.each(tiers)('says to the %s what kind of law applies, in words of its own', (tier) => {
    const text = told(language, 'dec-8812', tier);
    expect(text).toContain({ en: 'GDPR Art', de: 'DSGVO', fr: 'du RGPD', es: 'del RGPD' }[language]);
    expect(text).toContain(
      {
        en: 'the data protection authority of the federal state',
        de: 'die Datenschutzaufsichtsbehörde des Bundeslandes',
        fr: 'l’autorité de protection des données du Land',
        es: 'la autoridad de protección de datos del estado federado',
      }[language],
    );
  });
});
