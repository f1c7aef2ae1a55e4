/** Which legal duties apply to a decision, and why or why not: a versioned table of rules. It never over-promises: a duty that does not apply is said not to. */
import { covers } from '../catalogue/vocabulary.js';

/** What the rules look at, taken from the records. Absent means that no record says it. */
export interface RegimeFacts {
  readonly purpose?: string;
  readonly automation?: 'full' | 'assisted' | 'human';
  readonly significance?: 'none' | 'similar' | 'legal';
  readonly channel?: string;
  /** Where the person is, as an ISO 3166 code, for example `DE` or `US-CA`. */
  readonly jurisdiction?: string;
}

export interface Regime {
  /** Kebab-case and stable. */
  readonly id: string;
  readonly law: string;
  readonly applies: boolean;
  /** One sentence with the reason, in plain English. */
  readonly reason: string;
}

/** Changed whenever a rule or its wording changes; stands in the answer's header. */
export const REGIMES_VERSION = '2026-11';

type Rule = (facts: RegimeFacts) => Regime;

const rules: readonly Rule[] = [
  information,
  objection,
  automatedDecision,
  explanationOfLogic,
  platformAdvertising,
  recommender,
  californianAdmt,
  aiAct,
  unitedKingdom,
];

/** The verdict of every rule, in a fixed order. */
export function regimesOf(facts: RegimeFacts): readonly Regime[] {
  return rules.map((rule) => rule(facts));
}

function information(): Regime {
  return verdict(
    'gdpr-12-15',
    'GDPR Articles 12 to 15',
    true,
    'personal data were used, so the person may ask what is held, where it came from and who received it',
  );
}

function objection(facts: RegimeFacts): Regime {
  const law = 'GDPR Article 21(2) and (3)';
  if (facts.purpose === undefined)
    return verdict(
      'gdpr-21-2',
      law,
      true,
      'no purpose was reported; in a ledger of marketing decisions the right to stop direct marketing is taken to apply',
    );
  const marketing = covers('dpv:Marketing', facts.purpose);
  return verdict(
    'gdpr-21-2',
    law,
    marketing,
    marketing
      ? 'the purpose is marketing, which the person may stop at any time without a reason'
      : 'the reported purpose is not marketing',
  );
}

function automatedDecision(facts: RegimeFacts): Regime {
  return onlyAutomatedAndSignificant('gdpr-22', 'GDPR Article 22', facts);
}

function explanationOfLogic(facts: RegimeFacts): Regime {
  return onlyAutomatedAndSignificant('gdpr-15-1-h', 'GDPR Article 15(1)(h) as read in C-203/22', facts);
}

function platformAdvertising(facts: RegimeFacts): Regime {
  const shown = onPlatform(facts);
  return verdict(
    'dsa-26',
    'Digital Services Act Article 26',
    shown,
    shown
      ? 'the advertisement was shown on an online platform'
      : `no record says that an online platform showed it${channelOf(facts)}`,
  );
}

function recommender(facts: RegimeFacts): Regime {
  const shown = onPlatform(facts);
  return verdict(
    'dsa-27',
    'Digital Services Act Article 27',
    shown,
    shown
      ? 'an online platform that ranks what it shows must state its main parameters'
      : `no record says that a recommender system of an online platform took part${channelOf(facts)}`,
  );
}

function californianAdmt(facts: RegimeFacts): Regime {
  const law = 'CCPA regulations on automated decision-making technology';
  if (facts.jurisdiction !== 'US-CA')
    return verdict('ccpa-admt', law, false, 'no record says that the person lives in California');
  const significant = isSignificant(facts);
  return verdict(
    'ccpa-admt',
    law,
    significant,
    significant
      ? 'the decision was reported as significant for a person in California'
      : 'advertising alone is not a significant decision under these rules',
  );
}

function aiAct(facts: RegimeFacts): Regime {
  const law = 'EU AI Act Article 86';
  if (!isSignificant(facts))
    return verdict(
      'ai-act-86',
      law,
      false,
      'it covers high-risk systems of Annex III only, and advertising is not listed there',
    );
  return verdict(
    'ai-act-86',
    law,
    false,
    'the effect was reported as significant, but no record says that the system falls under Annex III; the deployer must say so',
  );
}

function unitedKingdom(facts: RegimeFacts): Regime {
  const law = 'UK GDPR Articles 22A to 22D';
  if (facts.jurisdiction !== 'GB')
    return verdict('uk-22a-d', law, false, 'no record says that the person is in the United Kingdom');
  return onlyAutomatedAndSignificant('uk-22a-d', law, facts);
}

function onlyAutomatedAndSignificant(id: string, law: string, facts: RegimeFacts): Regime {
  if (facts.automation === undefined)
    return verdict(
      id,
      law,
      false,
      'the level of automation was not reported, so it cannot be said that the decision was fully automated',
    );
  if (facts.automation !== 'full') return verdict(id, law, false, 'a person took part in the decision');
  if (!isSignificant(facts))
    return verdict(id, law, false, 'the decision was automated, but it has no legal or similarly significant effect');
  return verdict(id, law, true, 'the decision was fully automated and has a legal or similarly significant effect');
}

function isSignificant(facts: RegimeFacts): boolean {
  return facts.significance === 'legal' || facts.significance === 'similar';
}

/** Channels by which producers say that an online platform in the sense of the DSA showed the advertisement. */
const PLATFORM_CHANNELS: ReadonlySet<string> = new Set(['platform', 'social', 'marketplace']);

function onPlatform(facts: RegimeFacts): boolean {
  return facts.channel !== undefined && PLATFORM_CHANNELS.has(facts.channel);
}

function channelOf(facts: RegimeFacts): string {
  return facts.channel === undefined ? '' : `; the channel was ${facts.channel}`;
}

function verdict(id: string, law: string, applies: boolean, reason: string): Regime {
  return { id, law, applies, reason };
}
