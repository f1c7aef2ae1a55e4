/** Raw records as lines of JSON: header and body are the stored bytes, so that a reader can hash the header's text as it stands. What is sealed stays sealed, what was redacted is gone. */
import { leafOfRecord, leavesBetween, sizeAtPosition } from '../projections/leaf.js';
import type { Presentable } from '../projections/presentable.js';
import type { ReadModels } from '../projections/projection.js';
import { LedgerError } from '../record/ledger-error.js';
import type { CommittedRecord } from '../record/record.js';

/** Leaf of each record of one page; null for a later copy of a record, and where the read models have not come so far. */
export type LeafOf = (record: CommittedRecord) => number | null;

/** Records that follow each other in the global order: one query for a page. */
export function leavesOfPage(models: ReadModels, page: readonly CommittedRecord[]): LeafOf {
  const [first] = page;
  const last = page.at(-1);
  if (first === undefined || last === undefined) return () => null;
  const from = sizeAtPosition(models, first.position - 1);
  const leaves = leavesBetween(models, from, Math.min(from + page.length, sizeAtPosition(models, last.position)));
  const byPosition = new Map(leaves.map((leaf) => [leaf.position, leaf.leaf]));
  return ({ position }) => byPosition.get(position) ?? null;
}

/** Records from anywhere. */
export function leafOfEach(models: ReadModels): LeafOf {
  return ({ id, position }) => {
    const leaf = leafOfRecord(models, id);
    return leaf?.position === position ? leaf.leaf : null;
  };
}

/** `{ position, revision, leaf, header, body }` on one line, without its end; `redactions` too, where fields were taken away. */
export function recordLine({ position, revision, header, body, redactions }: Presentable, leaf: number | null): string {
  const gone = redactions === undefined ? '' : `,"redactions":${JSON.stringify(redactions)}`;
  return `{"position":"${position}","revision":${revision},"leaf":${leaf},"header":${json(header, position)},"body":${json(body, position)}${gone}}`;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function json(bytes: Uint8Array, position: number): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new LedgerError('corrupt', `The record at position ${position} is not UTF-8.`, [], { cause });
  }
}
