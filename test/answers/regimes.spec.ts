import { en } from '../../src/answers/narrative/en.js';
import { type RegimeFacts, regimesOf } from '../../src/answers/regimes.js';

const applying = (facts: RegimeFacts): readonly string[] =>
  regimesOf(facts)
    .filter((regime) => regime.applies)
    .map((regime) => regime.id);

describe('which duties apply', () => {
  it('gives information and the right to object, and no more, for an ordinary automated advertisement', () => {
    expect(
      applying({
        purpose: 'dpv:PersonalisedAdvertising',
        automation: 'full',
        significance: 'none',
        channel: 'email',
        jurisdiction: 'DE',
      }),
    ).toEqual(['gdpr-12-15', 'gdpr-21-2']);
  });

  it('adds Article 22 and the logic involved only where the decision is automated and significant', () => {
    const facts: RegimeFacts = {
      purpose: 'dpv:Marketing',
      automation: 'full',
      significance: 'similar',
      jurisdiction: 'DE',
    };
    expect(applying(facts)).toEqual(['gdpr-12-15', 'gdpr-21-2', 'gdpr-22', 'gdpr-15-1-h']);
    expect(applying({ ...facts, automation: 'assisted' })).toEqual(['gdpr-12-15', 'gdpr-21-2']);
  });

  it('says in each case why', () => {
    for (const regime of regimesOf({})) expect(en[`regime.because.${regime.because}`]).toMatch(/\w+ \w+ \w+/);
  });

  it.each([
    ['California', { jurisdiction: 'US-CA', significance: 'legal', automation: 'assisted' }, 'ccpa-admt'],
    ['the United Kingdom', { jurisdiction: 'GB', significance: 'legal', automation: 'full' }, 'uk-22a-d'],
    ['an online platform', { channel: 'social' }, 'dsa-26'],
  ] as const)('knows %s', (_, facts, id) => {
    expect(applying(facts)).toContain(id);
    expect(applying({ ...facts, jurisdiction: 'DE', channel: 'email' })).not.toContain(id);
  });

  it('does not take advertising for a significant decision in California', () => {
    expect(
      applying({ jurisdiction: 'US-CA', significance: 'none', purpose: 'dpv:PersonalisedAdvertising' }),
    ).not.toContain('ccpa-admt');
  });
});
