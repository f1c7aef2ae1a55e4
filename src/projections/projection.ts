/**
 * What a projection is. A projection sees the record alone: no clock, no randomness, no other projection's tables; replaying it changes nothing.
 * The runner (`runner.ts`, in its own worker) writes a batch of records and the new position in one transaction.
 */
import type { StatementSync } from 'node:sqlite';
import type { JsonObject } from '../record/canonical.js';
import type { Position } from '../record/ids.js';
import type { RecordHeader } from '../record/record.js';

/** What read models use of the header. What is sealed no read model holds or opens. */
export interface OpenHeader extends Pick<RecordHeader, 'type' | 'stream' | 'source'> {
  readonly subject?: RecordHeader['subject'] | undefined;
  readonly sequence?: RecordHeader['sequence'] | undefined;
}

/** A record of the log, read as far as read models need it. */
export interface ReadRecord {
  readonly position: Position;
  readonly header: OpenHeader;
  /** The 16 bytes of the record id. */
  readonly id: Uint8Array;
  /** SHA-256 of the header bytes: the entry of the Merkle tree. */
  readonly digest: Uint8Array;
  /** `occurredAt` and `recordedAt` of the header in milliseconds since 1970, rounded down. */
  readonly occurredAt: number;
  readonly recordedAt: number;
  /** The open fields, parsed on first use; 0 in the place of lists, except in records of the few types of which one is wanted (projected.ts). */
  readonly fields: JsonObject;
}

/** A record as projections see it. Only the first occurrence of a record id in global order is one; a later copy is inert. */
export interface ProjectedRecord extends ReadRecord {
  /** Index among the ledger's own records in global order, counted from 0: the Merkle leaf. */
  readonly leaf: number;
  /** Running maximum of `recordedAt` in global order, so that an instant is always a prefix of the log whatever the clocks do. */
  readonly effectiveAt: number;
}

/** Prepared once per run; `sql` uses the projection's own tables only. */
export type Prepare = (sql: string) => StatementSync;

export interface Projecting {
  /** Called for each record in global order, within the batch's transaction. */
  on(record: ProjectedRecord): void;
  /**
   * Called before the transaction commits, and at times between two records: writes what `on` gathered. What is in the tables after a commit must not
   * depend on where batches end.
   */
  flush?(): void;
}

export interface Projection {
  /** Lowercase, kebab-case; its tables start with it, dashes as underscores. */
  readonly name: string;
  /** Changed whenever the schema or what `start` writes changes: the runner then builds it anew beside the old one and swaps. */
  readonly version: number;
  /** `CREATE TABLE …` and `CREATE INDEX …` statements. */
  readonly schema: string;
  /** Called once per run. Memory kept between records may only repeat what the tables say, and is bounded. */
  readonly start: (prepare: Prepare) => Projecting;
}

/** Declares a projection; list it in `projections/catalogue.ts` and nowhere else. */
export function defineProjection(projection: Projection): Projection {
  return projection;
}

export type SqlValue = string | number | null | Uint8Array;

/** The read side: one read-only connection to the live read models. The class is the injection token. */
export abstract class ReadModels {
  /**
   * Rows of a query over live tables. Statements are cached by their text.
   * @throws LedgerError `unavailable` while a read model of a new version is being built and the old one cannot answer this query
   */
  abstract all<Row>(sql: string, ...parameters: readonly SqlValue[]): readonly Row[];
  abstract get<Row>(sql: string, ...parameters: readonly SqlValue[]): Row | undefined;
  /** The questions that `read` asks are answered from one state, and at a fraction of the cost: each alone has to lock the file. */
  abstract together<T>(read: () => T): T;
  /** The last position whose effects are visible here, and its leaf count (tree size). */
  abstract reached(): { readonly position: number | null; readonly size: number };
  /** Waits until `position` is visible. @throws LedgerError `not-yet` after ten seconds */
  abstract waitFor(position: number): Promise<void>;
  /** Waits until the tree has `size` leaves here. @throws LedgerError `not-yet` after ten seconds */
  abstract waitForSize(size: number): Promise<void>;
  abstract close(): void;
}
