/** What governs the year: three models in their versions, policies, trainings, audits, assessments, a consultation. Fixed, and the same for every size. */
import type { Json, JsonObject } from '../record/canonical.js';
import { at } from './calendar.js';
import type { Producer } from './journal.js';
import { ADVERTISING, digestOf, type World } from './world.js';

export interface ModelVersion {
  readonly model: string;
  readonly version: string;
  readonly registered: string;
  readonly audited: string;
  readonly conclusion: 'approved' | 'conditional' | 'rejected';
  readonly followUp?: string;
  readonly followed?: string;
  readonly approved: string;
  readonly retired?: string;
}

export const OFFER = 'offer-propensity';
export const WIN_BACK = 'win-back';
export const PAY_LATER = 'pay-later-limit';

const predicts: Readonly<Record<string, string>> = {
  [OFFER]: 'how likely somebody is to buy what a campaign offers within 14 days',
  [WIN_BACK]: 'how likely somebody who has not bought for three months is to buy again within 14 days',
  [PAY_LATER]: 'how likely somebody is to pay an invoice in time',
};

/** In regular use. Each was audited before it was approved; where an audit asked for another look, that look was taken. */
// biome-ignore format: a table
export const versions: readonly ModelVersion[] = [
  { model: OFFER, version: '3.1.0', registered: '2025-09-22T09:10', audited: '2025-10-06T15:00', conclusion: 'approved', approved: '2025-10-13T10:30', retired: '2026-02-16T17:00' },
  { model: OFFER, version: '4.0.0', registered: '2026-01-19T09:40', audited: '2026-01-30T16:00', conclusion: 'conditional', followUp: '2026-07-31', followed: '2026-06-12T15:30', approved: '2026-02-05T11:00', retired: '2026-06-30T17:00' },
  { model: OFFER, version: '4.1.0', registered: '2026-05-26T10:20', audited: '2026-06-09T14:00', conclusion: 'approved', approved: '2026-06-15T09:30' },
  { model: WIN_BACK, version: '1.4.0', registered: '2025-09-29T11:00', audited: '2025-10-15T15:10', conclusion: 'approved', approved: '2025-10-21T10:00', retired: '2026-06-01T17:00' },
  { model: WIN_BACK, version: '2.0.0', registered: '2026-04-27T09:00', audited: '2026-05-12T15:00', conclusion: 'approved', approved: '2026-05-18T13:00' },
  { model: PAY_LATER, version: '2.2.0', registered: '2025-12-01T09:00', audited: '2026-01-14T15:00', conclusion: 'conditional', followUp: '2026-07-14', followed: '2026-06-24T11:00', approved: '2026-01-22T10:00', retired: '2026-05-11T17:00' },
  { model: PAY_LATER, version: '2.3.0', registered: '2026-04-13T09:30', audited: '2026-04-29T16:00', conclusion: 'approved', approved: '2026-05-04T09:00' },
];

/** The version that was approved last and not yet retired. */
export function versionAt(model: string, now: number): string {
  const used = versions.findLast((one) => one.model === model && at(one.approved) <= now);
  return used?.version ?? '';
}

/** Puts everything into the agenda. */
export function planGovernance(world: World, extra: readonly ModelVersion[]): void {
  const tell = (when: string, producer: Producer, type: string, data: JsonObject): void =>
    world.agenda.add(at(when), (now) => world.journal.tell(producer, type, now, data));
  for (const [when, person, course, until] of trainings) {
    const requiredFor = ['model.approved', 'campaign.approved'];
    const data = { personId: person, course, version: when.slice(0, 4), validUntil: `${until}T00:00:00Z`, requiredFor };
    tell(when, 'governance', 'training.completed', data);
  }
  for (const [when, policyId, version, rules] of policies) {
    const data = { policyId, version, digest: digestOf(`${policyId} ${version}`), rules };
    tell(when, 'governance', 'policy.published', data);
  }
  for (const [when, type, data] of deliberations) tell(when, 'governance', type, data);
  for (const version of [...versions, ...extra]) planVersion(tell, version);
}

type Tell = (when: string, producer: Producer, type: string, data: JsonObject) => void;

function planVersion(tell: Tell, one: ModelVersion): void {
  const { model: modelId, version, conclusion, followUp } = one;
  if (one.registered !== '') tell(one.registered, 'models', 'model.registered', registration(modelId, version));
  const reason = `Bias audit ba-${modelId}-${version}, conclusion ${conclusion}`;
  if (one.audited !== '')
    tell(one.audited, 'governance', 'biasaudit.completed', {
      ...audit(`ba-${modelId}-${version}`, modelId, version, conclusion),
      ...(followUp !== undefined && { followUpAt: `${followUp}T00:00:00Z` }),
    });
  if (one.followed !== undefined)
    tell(
      one.followed,
      'governance',
      'biasaudit.completed',
      audit(`ba-${modelId}-${version}-2`, modelId, version, 'approved'),
    );
  const decided = { modelId, version, by: 'staff-21' };
  if (one.approved !== '')
    tell(one.approved, 'models', 'model.approved', {
      ...decided,
      reason: one.audited === '' ? 'pilot' : reason,
      conditions: followUp === undefined ? [] : [`bias audit again before ${followUp}`],
    });
  if (one.retired !== undefined)
    tell(one.retired, 'models', 'model.retired', {
      ...decided,
      reason: 'replaced by the next version',
      conditions: [],
    });
}

function registration(modelId: string, version: string): JsonObject {
  return {
    modelId,
    version,
    artefactDigest: digestOf(`${modelId} ${version}`),
    purpose: ADVERTISING,
    predicts: predicts[modelId] ?? modelId,
    trainingData: [{ name: 'orders and reactions', period: '2023-01-01/2025-08-31', legalBasis: 'eu-gdpr:A6-1-f' }],
    card: {
      limits: 'Less certain for people with fewer than three orders; not tested for people under 18',
      intendedUse:
        modelId === PAY_LATER ? 'Proposing an invoice limit to a clerk' : 'Choosing offers; not for prices or credit',
      url: `https://models.fjellmark.example/${modelId}/${version}`,
    },
    owner: 'staff-4',
  };
}

function audit(auditId: string, modelId: string, version: string, conclusion: string): JsonObject {
  return {
    auditId,
    scope: { modelId, version, fromSize: 0, toSize: 0 },
    attributes: ['gender', 'ageBand'],
    metrics: [
      { name: 'disparateImpact', attribute: 'gender', group: 'female', reference: 'male', value: 0.97 },
      { name: 'demographicParityRatio', attribute: 'ageBand', value: conclusion === 'approved' ? 0.83 : 0.76 },
    ],
    excluded: { missingAttribute: 0 },
    auditor: 'Prüfwerk e. V.',
    independence: 'external, no other contract with the controller; on hold-out data before use',
    conclusion,
  };
}

const COURSE = 'AI ethics in marketing';
/** When, who, what, valid until. Whoever approves renews it in time, staff-9 excepted. */
const trainings: readonly (readonly [string, string, string, string])[] = [
  ['2024-09-24T14:00', 'staff-21', COURSE, '2025-10-01'],
  ['2025-02-11T14:00', 'staff-9', COURSE, '2026-02-11'],
  ['2025-09-16T14:00', 'staff-7', COURSE, '2026-09-16'],
  ['2025-09-16T14:05', 'staff-21', COURSE, '2026-09-16'],
  ['2025-09-17T14:00', 'staff-12', 'Reviewing automated decisions', '2026-09-17'],
  ['2026-09-02T14:00', 'staff-7', COURSE, '2027-09-02'],
  ['2026-09-02T14:05', 'staff-21', COURSE, '2027-09-02'],
  ['2026-09-03T14:00', 'staff-12', 'Reviewing automated decisions', '2027-09-03'],
];

const policies: readonly (readonly [string, string, string, Json[]])[] = [
  ['2025-10-01T09:00', 'frequency-cap', '3', [cap(3)]],
  ['2026-05-04T09:00', 'frequency-cap', '4', [cap(2)]],
];

function cap(most: number): JsonObject {
  return {
    ruleId: 'frequency-cap-7d',
    text: {
      en: `At most ${most} messages in 7 days`,
      de: `Höchstens ${most} Nachrichten in 7 Tagen`,
      fr: `Au plus ${most} messages en 7 jours`,
      es: `Como máximo ${most} mensajes en 7 días`,
    },
    field: 'messagesIn7Days',
    operator: '<',
    expected: most,
  };
}

const asked = { consultationId: 'con-2026-1', who: 'consumers', input: 'Say on the message itself why it was sent' };
const watched = {
  risks: ['People may feel watched when an inferred interest is shown to them'],
  measures: ['Inferred interests are explained and can be switched off'],
  status: 'approved',
};
const deliberations: readonly (readonly [string, string, JsonObject])[] = [
  ['2025-10-08T12:00', 'assessment.recorded', { assessmentId: 'dpia-31', kind: 'DPIA', version: '2', ...watched }],
  ['2025-10-09T12:00', 'assessment.recorded', { assessmentId: 'lia-4', kind: 'LIA', version: '1', ...watched }],
  ['2026-01-20T12:00', 'assessment.recorded', { assessmentId: 'fria-2', kind: 'FRIA', version: '1', ...watched }],
  ['2026-03-19T16:00', 'stakeholder.consulted', asked],
  [
    '2026-03-26T09:00',
    'stakeholder.finding',
    { ...asked, input: 'The old notice does not say that interests are guessed' },
  ],
  [
    '2026-04-28T09:00',
    'stakeholder.answered',
    { ...asked, response: 'We will', change: 'Each message links to its reasons; the notice is written anew' },
  ],
];
