/** Decisions: who may be addressed at all, and what follows from what the model says. */
import type { Campaign } from './campaigns.js';
import { sendMessage } from './messages.js';
import { OFFER, PAY_LATER } from './models.js';
import { capVersion, eligibility, judge, mostInAWeek, questionOf, sentInAWeek } from './scoring.js';
import { ADVERTISING, CONSENT, channelOf, type Decided, type Person, type World } from './world.js';

export function decide(world: World, person: Person, campaign: Campaign, now: number): void {
  const decisionId = world.next('dec');
  const reason = withheldBecause(world, person, campaign, now);
  const { profile } = person;
  if (profile === null || (reason !== null && person.fault === null)) {
    withhold(world, person, campaign, now, decisionId, reason ?? 'ineligible');
    return;
  }
  const judged = judge(person, campaign, profile, now);
  const data = { decisionId, ...(person.fault?.decision?.(judged.data, person) ?? judged.data) };
  world.journal.tell('decisions', 'decision.made', now, data, person.reference);
  const decided = { id: decisionId, campaign, score: judged.score, offered: judged.offered, data };
  plant(world, person, decided, now);
  follow(world, person, decided, now);
}

/** Writes down what is wrong with this decision on purpose. */
function plant(world: World, person: Person, decided: Decided, now: number): void {
  const { fault } = person;
  if (fault === null) return;
  for (const rule of fault.shows ?? [fault.rule])
    world.planted.push({ rule, decisionId: decided.id, consumer: person.reference, what: fault.what });
  fault.made?.({ world, person, decided, now });
}

function withheldBecause(world: World, person: Person, campaign: Campaign, now: number): string | null {
  if (person.ageBand === '16-17') return 'minor';
  if (person.consent === null) return 'noConsent';
  if (person.objected) return 'objection';
  if (sentInAWeek(person, now) >= mostInAWeek(now)) return 'cap';
  if (person.profile === null) return 'ineligible';
  return campaign.model === OFFER && world.random.chance(0.05) ? 'holdout' : null;
}

function withhold(
  world: World,
  person: Person,
  campaign: Campaign,
  now: number,
  decisionId: string,
  reason: string,
): void {
  const consent = reason === 'noConsent' ? 'none' : 'valid';
  const data = {
    decisionId,
    reason,
    question: questionOf(campaign),
    purpose: ADVERTISING,
    ...(person.consent !== null && { basis: { kind: CONSENT, consentRecordId: person.consent } }),
    ...(reason === 'cap' && { policy: { id: 'frequency-cap', version: capVersion(now) } }),
    ...(reason === 'holdout' && {
      randomisation: { experiment: `${campaign.id}-uplift`, arm: 'control', holdout: true },
    }),
    steps:
      reason === 'noConsent'
        ? [eligibility(consent, 'failed')]
        : [eligibility(consent, 'passed'), { kind: 'suppression', result: reason }],
    automation: 'full',
    significance: 'none',
    groups: { gender: person.gender, ageBand: person.ageBand },
    campaignId: campaign.id,
    channel: channelOf(person),
  };
  if (reason === 'noConsent' && person.consents > 0)
    world.sights.withheld = { decisionId, consumer: person.reference, campaign: campaign.name };
  world.journal.tell('decisions', 'decision.withheld', now, data, person.reference);
}

function follow(world: World, person: Person, decided: Decided, now: number): void {
  const { fault } = person;
  if (fault === null && decided.offered)
    world.sights.offered ??= { decisionId: decided.id, consumer: person.reference, country: person.country };
  if (decided.campaign.model === PAY_LATER && !decided.offered)
    world.sights.rejected ??= { decisionId: decided.id, consumer: person.reference };
  sendMessage(world, person, decided, now);
}
