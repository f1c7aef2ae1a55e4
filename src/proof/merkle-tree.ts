/** The tree as it is read: nodes, tiles, entry bundles and proofs, from the read models `merkle_tree` and `leaf`. */
import { Injectable } from '@nestjs/common';
import { hasher } from '../projections/hasher.js';
import { leavesBetween } from '../projections/leaf.js';
import { nodeOffset, tileId } from '../projections/merkle-tree.js';
import { ReadModels } from '../projections/projection.js';
import { LedgerError } from '../record/ledger-error.js';
import { HASH_BYTES, type Hash } from './merkle/hash.js';
import {
  entryBundle,
  hashesOf,
  TILE_WIDTH,
  type TileCoordinates,
  tileLevels,
  tileOfNode,
  tileWidth,
} from './merkle/tile.js';
import { consistencyProof, inclusionProof, rootOf } from './merkle/tree.js';

/** A tile with the nodes inside it; a partial one as far as it went when it was read. */
type Tile = { readonly nodes: Uint8Array } | { readonly levels: readonly (readonly Hash[])[] };

/** 256 tiles of 16 KiB. What is in them never changes, so nothing has to be taken out but for room. */
const CACHED_TILES = 256;

@Injectable()
export class MerkleTree {
  private readonly cache = new Map<number, Tile>();
  /** The full tile of leaves that was read last. */
  private leaves: { readonly id: number; readonly tile: Tile } | null = null;

  constructor(private readonly readModels: ReadModels) {}

  /** How many leaves the read models hold now. */
  size(): number {
    const edge = this.edge(0);
    return edge === undefined ? 0 : edge.tile * TILE_WIDTH + edge.hashes.length / HASH_BYTES;
  }

  /** @param size at most `size()`, as in all calls here */
  root(size: number): Hash {
    return rootOf(hasher, size, this.node);
  }

  /** @param leaf counted from 0, under `size` */
  inclusion(leaf: number, size: number): readonly Hash[] {
    return inclusionProof(hasher, leaf, size, this.node);
  }

  /** @param from at most `to` */
  consistency(from: number, to: number): readonly Hash[] {
    return consistencyProof(hasher, from, to, this.node);
  }

  /** The bytes of one tile or entry bundle as tlog-tiles serves them, null where a tree of this size has not so much of it. */
  tile(tile: TileCoordinates, size: number): Uint8Array | null {
    const { level, index, width } = tile;
    if (tileWidth(level, index, size) < width) return null;
    const first = index * TILE_WIDTH;
    if (level === 'entries')
      return entryBundle(leavesBetween(this.readModels, first, first + width).map((leaf) => leaf.digest));
    const found = this.tileAt(level, index, 0, width - 1);
    if ('nodes' in found) return found.nodes.subarray(0, width * HASH_BYTES);
    return Buffer.concat(found.levels[0]?.slice(0, width) ?? []);
  }

  private readonly node = (level: number, index: number): Hash => {
    const at = tileOfNode(level, index);
    const tile = this.tileAt(at.level, at.index, at.height, at.place);
    const hash = nodeIn(tile, at.height, at.place);
    if (hash === undefined) throw new LedgerError('corrupt', `The tree has no node ${index} at level ${level}.`);
    return hash;
  };

  /** The tile, at least so full that it has this node. */
  private tileAt(level: number, index: number, height: number, place: number): Tile {
    const id = tileId(level, index);
    const known = this.leaves?.id === id ? this.leaves.tile : this.cache.get(id);
    if (known !== undefined && nodeIn(known, height, place) !== undefined) return known;
    const tile = this.load(level, index);
    // Full tiles of leaves are most of the tree, and each is asked for by one proof; kept, they would push out those that every proof needs.
    if (level === 0 && 'nodes' in tile) {
      this.leaves = { id, tile };
      return tile;
    }
    this.cache.delete(id);
    this.cache.set(id, tile);
    const [oldest] = this.cache.keys();
    if (this.cache.size > CACHED_TILES && oldest !== undefined) this.cache.delete(oldest);
    return tile;
  }

  private load(level: number, index: number): Tile {
    // Between the two reads a tile may become full and leave the edge: then it is found when asked once more.
    for (let attempt = 0; attempt < 2; attempt++) {
      const full = this.readModels.get<{ nodes: Uint8Array }>(
        'SELECT nodes FROM merkle_tree_tile WHERE id = ?',
        tileId(level, index),
      );
      if (full !== undefined) return full;
      const edge = this.edge(level);
      if (edge?.tile === index) return { levels: tileLevels(hasher, hashesOf(edge.hashes) ?? []) };
    }
    throw new LedgerError('corrupt', `The tree has no tile ${index} at level ${level}.`);
  }

  private edge(level: number): { tile: number; hashes: Uint8Array } | undefined {
    return this.readModels.get('SELECT tile, hashes FROM merkle_tree_edge WHERE level = ?', level);
  }
}

function nodeIn(tile: Tile, height: number, place: number): Hash | undefined {
  if ('levels' in tile) return tile.levels[height]?.[place];
  const offset = nodeOffset(height, place);
  return tile.nodes.subarray(offset, offset + HASH_BYTES);
}
