/** Laws and why each applies or does not, in English, as ICU MessageFormat: `regime.law.<id>` and `regime.because.<reason>`. */
export const regimes = {
  'word.article': 'GDPR Art. {article}{paragraph, select, none {} other {({paragraph})}}',

  'regime.law.gdpr-12-15': 'GDPR Articles 12 to 15',
  'regime.law.gdpr-21-2': 'GDPR Article 21(2) and (3)',
  'regime.law.gdpr-22': 'GDPR Article 22',
  'regime.law.gdpr-15-1-h': 'GDPR Article 15(1)(h) as read in C-203/22',
  'regime.law.dsa-26': 'Digital Services Act Article 26',
  'regime.law.dsa-27': 'Digital Services Act Article 27',
  'regime.law.ccpa-admt': 'CCPA regulations on automated decision-making technology',
  'regime.law.ai-act-86': 'EU AI Act Article 86',
  'regime.law.uk-22a-d': 'UK GDPR Articles 22A to 22D',

  'regime.because.data-used':
    'personal data were used, so the person may ask what is held, where it came from and who received it',
  'regime.because.purpose-unknown':
    'no purpose was reported; in a ledger of marketing decisions the right to stop direct marketing is taken to apply',
  'regime.because.marketing': 'the purpose is marketing, which the person may stop at any time without a reason',
  'regime.because.not-marketing': 'the reported purpose is not marketing',
  'regime.because.on-platform': 'the advertisement was shown on an online platform',
  'regime.because.not-on-platform':
    'no record says that an online platform showed it{channel, select, none {} other {; the channel was {channel}}}',
  'regime.because.ranked': 'an online platform that ranks what it shows must state its main parameters',
  'regime.because.not-ranked':
    'no record says that a recommender system of an online platform took part{channel, select, none {} other {; the channel was {channel}}}',
  'regime.because.not-california': 'no record says that the person lives in California',
  'regime.because.significant-california': 'the decision was reported as significant for a person in California',
  'regime.because.advertising-only': 'advertising alone is not a significant decision under these rules',
  'regime.because.not-high-risk': 'it covers high-risk systems of Annex III only, and advertising is not listed there',
  'regime.because.annex-unknown':
    'the effect was reported as significant, but no record says that the system falls under Annex III; the deployer must say so',
  'regime.because.not-uk': 'no record says that the person is in the United Kingdom',
  'regime.because.automation-unknown':
    'the level of automation was not reported, so it cannot be said that the decision was fully automated',
  'regime.because.human': 'a person took part in the decision',
  'regime.because.not-significant': 'the decision was automated, but it has no legal or similarly significant effect',
  'regime.because.automated-significant':
    'the decision was fully automated and has a legal or similarly significant effect',
} as const;
