/**
 * Read model `merkle_tree`: the full tiles of the Merkle tree over all records with the nodes inside them, and its right edge.
 * Used by: checkpoints, tiles and proofs (proof/merkle-tree.ts). The entries of the tree stand in the read model `leaf`.
 */
import { HASH_BYTES, type Hash } from '../proof/merkle/hash.js';
import { hashesOf, TILE_WIDTH, tileLevels } from '../proof/merkle/tile.js';
import { hasher } from './hasher.js';
import { defineProjection, type Prepare } from './projection.js';

export const merkleTree = defineProjection({
  name: 'merkle-tree',
  version: 1,
  schema: `
    CREATE TABLE merkle_tree_tile (id INTEGER PRIMARY KEY, nodes BLOB NOT NULL) STRICT;
    CREATE TABLE merkle_tree_edge (level INTEGER PRIMARY KEY, tile INTEGER NOT NULL, hashes BLOB NOT NULL) STRICT;`,
  start: (prepare) => {
    const insertTile = prepare('INSERT INTO merkle_tree_tile (id, nodes) VALUES (?, ?)');
    const writeEdge = prepare('INSERT OR REPLACE INTO merkle_tree_edge (level, tile, hashes) VALUES (?, ?, ?)');
    let edge = readEdge(prepare);

    const append = (level: number, hash: Hash): void => {
      edge[level] ??= { tile: 0, hashes: [] };
      const { tile, hashes } = edge[level];
      hashes.push(hash);
      if (hashes.length < TILE_WIDTH) return;
      const levels = tileLevels(hasher, hashes);
      insertTile.run(tileId(level, tile), Buffer.concat(levels.flat()));
      edge[level] = { tile: tile + 1, hashes: [] };
      for (const root of levels.at(-1) ?? []) append(level + 1, root);
    };

    return {
      on({ leaf, digest }) {
        // After a batch that was rolled back, memory is ahead of the tables.
        if (leaf !== sizeOf(edge)) edge = readEdge(prepare);
        if (leaf === sizeOf(edge)) append(0, hasher.leaf(digest));
      },
      flush() {
        for (const [level, { tile, hashes }] of edge.entries()) writeEdge.run(level, tile, Buffer.concat(hashes));
      },
    };
  },
});

/** Tiles are found by level and index within the level: 2^40 tiles a level are more than a log can have. */
export function tileId(level: number, index: number): number {
  return level * 2 ** 40 + index;
}

/** Where in a full tile's `nodes` the hash stands that is `height` levels above the tile's own: level after level, widest first. */
export function nodeOffset(height: number, place: number): number {
  return (2 * TILE_WIDTH - (2 * TILE_WIDTH) / 2 ** height + place) * HASH_BYTES;
}

/** By level, the tile that is not full yet and what it holds. */
type Edge = { readonly tile: number; readonly hashes: Hash[] }[];

function readEdge(prepare: Prepare): Edge {
  const rows = prepare('SELECT tile, hashes FROM merkle_tree_edge ORDER BY level').all();
  return rows.map(({ tile, hashes }) => ({
    tile: Number(tile),
    hashes: hashes instanceof Uint8Array ? [...(hashesOf(hashes) ?? [])] : [],
  }));
}

function sizeOf([leaves]: Edge): number {
  return leaves === undefined ? 0 : leaves.tile * TILE_WIDTH + leaves.hashes.length;
}
