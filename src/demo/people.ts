/** Who the customers are and what they do of themselves: they join, buy, change their minds, move. Every number here stands in docs/demo.md. */
import { awake, type Country, countries, FIRST_DAY, LAST_DAY, MINUTE, season } from './calendar.js';
import { agreeAgain, changeMind, firstAsked, narrow, object, signal } from './consents.js';
import { bringHistory, correctCountry, linkDevice, openAccount, order } from './data.js';
import type { Fault } from './faults/fault.js';
import { type Random, weighted } from './random.js';
import type { Person, World } from './world.js';

const countryOf = weighted([0.38, 0.24, 0.18, 0.2]);
const bands = ['16-17', '18-29', '30-44', '45-59', '60+'] as const;
const bandOf = weighted([0.01, 0.24, 0.34, 0.27, 0.14]);
const genders = ['female', 'male', 'diverse'] as const;
const genderOf = weighted([0.53, 0.46, 0.01]);
/** How much the older care for what campaigns offer, on average; this is why selection rates differ. */
const TASTE = [0.42, 0.52, 0.5, 0.44, 0.36];

/** @param faults by the number of the person who meets it */
export function makePeople(random: Random, count: number, faults: ReadonlyMap<number, Fault>): readonly Person[] {
  return Array.from({ length: count }, (_, number) => makePerson(random, number, faults.get(number) ?? null));
}

function makePerson(random: Random, number: number, fault: Fault | null): Person {
  const country = countries[countryOf(random)] ?? 'DE';
  const drawn = bandOf(random);
  const band = fault !== null && drawn === 0 ? 2 : drawn;
  const gender = genders[genderOf(random)] ?? 'female';
  // Median 2.2 orders a year, a tenth of the people more than 8: most customers buy seldom.
  const rate = Math.min(90, random.lognormal(2.2, 1));
  const taste = Math.min(0.99, Math.max(0.01, (TASTE[band] ?? 0.45) + 0.2 * random.normal()));
  const joins = random.chance(0.72) || fault !== null ? FIRST_DAY + random.whole(0, 11) : newcomerDay(random);
  return {
    number,
    reference: `crm:C-${10_001 + number}`,
    country,
    ageBand: bands[band] ?? '30-44',
    gender,
    rate,
    taste: fault === null ? taste : random.between(0.82, 0.92),
    joins,
    fault,
    joined: false,
    consent: null,
    consents: 0,
    noticeVersion: '3',
    objected: false,
    orders: 0,
    spent: 0,
    lastOrder: 0,
    recent: [],
    profile: null,
    stale: false,
    account: null,
    region: null,
    shared: false,
    messages: [],
  };
}

/** Newcomers come with the seasons: a day is kept as often as it sells. */
function newcomerDay(random: Random): number {
  for (;;) {
    const day = random.whole(FIRST_DAY + 12, LAST_DAY);
    if (random.chance(season(day) / 1.8)) return day;
  }
}

/** What a person does on a day; most days nothing. One draw decides. @param sells the day's `season` */
export function live(world: World, person: Person, day: number, sells: number): void {
  if (day < person.joins) return;
  if (day === person.joins) join(world, person, day);
  if (day === person.joins || person.fault !== null) return;
  const act = actOf(person, world.random.next(), (person.rate / 365) * sells);
  if (act === null) return;
  const now = awake(world.random, day, person.country);
  world.agenda.add(now, () => act(world, person, now));
}

type Act = (world: World, person: Person, now: number) => void;

function actOf(person: Person, draw: number, buys: number): Act | null {
  if (draw < buys) return order;
  let left = draw - buys;
  if (person.consent === null) return left < (person.consents === 0 ? 0.0006 : 0.0012) ? agreeAgain : null;
  if (left > MOST_ELSE) return null;
  for (const [chance, act] of [WITHDRAW[person.country], ...CONSENTING]) {
    left -= chance;
    if (left < 0) return act;
  }
  return null;
}

/** More than all that follow together. */
const MOST_ELSE = 0.002;
/** Withdrawals a day: about 10 to 17 % of consents in a year. */
const WITHDRAW: Readonly<Record<Country, readonly [number, Act]>> = {
  DE: [0.0004, changeMind],
  FR: [0.0005, changeMind],
  ES: [0.0003, changeMind],
  GB: [0.00045, changeMind],
};
const CONSENTING: readonly (readonly [number, Act])[] = [
  [0.00025, narrow],
  [0.00012, object],
  [0.00022, signal],
  [0.0001, correctCountry],
  [0.00025, linkDevice],
];

function join(world: World, person: Person, day: number): void {
  const now = awake(world.random, day, person.country);
  world.agenda.add(now, () => {
    person.joined = true;
    firstAsked(world, person, now);
  });
  const opened = now + 4 * MINUTE;
  world.agenda.add(opened, () => openAccount(world, person, opened));
  // Who was a customer before brings a history along; newcomers order when they come.
  if (person.fault === null && day < FIRST_DAY + 12)
    world.agenda.add(opened + MINUTE, () => bringHistory(world, person, opened));
  else if (person.fault === null) world.agenda.add(opened + MINUTE, () => order(world, person, opened + MINUTE));
  // Whom a fault meets is known well enough to be decided about by the end of February.
  for (let nth = 0; person.fault !== null && nth < 4; nth++) {
    const bought = awake(world.random, day + 8 + nth * 21, person.country);
    world.agenda.add(bought, () => order(world, person, bought));
  }
}
