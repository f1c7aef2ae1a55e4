/** Recording events: one by one, in batches, as a stream, from a file, or the ledger's own, all take this path. */
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { APPEND_BYTES, EventLog, type ExpectedRevision } from '../log/event-log.js';
import { Clock, Randomness } from '../record/clock.js';
import type { Instant, Pseudonym, RecordId, StreamName } from '../record/ids.js';
import { type FieldError, LedgerError } from '../record/ledger-error.js';
import { type CommittedRecord, decodeHeader } from '../record/record.js';
import { Vault } from '../vault/vault.js';
import { type Made, RANDOM_BYTES } from './make-record.js';
import type { Authority, Prepared } from './prepare.js';
import { isSameContent } from './repeats.js';
import { LIFTS_FENCE, subjectsFor } from './subjects-of.js';
import type { Judged, Turn } from './turn.js';

/** Where a fact stands, be it recorded now or long ago. */
export interface Recorded {
  readonly id: RecordId;
  readonly stream: StreamName;
  readonly revision: number;
  /** Opaque to callers. */
  readonly position: string;
  readonly recordedAt: Instant;
  readonly duplicate: boolean;
  readonly warnings: readonly FieldError[];
}

export type Outcome = Recorded | LedgerError;

/** A place in a row of commands: `before` settles when those in front have handed their records to the log. */
export interface Place {
  readonly before: Promise<void>;
  readonly leave: () => void;
}

/**
 * Records each event on its own: a refused one never blocks its neighbours. Outcomes stand in the order of the events; they are durable.
 * @throws LedgerError `unavailable`, `unknown-outcome` where records cannot be stored: some may be, and a repeat of all is safe
 */
export class RecordEvents extends Command<readonly Outcome[]> {
  constructor(
    /** Each is asked for when the one before it is on its way to the log. */
    readonly turns: Iterable<Turn | Promise<Turn>>,
    readonly by: Authority,
    /** Of each event's stream; for the ledger's own workflows. */
    readonly expected: ExpectedRevision = 'any',
    /** Where several commands carry one request: its place among them. */
    readonly place: Place = { before: Promise.resolve(), leave: () => undefined },
  ) {
    super();
  }
}

@CommandHandler(RecordEvents)
export class RecordEventsHandler implements ICommandHandler<RecordEvents> {
  constructor(
    private readonly log: EventLog,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  async execute({ turns, by, expected, place }: RecordEvents): Promise<readonly Outcome[]> {
    const writing = await this.#begun(turns, by, expected, place.before).finally(place.leave);
    return (await Promise.all(writing)).flat();
  }

  /** @returns what settles when the records are durable, once all of them are on their way */
  async #begun(
    turns: RecordEvents['turns'],
    by: Authority,
    expected: ExpectedRevision,
    before: Promise<void>,
  ): Promise<readonly Promise<readonly Outcome[]>[]> {
    const writing: Promise<readonly Outcome[]>[] = [];
    for await (const turn of turns) {
      const { written, mustSettle } = await this.#begin(turn, by, expected, before).finally(() => turn.release());
      // The failure of a turn is heard below; until then it must not count as unhandled.
      written.catch(() => undefined);
      writing.push(written);
      if (mustSettle) await written;
    }
    return writing;
  }

  /** Everything up to handing the records to the log. `written` settles when they are durable. */
  async #begin(turn: Turn, by: Authority, expected: ExpectedRevision, before: Promise<void>): Promise<Begun> {
    const { judged } = turn;
    const outcomes: (Outcome | undefined)[] = new Array(judged.length);
    const known = await this.log.lookup(judged.flatMap((item) => (item instanceof LedgerError ? [] : item.id)));
    const fresh: { readonly index: number; readonly item: Judged }[] = [];
    for (const [index, item] of judged.entries()) {
      const committed = item instanceof LedgerError ? undefined : known.get(item.id);
      if (item instanceof LedgerError) outcomes[index] = item;
      else if (committed === undefined) fresh.push({ index, item });
      else outcomes[index] = await this.#repeat(turn.prepared(index), committed);
    }
    if (fresh.length === 0) return { written: Promise.resolve(settled(outcomes)), mustSettle: false };
    const recordedAt = this.clock.now();
    const items = fresh.map(({ item }) => item);
    const { of, comingBack, ...keys } = await subjectsFor(this.vault, items, Number(recordedAt.slice(0, 4)));
    const records = await turn.make(
      fresh.map(({ index, item }) => ({ index, subject: of(item) })),
      { actor: by.id, recordedAt, ...keys },
      this.randomness.bytes(RANDOM_BYTES * fresh.length),
    );
    // Events stand in the log in the order in which they were sent: only neighbours of one stream share an append.
    // What one append need not hold goes into the next.
    const runs: Run[] = [];
    for (const [at, { index }] of fresh.entries()) {
      const made = records[at];
      if (made === undefined || made instanceof LedgerError) {
        outcomes[index] = made;
        continue;
      }
      const last = runs.at(-1);
      const bytes = made.record.header.length + made.record.body.length;
      if (last?.stream === made.stream && (last.bytes + bytes <= APPEND_BYTES || expected !== 'any')) {
        last.waiting.push({ index, made, recordedAt });
        last.bytes += bytes;
      } else runs.push({ stream: made.stream, waiting: [{ index, made, recordedAt }], bytes });
    }
    await before;
    return this.#write(runs, expected, outcomes, comingBack);
  }

  /** Apart from `#begin`, so that what waits for the disk keeps nothing alive of what was parsed. */
  #write(
    runs: readonly Run[],
    expected: ExpectedRevision,
    outcomes: (Outcome | undefined)[],
    comingBack: readonly Pseudonym[],
  ): Begun {
    const appends = runs.map(({ stream, waiting }) => this.#append(stream, waiting, expected, outcomes));
    const written = Promise.all(appends)
      .then(() => Promise.all(comingBack.map((pseudonym) => this.vault.liftFence(pseudonym))))
      .then(() => settled(outcomes));
    return { written, mustSettle: comingBack.length > 0 };
  }

  async #append(
    stream: StreamName,
    waiting: readonly Waiting[],
    expected: ExpectedRevision,
    outcomes: (Outcome | undefined)[],
  ): Promise<void> {
    try {
      const records = waiting.map(({ made }) => made.record);
      const appended = await this.log.append(stream, records, expected);
      for (const [at, { position, revision, duplicate }] of appended.entries()) {
        const item = waiting[at];
        if (item === undefined) continue;
        const { index, made, recordedAt } = item;
        const { id } = made.record;
        outcomes[index] = duplicate
          ? await this.#stored(id)
          : { id, stream, revision, position: String(position), recordedAt, duplicate, warnings: made.warnings };
      }
    } catch (error) {
      if (!(error instanceof LedgerError) || error.kind === 'unavailable' || error.kind === 'corrupt') throw error;
      // All or nothing: to know whose fault it is, each is tried alone, in order.
      const [first] = waiting;
      if (waiting.length > 1) for (const one of waiting) await this.#append(stream, [one], expected, outcomes);
      else if (first !== undefined) outcomes[first.index] = error;
    }
  }

  async #repeat(item: Prepared, committed: CommittedRecord): Promise<Outcome> {
    const header = decodeHeader(committed);
    if (!(await isSameContent(this.vault, item, committed)))
      return new LedgerError(
        'conflict',
        `This id of this source was recorded at ${header.recordedAt} as record ${header.id} with other content. A new fact needs a new id; a mistake is put right with record.corrected.`,
        [{ pointer: '/id', detail: 'Was used for another event.' }],
      );
    if (LIFTS_FENCE.has(item.fact.type)) await this.#liftAgain(item, header.subject);
    return outcomeOf(committed);
  }

  /** Between a consent's record and the lifting of the fence the process may have died; the repeat makes up for it. */
  async #liftAgain({ fact }: Prepared, recorded: Pseudonym | undefined): Promise<void> {
    const [subject] = fact.subject === undefined ? [] : await this.vault.subjectsOf([fact.subject]);
    if (subject?.fenced && subject.pseudonym === recorded) await this.vault.liftFence(subject.pseudonym);
  }

  /** Somebody else recorded the same fact a moment earlier. */
  async #stored(id: RecordId): Promise<Outcome> {
    const committed = (await this.log.lookup([id])).get(id);
    if (committed === undefined) throw new LedgerError('unknown-outcome');
    return outcomeOf(committed);
  }
}

interface Begun {
  readonly written: Promise<readonly Outcome[]>;
  /** What follows may depend on it: a fence is lifted. */
  readonly mustSettle: boolean;
}

/** Neighbours of one stream, which share an append. */
interface Run {
  readonly stream: StreamName;
  readonly waiting: Waiting[];
  bytes: number;
}

interface Waiting {
  readonly index: number;
  readonly made: Made;
  readonly recordedAt: Instant;
}

function outcomeOf(committed: CommittedRecord): Recorded {
  const { recordedAt } = decodeHeader(committed);
  const { id, stream, revision, position } = committed;
  return { id, stream, revision, position: String(position), recordedAt, duplicate: true, warnings: [] };
}

function settled(outcomes: readonly (Outcome | undefined)[]): readonly Outcome[] {
  return outcomes.map((outcome) => outcome ?? new LedgerError('unknown-outcome'));
}
