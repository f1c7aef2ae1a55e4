/** What a database must do for a vault: keep rows of wrapped keys, never see a key or a reference. Each driver implements this; `keyed-vault.ts` does the rest. */
import { join } from 'node:path';
import type { Position, Pseudonym } from '../record/ids.js';
import type { Wrapped } from './master-keys.js';

interface SubjectKey extends Wrapped {
  readonly pseudonym: Pseudonym;
  /** HMAC(look-up key, reference); unique. */
  readonly lookup: Uint8Array;
}

export interface SubjectRow extends SubjectKey {
  /** HMAC(fence key, reference): what is kept of the reference when the subject is erased. */
  readonly mark: Uint8Array;
}

export interface StoredSubject extends SubjectKey {
  /** Its mark stands in the fence. */
  readonly fenced: boolean;
}

/** `lookup`, `tag`, `fence`, and `groups-<year>`. */
export interface NamedKeyRow {
  readonly name: string;
  /** Null where the key was destroyed. */
  readonly key: Wrapped | null;
}

/** Rows that move from one vault into another. */
export interface VaultPart {
  readonly subjects: readonly SubjectRow[];
  readonly marks: readonly Uint8Array[];
  readonly namedKeys: readonly NamedKeyRow[];
}

export interface VaultStore {
  /** The master key that wraps now; `first` where the vault is new. */
  master(first: string): Promise<string>;
  /** From now on nothing can be added under another master key. */
  useMaster(id: string): Promise<void>;

  /** In the order asked, undefined where there is none. */
  byLookup(lookups: readonly Uint8Array[]): Promise<readonly (StoredSubject | undefined)[]>;
  byPseudonym(pseudonyms: readonly Pseudonym[]): Promise<readonly StoredSubject[]>;
  /** Durable when it answers. A row whose look-up exists, or that is wrapped by another master key than the one in use, is passed over: read again to see what holds. */
  addSubjects(rows: readonly SubjectRow[]): Promise<void>;
  /** In one transaction: marks into the fence, rows out. Answers, with those that were there, when no file holds them any more. */
  erase(pseudonyms: readonly Pseudonym[]): Promise<readonly Pseudonym[]>;
  liftFence(pseudonym: Pseudonym): Promise<void>;
  isFenced(mark: Uint8Array): Promise<boolean>;
  /** Another text after each `erase`, `liftFence` and `destroyNamedKey` of any instance, from the moment on at which it takes effect. */
  destructions(): Promise<string>;

  namedKeys(): Promise<readonly NamedKeyRow[]>;
  /** Passed over as in `addSubjects`, also where the key was destroyed. */
  addNamedKey(name: string, key: Wrapped): Promise<void>;
  /** Leaves a row without a key, so that none is made again. */
  destroyNamedKey(name: string): Promise<void>;

  /** Up to `limit` subjects after this pseudonym, in order. */
  pageOfSubjects(after: Pseudonym | null, limit: number): Promise<readonly StoredSubject[]>;
  /** Replaces the wrapping where it is still the one `from` says; returns how many were replaced. */
  rewrapSubjects(rows: readonly Rewrapped[]): Promise<number>;
  rewrapNamedKeys(rows: readonly Rewrapped[]): Promise<number>;
  /** Clears what replaced and removed rows left in files. */
  scrub(): Promise<void>;

  /** For moving house: whole rows as they stand, up to `limit` after this pseudonym or mark, in order. */
  pageOfRows(after: Pseudonym | null, limit: number): Promise<readonly SubjectRow[]>;
  pageOfMarks(after: Uint8Array | null, limit: number): Promise<readonly Uint8Array[]>;
  /** Durable when it answers, and whatever master key wraps it. What is there already is passed over. */
  takeIn(part: VaultPart): Promise<void>;

  appliedTo(): Promise<Position | null>;
  markApplied(position: Position): Promise<void>;
  /** For a vault that was restored: every erasure is to be carried out on it again. */
  forgetApplied(): Promise<void>;
  close(): Promise<void>;
}

export interface Rewrapped {
  /** Pseudonym or name. */
  readonly name: string;
  readonly from: string;
  readonly to: Wrapped;
}

/** Associated data of a subject's wrapped key: neither the key nor the reference can be moved to another person's row unnoticed. */
export function subjectIdentity(row: Pick<SubjectKey, 'pseudonym' | 'lookup'>): string {
  return `subject ${row.pseudonym} ${Buffer.from(row.lookup).toString('base64')}`;
}

export function namedKeyIdentity(name: string): string {
  return `key ${name}`;
}

/** What of a vault lies in the data folder, readable by its owner only. */
export function vaultFolder(data: string): string {
  return join(data, 'vault');
}
