/**
 * Read model `leaf`: where each record of the ledger stands in the Merkle tree, and what the tree's size was at any instant.
 * Used by: proofs, `asOf`, every look-up by record id, and every read model that names records by leaf.
 */
import { type Instant, millisecondsOf, type Position, type RecordId } from '../record/ids.js';
import { uuidBytes, uuidText } from '../record/uuid.js';
import { findByHash, hashIndex, hashIndexSchema, keyOfUuid, sameBytes } from './hash-index.js';
import { defineProjection, type Prepare, type ReadModels } from './projection.js';
import { rowsInto } from './rows.js';

export interface Leaf {
  readonly leaf: number;
  readonly position: Position;
  readonly id: RecordId;
  /** SHA-256 of the header: the entry of the Merkle tree. */
  readonly digest: Uint8Array;
  /** Effective recorded time, milliseconds since 1970. */
  readonly at: number;
}

/** A later copy of a record id in global order; it has no leaf and no effect. */
export interface Copy {
  readonly position: Position;
  /** The leaf of the first occurrence: the record. */
  readonly leaf: number;
  readonly digest: Uint8Array;
}

export const leaf = defineProjection({
  name: 'leaf',
  version: 2,
  schema: `
    CREATE TABLE leaf (leaf INTEGER PRIMARY KEY, position INTEGER NOT NULL, id BLOB NOT NULL, digest BLOB NOT NULL, at INTEGER NOT NULL);
    CREATE TABLE leaf_copy (position INTEGER PRIMARY KEY, leaf INTEGER NOT NULL, digest BLOB NOT NULL);
    ${hashIndexSchema('leaf_key')}`,
  start: (prepare) => {
    const rows = rowsInto(prepare, 'leaf', ['leaf', 'position', 'id', 'digest', 'at']);
    return {
      on: ({ leaf, position, id, digest, effectiveAt }) => {
        rows.add(leaf, position, id, digest, effectiveAt);
      },
      flush: rows.flush,
    };
  },
});

export interface FirstOccurrences {
  isFirst(id: Uint8Array, position: Position, leaf: number, digest: Uint8Array): boolean;
  /** Before each commit. */
  flush(): void;
}

/**
 * Says of each record in global order whether it is the first of its id. With a log that cannot promise it (two instances racing in two
 * streams) a later copy may stand there: it is listed and left out.
 * @param written has the leaves so far in the table; they are read only where a key is there already
 */
export function firstOccurrences(prepare: Prepare, written: () => void): FirstOccurrences {
  const index = hashIndex(prepare, 'leaf_key');
  const idAt = prepare('SELECT id FROM leaf WHERE leaf = ?');
  const copy = prepare('INSERT INTO leaf_copy (position, leaf, digest) VALUES (?, ?, ?)');
  return {
    flush: index.flush,
    isFirst(id, position, leaf, digest) {
      const first = index.add(keyOfUuid(id), leaf, (at) => {
        written();
        return sameBytes(idAt.get(at)?.id, id);
      });
      if (first === undefined) return true;
      copy.run(position, first, digest);
      return false;
    },
  };
}

/** The leaf of a record, undefined where the ledger holds no such record. */
export function leafOfRecord(models: ReadModels, id: RecordId): Leaf | undefined {
  return findByHash(models, 'leaf_key', keyOfUuid(uuidBytes(id)), (index) => {
    const leaf = leafAt(models, index);
    return leaf?.id === id ? leaf : undefined;
  });
}

/** One leaf by its index. */
export function leafAt(models: ReadModels, index: number): Leaf | undefined {
  const row = models.get<LeafRow>('SELECT leaf, position, id, digest, at FROM leaf WHERE leaf = ?', index);
  return row && toLeaf(row);
}

/** The leaves from `from` up to, not including, `to`. */
export function leavesBetween(models: ReadModels, from: number, to: number): readonly Leaf[] {
  return models
    .all<LeafRow>(
      'SELECT leaf, position, id, digest, at FROM leaf WHERE leaf >= ? AND leaf < ? ORDER BY leaf',
      from,
      to,
    )
    .map(toLeaf);
}

/** The tree's size at an instant of effective recording: the count of leaves recorded up to and including it. */
export function sizeAsOf(models: ReadModels, instant: Instant): number {
  return countUntil(models, 'at', millisecondsOf(instant));
}

/** The tree's size when the log had reached `position`. */
export function sizeAtPosition(models: ReadModels, position: number): number {
  return countUntil(models, 'position', position);
}

/** Later copies of record ids, in global order. */
export function copies(models: ReadModels): readonly Copy[] {
  return models.all<Copy>('SELECT position, leaf, digest FROM leaf_copy ORDER BY position');
}

interface LeafRow extends Omit<Leaf, 'id'> {
  readonly id: Uint8Array;
}

function toLeaf(row: LeafRow): Leaf {
  return { leaf: row.leaf, position: row.position, id: uuidText(row.id) as RecordId, digest: row.digest, at: row.at };
}

/** Positions and effective times never fall along the leaves, so a binary search needs no index. */
function countUntil(models: ReadModels, column: 'at' | 'position', bound: number): number {
  let low = 0;
  let high = models.reached().size;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = models.get<{ value: number }>(`SELECT ${column} AS value FROM leaf WHERE leaf = ?`, middle);
    if (row !== undefined && row.value <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
