/** Tiles of 256 hashes and their addresses (C2SP tlog-tiles). */
import { decimal, HASH_BYTES, type Hash, type TreeHasher } from './hash.js';

export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 256;

/** One tile: hashes [256·index, 256·index + width) of tile level `level`; each is the root of 256^level leaves. */
export interface TileCoordinates {
  readonly level: number | 'entries';
  readonly index: number;
  /** 1 to 256; under 256 the tile is partial. */
  readonly width: number;
}

/** `tile/<L>/<N>[.p/<W>]`, without a leading slash. */
export function tilePath(tile: TileCoordinates): string {
  const digits = String(tile.index).padStart(Math.ceil(String(tile.index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) ?? [];
  const name = groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${tile.level}/${name}${tile.width === TILE_WIDTH ? '' : `.p/${tile.width}`}`;
}

const TILE_PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Reads a path as `tilePath` writes it; null for any other form: one tile has one address. */
export function parseTilePath(path: string): TileCoordinates | null {
  const match = TILE_PATH.exec(path);
  if (match === null) return null;
  const [, levelText = '', name = '', widthText] = match;
  const level = levelText === 'entries' ? ('entries' as const) : Number(levelText);
  const index = decimal(name.replace(/[x/]/g, '').replace(/^0+(?=\d)/, ''));
  const width = widthText === undefined ? TILE_WIDTH : Number(widthText);
  if (index === null || (level !== 'entries' && level > 63) || (widthText !== undefined && width >= TILE_WIDTH))
    return null;
  const tile = { level, index, width };
  return tilePath(tile) === path ? tile : null;
}

/** How many hashes of that tile a tree of this size has: 0 to 256. */
export function tileWidth(level: number | 'entries', index: number, size: number): number {
  const hashes = level === 'entries' ? size : Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** Where the hash of a node is found: in which tile, how many levels above the tile's hashes, and at which place there. */
export function tileOfNode(
  level: number,
  index: number,
): { readonly level: number; readonly index: number; readonly height: number; readonly place: number } {
  const height = level % TILE_HEIGHT;
  const across = TILE_WIDTH / 2 ** height;
  return {
    level: Math.floor(level / TILE_HEIGHT),
    index: Math.floor(index / across),
    height,
    place: index % across,
  };
}

/** All hashes within a tile, from its own (height 0) upwards; only complete subtrees, so a partial tile has fewer above. */
export function tileLevels(hasher: TreeHasher, hashes: readonly Hash[]): readonly (readonly Hash[])[] {
  const levels: (readonly Hash[])[] = [hashes];
  for (let below = hashes; below.length > 1; ) {
    const above: Hash[] = [];
    for (let place = 0; place + 1 < below.length; place += 2) {
      const [left, right] = [below[place], below[place + 1]];
      if (left !== undefined && right !== undefined) above.push(hasher.node(left, right));
    }
    levels.push(above);
    below = above;
  }
  return levels;
}

/** Concatenated hashes taken apart. @returns null where the length is not that of whole hashes */
export function hashesOf(bytes: Uint8Array): readonly Hash[] | null {
  if (bytes.length % HASH_BYTES !== 0) return null;
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, place) =>
    bytes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES),
  );
}

/** An entry bundle: each entry after its length as big-endian uint16. */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bundle = new Uint8Array(entries.reduce((length, entry) => length + 2 + entry.length, 0));
  let offset = 0;
  for (const entry of entries) {
    bundle[offset] = Math.floor(entry.length / 256);
    bundle[offset + 1] = entry.length % 256;
    bundle.set(entry, offset + 2);
    offset += 2 + entry.length;
  }
  return bundle;
}
