/** What the rest of the ledger knows of an event type. Each type is one class in a family's file; everything here is read off that class. */
import type { JsonObject } from '../record/canonical.js';
import type { Pseudonym, StreamName } from '../record/ids.js';
import type { FieldError } from '../record/ledger-error.js';
import type { SplitData } from './split.js';

/** A place in `data`; `*` stands for every element of a list or member of a map: `['inputs', '*', 'value']`. */
export type FieldPath = readonly string[];

export type Family =
  | 'collection'
  | 'decision'
  | 'campaign'
  | 'governance'
  | 'inquiry'
  | 'protection'
  | 'finding'
  | 'ledger';

export interface EventDefinition {
  readonly type: string;
  readonly version: number;
  readonly family: Family;
  /** One sentence: what the event says. */
  readonly says: string;
  /** Whether the event is about a consumer. */
  readonly subject: 'required' | 'optional' | 'none';
  /** `ledger`: written by the ledger itself; refused from producers. */
  readonly writtenBy: 'producer' | 'ledger';
  /** Fields sealed under the subject's key. */
  readonly personal: readonly FieldPath[];
  /** Fields sealed under the year's groups key. */
  readonly groups: readonly FieldPath[];
  /** Fields that hold a reference `scheme:value` to another consumer, stored as the pseudonym. */
  readonly references: readonly FieldPath[];
  /** A complete, valid event of this type (CloudEvents attributes and data), used by tests, docs and the demo. */
  readonly example: { readonly subject?: string; readonly time?: string; readonly data: JsonObject };
  /** The errors of a candidate `data`, none where it is valid. Compiled from class-validator's metadata; refusals are worded by class-validator. */
  check(data: unknown): readonly FieldError[];
  /** Terms of `data` that are not in the vocabulary: kept as sent, told to the producer. */
  unknownTerms(data: JsonObject): readonly FieldError[];
  /** Takes personal fields and group attributes out of checked data; `merge` of `personal.ts` puts them back. */
  split(data: JsonObject): SplitData;
  /** Where the record goes. @throws LedgerError `invalid` where the data do not name a stream */
  streamOf(data: JsonObject, subject: Pseudonym | undefined): StreamName;
  /** JSON Schema 2020-12 of `data`. */
  jsonSchema(): JsonObject;
}
