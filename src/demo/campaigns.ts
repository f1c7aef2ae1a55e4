/** The six campaigns of the year, their waves, the incident in summer, and the two local campaigns nobody looked after. */
import type { JsonObject } from '../record/canonical.js';
import { at, awake, DAY, dayOf, HOUR, local } from './calendar.js';
import { calculate } from './data.js';
import { decide } from './decisions.js';
import { OFFER, PAY_LATER, WIN_BACK } from './models.js';
import { ADVERTISING, digestOf, type Person, RETAILER, type World } from './world.js';

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly threshold: number;
  /** The offers to choose from, the one that usually wins first. */
  readonly offers: readonly [string, string, string];
  readonly audience: string;
  readonly payer: string;
  readonly owner: string | null;
  readonly proposed: string;
  readonly approved: string | null;
  readonly by: string;
  readonly starts: string;
  readonly ends: string;
  readonly waves: readonly string[];
  /** Of those who could be addressed, the share of one wave. */
  readonly share: number;
  readonly assessment?: string;
}

const buyers = 'People who ordered in the last two years';
const usual = { audience: buyers, payer: RETAILER, owner: 'staff-3', by: 'staff-7', share: 0.42 } as const;
const local_ = { ...usual, model: OFFER, threshold: 0.5, waves: [], starts: '2026-03-02', ends: '2026-04-06' } as const;

// biome-ignore format: a table
export const campaigns: readonly Campaign[] = [
  { ...usual, id: 'black-week-2025', name: 'Black Week', model: OFFER, threshold: 0.5, offers: ['jackets-25', 'packs-20', 'socks-3for2'], proposed: '2025-10-20T10:00', approved: '2025-10-27T14:00', starts: '2025-11-17', ends: '2025-12-02', waves: ['2025-11-18', '2025-11-20', '2025-11-22', '2025-11-24', '2025-11-27'], share: 0.6 },
  { ...usual, id: 'win-back-2026', name: 'We miss you', model: WIN_BACK, threshold: 0.4, offers: ['voucher-10', 'free-delivery', 'catalogue'], audience: 'People whose last order is more than three months ago', owner: 'staff-5', proposed: '2026-01-05T09:00', approved: '2026-01-09T11:00', starts: '2026-01-12', ends: '2026-10-26', waves: ['2026-02-10', '2026-03-24', '2026-04-21', '2026-05-19', '2026-06-23', '2026-07-21', '2026-08-18', '2026-09-22', '2026-10-13'] },
  { ...usual, id: 'spring-run-2026', name: 'Spring run', model: OFFER, threshold: 0.5, offers: ['shoes-15', 'shirt-20', 'socks-3for2'], payer: 'Laufwerk GmbH', proposed: '2026-02-12T10:00', approved: '2026-02-20T14:00', starts: '2026-03-02', ends: '2026-04-06', waves: ['2026-03-03', '2026-03-10', '2026-03-17', '2026-03-31'] },
  { ...usual, id: 'pay-later-2026', name: 'Pay later', model: PAY_LATER, threshold: 0.45, offers: ['limit-300', 'limit-150', 'limit-0'], audience: 'People with three orders or more', owner: 'staff-5', proposed: '2026-03-16T10:00', approved: '2026-04-02T15:00', starts: '2026-04-13', ends: '2026-06-01', waves: ['2026-04-14', '2026-05-12'], assessment: 'fria-2' },
  { ...usual, id: 'summer-trails-2026', name: 'Summer trails', model: OFFER, threshold: 0.5, offers: ['tents-20', 'stoves-15', 'maps-free'], proposed: '2026-05-05T10:00', approved: '2026-05-12T14:00', starts: '2026-05-25', ends: '2026-07-13', waves: ['2026-05-26', '2026-06-02', '2026-06-09', '2026-06-23', '2026-07-07'] },
  { ...usual, id: 'night-owls-2026', name: 'Night owls', model: OFFER, threshold: 0.5, offers: ['midnight-10', 'headlamps-15', 'socks-3for2'], audience: 'People who browse after midnight', proposed: '2026-02-16T10:00', approved: null, starts: '2026-03-02', ends: '2026-04-06', waves: [] },
];

/** Beside the six: what a shop and an outlet did on their own. Only faults meet them. */
export const localCampaigns: readonly Campaign[] = [
  {
    ...local_,
    id: 'clearance-lyon',
    name: 'Clearance Lyon',
    offers: ['rest-30', 'rest-20', 'rest-10'],
    owner: null,
    proposed: '2026-02-23T10:00',
    approved: '2026-02-25T10:00',
  },
  {
    ...local_,
    id: 'outlet-madrid',
    name: 'Outlet Madrid',
    offers: ['rest-30', 'rest-20', 'rest-10'],
    by: 'staff-9',
    proposed: '2026-02-23T11:00',
    approved: '2026-02-26T10:00',
  },
];

export function campaignOf(id: string): Campaign {
  const found = [...campaigns, ...localCampaigns].find((campaign) => campaign.id === id);
  if (found === undefined) throw new Error(`no campaign ${id}`);
  return found;
}

export function planCampaigns(world: World): void {
  const { agenda, journal } = world;
  const tell = (when: string, type: string, data: JsonObject): void =>
    agenda.add(at(when), (now) => journal.tell('campaigns', type, now, data));
  for (const campaign of [...campaigns, ...localCampaigns]) {
    tell(campaign.proposed, 'campaign.proposed', proposal(campaign));
    const decided = { campaignId: campaign.id, by: campaign.by };
    if (campaign.approved === null)
      tell('2026-02-20T14:30', 'campaign.rejected', {
        ...decided,
        reason: 'No assessment: hours of browsing can show shift work or illness',
      });
    else {
      tell(campaign.approved, 'campaign.approved', { ...decided, conditions: [`only until ${campaign.ends}`] });
      tell(`${campaign.ends}T00:00`, 'campaign.ended', { ...decided, by: 'system' });
    }
    for (const date of campaign.waves)
      agenda.add(local(dayOf(date), 2, 'DE'), (now) => startWave(world, campaign, now));
  }
}

/** In the night the audience is built and figures are calculated; people are decided about when they are usually awake. */
function startWave(world: World, campaign: Campaign, now: number): void {
  const { random, agenda, journal } = world;
  const day = Math.floor(now / DAY);
  const excluded = { noConsent: 0, objection: 0, minor: 0 };
  let size = 0;
  for (const person of world.people) {
    if (!person.joined || person.fault !== null || !isMeant(campaign, person, now) || !random.chance(campaign.share))
      continue;
    size++;
    if (person.ageBand === '16-17') excluded.minor++;
    else if (person.consent === null) excluded.noConsent++;
    else if (person.objected) excluded.objection++;
    const calculated = local(day, 3 + 2 * random.next(), person.country);
    const decided = Math.max(awake(random, day, person.country), calculated + 3 * HOUR);
    agenda.add(calculated, () => calculate(world, person, calculated));
    agenda.add(decided, () => decide(world, person, campaign, decided));
  }
  const data = {
    campaignId: campaign.id,
    queryDigest: digestOf(`${campaign.id} ${campaign.audience}`),
    size,
    excluded,
  };
  journal.tell('campaigns', 'audience.built', now, data);
}

function isMeant(campaign: Campaign, person: Person, now: number): boolean {
  if (campaign.model === PAY_LATER) return person.orders >= 3;
  return campaign.model !== WIN_BACK || (person.orders > 0 && now - person.lastOrder > 90 * DAY);
}

function proposal(campaign: Campaign): JsonObject {
  return {
    campaignId: campaign.id,
    name: campaign.name,
    purpose: ADVERTISING,
    advertiser: RETAILER,
    payer: campaign.payer,
    ...(campaign.owner !== null && { owner: campaign.owner }),
    audience: {
      definition: campaign.audience,
      version: '1',
      parametersShown: ['orders', 'guessed interest', 'country'],
    },
    exclusions: ['people under 18', 'people without consent', 'people who objected'],
    channels: ['email', 'push'],
    startsAt: `${campaign.starts}T00:00:00Z`,
    endsAt: `${campaign.ends}T00:00:00Z`,
    ...(campaign.approved !== null && { assessmentRef: campaign.assessment ?? 'dpia-31' }),
  };
}

/** "Summer trails" was stopped for a week: its list for the second send had been built before the withdrawals of that week. */
export function planIncident(world: World, affected: number): void {
  const incident = {
    incidentId: 'inc-2026-1',
    cause: 'The reminder of "Summer trails" went to a list that was built before the withdrawals of that week',
  };
  const found = {
    ...incident,
    affected: { query: 'message.sent of summer-trails-2026 after consent.withdrawn', count: affected },
  };
  const remedied = { ...found, remedy: 'Consent is checked again right before sending' };
  const campaign = { campaignId: 'summer-trails-2026', by: 'staff-7' };
  const steps: readonly (readonly [string, 'governance' | 'campaigns', string, JsonObject])[] = [
    ['2026-06-12T08:10', 'governance', 'incident.opened', incident],
    ['2026-06-12T08:40', 'campaigns', 'campaign.paused', { ...campaign, reason: 'Incident inc-2026-1' }],
    ['2026-06-12T15:00', 'governance', 'incident.scoped', found],
    ['2026-06-16T10:00', 'governance', 'remedy.applied', remedied],
    [
      '2026-06-19T09:00',
      'campaigns',
      'campaign.approved',
      { ...campaign, conditions: ['consent is checked again right before sending'] },
    ],
    ['2026-06-30T10:00', 'governance', 'incident.closed', { ...remedied, effectChecked: true }],
  ];
  for (const [when, producer, type, data] of steps)
    world.agenda.add(at(when), (now) => world.journal.tell(producer, type, now, data));
}
