/** Which legal duties apply to a decision, and why or why not: a versioned table of rules. It never over-promises: a duty that does not apply is said not to. */
import { covers } from '../catalogue/vocabulary.js';
import type { MessageKey } from './narrative/en.js';

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
  /** Kebab-case and stable; `regime.law.<id>` of the catalogue names the law. */
  readonly id: After<'regime.law.'>;
  readonly applies: boolean;
  /** `regime.because.<because>` says why, over the channel where that counts. */
  readonly because: After<'regime.because.'>;
  readonly channel?: string | undefined;
}

type After<Prefix extends string> = MessageKey extends infer Key
  ? Key extends `${Prefix}${infer Rest}`
    ? Rest
    : never
  : never;

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
  return { id: 'gdpr-12-15', applies: true, because: 'data-used' };
}

function objection({ purpose }: RegimeFacts): Regime {
  if (purpose === undefined) return { id: 'gdpr-21-2', applies: true, because: 'purpose-unknown' };
  const marketing = covers('dpv:Marketing', purpose);
  return { id: 'gdpr-21-2', applies: marketing, because: marketing ? 'marketing' : 'not-marketing' };
}

function automatedDecision(facts: RegimeFacts): Regime {
  return onlyAutomatedAndSignificant('gdpr-22', facts);
}

function explanationOfLogic(facts: RegimeFacts): Regime {
  return onlyAutomatedAndSignificant('gdpr-15-1-h', facts);
}

function platformAdvertising(facts: RegimeFacts): Regime {
  if (onPlatform(facts)) return { id: 'dsa-26', applies: true, because: 'on-platform' };
  return { id: 'dsa-26', applies: false, because: 'not-on-platform', channel: facts.channel };
}

function recommender(facts: RegimeFacts): Regime {
  if (onPlatform(facts)) return { id: 'dsa-27', applies: true, because: 'ranked' };
  return { id: 'dsa-27', applies: false, because: 'not-ranked', channel: facts.channel };
}

function californianAdmt(facts: RegimeFacts): Regime {
  if (facts.jurisdiction !== 'US-CA') return { id: 'ccpa-admt', applies: false, because: 'not-california' };
  const significant = isSignificant(facts);
  return {
    id: 'ccpa-admt',
    applies: significant,
    because: significant ? 'significant-california' : 'advertising-only',
  };
}

function aiAct(facts: RegimeFacts): Regime {
  return { id: 'ai-act-86', applies: false, because: isSignificant(facts) ? 'annex-unknown' : 'not-high-risk' };
}

function unitedKingdom(facts: RegimeFacts): Regime {
  if (facts.jurisdiction !== 'GB') return { id: 'uk-22a-d', applies: false, because: 'not-uk' };
  return onlyAutomatedAndSignificant('uk-22a-d', facts);
}

function onlyAutomatedAndSignificant(id: Regime['id'], facts: RegimeFacts): Regime {
  if (facts.automation === undefined) return { id, applies: false, because: 'automation-unknown' };
  if (facts.automation !== 'full') return { id, applies: false, because: 'human' };
  if (!isSignificant(facts)) return { id, applies: false, because: 'not-significant' };
  return { id, applies: true, because: 'automated-significant' };
}

function isSignificant(facts: RegimeFacts): boolean {
  return facts.significance === 'legal' || facts.significance === 'similar';
}

/** Channels by which producers say that an online platform in the sense of the DSA showed the advertisement. */
const PLATFORM_CHANNELS: ReadonlySet<string> = new Set(['platform', 'social', 'marketplace']);

function onPlatform(facts: RegimeFacts): boolean {
  return facts.channel !== undefined && PLATFORM_CHANNELS.has(facts.channel);
}
