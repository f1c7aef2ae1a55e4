/**
 * Judging and sealing on threads of their own, while this one answers requests and asks the log and the vault (docs/decisions/0404-preparing-threads.md).
 * They start when the first large group of events comes; until they are there, and for few events, all of it happens here.
 */
import { availableParallelism } from 'node:os';
import { Injectable, Logger, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { Clock } from '../record/clock.js';
import type { Authority } from './prepare.js';
import { PreparingThread } from './preparing-thread.js';
import { countOf, readAt, type Sent, type Unread } from './sent-events.js';
import { type Turn, turnsHere } from './turn.js';

/** Fewer events are not worth the way to another thread and back. */
export const WORTH_A_THREAD = 16;
/** One alone is what all others wait for, also on two cores; more than three, this thread could not keep busy. */
const THREADS = Math.min(3, availableParallelism());
/** What keeps a thread from starting (memory, a limit of the container) rarely goes away within moments, and each try costs the start of an engine. */
const TRY_AGAIN_AFTER_MS = 60_000;

@Injectable()
export class Preparing implements OnApplicationShutdown {
  readonly #logger = new Logger('recording');
  #threads: readonly PreparingThread[] = [];
  #noneBefore = 0;
  #told = false;
  #closed = false;

  constructor(
    private readonly clock: Clock,
    @Optional()
    private readonly begin = (unstarted: (detail: string) => void) => new PreparingThread(unstarted),
  ) {}

  /** @param eventIds takes the producers' own ids, as the turns are asked for */
  turnsOf(unread: Unread, by: Authority, eventIds: (string | null)[]): Iterable<Turn | Promise<Turn>> {
    const thread = countOf(unread) < WORTH_A_THREAD ? undefined : this.#leastBusy();
    return thread === undefined ? turnsHere(eventsOf(unread, eventIds), by) : [thread.turn(unread, by, eventIds)];
  }

  /** Requests have been answered by then. */
  async onApplicationShutdown(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#threads.map((thread) => thread.stop()));
  }

  /** Of those that are there; the others are on their way then. */
  #leastBusy(): PreparingThread | undefined {
    if (this.#closed) return undefined;
    const running = this.#threads.filter(({ ended }) => !ended);
    const missing = Math.max(0, THREADS - running.length);
    if (missing > 0) this.#threads = [...running, ...Array.from({ length: missing }, () => this.#begun()).flat()];
    return running.filter(({ ready }) => ready).sort((a, b) => a.busy - b.busy)[0];
  }

  #begun(): readonly PreparingThread[] {
    if (this.clock.milliseconds() < this.#noneBefore) return [];
    const unstarted = (detail: string): void => this.#unstarted(detail);
    try {
      return [this.begin(unstarted)];
    } catch (error) {
      // Where the system has no thread left, it says so here and not later.
      unstarted(error instanceof Error ? error.message : String(error));
      return [];
    }
  }

  /** Told once: events are recorded all the same, so it is nothing that each request should fill the log with. */
  #unstarted(detail: string): void {
    this.#noneBefore = this.clock.milliseconds() + TRY_AGAIN_AFTER_MS;
    if (this.#told || this.#closed) return;
    this.#told = true;
    this.#logger.error({ msg: `${UNSTARTED} The reason: ${detail}`, code: 'internal' });
  }
}

const UNSTARTED = [
  'A thread that prepares records cannot start.',
  'Large groups of events are prepared on the main thread meanwhile: they take longer, and keep other requests waiting.',
  'Allow the process more memory and threads (in a container its limits of memory and of pids), and see that what is installed is whole.',
  'It is tried again once a minute.',
].join(' ');

function* eventsOf(unread: Unread, eventIds: (string | null)[]): Generator<Sent['event']> {
  for (let index = 0; index < countOf(unread); index++) {
    const { event, eventId } = readAt(unread, index);
    eventIds.push(eventId);
    yield event;
  }
}
