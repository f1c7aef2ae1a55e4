/**
 * A stretch of the log, checked record by record wherever there is a free thread, and what is left to judge of it in order: digests, places, ids.
 * Plain numbers and bytes, so that it crosses threads cheaply.
 */
import { hash } from 'node:crypto';
import type { CommittedRecord } from '../../record/record.js';
import { HASH_BYTES } from '../merkle/hash.js';
import { checkRecord } from './check-record.js';
import { idKey, streamKey } from './identities.js';
import { collectProblems, type Problem } from './problem.js';

export interface Block {
  readonly count: number;
  /** For each record its position, its revision, and keys of its stream and id. */
  readonly places: Float64Array<ArrayBuffer>;
  /** For each record its entry of the tree, then the hash of that leaf. */
  readonly hashes: Uint8Array<ArrayBuffer>;
  /** What is wrong with single records, in order. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  /** Bodies that lack fields: whether rightly, the log says (redactions.ts). */
  readonly claims: readonly Problem[];
  /** Where the stretch could not be read to its end, why. */
  readonly unreadable?: string;
}

export const PLACE = { position: 0, revision: 1, stream: 2, id: 3, fields: 4 } as const;

/** Positions in a block: 100 bytes each, so that blocks that wait cost little. */
export const BLOCK = 4_096;

/** @param pages the records of the stretch; reading may fail at any of them */
export async function blockOf(pages: AsyncIterable<readonly CommittedRecord[]>): Promise<Block> {
  const problems = collectProblems();
  const claims: Problem[] = [];
  const add = (problem: Problem): void =>
    void (problem.code === 'redaction' ? claims.push(problem) : problems.add(problem));
  const places: number[] = [];
  const hashes: string[] = [];
  let unreadable: string | undefined;
  try {
    for await (const page of pages)
      for (const record of page) {
        checkRecord(record, add);
        const entry = hash('sha256', record.header, 'binary');
        places.push(record.position, record.revision, streamKey(record.stream), idKey(record.id));
        hashes.push(entry, leafHash(entry));
      }
  } catch (error) {
    unreadable = error instanceof Error ? error.message : String(error);
  }
  const count = places.length / PLACE.fields;
  const bytes = Buffer.alloc(2 * HASH_BYTES * count);
  for (let index = 0; index < hashes.length; index++) bytes.write(hashes[index] ?? '', HASH_BYTES * index, 'latin1');
  const { list, count: problemCount } = problems;
  const block = { count, places: Float64Array.from(places), hashes: bytes, problems: list, problemCount, claims };
  return unreadable === undefined ? block : { ...block, unreadable };
}

/** SHA-256(0x00 ‖ entry), RFC 6962 §2.1; byte strings as latin1, which is several times cheaper than a buffer for each. */
function leafHash(entry: string): string {
  prefixed.write(entry, 1, 'latin1');
  return hash('sha256', prefixed, 'binary');
}

const prefixed = Buffer.alloc(1 + HASH_BYTES);
