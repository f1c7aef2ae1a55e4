/** What is answered to many events: counts, and each refusal with its place. */
import { problemOf } from '../http/problem-details.js';
import { LedgerError } from '../record/ledger-error.js';
import type { Outcome } from './record-events.js';
import type { RecordedMany, Rejected, Warning } from './responses.js';

const LISTED = 1_000;

export class Summary {
  #recorded = 0;
  #duplicates = 0;
  #rejectedCount = 0;
  #position = -1;
  readonly #rejected: Rejected[] = [];
  readonly #warnings: Warning[] = [];

  add(index: number, eventId: string | null, outcome: Outcome): void {
    if (outcome instanceof LedgerError) {
      this.#rejectedCount++;
      if (this.#rejected.length < LISTED) this.#rejected.push({ index, id: eventId, problem: problemOf(outcome) });
      return;
    }
    if (outcome.duplicate) this.#duplicates++;
    else this.#recorded++;
    this.#position = Math.max(this.#position, Number(outcome.position));
    for (const warning of outcome.warnings)
      if (this.#warnings.length < LISTED) this.#warnings.push({ index, id: eventId, ...warning });
  }

  get recorded(): number {
    return this.#recorded;
  }

  answer(): RecordedMany {
    return {
      recorded: this.#recorded,
      duplicates: this.#duplicates,
      rejected: this.#rejected,
      rejectedCount: this.#rejectedCount,
      warnings: this.#warnings,
      position: this.#position < 0 ? null : String(this.#position),
    };
  }
}
