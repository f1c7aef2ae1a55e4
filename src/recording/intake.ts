/** A request with events, from its bytes to what is answered. */
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { LedgerError } from '../record/ledger-error.js';
import { Gathering } from './gathering.js';
import { groupsOfLines } from './lines.js';
import type { Authority } from './prepare.js';
import { Preparing } from './preparing.js';
import { type Outcome, type Place, RecordEvents, type Recorded } from './record-events.js';
import type { RecordedMany } from './responses.js';
import { formOf, readBatch, readBinary, type Unread } from './sent-events.js';
import { Summary } from './summary.js';
import { turnsHere } from './turn.js';

/** What of an HTTP request matters here. `body` is bytes, or a stream of them where the content type is NDJSON. */
export interface EventsRequest {
  readonly headers: { readonly 'content-type'?: string | undefined; readonly 'content-encoding'?: string | undefined };
  readonly rawHeaders: readonly string[];
  readonly body: unknown;
}

/** Groups of a stream that are in work at once: one is sealed while the other is written. */
const GROUPS = 2;
/** Elements of a batch that are recorded at a time, so that others are served in between. */
const ELEMENTS = 128;

@Injectable()
export class Intake {
  readonly #singles = new Gathering((lines, by) =>
    this.commands.execute(new RecordEvents(this.preparing.turnsOf({ form: 'lines', lines }, by, []), by)),
  );

  constructor(
    private readonly commands: CommandBus,
    private readonly preparing: Preparing,
  ) {}

  /** @throws LedgerError where nothing of the request can be recorded, or the one event it holds is refused */
  async take(request: EventsRequest, by: Authority): Promise<Recorded | RecordedMany> {
    const form = formOf(request.headers['content-type'], request.headers['content-encoding']);
    if (form === 'lines') return this.lines(request.body instanceof Readable ? request.body : Readable.from([]), by);
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (form === 'batch') return this.#batch(body, by);
    const outcome =
      form === 'one' ? await this.#singles.add(body, by) : await this.#binary(request.rawHeaders, body, by);
    if (outcome === undefined || outcome instanceof LedgerError) throw outcome ?? new LedgerError('internal');
    return outcome;
  }

  async #binary(rawHeaders: readonly string[], body: Buffer, by: Authority): Promise<Outcome | undefined> {
    const [outcome] = await this.commands.execute(new RecordEvents(turnsHere([readBinary(rawHeaders, body)], by), by));
    return outcome;
  }

  async #batch(body: Buffer, by: Authority): Promise<RecordedMany> {
    const slices = readBatch(body);
    const summary = new Summary();
    const pipeline = new Pipeline(GROUPS);
    const row = new Row();
    for (let start = 0; start < slices.length; start += ELEMENTS) {
      const some: Unread = { form: 'elements', body, slices: slices.slice(start, start + ELEMENTS) };
      await pipeline.add(this.#summed(some, by, row, (at, id, outcome) => summary.add(start + at, id, outcome)));
    }
    await pipeline.end();
    return summary.answer();
  }

  /** NDJSON of any length; read no faster than it is recorded. */
  async lines(stream: Readable, by: Authority): Promise<RecordedMany> {
    const summary = new Summary();
    const pipeline = new Pipeline(GROUPS);
    const row = new Row();
    try {
      for await (const group of groupsOfLines(stream))
        await pipeline.add(
          this.#summed({ form: 'lines', lines: group }, by, row, (at, id, outcome) =>
            summary.add(group[at]?.index ?? 0, id, outcome),
          ),
        );
      await pipeline.end();
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      const so = `${error.message} ${summary.recorded} events of this stream were recorded; send it again, nothing is stored twice.`;
      throw new LedgerError(error.code, so, error.errors, { cause: error });
    }
    return summary.answer();
  }

  /** Of what is read, only the ids are kept until the outcomes are known. */
  async #summed(
    unread: Unread,
    by: Authority,
    row: Row,
    add: (at: number, eventId: string | null, outcome: Outcome) => void,
  ): Promise<void> {
    const ids: (string | null)[] = [];
    const turns = this.preparing.turnsOf(unread, by, ids);
    const outcomes = await this.commands.execute(new RecordEvents(turns, by, 'any', row.next()));
    for (const [at, outcome] of outcomes.entries()) add(at, ids[at] ?? null, outcome);
  }
}

/** Groups of one request that are in work at once reach the log in the order in which they were sent, however long each takes to prepare. */
class Row {
  #last: Promise<void> = Promise.resolve();

  next(): Place {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#last;
    this.#last = promise;
    return { before, leave: resolve };
  }
}

/** Work in order, a few pieces at a time. The first failure ends it. */
class Pipeline {
  readonly #running: Promise<void>[] = [];

  constructor(readonly width: number) {}

  async add(work: Promise<void>): Promise<void> {
    // Heard when its turn comes; until then it must not count as unhandled.
    work.catch(() => undefined);
    this.#running.push(work);
    if (this.#running.length >= this.width) await this.#running.shift();
  }

  async end(): Promise<void> {
    await Promise.all(this.#running);
  }
}
