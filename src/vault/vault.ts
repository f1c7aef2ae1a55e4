/**
 * The vault port: which reference is which pseudonym, and each pseudonym's data key. What it holds can be forgotten; the log cannot.
 * Every sentence has a case in `test/contract/vault.contract.ts`, which every driver runs, whole.
 */
import type { KeyObject } from 'node:crypto';
import type { Position, Pseudonym } from '../record/ids.js';

/** A consumer as a producer knows them, `scheme:value`, for example `crm:C-10442`. Never stored in clear, anywhere. */
export type Reference = string;

/** Whose key a `kid` names: a subject (its pseudonym) or the group attributes of one UTC year (`groups-2026`). */
export type KeyId = string;

export interface Subject {
  readonly pseudonym: Pseudonym;
  /** 256-bit data key, unwrapped. */
  readonly dataKey: KeyObject;
  /** The reference was erased once and its person has not come back: personal fields must be discarded. */
  readonly fenced: boolean;
}

/** What an erasure destroyed; goes into `subject.erased` and the certificate. */
export interface Destroyed {
  readonly pseudonyms: readonly Pseudonym[];
  readonly keyIds: readonly KeyId[];
  /** How many references pointed at them. */
  readonly references: number;
}

/** The `kid` of group attributes recorded in one UTC year. */
export function groupsKeyId(year: number): KeyId {
  return `groups-${year}`;
}

/** The class is the injection token; drivers extend it. */
export abstract class Vault {
  /** What the start-up must say loudly, a sentence each: for example that a development key was made. */
  abstract readonly notices: readonly string[];

  /**
   * The subject of each reference, in order, made where there is none: a random pseudonym with its own random data key, durable before this answers.
   * Two concurrent calls, also of two instances, give one reference one pseudonym. A reference that was erased gets a fresh one, fenced until `liftFence`.
   * @throws LedgerError `invalid` where a reference is not `scheme:value` · `unavailable` where a new subject cannot be stored
   */
  abstract subjectsOf(references: readonly Reference[]): Promise<readonly Subject[]>;

  /** The pseudonym of a reference, null where none is known. Makes nothing. @throws LedgerError `invalid` where it is not `scheme:value` */
  abstract find(reference: Reference): Promise<Pseudonym | null>;

  /** Whether a reference was erased and its person has not come back, known again or not. Makes nothing. @throws LedgerError `invalid` as `find` */
  abstract isFenced(reference: Reference): Promise<boolean>;

  /** Data keys by pseudonym; one that is unknown or destroyed is absent. */
  abstract dataKeys(pseudonyms: readonly Pseudonym[]): Promise<ReadonlyMap<Pseudonym, KeyObject>>;

  /** The key of one UTC year's group attributes, made on first use; null where it was destroyed. */
  abstract groupsKey(year: number): Promise<KeyObject | null>;

  /** The key of content tags for events about nobody. Random, made once, never rotated. */
  abstract tagKey(): Promise<KeyObject>;

  /**
   * Destroys the data keys and references of these pseudonyms for good (no trace in files, free pages or journals) and remembers only
   * HMAC(fence key, reference) for each. Repeating it destroys nothing more, and never touches the fresh pseudonym of a person who came back.
   * What another instance remembers of them it gives out, and keeps in memory, five seconds longer at the most, however often it is asked; the same
   * holds for a fence that is lifted and for a destroyed groups key. The caller has appended `subject.erased` first.
   */
  abstract erase(pseudonyms: readonly Pseudonym[]): Promise<Destroyed>;

  /** The person behind a fenced pseudonym wants to be known again (`consent.given`, `subject.reauthorised`): personal fields are kept from now on. */
  abstract liftFence(pseudonym: Pseudonym): Promise<void>;

  /** Destroys the key of one year's group attributes for good; it is never made again. */
  abstract destroyGroupsKey(year: number): Promise<void>;

  /**
   * How far the log's erasures were re-applied to this vault, null where never. It is stored with the keys, so a restored vault says how old it is.
   * The log is the authority: every `subject.erased` after this position is re-applied before a key is served.
   */
  abstract appliedTo(): Promise<Position | null>;

  /** Remembers that every erasure up to and including this position was applied. Never goes back. */
  abstract markApplied(position: Position): Promise<void>;

  /** Names the master key that wraps every key now: what backups of the vault hold is readable as long as that key exists somewhere. */
  abstract masterKey(): Promise<string>;

  /**
   * Wraps every key anew under another master key; the log stays untouched. Interrupted, it leaves every key readable under the old or the new one,
   * and is resumed by calling it again. Instances that were given both keys go on meanwhile.
   */
  abstract rotateMasterKey(next: KeyObject): Promise<{ readonly rewrapped: number }>;

  /** Releases files and connections. */
  abstract close(): Promise<void>;
}
