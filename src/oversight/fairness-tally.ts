/** Counts decisions by group. Of people it keeps no more than it takes to know that a group is not too small to be shown. */
import type { Pseudonym } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import type { Confusion, GroupCounts } from './fairness.js';

/** A group of fewer distinct people is not shown: figures of so few could be told of one of them. */
export const FEWEST_PEOPLE = 10;
/** An attribute with more values is no group attribute, but a measurement or a name. */
const MOST_GROUPS = 1_000;
const BANDS = 10;

/** Why a decision stands in no group. */
export const missingReasons = ['notRecorded', 'keyDestroyed', 'unreadable'] as const;
export type MissingReason = (typeof missingReasons)[number];

export interface Countable {
  readonly person: Pseudonym;
  readonly selected: boolean;
  /** What was observed, null where nothing was. */
  readonly positive: boolean | null;
  readonly score: number | null;
}

/** Decisions with an observed outcome and a score from `from` up to, not including, `to`; the last band includes 1. `small` ones are not shown. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly positives: number;
  readonly scores: number;
  readonly small: boolean;
}

export interface TalliedGroup extends GroupCounts {
  readonly small: boolean;
  readonly bands: readonly Band[];
}

export class FairnessTally {
  readonly #groups = new Map<string, Group>();
  readonly #missing: Record<MissingReason, number> = { notRecorded: 0, keyDestroyed: 0, unreadable: 0 };

  /** @param personOf one name for all pseudonyms of a person; asked only while it is not known that a group is large enough */
  constructor(private readonly personOf: (pseudonym: Pseudonym) => string) {}

  /** @throws LedgerError `bad-request` where there are too many groups */
  add(value: string, decision: Countable): void {
    let group = this.#groups.get(value);
    if (group === undefined) {
      if (this.#groups.size === MOST_GROUPS) throw tooMany();
      group = new Group(value, this.personOf);
      this.#groups.set(value, group);
    }
    group.add(decision);
  }

  miss(reason: MissingReason): void {
    this.#missing[reason]++;
  }

  get missing(): Readonly<Record<MissingReason, number>> {
    return { ...this.#missing };
  }

  /** In the order of their names, which says nothing of how large they are. */
  groups(): readonly TalliedGroup[] {
    return [...this.#groups.values()].toSorted((a, b) => (a.value < b.value ? -1 : 1));
  }
}

class Group implements TalliedGroup {
  n = 0;
  selected = 0;
  readonly labelled = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  readonly #people: People;
  readonly #bands: readonly ScoreBand[];

  constructor(
    readonly value: string,
    personOf: (pseudonym: Pseudonym) => string,
  ) {
    this.#people = new People(personOf);
    this.#bands = Array.from({ length: BANDS }, (_, index) => new ScoreBand(index, new People(personOf)));
  }

  get small(): boolean {
    return !this.#people.enough;
  }

  /** What is left out is all that `labelled` counts beyond what is shown; so it is of enough people too, and takes a shown band with it where it is not. */
  get bands(): readonly Band[] {
    const filled = this.#bands.filter(({ n }) => n > 0);
    const few = filled.filter(({ people }) => !people.enough);
    const leftOut = new Set(few.flatMap(({ people }) => people.few()));
    const next = filled.filter(({ people }) => people.enough).toSorted((a, b) => a.n - b.n)[0];
    const hidden = new Set(few.length > 0 && leftOut.size < FEWEST_PEOPLE ? [...few, next] : few);
    return filled.map((band) => ({ ...band.counts(), small: hidden.has(band) }));
  }

  add({ person, selected, positive, score }: Countable): void {
    this.n++;
    if (selected) this.selected++;
    this.#people.add(person);
    if (positive === null) return;
    this.labelled[cellOf(selected, positive)]++;
    if (score === null || score < 0 || score > 1) return;
    this.#bands[Math.min(BANDS - 1, Math.floor(score * BANDS))]?.add(person, positive, score);
  }
}

class ScoreBand {
  n = 0;
  positives = 0;
  scores = 0;

  constructor(
    private readonly index: number,
    readonly people: People,
  ) {}

  add(person: Pseudonym, positive: boolean, score: number): void {
    this.n++;
    if (positive) this.positives++;
    this.scores += score;
    this.people.add(person);
  }

  counts(): Omit<Band, 'small'> {
    const { index, n, positives, scores } = this;
    return { from: index / BANDS, to: (index + 1) / BANDS, n, positives, scores };
  }
}

/** Distinct people, counted as far as it matters; nobody is remembered beyond that. */
class People {
  readonly #known = new Map<Pseudonym, string>();
  enough = false;

  constructor(private readonly personOf: (pseudonym: Pseudonym) => string) {}

  add(pseudonym: Pseudonym): void {
    if (this.enough || this.#known.has(pseudonym)) return;
    this.#known.set(pseudonym, this.personOf(pseudonym));
    this.enough = new Set(this.#known.values()).size >= FEWEST_PEOPLE;
    if (this.enough) this.#known.clear();
  }

  /** Who they are while they are few. */
  few(): readonly string[] {
    return [...this.#known.values()];
  }
}

function cellOf(selected: boolean, positive: boolean): keyof Confusion {
  if (selected) return positive ? 'truePositives' : 'falsePositives';
  return positive ? 'falseNegatives' : 'trueNegatives';
}

function tooMany(): LedgerError {
  return new LedgerError('bad-request', `There are more than ${MOST_GROUPS} groups in this span.`, [
    { pointer: '/attribute', detail: `name attributes with at most ${MOST_GROUPS} values, or fewer of them` },
  ]);
}
