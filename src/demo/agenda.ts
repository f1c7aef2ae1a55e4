/** What is still to come, in order of time: today's appointments in a heap, later ones in the drawer of their day. Bounded by what is planned, not by the year. */
import { DAY } from './calendar.js';

type Run = (now: number) => void;

interface Appointment {
  readonly at: number;
  /** Of two at one moment the one that was made first comes first. */
  readonly order: number;
  readonly run: Run;
}

export class Agenda {
  readonly #drawers = new Map<number, Appointment[]>();
  #today: Appointment[] = [];
  #day = Number.NEGATIVE_INFINITY;
  #made = 0;

  add(at: number, run: Run): void {
    const appointment = { at, order: this.#made++, run };
    const day = Math.floor(at / DAY);
    const drawer = this.#drawers.get(day);
    if (day <= this.#day) push(this.#today, appointment);
    else if (drawer === undefined) this.#drawers.set(day, [appointment]);
    else drawer.push(appointment);
  }

  /** Runs a day's appointments, those too that they make for the same day; yields after each. */
  *through(day: number): Generator<void> {
    this.#day = day;
    this.#today = this.#drawers.get(day) ?? [];
    this.#drawers.delete(day);
    // A sorted list is a heap.
    this.#today.sort((a, b) => (isBefore(a, b) ? -1 : 1));
    for (let next = pop(this.#today); next !== undefined; next = pop(this.#today)) {
      next.run(next.at);
      yield;
    }
  }
}

function isBefore(a: Appointment, b: Appointment): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Appointment[], item: Appointment): void {
  let at = heap.length;
  while (at > 0) {
    const parent = heap[(at - 1) >> 1];
    if (parent === undefined || isBefore(parent, item)) break;
    heap[at] = parent;
    at = (at - 1) >> 1;
  }
  heap[at] = item;
}

function pop(heap: Appointment[]): Appointment | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    let least = heap[child];
    const right = heap[child + 1];
    if (least !== undefined && right !== undefined && isBefore(right, least)) {
      least = right;
      child++;
    }
    if (least === undefined || isBefore(last, least)) break;
    heap[at] = least;
    at = child;
  }
  heap[at] = last;
  return first;
}
