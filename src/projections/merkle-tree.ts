/**
 * The Merkle tree over all records (docs/proof.md) as a projection: the entry of every leaf, and every full tile with the nodes inside it.
 * Both tables only grow. A partial tile is never stored: its hashes are those of the entries, or of the full tiles, below it.
 */
import { HASH_BYTES, type Hash, treeHasher } from '../proof/merkle/hash.js';
import { TILE_WIDTH, tileLevels } from '../proof/merkle/tile.js';
import { sha256 } from '../record/digest.js';
import { defineProjection, type Prepare } from './projection.js';

const hasher = treeHasher(sha256);

export const merkleTree = defineProjection({
  name: 'merkle-tree',
  version: 1,
  schema: `
    CREATE TABLE merkle_tree_entry (leaf INTEGER PRIMARY KEY, entry BLOB NOT NULL) STRICT;
    CREATE TABLE merkle_tree_tile (id INTEGER PRIMARY KEY, nodes BLOB NOT NULL) STRICT;
  `,
  start: (prepare) => {
    const insertEntry = prepare('INSERT INTO merkle_tree_entry (leaf, entry) VALUES (?, ?)');
    const insertTile = prepare('INSERT INTO merkle_tree_tile (id, nodes) VALUES (?, ?)');
    let edge = readEdge(prepare);
    return ({ leaf, committed }) => {
      // After a batch that was rolled back, memory is ahead of the tables; after a repeat, the tables are ahead.
      if (leaf !== edge.size) edge = readEdge(prepare);
      if (leaf < edge.size) return;
      const entry = sha256(committed.header);
      insertEntry.run(leaf, entry);
      edge.size += 1;
      let hash = hasher.leaf(entry);
      for (let level = 0; ; level++) {
        const hashes = edge.hashes(level);
        hashes.push(hash);
        if (hashes.length < TILE_WIDTH) return;
        const levels = tileLevels(hasher, hashes);
        const [root] = levels.at(-1) ?? [];
        if (root === undefined) return;
        insertTile.run(tileId(level, edge.size / TILE_WIDTH ** (level + 1) - 1), Buffer.concat(levels.flat()));
        hashes.length = 0;
        hash = root;
      }
    };
  },
});

/** Rows are found by level and index within the level: 2^40 tiles a level are more than a log can have. */
export function tileId(level: number, index: number): number {
  return level * 2 ** 40 + index;
}

/** Where in a stored tile the hash stands that is `height` levels above the tile's own: levels lie one after the other, widest first. */
export function nodeOffset(height: number, place: number): number {
  return (2 * TILE_WIDTH - (2 * TILE_WIDTH) / 2 ** height + place) * HASH_BYTES;
}

/** What is not in a full tile yet, by level: the right edge of the tree. */
function readEdge(prepare: Prepare): { size: number; hashes(level: number): Hash[] } {
  const row = prepare('SELECT coalesce(max(leaf), -1) + 1 AS size FROM merkle_tree_entry').get();
  const size = Number(row?.size ?? 0);
  const entries = prepare('SELECT entry AS bytes FROM merkle_tree_entry WHERE leaf >= ? ORDER BY leaf');
  const roots = prepare(
    `SELECT substr(nodes, ${nodeOffset(8, 0) + 1}) AS bytes FROM merkle_tree_tile WHERE id >= ? AND id < ? ORDER BY id`,
  );
  const edge: Hash[][] = [];
  for (let level = 0; level === 0 || size >= TILE_WIDTH ** level; level++) {
    const first = Math.floor(size / TILE_WIDTH ** (level + 1)) * TILE_WIDTH;
    const rows = level === 0 ? entries.all(first) : roots.all(tileId(level - 1, first), tileId(level, 0));
    const hashes = rows.map(({ bytes }) => (bytes instanceof Uint8Array ? bytes : new Uint8Array(0)));
    edge.push(level === 0 ? hashes.map((entry) => hasher.leaf(entry)) : hashes);
  }
  return {
    size,
    hashes(level) {
      for (;;) {
        const hashes = edge[level];
        if (hashes !== undefined) return hashes;
        edge.push([]);
      }
    },
  };
}
