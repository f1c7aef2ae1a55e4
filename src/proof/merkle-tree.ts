/** The tree as it is read: nodes, tiles, entry bundles and proofs, from the tables that `projections/merkle-tree.ts` fills. */
import { Injectable } from '@nestjs/common';
import { nodeOffset, tileId } from '../projections/merkle-tree.js';
import { ReadModels } from '../projections/projection.js';
import { sha256 } from '../record/digest.js';
import { LedgerError } from '../record/ledger-error.js';
import { HASH_BYTES, type Hash, treeHasher } from './merkle/hash.js';
import { entryBundle, TILE_WIDTH, type TileCoordinates, tileLevels, tileOfNode, tileWidth } from './merkle/tile.js';
import { consistencyProof, inclusionProof, rootOf } from './merkle/tree.js';

export const hasher = treeHasher(sha256);

interface Bytes {
  readonly bytes: Uint8Array;
}

/** A tile in memory; of a partial one as much as was there when it was read. */
type Cached = { readonly nodes: Uint8Array } | { readonly levels: readonly (readonly Hash[])[] };

/** 256 tiles of 16 KiB. What is in them never changes, so nothing has to be taken out but for room. */
const CACHED_TILES = 256;

@Injectable()
export class MerkleTree {
  private readonly cache = new Map<number, Cached>();

  constructor(private readonly readModels: ReadModels) {}

  /** How many leaves the tables hold now. */
  size(): number {
    return (
      this.readModels.get<{ size: number }>('SELECT coalesce(max(leaf), -1) + 1 AS size FROM merkle_tree_entry')?.size ?? 0
    );
  }

  root(size: number): Hash {
    return rootOf(hasher, size, this.node);
  }

  /** @param leaf counted from 0, under `size`; `size` at most `size()` */
  inclusion(leaf: number, size: number): readonly Hash[] {
    return inclusionProof(hasher, leaf, size, this.node);
  }

  /** @param from at most `to`, which is at most `size()` */
  consistency(from: number, to: number): readonly Hash[] {
    return consistencyProof(hasher, from, to, this.node);
  }

  /** The bytes of one tile or entry bundle as tlog-tiles serves them, null where a tree of this size has not so much of it. */
  tile(tile: TileCoordinates, size: number): Uint8Array | null {
    const { level, index, width } = tile;
    if (tileWidth(level, index, size) < width) return null;
    if (level === 'entries') return entryBundle(this.entries(index, width));
    const full = width === TILE_WIDTH ? this.fullTile(level, index) : null;
    return full?.subarray(0, TILE_WIDTH * HASH_BYTES) ?? Buffer.concat(this.hashes(level, index, width));
  }

  private readonly node = (level: number, index: number): Hash => {
    const { level: tileLevel, index: tileIndex, height, place } = tileOfNode(level, index);
    const id = tileId(tileLevel, tileIndex);
    const found = nodeIn(this.cache.get(id), height, place) ?? nodeIn(this.load(tileLevel, tileIndex), height, place);
    if (found === undefined) throw new LedgerError('corrupt', `The tree has no node ${index} at level ${level}.`);
    return found;
  };

  private load(level: number, index: number): Cached {
    const id = tileId(level, index);
    const nodes = this.fullTile(level, index);
    const tile = nodes === null ? { levels: tileLevels(hasher, this.hashes(level, index, TILE_WIDTH)) } : { nodes };
    this.cache.delete(id);
    this.cache.set(id, tile);
    const [oldest] = this.cache.keys();
    if (this.cache.size > CACHED_TILES && oldest !== undefined) this.cache.delete(oldest);
    return tile;
  }

  private fullTile(level: number, index: number): Uint8Array | null {
    const row = this.readModels.get<Bytes>(
      'SELECT nodes AS bytes FROM merkle_tree_tile WHERE id = ?',
      tileId(level, index),
    );
    return row?.bytes ?? null;
  }

  /** The first hashes of a tile, from the level below it. */
  private hashes(level: number, index: number, width: number): readonly Hash[] {
    if (level === 0) return this.entries(index, width).map((entry) => hasher.leaf(entry));
    const first = tileId(level - 1, index * TILE_WIDTH);
    const rows = this.readModels.all<Bytes>(
      `SELECT substr(nodes, ${nodeOffset(8, 0) + 1}) AS bytes FROM merkle_tree_tile WHERE id >= ? AND id < ? ORDER BY id`,
      first,
      first + width,
    );
    return rows.map((row) => row.bytes);
  }

  private entries(index: number, width: number): readonly Uint8Array[] {
    const first = index * TILE_WIDTH;
    const rows = this.readModels.all<Bytes>(
      'SELECT entry AS bytes FROM merkle_tree_entry WHERE leaf >= ? AND leaf < ? ORDER BY leaf',
      first,
      first + width,
    );
    return rows.map((row) => row.bytes);
  }
}

function nodeIn(tile: Cached | undefined, height: number, place: number): Hash | undefined {
  if (tile === undefined) return undefined;
  if ('levels' in tile) return tile.levels[height]?.[place];
  const offset = nodeOffset(height, place);
  return tile.nodes.subarray(offset, offset + HASH_BYTES);
}
