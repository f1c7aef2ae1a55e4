/**
 * A turn: events that are judged, sealed and handed to the log together. The steps in between need the log and the vault, the judging and sealing
 * need neither: they happen on this thread (here) or on another one (`preparing.ts`).
 */
import type { Pseudonym, RecordId } from '../record/ids.js';
import { LedgerError } from '../record/ledger-error.js';
import { type Circumstances, type Made, makeRecord, RANDOM_BYTES, type SubjectKey } from './make-record.js';
import { type Authority, type Fact, type Prepared, prepare } from './prepare.js';
import { LIFTS_FENCE } from './subjects-of.js';

/** What must be known of an event before its record can be made: whether it was recorded already, and who it is about. */
export interface Judged {
  readonly id: RecordId;
  /** As sent, `scheme:value`. */
  readonly subject: string | undefined;
  /** In its place in the ledger's own events. */
  readonly pseudonym: Pseudonym | undefined;
  /** Other consumers that `data` names, as sent. */
  readonly references: readonly string[];
  /** It may hold group attributes. */
  readonly groups: boolean;
  /** A person who was erased wants to be known again. */
  readonly liftsFence: boolean;
}

/** What the records of a turn have in common. */
export type Common = Omit<Circumstances, 'subject' | 'random'>;

export interface ToMake {
  /** Of the event in its turn. */
  readonly index: number;
  readonly subject: SubjectKey | undefined;
}

export interface Turn {
  /** In the order of the events; a refusal where one is wrong. */
  readonly judged: readonly (Judged | LedgerError)[];
  /** The whole event, for the rare case that its id was used before. Only for one that is not refused. */
  prepared(index: number): Prepared;
  /**
   * Their records, or why one cannot be made. To be called once at the most.
   * @param random `RANDOM_BYTES` for each
   */
  make(
    items: readonly ToMake[],
    common: Common,
    random: Uint8Array,
  ): readonly (Made | LedgerError)[] | Promise<readonly (Made | LedgerError)[]>;
  /** To be called when no more is wanted of it. */
  release(): void;
}

/**
 * Events of a turn on this thread. What was parsed lives no longer than its turn: the longer the turn, the more the garbage collector has to carry
 * about; the shorter, the more often the log and the vault are asked.
 */
const EVENTS = 32;

/** Events, or what was wrong with them already, in turns. Each is asked for when its turn comes, and let go once its record is made. */
export function* turnsHere(events: Iterable<Fact | LedgerError>, by: Authority): Generator<Turn> {
  let some: (Fact | LedgerError)[] = [];
  for (const event of events) {
    if (some.push(event) < EVENTS) continue;
    yield turnHere(some, by);
    some = [];
  }
  if (some.length > 0) yield turnHere(some, by);
}

/** A turn whose records are made at once. */
export interface TurnHere extends Turn {
  make(items: readonly ToMake[], common: Common, random: Uint8Array): readonly (Made | LedgerError)[];
}

export function turnHere(events: readonly (Fact | LedgerError)[], by: Authority): TurnHere {
  const all = events.map((event) => (event instanceof LedgerError ? event : orRefusal(() => prepare(event, by))));
  const prepared = (index: number): Prepared => unrefused(all, index);
  return {
    judged: all.map((one) => (one instanceof LedgerError ? one : judgedOf(one))),
    prepared,
    make: (items, common, random) =>
      items.map(({ index, subject }, at) =>
        orRefusal(() =>
          makeRecord(prepared(index), {
            ...common,
            subject,
            random: random.subarray(at * RANDOM_BYTES, (at + 1) * RANDOM_BYTES),
          }),
        ),
      ),
    release: () => undefined,
  };
}

/** One of those that are not refused. */
export function unrefused<T>(all: readonly (T | LedgerError)[], index: number): T {
  const one = all[index];
  if (one === undefined || one instanceof LedgerError) throw one ?? new LedgerError('internal');
  return one;
}

function judgedOf({ id, fact, definition, references }: Prepared): Judged {
  return {
    id,
    subject: fact.subject,
    pseudonym: fact.pseudonym,
    references,
    groups: definition.groups.length > 0,
    liftsFence: LIFTS_FENCE.has(fact.type),
  };
}

function orRefusal<T>(work: () => T): T | LedgerError {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return error;
  }
}
