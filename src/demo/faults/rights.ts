/** Faults of right: consent, objection, purpose, specially protected data, retention, notice. */
import type { Json, JsonObject } from '../../record/canonical.js';
import { DAY, MINUTE } from '../calendar.js';
import { agree, changeMind, object, serveNotice } from '../consents.js';
import { held, idOf } from '../data.js';
import { CONSENT, type Person, recordOf, stamp, type World } from '../world.js';
import { type Fault, spring } from './fault.js';

const health = ['pd:Purchase', 'pd:Interest', 'pd:Country', 'pd:Region', 'pd:Health'];

export const faultsOfRight: readonly Fault[] = [
  {
    ...spring,
    rule: 'consent-missing',
    what: 'The decision rests on a consent that was given only two days later.',
    consent: 'later',
    decision: (data, person) => ({
      ...data,
      basis: { kind: CONSENT, consentRecordId: recordOf(person, 1), noticeVersion: '3' },
    }),
    made: ({ world, person, now }) =>
      world.agenda.add(now + 2 * DAY, () => {
        serveNotice(world, person, now + 2 * DAY);
        world.agenda.add(now + 2 * DAY + MINUTE, () => agree(world, person, now + 2 * DAY + MINUTE));
      }),
  },
  {
    ...spring,
    rule: 'consent-ended-before-use',
    what: 'The person withdrew three days before; the check before sending stopped the message.',
    before: changeMind,
    decision: (data, person) => ({
      ...data,
      basis: { kind: CONSENT, consentRecordId: recordOf(person, 1), noticeVersion: '3' },
    }),
    message: 'refused',
  },
  {
    ...spring,
    rule: 'objection-ignored',
    what: 'The person objected to direct marketing three days before the decision.',
    before: object,
    message: 'refused',
  },
  {
    ...spring,
    rule: 'purpose-mismatch',
    what: 'Figures kept for deliveries alone were used for advertising.',
    profile: { purposes: ['dpv:DeliveryOfGoods'] },
  },
  {
    ...spring,
    rule: 'special-category-without-explicit-consent',
    what: 'An injury, told for advice on shoes, was used; the consent was not explicit.',
    given: { dataCategories: health },
    before: (world, person, now) => tellHealth(world, person, now, 'data.collected'),
    decision: (data, person) =>
      withInput(data, {
        name: 'injury',
        value: 'knee',
        category: 'pd:Health',
        origin: 'provided',
        collectionIds: [idOf(person, 'injury')],
      }),
  },
  {
    ...spring,
    rule: 'inferred-sensitive-data',
    what: 'From what somebody bought it was guessed that they recover from an injury, and used.',
    given: { dataCategories: health, consentType: 'dpv:ExplicitlyExpressedConsent' },
    before: (world, person, now) => tellHealth(world, person, now, 'data.inferred'),
    decision: (data, person) =>
      withInput(data, {
        name: 'recovering',
        value: 0.7,
        category: 'pd:Health',
        origin: 'inferred',
        collectionIds: [idOf(person, 'injury')],
      }),
  },
  {
    ...spring,
    rule: 'data-past-retention',
    what: 'Figures that were to be kept until 10 March were used on the 12th or later.',
    profile: { retainUntil: '2026-03-10T00:00:00Z' },
  },
  {
    ...spring,
    rule: 'data-without-notice',
    what: 'A region bought from an address dealer was used; no notice says so.',
  },
];

function withInput(data: JsonObject, input: JsonObject): JsonObject {
  const inputs: Json = Array.isArray(data.inputs) ? [...data.inputs, input] : [input];
  return { ...data, inputs };
}

function tellHealth(world: World, person: Person, now: number, type: string): void {
  const inferred =
    type === 'data.inferred'
      ? { derivedFrom: [...person.recent], method: { name: 'affinity', version: '2.1' }, confidence: 0.7 }
      : {};
  const data = {
    ...held(person, 'injury', now, ['pd:Health']),
    ...inferred,
    origin: type === 'data.inferred' ? 'guessed from orders' : 'the person, in the shoe finder',
    sensitivity: 'special',
    sourceSystem: 'shop',
    values: { injury: 'knee', since: stamp(now - 30 * DAY) },
  };
  world.journal.tell(type === 'data.inferred' ? 'features' : 'shop', type, now, data, person.reference);
}
