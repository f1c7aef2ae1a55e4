/** The year, told in order of time: what governs it, the lives of the customers, the campaigns, and what goes wrong on purpose. The same seed tells the same year. */
import { LedgerError } from '../record/ledger-error.js';
import { Agenda } from './agenda.js';
import { at, DAY, dayOf, FIRST_DAY, HISTORY_FROM, HOUR, LAST_DAY, local, season, YEAR } from './calendar.js';
import { campaignOf, planCampaigns, planIncident } from './campaigns.js';
import { calculate } from './data.js';
import { decide } from './decisions.js';
import type { Fault } from './faults/fault.js';
import { faults } from './faults/faults.js';
import { mishandledVersions } from './faults/governance.js';
import { type DemoEvent, Journal } from './journal.js';
import { planGovernance } from './models.js';
import { live, makePeople } from './people.js';
import { Random } from './random.js';
import { ADVERTISING, type Asked, type Planted, type Sights, type World } from './world.js';

export interface YearOptions {
  readonly consumers: number;
  readonly seed: number;
}

export interface Year {
  /** In the order in which producers send them. */
  readonly events: Generator<readonly DemoEvent[]>;
  /** Whole once all events were taken. */
  readonly planted: readonly Planted[];
  readonly asked: readonly Asked[];
  readonly sights: Sights;
  /** Who is to be erased when the year is over … */
  readonly toErase: readonly string[];
  /** … and what is sent about them all the same. */
  afterErasure(): readonly DemoEvent[];
}

/** Every fault needs a person of its own. */
export const FEWEST = 50;
const MOST = 1_000_000;
/** Events that are handed over together. */
const GROUP = 500;

/** @throws LedgerError `bad-request` where the number of consumers is too small for all faults, or too large for memory */
export function yearOf({ consumers, seed }: YearOptions): Year {
  if (!Number.isSafeInteger(consumers) || consumers < FEWEST || consumers > MOST)
    throw new LedgerError('bad-request', `The demo takes ${FEWEST} to ${MOST.toLocaleString('en')} consumers.`);
  const world = makeWorld(consumers, seed);
  const erased = world.people.filter(({ fault }) => fault?.rule === 'erased-subject-reappears');
  return {
    events: tell(world),
    planted: world.planted,
    asked: world.asked,
    sights: world.sights,
    toErase: erased.map(({ reference }) => reference),
    afterErasure: () => {
      for (const { reference, fault } of erased) reappear(world, reference, fault?.what ?? '');
      return world.journal.take();
    },
  };
}

function* tell(world: World): Generator<readonly DemoEvent[]> {
  for (let day = HISTORY_FROM; day <= LAST_DAY; day++) {
    const sells = season(day);
    if (day >= FIRST_DAY) for (const person of world.people) live(world, person, day, sells);
    for (const _ of world.agenda.through(day)) if (world.journal.waiting >= GROUP) yield world.journal.take();
  }
  if (world.journal.waiting > 0) yield world.journal.take();
}

function makeWorld(consumers: number, seed: number): World {
  const random = new Random(`year ${seed} ${consumers}`);
  const copies = Math.min(5, Math.max(1, Math.floor(consumers / 1_000)));
  const cases = Array.from({ length: copies }, () => [...faults]).flat();
  const people = makePeople(random, consumers, placed(random, cases, consumers));
  const numbers = { dec: 0, msg: 0 };
  const world: World = {
    random,
    agenda: new Agenda(),
    journal: new Journal(),
    people,
    planted: [],
    asked: [],
    sights: {},
    next: (kind) => `${kind}-${String(++numbers[kind]).padStart(6, '0')}`,
  };
  planGovernance(world, mishandledVersions);
  planCampaigns(world);
  planIncident(world, copies);
  planFaults(world);
  return world;
}

/** Who meets which fault: anybody, each one only. */
function placed(random: Random, cases: readonly Fault[], consumers: number): ReadonlyMap<number, Fault> {
  const taken = new Map<number, Fault>();
  for (const fault of cases) {
    let number = random.whole(0, consumers - 1);
    while (taken.has(number)) number = (number + 1) % consumers;
    taken.set(number, fault);
  }
  return taken;
}

function planFaults(world: World): void {
  const { random, agenda } = world;
  for (const person of world.people) {
    const { fault } = person;
    if (fault === null) continue;
    const day = dayOf(fault.on);
    const campaign = campaignOf(fault.campaign);
    const decided = local(day, 9 + 8 * random.next(), person.country);
    const calculated = decided - 5 * DAY;
    const before = decided - 3 * DAY + HOUR;
    agenda.add(calculated, () => calculate(world, person, calculated));
    agenda.add(before, () => fault.before?.(world, person, before));
    agenda.add(decided, () => decide(world, person, campaign, decided));
  }
}

/** A list that was not cleaned: a decision about somebody whom the ledger was told to forget, on legitimate interest, so that nothing else is wrong with it. */
function reappear(world: World, consumer: string, what: string): void {
  const decisionId = world.next('dec');
  const data = {
    decisionId,
    question: 'Is a catalogue sent to this former customer?',
    outcome: { action: 'offer', label: 'catalogue', value: true },
    purpose: ADVERTISING,
    basis: { kind: 'eu-gdpr:A6-1-f', assessmentRef: 'lia-4' },
    inputs: [{ name: 'lastOrder', value: '2026-01-20', category: 'pd:Purchase', origin: 'observed' }],
    steps: [
      {
        kind: 'segment',
        field: 'lastOrder',
        operator: '>',
        expected: '2025-10-30',
        actual: '2026-01-20',
        result: 'passed',
        text: 'Former customers of the last year get a catalogue',
      },
    ],
    automation: 'full',
    significance: 'none',
    consequences: 'none known',
    channel: 'post',
  };
  world.journal.tell('decisions', 'decision.made', at(`${YEAR.to}T10:00`), data, consumer);
  world.planted.push({ rule: 'erased-subject-reappears', decisionId, consumer, what });
}
