/**
 * The evidence file: a folder of plain files, usually as one `.zip`. Pure, so that a browser reads it with the same code.
 *
 *   README.txt                      what this is and how to check it
 *   evidence.json                   the manifest
 *   checkpoint.txt                  signed note with the witnesses' cosignatures
 *   keys.txt, witnesses.txt         the vkeys to check it with, one a line
 *   records/<leaf>/header.json      the canonical header: its SHA-256 is the entry of the tree
 *   records/<leaf>/body.json        the canonical body
 *   records/<leaf>/record.tlog-proof  C2SP tlog-proof of that entry
 *   openings.json                   keys of single sealed parts, where the reader may see them
 *   answer.json                     the answer that was given
 */
import type { Json } from '../../record/canonical.js';

export interface EvidenceManifest {
  readonly format: 1;
  readonly kind: 'decision' | 'erasure' | 'records';
  readonly origin: string;
  readonly madeAt: string;
  /** What it is about: the decision and how it was asked for; the erasure. */
  readonly about: { readonly [name: string]: Json };
  /** Of the code that made the answer (answers/version.ts); where there is an answer. */
  readonly answersVersion?: string;
  readonly size: number;
  readonly records: readonly EvidenceRecord[];
}

export interface EvidenceRecord {
  readonly leaf: number;
  readonly id: string;
  readonly type: string;
  /** SHA-256 of the header, lowercase hexadecimal. */
  readonly digest: string;
  /** The ledger's running maximum of `recordedAt` at this record: which instants of the log hold it. */
  readonly effectiveAt?: string;
}

/** Opens one sealed part of one record (vault/seal.ts, docs/decisions/0301-sealing.md). */
export interface Opening {
  readonly record: string;
  readonly part: 'sealed' | 'sealedGroups';
  /** 32 bytes, base64. */
  readonly opening: string;
}

/** Path → bytes. */
export type EvidenceFiles = ReadonlyMap<string, Uint8Array>;

export const MANIFEST = 'evidence.json';
export const CHECKPOINT = 'checkpoint.txt';
export const KEYS = 'keys.txt';
export const WITNESSES = 'witnesses.txt';
export const OPENINGS = 'openings.json';
export const ANSWER = 'answer.json';
export const README = 'README.txt';

export function recordPath(leaf: number, file: 'header.json' | 'body.json' | 'record.tlog-proof'): string {
  return `records/${leaf}/${file}`;
}

/** @returns null where the bytes are not a manifest of this format */
export function parseManifest(bytes: Uint8Array | undefined): EvidenceManifest | null {
  const value = parseJsonBytes(bytes);
  if (!isObject(value) || value.format !== 1 || typeof value.origin !== 'string' || !Array.isArray(value.records))
    return null;
  const complete = value.records.every(
    (record) =>
      isObject(record) &&
      Number.isSafeInteger(record.leaf) &&
      typeof record.id === 'string' &&
      typeof record.digest === 'string',
  );
  return complete && isObject(value.about) ? (value as unknown as EvidenceManifest) : null;
}

/** @returns null where the bytes are not a list of openings, an empty list where there are none */
export function parseOpenings(bytes: Uint8Array | undefined): readonly Opening[] | null {
  if (bytes === undefined) return [];
  const value = parseJsonBytes(bytes);
  if (!Array.isArray(value)) return null;
  const complete = value.every(
    (opening) =>
      isObject(opening) &&
      typeof opening.record === 'string' &&
      typeof opening.opening === 'string' &&
      (opening.part === 'sealed' || opening.part === 'sealedGroups'),
  );
  return complete ? (value as unknown as Opening[]) : null;
}

export function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : new TextDecoder().decode(bytes);
}

/** @returns undefined where the bytes are absent or no JSON */
export function parseJsonBytes(bytes: Uint8Array | undefined): Json | undefined {
  try {
    return bytes === undefined ? undefined : JSON.parse(textOf(bytes));
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
