/** Ends of streams as this instance knows them: from the log's order, and from what it has sent itself. */
import type { StreamName } from '../../record/ids.js';
import type { Places, Tail } from './places.js';

export class Tails {
  /** What the server has confirmed or is about to, and the log's order may not have brought yet. */
  readonly #sent = new Map<StreamName, Tail>();

  constructor(private readonly places: Places) {}

  /** What is on its way included. */
  of(stream: StreamName): Tail {
    const [sent, come] = [this.#sent.get(stream), this.places.tail(stream)];
    return sent !== undefined && sent.event > come.event ? sent : come;
  }

  sent(stream: StreamName, tail: Tail): void {
    this.#sent.set(stream, tail);
  }

  /** What was sent has failed: only the log's order counts. */
  failed(stream: StreamName): void {
    this.#sent.delete(stream);
  }

  /** What was sent has been answered. */
  answered(stream: StreamName): void {
    if (this.#sent.get(stream)?.event === this.places.tail(stream).event) this.#sent.delete(stream);
  }
}
