/** What people allow: asked, given, refused, narrowed, renewed, expired, withdrawn, objected to, and what their browsers signal. */
import type { JsonObject } from '../record/canonical.js';
import { type Country, DAY, dayOf, MINUTE } from './calendar.js';
import { openAccount } from './data.js';
import { ADVERTISING, digestOf, MAIL_HOUSE, type Person, RETAILER, recordOf, stamp, type World } from './world.js';

/** Share that agrees when asked at first. */
const AGREES: Readonly<Record<Country, number>> = { DE: 0.56, FR: 0.61, ES: 0.7, GB: 0.64 };
/** For how many days an answer counts; where it is short, people are asked again. */
const COUNTS: Readonly<Record<Country, number>> = { DE: 730, FR: 183, ES: 365, GB: 730 };
const RENEWS = 0.64;
export const RECOMMENDING = 'dpv:ProvideProductRecommendations';
const CATEGORIES = ['pd:Purchase', 'pd:Interest', 'pd:Country', 'pd:Region'];
/** The notice was written anew after the consultation of spring. */
const NEW_NOTICE = dayOf('2026-05-04') * DAY;

const languages: Readonly<Record<Country, 'de' | 'fr' | 'es' | 'en'>> = { DE: 'de', FR: 'fr', ES: 'es', GB: 'en' };
const title = {
  de: 'Wie wir Ihre Einkäufe für Angebote verwenden',
  fr: 'Comment nous utilisons vos achats pour nos offres',
  es: 'Cómo usamos sus compras para nuestras ofertas',
  en: 'How we use your purchases for offers',
} as const;
const versions = ['3', '4'] as const;
const digests = new Map(
  Object.values(languages).flatMap((language) =>
    versions.map((version) => [`${language}/${version}`, digestOf(`${title[language]} · pn-fjell ${version}`)]),
  ),
);
const methods: Readonly<Record<Country, string>> = {
  DE: 'switch in the shop app',
  FR: 'consent sheet of the shop',
  ES: 'consent sheet of the shop',
  GB: 'tick box at the account page',
};

/** At the first visit after the ledger began: a notice, then an answer. */
export function firstAsked(world: World, person: Person, now: number): void {
  const { random, agenda } = world;
  const { fault } = person;
  const answered = now + random.whole(8, 100) * 1_000;
  serveNotice(world, person, now);
  if (fault?.consent === 'later') return;
  if (fault !== null || random.chance(person.ageBand === '16-17' ? 0.2 : AGREES[person.country]))
    agenda.add(answered, () => agree(world, person, answered, fault?.given));
  else
    agenda.add(answered, () => {
      const data = { consentRecordId: recordOf(person, 0), purposes: [ADVERTISING, RECOMMENDING], by: 'person' };
      world.journal.tell('consent', 'consent.refused', answered, data, person.reference);
    });
}

export function serveNotice(world: World, person: Person, now: number): void {
  const { id, ...notice } = noticeAt(person, now);
  const component = person.country === 'DE' ? 'shop-app/consent-sheet' : 'shop-web/consent-sheet';
  const data = { noticeId: id, ...notice, layer: 'first', component };
  world.journal.tell('consent', 'notice.served', now, data, person.reference);
}

/** @param changes to the consent record, for what is wrong on purpose */
export function agree(world: World, person: Person, now: number, changes: JsonObject = {}): void {
  person.consents++;
  person.consent = recordOf(person, person.consents);
  person.objected = false;
  tellConsent(world, person, now, 'consent.given', changes);
}

function tellConsent(world: World, person: Person, now: number, type: string, changes: JsonObject = {}): void {
  const notice = noticeAt(person, now);
  const expires = now + COUNTS[person.country] * DAY;
  person.noticeVersion = notice.version;
  const data = {
    consentRecordId: person.consent ?? '',
    purposes: [ADVERTISING, RECOMMENDING],
    dataCategories: CATEGORIES,
    notice,
    consentType: 'dpv:ExpressedConsent',
    method: methods[person.country],
    jurisdiction: person.country,
    controller: RETAILER,
    recipients: [MAIL_HOUSE],
    expiresAt: stamp(expires),
    signals: { gpc: false },
    ...changes,
  };
  world.journal.tell('consent', type, now, data, person.reference);
  const record = person.consent;
  const asked = expires - world.random.whole(2, 20) * DAY;
  const again = person.fault !== null || world.random.chance(RENEWS);
  if (again) world.agenda.add(asked, () => renew(world, person, record, asked));
  else world.agenda.add(expires, () => expire(world, person, record, expires));
}

function renew(world: World, person: Person, record: string | null, now: number): void {
  if (person.consent !== record) return;
  serveNotice(world, person, now);
  const answered = now + MINUTE;
  world.agenda.add(answered, () => {
    if (person.consent === record) tellConsent(world, person, answered, 'consent.renewed');
  });
}

function expire(world: World, person: Person, record: string | null, now: number): void {
  if (person.consent !== record) return;
  person.consent = null;
  world.journal.tell('consent', 'consent.expired', now, { consentRecordId: record, by: 'system' }, person.reference);
}

/** Switched off. */
export function changeMind(world: World, person: Person, now: number): void {
  if (person.consent === null) return;
  const data = { consentRecordId: person.consent, reason: world.random.pick(REASONS), by: 'person' };
  person.consent = null;
  world.journal.tell('consent', 'consent.withdrawn', now, data, person.reference);
}

const REASONS = ['switched off in the app', 'too many messages', 'no reason given', 'preference page'] as const;

/** Advertising yes, recommendations no more. */
export function narrow(world: World, person: Person, now: number): void {
  if (person.consent === null) return;
  const data = { consentRecordId: person.consent, purposes: [RECOMMENDING], by: 'person' };
  world.journal.tell('consent', 'consent.withdrawn', now, data, person.reference);
}

/** Somebody who refused, withdrew or let it lapse agrees after all. */
export function agreeAgain(world: World, person: Person, now: number): void {
  if (person.consent !== null) return;
  serveNotice(world, person, now);
  const answered = now + MINUTE;
  world.agenda.add(answered, () => {
    if (person.consent !== null) return;
    agree(world, person, answered);
    openAccount(world, person, answered);
  });
}

/** By letter or in the account: the right to object (GDPR Art. 21(2)). */
export function object(world: World, person: Person, now: number): void {
  person.objected = true;
  const data = { right: 'eu-gdpr:A21', scope: ['dpv:DirectMarketing'], includesProfiling: world.random.chance(0.8) };
  world.journal.tell('service-desk', 'processing.objected', now, data, person.reference);
}

/** A browser that says "do not sell or share" is heeded; "do not track" has no effect here, and that is said. */
export function signal(world: World, person: Person, now: number): void {
  const gpc = world.random.chance(0.4);
  if (gpc) person.objected = true;
  const data = gpc
    ? {
        kind: 'gpc',
        raw: 'Sec-GPC: 1',
        appliedEffect: 'objection',
        ...(person.consent !== null && { conflictsWith: person.consent }),
      }
    : { kind: 'dnt', raw: 'DNT: 1', appliedEffect: 'none' };
  world.journal.tell('shop', 'signal.received', now, data, person.reference);
}

function noticeAt(person: Person, now: number) {
  const language = languages[person.country];
  const version = now < NEW_NOTICE ? '3' : '4';
  return { id: 'pn-fjell', version, digest: digests.get(`${language}/${version}`) ?? '', language };
}
