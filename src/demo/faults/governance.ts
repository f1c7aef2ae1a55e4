/** Faults of governance: models, audits, policies, campaigns, approvers, reasons and reviews, and an answer that nobody gave. */
import type { JsonObject } from '../../record/canonical.js';
import { DAY } from '../calendar.js';
import { type ModelVersion, OFFER } from '../models.js';
import { stamp } from '../world.js';
import { type Fault, spring } from './fault.js';

/** Versions of the offer model that were not handled as the rules want. */
// biome-ignore format: a table
export const mishandledVersions: readonly ModelVersion[] = [
  { model: OFFER, version: '4.0.1', registered: '', audited: '2026-02-18T15:00', conclusion: 'approved', approved: '' },
  { model: OFFER, version: '4.1.0-rc1', registered: '2026-02-19T09:00', audited: '2026-02-24T15:00', conclusion: 'approved', approved: '' },
  { model: OFFER, version: '4.0.0-es', registered: '2026-02-10T09:00', audited: '', conclusion: 'approved', approved: '2026-02-17T09:00' },
  { model: OFFER, version: '2.9.0', registered: '2024-11-18T09:00', audited: '2024-12-02T15:00', conclusion: 'approved', approved: '2024-12-09T09:00' },
  { model: OFFER, version: '4.0.2', registered: '2026-02-11T09:00', audited: '2026-02-20T15:00', conclusion: 'rejected', followUp: '2026-04-30', followed: '2026-04-21T15:00', approved: '2026-02-23T09:00' },
  { model: OFFER, version: '4.0.3', registered: '2026-02-12T09:00', audited: '2026-02-25T15:00', conclusion: 'conditional', followUp: '2026-06-30', approved: '2026-02-26T09:00' },
];

export const faultsOfGovernance: readonly Fault[] = [
  {
    ...spring,
    rule: 'decision-without-reasons',
    what: 'The model’s factors were not reported.',
    decision: ({ contributions: _, explanationMethod: __, ...data }) => data,
  },
  {
    campaign: 'pay-later-2026',
    on: '2026-04-16',
    rule: 'human-review-missing',
    what: 'An invoice limit was decided without the clerk who should have looked at it.',
    decision: ({ reviewer: _, ...data }) => ({ ...data, automation: 'full' }),
  },
  { ...spring, rule: 'model-unregistered', what: 'Version 4.0.1 was never registered.', decision: asked('4.0.1') },
  {
    ...spring,
    rule: 'model-unapproved',
    what: 'Version 4.1.0-rc1 was registered and not approved.',
    decision: asked('4.1.0-rc1'),
  },
  {
    ...spring,
    rule: 'model-retired',
    what: 'Version 3.1.0 had been retired on 16 February.',
    decision: asked('3.1.0'),
  },
  {
    ...spring,
    rule: 'bias-audit-missing',
    what: 'Version 4.0.0-es was approved without a bias audit.',
    decision: asked('4.0.0-es'),
  },
  {
    ...spring,
    rule: 'bias-audit-outdated',
    what: 'The last bias audit of version 2.9.0 was fifteen months old.',
    decision: asked('2.9.0'),
  },
  {
    ...spring,
    rule: 'bias-audit-failed',
    what: 'The bias audit of version 4.0.2 had been rejected.',
    decision: asked('4.0.2'),
  },
  {
    ...spring,
    rule: 'bias-audit-follow-up-missing',
    what: 'Version 4.0.3 was to be audited again by 30 June; it was not.',
    decision: asked('4.0.3'),
  },
  {
    ...spring,
    rule: 'policy-unpublished',
    what: 'Version 3-draft of the frequency cap was never published.',
    decision: (data) => ({ ...data, policy: { id: 'frequency-cap', version: '3-draft' } }),
  },
  {
    campaign: 'night-owls-2026',
    on: '2026-03-06',
    rule: 'campaign-unapproved',
    what: 'The campaign "Night owls" had been rejected.',
  },
  {
    campaign: 'summer-trails-2026',
    on: '2026-06-16',
    rule: 'campaign-unapproved',
    what: 'The campaign "Summer trails" was paused that week.',
  },
  {
    campaign: 'spring-run-2026',
    on: '2026-02-25',
    rule: 'campaign-outside-dates',
    what: 'The campaign began only on 2 March.',
  },
  {
    campaign: 'clearance-lyon',
    on: '2026-03-11',
    rule: 'campaign-without-owner',
    what: 'Nobody answers for the campaign "Clearance Lyon".',
  },
  {
    campaign: 'outlet-madrid',
    on: '2026-03-13',
    rule: 'approver-training-expired',
    what: 'staff-9, whose training had ended on 11 February, approved the campaign "Outlet Madrid".',
  },
  {
    ...spring,
    rule: 'inquiry-overdue',
    what: 'The person asked by letter why they got the offer, and nobody has answered.',
    made: ({ world, person, decided, now }) => {
      world.asked.push({ consumer: person.reference, decisionId: decided.id, receivedAt: stamp(now + 8 * DAY) });
    },
  },
];

function asked(version: string) {
  return (data: JsonObject): JsonObject => ({ ...data, model: { id: OFFER, version } });
}
