/** What is held about people: what they gave, what was observed and obtained, and what was calculated and guessed from it. */
import type { JsonObject } from '../record/canonical.js';
import { type Country, DAY, MINUTE } from './calendar.js';
import { type Random, rounded } from './random.js';
import { ADVERTISING, CONSENT, MAIL_HOUSE, type Person, recordOf, stamp, type World } from './world.js';

const MEDIAN_BASKET: Readonly<Record<Country, number>> = { DE: 64, FR: 58, ES: 47, GB: 61 };
const goods = [
  'running shoes',
  'rain jacket',
  'day pack',
  'tent',
  'climbing rope',
  'headlamp',
  'socks',
  'stove',
] as const;
const regions: Readonly<Record<Country, readonly [string, ...string[]]>> = {
  DE: ['Berlin', 'Bayern', 'Sachsen', 'Nordrhein-Westfalen'],
  FR: ['Occitanie', 'Bretagne', 'Île-de-France'],
  ES: ['Madrid', 'Cataluña', 'Andalucía'],
  GB: ['Wales', 'Scotland', 'Yorkshire'],
};

/** The account: needed for the contract; its country also for advertising where the person agreed. */
export function openAccount(world: World, person: Person, now: number): void {
  const { journal, random, agenda } = world;
  const account = held(person, `country-${person.consents}`, now, ['pd:Country']);
  person.account = consentFor(person) === null ? null : account.collectionId;
  const data = {
    ...account,
    origin: 'the person, at the account page',
    sourceSystem: 'shop',
    values: { country: person.country },
  };
  journal.tell('shop', 'data.collected', now, data, person.reference);
  const asked = person.fault?.rule === 'data-without-notice' || random.chance(0.12);
  if (person.consent === null || person.region !== null || !asked) return;
  const later = now + random.whole(2, 9) * DAY;
  agenda.add(later, () => obtainRegion(world, person, later));
}

function obtainRegion(world: World, person: Person, now: number): void {
  if (person.consent === null) return;
  const { noticeRef, ...region } = held(person, 'region', now, ['pd:Region']);
  person.region = region.collectionId;
  const data = {
    ...region,
    ...(person.fault?.rule !== 'data-without-notice' && { noticeRef }),
    origin: 'Adressdienst Rhein AG',
    sourceSystem: 'address-import',
    values: { region: world.random.pick(regions[person.country]) },
  };
  world.journal.tell('address-import', 'data.obtained', now, data, person.reference);
}

/** An order. Without consent it is kept for the contract alone. */
export function order(world: World, person: Person, now: number): void {
  const { random, journal } = world;
  person.orders++;
  const amount = rounded(Math.max(5, random.lognormal(MEDIAN_BASKET[person.country], 0.55)));
  person.spent += amount;
  person.lastOrder = now;
  person.stale = true;
  const what = `order-${person.orders}`;
  person.recent = [...person.recent.slice(-2), idOf(person, what)];
  const items = Math.min(9, 1 + Math.floor(random.exponential(1.4)));
  const data = {
    ...held(person, what, now, ['pd:Purchase']),
    origin: random.chance(0.78) ? 'orders in the shop' : 'till with the customer card',
    sourceSystem: 'shop',
    values: { amount, items, article: random.pick(goods) },
  };
  journal.tell('shop', 'data.observed', now, data, person.reference);
}

/** What a customer ordered before the ledger began, as one collection. */
export function bringHistory(world: World, person: Person, now: number): void {
  const { random, journal } = world;
  person.orders = Math.floor(person.rate * random.between(0.2, 2.2));
  if (person.orders === 0) return;
  person.spent = rounded(person.orders * random.lognormal(MEDIAN_BASKET[person.country], 0.35));
  person.lastOrder = now - Math.min(700, 1 + random.exponential(365 / person.rate)) * DAY;
  person.stale = true;
  person.recent = [idOf(person, 'history')];
  const data = {
    ...held(person, 'history', now, ['pd:Purchase']),
    origin: 'orders of earlier years',
    sourceSystem: 'shop',
    values: { orders: person.orders, spent: person.spent, lastOrder: stamp(person.lastOrder).slice(0, 10) },
  };
  journal.tell('shop', 'data.observed', now + MINUTE, data, person.reference);
}

/** The night before a campaign: figures and a guess, made anew for those who bought since. */
export function calculate(world: World, person: Person, now: number): void {
  if (consentFor(person) === null || person.orders === 0 || !person.stale) return;
  person.stale = false;
  const { random, journal } = world;
  const nth = `${person.orders}`;
  const averageBasket = rounded(person.spent / person.orders);
  const affinity = guess(random, person);
  const behaviour = {
    ...held(person, `behaviour-${nth}`, now, ['pd:Purchase']),
    origin: 'calculated from orders',
    sourceSystem: 'features',
    values: { orders: person.orders, averageBasket, lastOrder: stamp(person.lastOrder).slice(0, 10) },
    derivedFrom: [...person.recent],
    method: { name: 'recency-frequency-value', version: '1.3' },
    ...person.fault?.profile,
  };
  journal.tell('features', 'data.derived', now, behaviour, person.reference);
  const confidence = rounded(1 - 0.5 / Math.sqrt(person.orders));
  const interest = {
    ...held(person, `interest-${nth}`, now + MINUTE, ['pd:Interest']),
    origin: 'guessed from orders',
    sourceSystem: 'features',
    values: { outdoorInterest: affinity },
    derivedFrom: [behaviour.collectionId],
    method: { name: 'affinity', version: '2.1' },
    confidence,
  };
  world.agenda.add(now + MINUTE, () =>
    journal.tell('features', 'data.inferred', now + MINUTE, interest, person.reference),
  );
  const { collectionId } = behaviour;
  person.profile = {
    orders: person.orders,
    averageBasket,
    affinity,
    behaviour: collectionId,
    interest: interest.collectionId,
  };
}

/** The guess is the better the more somebody bought. */
function guess(random: Random, person: Person): number {
  const noise = person.fault === null ? (0.18 / Math.sqrt(person.orders)) * random.normal() : 0;
  return rounded(Math.min(0.99, Math.max(0.01, person.taste + noise)));
}

/** Country or name were wrong. */
export function correctCountry(world: World, person: Person, now: number): void {
  if (person.account === null) return;
  const data = {
    collectionIds: [person.account],
    reason: 'the person corrected the address',
    values: { country: person.country, postcode: 'corrected' },
  };
  world.journal.tell('service-desk', 'data.rectified', now, data, person.reference);
}

/** The app turns out to be used by somebody who is known. */
export function linkDevice(world: World, person: Person, now: number): void {
  const data = { otherSubject: `app:device-${(0xa000 + person.number).toString(16)}` };
  world.journal.tell('shop', 'identity.linked', now, data, person.reference);
}

/** Before the first message the mail house gets what it needs. */
export function share(world: World, person: Person, now: number): void {
  if (person.shared || person.account === null) return;
  person.shared = true;
  const data = {
    collectionIds: [person.account],
    recipients: [MAIL_HOUSE],
    safeguard: 'processing contract, no transfer outside Europe',
    purposes: [ADVERTISING],
  };
  world.journal.tell('mailer', 'data.shared', now, data, person.reference);
}

export function idOf(person: Person, what: string): string {
  return `col-${10_001 + person.number}-${what}`;
}

export function held(person: Person, what: string, now: number, categories: readonly string[]) {
  const consent = consentFor(person);
  const legalBasis: JsonObject =
    consent === null ? { kind: 'eu-gdpr:A6-1-b' } : { kind: CONSENT, consentRecordId: consent };
  return {
    collectionId: idOf(person, what),
    categories: [...categories],
    purposes: ['dpv:CustomerManagement', ADVERTISING].slice(0, consent === null ? 1 : 2),
    legalBasis,
    noticeRef: `pn-fjell/${person.noticeVersion}`,
    sensitivity: 'ordinary',
    retainUntil: `${stamp(now + 730 * DAY).slice(0, 10)}T00:00:00Z`,
  };
}

/** One fault is that data are used as if a consent stood that comes only later. */
function consentFor(person: Person): string | null {
  return person.fault?.consent === 'later' ? recordOf(person, 1) : person.consent;
}
