/**
 * Judging and sealing on threads of their own, while this one answers requests and asks the log and the vault (docs/decisions/0404-preparing-threads.md).
 * They start when the first large group of events comes; until they are there, and for few events, all of it happens here.
 */
import { availableParallelism } from 'node:os';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Authority } from './prepare.js';
import { PreparingThread } from './preparing-thread.js';
import { countOf, readAt, type Sent, type Unread } from './sent-events.js';
import { type Turn, turnsHere } from './turn.js';

/** Fewer events are not worth the way to another thread and back. */
const WORTH_A_THREAD = 16;
/** This thread keeps one core; more than three others it could not keep busy. */
const THREADS = Math.min(3, availableParallelism() - 1);

@Injectable()
export class Preparing implements OnApplicationShutdown {
  #threads: readonly PreparingThread[] = [];
  #closed = false;

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
    if (missing > 0) this.#threads = [...running, ...Array.from({ length: missing }, () => new PreparingThread())];
    return running.filter(({ ready }) => ready).sort((a, b) => a.busy - b.busy)[0];
  }
}

function* eventsOf(unread: Unread, eventIds: (string | null)[]): Generator<Sent['event']> {
  for (let index = 0; index < countOf(unread); index++) {
    const { event, eventId } = readAt(unread, index);
    eventIds.push(eventId);
    yield event;
  }
}
