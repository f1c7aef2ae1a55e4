/**
 * What a projection is. A projection sees the record alone: no clock, no randomness, no other projection's tables; replaying it changes nothing.
 * The runner (`runner.ts`, in its own worker) writes a batch of records and the new position in one transaction.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Instant } from '../record/ids.js';
import type { CommittedRecord, RecordBody, RecordHeader } from '../record/record.js';

/** A record as projections see it. */
export interface ProjectedRecord {
  readonly committed: CommittedRecord;
  readonly header: RecordHeader;
  /** Parsed on first use: most projections need the header alone. */
  readonly body: RecordBody;
  /** Index among the ledger's own records in global order, counted from 0: the Merkle leaf. */
  readonly leaf: number;
  /** Running maximum of `recordedAt` in global order, so that an instant is always a prefix of the log whatever the clocks do. */
  readonly effectiveAt: Instant;
}

/** Prepared once per run; `sql` uses the projection's own tables only. */
export type Prepare = (sql: string) => StatementSync;

export interface Projection {
  /** Lowercase, kebab-case; its tables start with it, dashes as underscores. */
  readonly name: string;
  /** Changed whenever the schema or what `start` writes changes: the runner then builds it anew beside the old one and swaps. */
  readonly version: number;
  /** `CREATE TABLE …` and `CREATE INDEX …` statements. */
  readonly schema: string;
  /** Called once per run, returns what is called for each record in global order, within the batch's transaction. */
  readonly start: (prepare: Prepare) => (record: ProjectedRecord) => void;
}

/** Declares a projection; list it in `projections/catalogue.ts` and nowhere else. */
export function defineProjection(projection: Projection): Projection {
  return projection;
}

/** The read side: one read-only connection to the live read models. The class is the injection token. */
export abstract class ReadModels {
  /** Rows of a query over live tables. Statements are cached by their text. */
  abstract all<Row>(sql: string, ...parameters: readonly (string | number | null | Uint8Array)[]): readonly Row[];
  abstract get<Row>(sql: string, ...parameters: readonly (string | number | null | Uint8Array)[]): Row | undefined;
  /** The last position whose effects are visible here, and its leaf count (tree size). */
  abstract reached(): { readonly position: number | null; readonly size: number };
  /** Waits until `position` is visible. @throws LedgerError `not-yet` after ten seconds */
  abstract waitFor(position: number): Promise<void>;
}

export type { DatabaseSync };
